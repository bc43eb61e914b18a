use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::document::{Colour, Look, Section, Tone};
use crate::render::documents::fixtures;
use crate::words::Words;

fn page(document: &Document, look: &Look) -> String {
    render(document, &Context { words: &Words::english(), look }).unwrap()
}

/// The tags of a page, outside of its style and script: name, attributes, and whether it has an inside; ends have a slash.
fn tags(html: &str) -> Vec<(String, BTreeMap<String, String>, bool)> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, tail) = after.split_once('>').unwrap();
        let (name, mut attributes) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
        let mut found = BTreeMap::new();
        while let Some((key, value)) = attributes.trim_start().split_once("=\"") {
            let (value, more) = value.split_once('"').unwrap_or_else(|| panic!("{tag}"));
            let key = key.split(' ').next_back().unwrap();
            assert!(found.insert(key.to_owned(), value.to_owned()).is_none(), "{tag}");
            attributes = more;
        }
        rest = match name {
            "style" | "script" => tail.split_once(&format!("</{name}>")).unwrap().1,
            _ => tail,
        };
        let empty = tag.ends_with('/')
            || ["!doctype", "meta", "input", "br", "hr", "img", "style", "script"].contains(&name);
        out.push((name.trim_end_matches('/').to_owned(), found, !empty));
    }
    out
}

#[test]
fn the_page_is_well_formed_and_its_ids_and_links_hold() {
    for document in [fixtures::pack(), fixtures::hostile()] {
        let html = page(&document, &Look::default());
        let mut open = Vec::new();
        let (mut ids, mut links) = (BTreeSet::new(), BTreeSet::new());
        for (name, attributes, inside) in tags(&html) {
            if let Some(id) = attributes.get("id") {
                assert!(ids.insert(id.clone()), "two elements are called {id}");
            }
            links
                .extend(attributes.get("href").filter(|to| to.starts_with('#')).map(|to| to[1..].to_owned()));
            links.extend(
                ["aria-labelledby", "aria-describedby", "for"]
                    .iter()
                    .filter_map(|key| attributes.get(*key))
                    .cloned(),
            );
            match name.strip_prefix('/') {
                Some(end) => assert_eq!(open.pop().as_deref(), Some(end)),
                None if !inside => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
        assert_eq!(links.difference(&ids).collect::<Vec<_>>(), Vec::<&String>::new());
        let anchors: BTreeSet<&str> = document.anchors().into_iter().collect();
        for anchor in anchors {
            assert!(ids.contains(&escape::id(anchor)), "{anchor}");
        }
        assert_eq!(html.matches("<h1").count(), 1);
    }
}

#[test]
fn nothing_that_a_record_says_acts_or_loads() {
    let html = page(&fixtures::hostile(), &Look::default());
    let known = "!doctype html head meta title style body a header p span div form label input button select option nav details summary ul li main section h1 h2 h3 h4 h5 h6 dl dt dd b bdi code pre table caption thead tbody tr th td figure figcaption svg desc g rect path circle polygon text br hr ol blockquote strong em s footer script";
    let known: BTreeSet<&str> = known.split(' ').collect();
    let mut scripts = 0;
    for (name, attributes, _) in tags(&html) {
        assert!(known.contains(name.trim_start_matches('/')), "{name}");
        scripts += usize::from(name == "script");
        for (key, value) in &attributes {
            assert!(!key.starts_with("on") && key != "style" && key != "src", "{name} {key}={value}");
            let web = ["#", "https://", "http://", "mailto:"].iter().any(|start| value.starts_with(start));
            assert!(key != "href" || web, "{value}");
        }
    }
    assert_eq!(scripts, 1);
    let hidden =
        html.chars().find(|letter| !matches!(letter, '\n' | '\t') && crate::base::text::is_hidden(*letter));
    assert_eq!(hidden, None);
    assert!(html.contains("300 kB 300 kB"));
    assert!(!html.contains("NaN\""), "a place that is no number");
}

#[test]
fn the_policy_names_the_style_and_the_script_and_nothing_else() {
    let html = page(&fixtures::pack(), &Look::default());
    let policy =
        html.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    let inside = |tag: &str| {
        let (_, rest) = html.split_once(&format!("<{tag}>")).unwrap();
        rest.split_once(&format!("</{tag}>")).unwrap().0
    };
    let hash = |text: &str| format!("'sha256-{}'", escape::base64(&Sha256::digest(text.as_bytes())));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
            hash(inside("style")),
            hash(inside("script"))
        )
    );
    assert!(!html.contains("style=\"") && !html.contains("@import") && !html.contains("url("));
}

