use super::*;

fn told(text: &str) -> Vec<(u32, String)> {
    let source = Arc::new(Source::new("kinds/own.toml", text));
    let (_, findings) = load(&[source]);
    findings
        .iter()
        .map(|finding| {
            let help = finding.help.clone().unwrap_or_default();
            let line = finding.primary.source.position(finding.primary.span.start).line;
            (line, format!("{} | {help}", finding.message))
        })
        .collect()
}

#[test]
fn the_built_in_kinds_are_without_a_mistake() {
    let (schema, findings) = load_builtin();
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(schema.kinds().count(), 26);
}

#[test]
fn every_kind_file_is_carried() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/kinds");
    let files = ignore::Walk::new(folder).flatten().filter(|entry| entry.path().is_file()).count();
    assert_eq!(files, templates::KINDS.len() + 1);
}

#[test]
fn a_kind_of_ones_own_and_a_field_on_a_known_kind_are_read() {
    let vulnerability = "kind = \"vulnerability\"\nprefixes = [\"VUL\"]\n[fields.cve]\ntype = \"text\"\n";
    let risk =
        "kind = \"risk\"\n[fields.campaign]\ntype = \"link\"\nto = [\"vulnerability\"]\nflow = \"<-\"\n";
    let sources = [vulnerability, risk].map(|text| Arc::new(Source::new("kinds/x.toml", text)));
    let (schema, findings) = load(&sources);
    assert!(findings.is_empty(), "{findings:#?}");
    assert!(schema.named("vulnerability").unwrap().1.field("cve").is_some());
    assert!(schema.named("vulnerability").unwrap().1.field("owner").is_some());
    let (_, risk) = schema.named("risk").unwrap();
    assert!(risk.field("campaign").is_some() && risk.field("likelihood").is_some());
    assert_eq!(schema.with_prefix("VUL").unwrap().name, "vulnerability");
}

#[test]
fn every_mistake_of_a_kind_file_is_told_with_its_line() {
    let told = told(
        "kind = \"vulnerability\"\nprefixes = [\"RSK\"]\nreview = \"6 moons\"\n\n[fields.a]\ntype = \"txt\"\n\n[fields.b]\ntype = \"link\"\nto = [\"risq\"]\n\n[fields.c]\ntype = \"text\"\nneded = true\n\n[[expect]]\nrule = \"x\"\nwhen = { nope = true }\nneed = { field = [\"aa\"] }\nmessage = \"m\"\n",
    );
    for (line, part) in [
        (2, "belongs to kind `risk`"),
        (3, "a period is"),
        (6, "did you mean `text`?"),
        (10, "did you mean `risk`?"),
        (14, "did you mean `needed`?"),
        (18, "no field `nope`"),
        (19, "no field `aa`"),
    ] {
        assert!(told.iter().any(|(at, text)| *at == line && text.contains(part)), "{line} {part}: {told:#?}");
    }
}

#[test]
fn a_known_field_cannot_be_changed() {
    let told = told("kind = \"risk\"\n[fields.likelihood]\ntype = \"text\"\n");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, 2);
    assert!(told[0].1.contains("has a field `likelihood` already"));
}
