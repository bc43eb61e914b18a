use super::super::NodeRef;
use super::*;

fn read(text: &str) -> (File, Vec<Finding>) {
    let mut findings = Vec::new();
    let source = Arc::new(Source::new("a.yaml", text));
    let file = parse(&source, &Limits::default(), &mut findings);
    (file, findings)
}

/// The source text of the value at a path of keys and list indices in the first document.
fn spot<'a>(file: &'a File, path: &[&str]) -> (&'a str, String) {
    let mut node = file.documents().next().unwrap();
    for step in path {
        node = match step.parse::<usize>() {
            Ok(index) => node.items().nth(index).unwrap(),
            Err(_) => node.get(step).unwrap(),
        };
    }
    (file.source().slice(node.span()), node.text().to_owned())
}

#[test]
fn spans_are_exact_after_umlauts_emoji_and_in_every_style() {
    let text = "title: Prüfung 🛡 Ä\nlist: [ä, 'ö', \"\\u00fc\"]\nflow: {k: wert}\nblock: |\n  eins\n  zwei\nfolded: >\n  eins\n  zwei\nlast: x\n";
    let (file, findings) = read(text);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(spot(&file, &["title"]).0, "Prüfung 🛡 Ä");
    assert_eq!(spot(&file, &["list"]).0, "[ä, 'ö', \"\\u00fc\"]");
    assert_eq!(spot(&file, &["list", "1"]), ("'ö'", "ö".to_owned()));
    assert_eq!(spot(&file, &["list", "2"]), ("\"\\u00fc\"", "ü".to_owned()));
    assert_eq!(spot(&file, &["flow", "k"]).0, "wert");
    assert_eq!(spot(&file, &["block"]).1, "eins\nzwei\n");
    assert_eq!(spot(&file, &["folded"]).1, "eins zwei\n");
    assert_eq!(spot(&file, &["last"]).0, "x");
}

#[test]
fn carriage_returns_and_a_byte_order_mark_move_nothing() {
    let (file, findings) = read("\u{feff}id: RSK-1\r\nowner: ROL-é\r\nassets:\r\n  - AST-1\r\n  - AST-2\r\n");
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(spot(&file, &["owner"]).0, "ROL-é");
    assert_eq!(spot(&file, &["assets", "1"]).0, "AST-2");
}

#[test]
fn values_stay_the_text_that_was_written() {
    let (file, _) = read("a: no\nb: 1.10\nc: 08\nd: 2026-01-02\ne: ~\nf:\ng: 'null'\n");
    assert_eq!(spot(&file, &["a"]).1, "no");
    assert_eq!(spot(&file, &["b"]).1, "1.10");
    assert_eq!(spot(&file, &["c"]).1, "08");
    let root = file.documents().next().unwrap();
    assert!(root.get("e").unwrap().is_null());
    assert!(root.get("f").unwrap().is_null());
    assert_eq!(root.get("g").unwrap().scalar(), Some("null"));
}

#[test]
fn several_documents_are_several_roots() {
    let (file, findings) = read("id: A-1\n---\nid: A-2\n---\nid: A-3\n");
    assert!(findings.is_empty());
    let ids: Vec<&str> = file.documents().map(|root| root.get("id").unwrap().text()).collect();
    assert_eq!(ids, ["A-1", "A-2", "A-3"]);
}

#[test]
fn front_matter_is_read_at_its_place_and_the_body_kept() {
    let mut findings = Vec::new();
    let source = Arc::new(Source::new("p.md", "---\nid: DOC-1\ntitle: Ü\n---\n# Text\n"));
    let file = parse(&source, &Limits::default(), &mut findings);
    assert_eq!(spot(&file, &["title"]).0, "Ü");
    assert_eq!(source.slice(file.body().unwrap()), "# Text\n");
    let plain = Arc::new(Source::new("README.md", "# Hello\n\n---\n"));
    assert_eq!(parse(&plain, &Limits::default(), &mut findings).documents().count(), 0);
    assert!(findings.is_empty());
}

/// Rule, line and a part of the message or help of each finding.
fn told(text: &str) -> Vec<(String, u32, String)> {
    let (_, mut findings) = read(text);
    findings.sort_by_key(|finding| finding.primary.span);
    findings
        .iter()
        .map(|finding| {
            let line = finding.primary.source.position(finding.primary.span.start).line;
            let help = finding.help.clone().unwrap_or_default();
            (finding.rule.to_string(), line, format!("{} | {help}", finding.message))
        })
        .collect()
}

fn told_once(text: &str, line: u32, part: &str) {
    let told = told(text);
    assert_eq!(told.len(), 1, "{text:?} {told:#?}");
    assert_eq!(told[0].1, line, "{text:?} {told:?}");
    assert!(told[0].2.contains(part), "{told:?}");
}