#[test]
fn a_link_without_a_place_is_words() {
    let mut section = Section::new("a", "A");
    section.push(Block::Paragraph(vec![
        crate::document::Inline::record("RSK-1"),
        crate::document::Inline::record("a"),
    ]));
    let document = Document { sections: vec![section], ..Document::default() };
    let html = page(&document, &Look::default());
    assert!(html.contains("<p>RSK-1<a href=\"#a\">a</a></p>"), "{html}");
}

#[test]
fn a_draft_says_so_with_its_reasons() {
    let mut document = fixtures::pack();
    assert!(!page(&document, &Look::default()).contains("class=\"draft"));
    document.control.draft = vec!["2 records could not be read".into()];
    let html = page(&document, &Look::default());
    assert!(html.contains("<li>2 records could not be read</li>"));
    assert!(html.contains("<title>DRAFT \u{b7} "));
    assert!(html.contains("@top-right{content:\"DRAFT \u{b7} Confidential\""));
    assert!(html.contains("<div class=\"draft-mark\" aria-hidden=\"true\">DRAFT</div>"));
}

#[test]
fn an_organisation_has_its_own_colour_sign_and_cover() {
    let logo = crate::document::Logo {
        format: crate::document::LogoFormat::Png,
        bytes: b"foobar".to_vec(),
        words: "<A>".into(),
    };
    let mut look = Look { accent: Colour::read("#006d77"), logo: Some(logo), ..Look::default() };
    let html = page(&fixtures::pack(), &look);
    assert!(html.contains("--accent:#006d77;"));
    assert!(html.contains("<img src=\"data:image/png;base64,Zm9vYmFy\" alt=\"&lt;A&gt;\">"));
    look.cover = Some("<p class=\"org\">Own {{ organisation }}</p><img src=\"{{ logo }}\" alt=\"\">".into());
    let html = page(&fixtures::pack(), &look);
    assert!(html.contains("<p class=\"org\">Own Aehrenfeld Logistik GmbH</p><img src=\"data:image/png;base64,Zm9vYmFy\" alt=\"\">"));
    assert!(html.contains("<h1>ISMS audit pack 2026</h1>") && html.contains("Document control"));
    look.cover = Some("<script>x</script>".into());
    let words = Words::english();
    let refused = render(&fixtures::pack(), &Context { words: &words, look: &look }).unwrap_err();
    assert!(refused.to_string().contains("<script> is not among the elements"), "{refused}");
}

#[test]
fn a_gap_is_named_with_its_rule() {
    let mut section = Section::new("a", "A");
    section.push(Block::Gap(crate::document::Gap::new("no-such", "it is not there", Tone::Bad)));
    let html = page(&Document { sections: vec![section], ..Document::default() }, &Look::default());
    assert!(
        html.contains("<p class=\"gap bad\"><b>Gap:</b> it is not there <code>no-such</code></p>"),
        "{html}"
    );
}

#[test]
fn a_page_grows_no_faster_than_its_records() {
    let size = |records: usize| page(&fixtures::large(records), &Look::default()).len();
    let (some, more) = (size(100), size(1000));
    assert!(more < 5_000_000 && more < some * 10, "{some} {more}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let html = page(&fixtures::pack(), &Look::default());
    assert_eq!(html, page(&fixtures::pack(), &Look::default()));
}

/// Writes pages for programs that judge them (`tests/conformance/run`) into the folder that `ISMS_PAGES` names.
#[test]
#[allow(clippy::disallowed_methods, reason = "files for other programs to judge")]
fn pages_for_judges() {
    let Some(folder) = std::env::var_os("ISMS_PAGES").map(std::path::PathBuf::from) else { return };
    let mut draft = fixtures::pack();
    draft.control.draft =
        vec!["2 records could not be read".into(), "the rule risk-without-owner did not run".into()];
    draft.control.dirty = true;
    let own = Look {
        accent: Colour::read("#e8590c"),
        cover: Some("<p class=\"org\">{{ organisation }}</p><h1>{{ title }}</h1><p>{{ as_of }}</p>".into()),
        ..Look::default()
    };
    let pages = [
        ("pack", fixtures::pack(), Look::default()),
        ("draft", draft, own),
        ("hostile", fixtures::hostile(), Look::default()),
        ("large", fixtures::large(1000), Look::default()),
    ];
    for (name, document, look) in pages {
        std::fs::write(folder.join(format!("{name}.html")), page(&document, &look)).unwrap();
    }
}
