//! One page for a browser: everything in one file, nothing loaded from elsewhere.
//!
//! The page is complete without its script, which only adds search, filters, sorting and the theme. A content security
//! policy names the one style sheet and the one script by their hashes, so that nothing else can act, whatever records say.
//! It is written once, from top to bottom, into one text.

mod block;
mod control;
mod cover;
mod drawing;
mod escape;
mod markup;
mod section;
mod table;
#[cfg(test)]
mod tests;
mod theme;

use std::collections::HashSet;

use sha2::{Digest, Sha256};

pub use self::cover::CoverRefused;
use self::escape::escaped;
use super::Context;
use crate::diagram::Diagram;
use crate::document::{Block, Document, Target};
use crate::render::diagrams::svg;
use crate::words::Words;

const SHELL: &str = include_str!("../../../../templates/pages/document.html");
const SCRIPT: &str = include_str!("../../../../templates/pages/document.js");

/// Writes a document.
///
/// # Errors
/// A cover template of the organisation's own that fails, or that brings what a page may not have.
pub fn render(document: &Document, context: &Context<'_>) -> Result<String, CoverRefused> {
    let mut page = Page::new(document, context);
    page.control(document, context)?;
    for (at, section) in document.sections.iter().enumerate() {
        page.section(section, 2, Some(&(at + 1).to_string()));
    }
    let (main, ui) = (page.out, page.ui);
    let most =
        diagrams(document).map(|diagram| diagram.nodes.len()).filter(|nodes| *nodes <= svg::MOST_NODES).max();
    let dimming = svg::dimming(".diagram ", most.unwrap_or(0));
    let style = theme::sheet(&document.control, context.look, context.words, &dimming);
    Ok(shell(&Shell { document, words: context.words, ui: &ui, main: &main, style: &style }))
}

/// All pictures of boxes and lines.
fn diagrams(document: &Document) -> impl Iterator<Item = &Diagram> {
    document.all_sections().into_iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Picture(picture) => Some(&picture.diagram),
        _ => None,
    })
}

/// A page under construction.
struct Page<'a> {
    out: String,
    words: &'a Words,
    /// Everything that a link can lead to.
    anchors: HashSet<&'a str>,
    /// What ids of the page itself begin with, and no anchor does.
    ui: String,
    /// How many ids the page gave itself.
    given: usize,
}

impl<'a> Page<'a> {
    fn new(document: &'a Document, context: &Context<'a>) -> Self {
        let anchors = document.anchors();
        let mut ui = "ui-".to_owned();
        while anchors.iter().any(|anchor| anchor.starts_with(&ui)) {
            ui.push('-');
        }
        Self { out: String::with_capacity(1 << 16), words: context.words, anchors, ui, given: 0 }
    }

    /// An id of the page's own.
    fn own_id(&mut self) -> String {
        self.given += 1;
        format!("{}{}", self.ui, self.given)
    }

    fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape::text(&mut self.out, text);
    }

    /// Text inside of a line, set apart where it may run from right to left.
    fn run(&mut self, text: &str) {
        if escape::is_two_way(text) {
            self.push("<bdi>");
            self.text(text);
            self.push("</bdi>");
        } else {
            self.text(text);
        }
    }

    /// A fixed word.
    fn word(&mut self, key: &str) {
        let words = self.words;
        self.text(words.get(key));
    }

    /// The address of a place; `None` where the page has no such place.
    fn address(&self, target: &Target) -> Option<String> {
        match target {
            Target::Anchor(anchor) => {
                self.anchors.contains(anchor.as_str()).then(|| format!("#{}", escape::id(anchor)))
            }
            Target::Url(url) => Some(url.clone()).filter(|url| is_web(url)),
            Target::File(_) => None,
        }
    }
}

/// Whether an address is one of the web. Documents hold no others; here nothing rests on that.
fn is_web(url: &str) -> bool {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto"))
}

/// What goes into the shell of a page.
struct Shell<'a> {
    document: &'a Document,
    words: &'a Words,
    ui: &'a str,
    main: &'a str,
    style: &'a str,
}

fn shell(page: &Shell<'_>) -> String {
    let mut out =
        String::with_capacity(page.main.len() + page.style.len() + SCRIPT.len() + SHELL.len() + 8192);
    let mut rest = SHELL;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (name, tail) = after.split_once("}}").unwrap_or((after, ""));
        match name {
            "main" => out.push_str(page.main),
            "style" => out.push_str(page.style),
            "script" => out.push_str(SCRIPT),
            other => out.push_str(&value(page, other)),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn value(page: &Shell<'_>, name: &str) -> String {
    let (control, words) = (&page.document.control, page.words);
    match name {
        "policy" => policy(page.style),
        "language" => escaped(words.language()),
        "tool" => escaped(&control.tool),
        "organisation" => escaped(&control.organisation),
        "name" => escaped(&control.title),
        "classification" => escaped(&control.classification),
        "title" => escaped(&title(page)),
        "ui" => page.ui.to_owned(),
        "list" => section::contents(page.document, words, page.ui),
        "script-words" => escaped(&script_words(words)),
        "foot" => escaped(&foot(page)),
        "contents" => escaped(words.get("contents")),
        "watermark" if control.is_draft() => {
            format!("<div class=\"draft-mark\" aria-hidden=\"true\">{}</div>\n", escaped(words.get("draft")))
        }
        "watermark" => String::new(),
        other => escaped(words.get(&format!("html.{}", other.replace('-', "_")))),
    }
}

/// Nothing is allowed but this style, this script, and pictures that lie in the page.
fn policy(style: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", escape::base64(&Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(SCRIPT)
    )
}

fn title(page: &Shell<'_>) -> String {
    let control = &page.document.control;
    let draft = if control.is_draft() { page.words.get("draft") } else { "" };
    let parts = [draft, &control.title, &control.organisation];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<&str>>().join(" \u{b7} ")
}

fn foot(page: &Shell<'_>) -> String {
    let control = &page.document.control;
    let as_of =
        control.as_of.map(|day| format!("{} {day}", page.words.get("html.as_of"))).unwrap_or_default();
    let commit = control.short_commit().unwrap_or("");
    let parts = [
        &control.classification,
        &control.organisation,
        &control.title,
        &control.version,
        &as_of,
        commit,
        &control.tool,
    ];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<&str>>().join(" \u{b7} ")
}

/// The words that the script says.
fn script_words(words: &Words) -> String {
    const SAID: [&str; 10] =
        ["filter", "all", "shown", "rising", "falling", "opened", "closed", "hit", "hits", "nothing"];
    let said: serde_json::Map<String, serde_json::Value> =
        SAID.iter().map(|key| ((*key).to_owned(), words.get(&format!("html.say.{key}")).into())).collect();
    serde_json::Value::Object(said).to_string()
}