#[test]
fn slips_of_people_who_do_not_write_yaml_are_named() {
    told_once("id: R-1\n\towner: x\n", 2, "tab");
    told_once("id: R-1\ntitle: Access: who may\nowner: x\n", 2, "write `title: \"Access: who may\"`");
    told_once("id:R-1\nkind: risk\n", 1, "write `id: R-1`");
    told_once("id: R-1\nowner:x\nkind: risk\n", 2, "write `owner: x`");
    told_once("id: R-1\ntitle: [draft] Policy\nowner: x\n", 2, "write `title: \"[draft] Policy\"`");
    told_once("id: R-1\ntitle: @home work\nowner: x\n", 2, "write `title: \"@home work\"`");
    told_once("id: R-1\ntitle: \"open\nowner: x\n", 2, "not closed");
    told_once("id: R-1\nlist: [a, b\nowner: x\n", 2, "closed");
    told_once("id: R-1\ntitle: \"a\" and b\nowner: x\n", 2, "in quotes");
    told_once("id: R-1\n  owner: x\nkind: y\n", 2, "indented");
    told_once("%YAML 1.2\n---\nid: R-1\n", 1, "directive");
    told_once("id: R-1\ntitle: a\u{7f}b\nowner: x\n", 2, "cannot be seen (U+007F)");
    told_once("id: R-1\n\u{1}owner: x\nkind: y\n", 2, "cannot be seen (U+0001)");
}

#[test]
fn what_is_closed_on_a_later_line_is_not_to_blame() {
    told_once("title: \"a long\n  value\"\nid: R-1\nnot a field\nowner: x\n", 4, "neither `field: value`");
    told_once("title: \"an \\\" inside\"\nid: R-1\nnot a field\nowner: x\n", 3, "neither `field: value`");
    told_once("list: [a,\n  b]\nid: R-1\nnot a field\nowner: x\n", 4, "neither `field: value`");
    told_once("list: [a,\n  b\nid: [R-1]\nowner: x\n", 1, "not closed");
}

#[test]
fn every_error_of_a_file_is_told_and_the_rest_still_read() {
    let text = "kind: risk\nrecords:\n  - id: R-1\n    title: a: b\n  - id: R-2\n    title: fine\n  - id: R-3\n    title: [x] y\n  - id: R-4\n    title: also fine\n";
    let (file, findings) = read(text);
    assert_eq!(findings.len(), 2, "{findings:#?}");
    let root = file.documents().next().unwrap();
    let ids: Vec<&str> =
        root.get("records").unwrap().items().filter_map(|item| item.get("id")).map(NodeRef::text).collect();
    assert_eq!(ids, ["R-2", "R-4"]);
    assert_eq!(file.damaged().len(), 2);
}

#[test]
fn what_records_do_without_is_refused_with_its_place() {
    assert!(told("a: &x 1\nb: *x\n").iter().any(|(_, line, text)| *line == 2 && text.contains("alias")));
    told_once("a: *nowhere\n", 1, "alias");
    told_once("a: !secret x\n", 1, "tag");
    assert!(told("base: {a: 1}\nb:\n  <<: {a: 2}\n")[0].2.contains("merge key"));
    told_once("id: A\ntitle: x\nid: B\n", 3, "twice");
}

#[test]
fn limits_stop_what_would_eat_memory() {
    let deep = "[".repeat(100_000);
    assert!(told(&format!("a: {deep}"))[0].2.contains("deep"));
    let dashes = "- ".repeat(100_000);
    assert!(told(&dashes)[0].2.contains("deep"));
    let wide = format!("a: [{}]\n", "x, ".repeat(200_001));
    assert!(told(&wide)[0].2.contains("200,000 values"));
    let long = format!("a: {}\n", "x".repeat((1 << 20) + 1));
    assert!(told(&long)[0].2.contains("longer than 1,048,576 bytes"));
    let bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n";
    assert!(told(bomb).iter().all(|(rule, ..)| rule == "invalid-yaml"));
}

#[test]
fn a_merge_conflict_is_named_once() {
    told_once("id: R-1\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> other\n", 2, "git could not join");
}

#[test]
fn front_matter_that_would_silently_be_no_record_is_told() {
    let told = |text: &str| {
        let mut findings = Vec::new();
        let file = parse(&Arc::new(Source::new("p.md", text)), &Limits::default(), &mut findings);
        (findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>(), file.documents().count())
    };
    let (said, records) = told("---\nid: DOC-1\nkind: document\n\n# Text\n");
    assert!(said[0].contains("does not end") && records == 0, "{said:?}");
    let (said, records) = told("\n---\nid: DOC-1\nkind: document\n---\n# Text\n");
    assert!(said[0].contains("first line") && records == 1, "{said:?}");
    assert_eq!(told("\n---\nA rule, no front matter\n"), (Vec::new(), 0));
}

#[test]
fn the_suggested_quotes_leave_a_comment_outside_and_never_cut_a_value() {
    told_once("id: R-1\ntitle: Laptop: lost  # see minutes\n", 2, "write `title: \"Laptop: lost\"`");
    let long = "Laptop: lost ".repeat(9);
    told_once(&format!("id: R-1\ntitle: {long}\n"), 2, "put quotes around the whole value");
    told_once("id: R-1\nlist:\n• one\n", 3, "hyphen");
}
