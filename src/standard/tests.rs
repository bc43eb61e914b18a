use super::*;
use crate::schema::load_builtin;

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::new(path, text))
}

/// The binary's standard with files of a repository.
fn with(enabled: &[&str], files: &[&str]) -> (Standards, Vec<String>) {
    let own: Vec<_> = files.iter().map(|text| source("standards/own.toml", text)).collect();
    let (standards, findings) = Standards::load(enabled, &own, &load_builtin().0);
    let tell = |finding: &Finding| {
        let place = finding.primary.source.position(finding.primary.span.start);
        let help = finding.help.clone().unwrap_or_default();
        format!("{}:{}: {} | {help}", place.line, place.column, finding.message)
    };
    (standards, findings.iter().map(tell).collect())
}

const OWN: &str = "name = \"bcm\"\ntitle = \"ISO 22301:2019\"\n";

#[test]
fn the_standard_has_its_clauses_and_controls() {
    let (standards, findings) = with(&[DEFAULT], &[]);
    assert_eq!(findings, Vec::<String>::new());
    let of = |fits: fn(&&Item) -> bool| standards.items().iter().filter(fits).count();
    // ISO/IEC 27001:2022: 41 numbered clauses from 4 to 10.2, 30 of which ask for something; 93 controls in Annex A.
    assert_eq!(
        (of(|item| !item.control), of(|item| item.is_requirement()), of(|item| item.control)),
        (41, 30, 93)
    );
    assert_eq!(standards.get("10.2").unwrap().title, "Nonconformity and corrective action");
    assert!(standards.has_control("A.5.15") && !standards.has_control("9.2"));
    // Themes of Annex A: 37 organizational, 8 people, 14 physical, 34 technological.
    let theme = |prefix: &str| standards.ids().filter(|id| standards.is_within(id, prefix)).count();
    assert_eq!(["A.5", "A.6", "A.7", "A.8"].map(theme), [37, 8, 14, 34]);
}

#[test]
fn what_is_read_late_fits_what_is_read_always() {
    let explained = &builtin::STANDARDS[0].explained;
    let file = source(explained.0, explained.1);
    let (standards, findings) = Standards::load(&[DEFAULT], &[file], &load_builtin().0);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(standards.items().len(), 134);
}

#[test]
fn every_requirement_and_control_is_explained_and_every_requirement_shown_by_something() {
    let (standards, _) = with(&[DEFAULT], &[]);
    for item in standards.items().iter().filter(|item| item.control || item.is_requirement()) {
        let explained = standards.explained(&item.id);
        assert!(
            explained.asks.ends_with('.') && explained.asks.len() > 40,
            "{}: {}",
            item.id,
            explained.asks
        );
        assert_eq!(explained.attributes.len(), if item.control { 5 } else { 0 }, "{}", item.id);
        assert!(item.control || !item.shown_by.is_empty(), "{}", item.id);
    }
    let new = standards.ids().filter(|id| standards.explained(id).new_in == "2022").count();
    assert_eq!(new, 11);
    let monitoring = standards.explained("A.8.16");
    assert_eq!(monitoring.theme, "technological");
    assert_eq!(
        monitoring.attributes[0],
        ("control_type".to_owned(), vec!["detective".to_owned(), "corrective".to_owned()])
    );
    assert_eq!(standards.explained("4.1").amended_by, "Amd 1:2024");
}

#[test]
fn an_own_standard_has_its_clauses_beside_those_of_the_binary() {
    let file = format!(
        "{OWN}[[clause]]\nid = \"BCM-8\"\ntitle = \"Operation\"\nheading = true\n\
         [[clause]]\nid = \"BCM-8.5\"\ntitle = \"Exercises\"\nparent = \"BCM-8\"\nasks = \"Practise.\"\n\
         shown_by = [\"review/process\", {{ kind = \"training\", once = \"sessions.held_on\" }}]\n"
    );
    let (standards, findings) = with(&[DEFAULT, "bcm"], &[&file]);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(standards.titles(), ["ISO/IEC 27001:2022", "ISO 22301:2019"]);
    let clause = standards.get("BCM-8.5").unwrap();
    assert_eq!(clause.shown_by[0].ty.as_deref(), Some("process"));
    assert_eq!(standards.explained("BCM-8.5").asks, "Practise.");
    assert!(standards.is_within("BCM-8.5", "BCM-8") && !standards.is_within("BCM-8", "BCM-8.5"));
    // Not enabled: read for mistakes, and not there.
    let (standards, findings) = with(&[DEFAULT], &[&file]);
    assert_eq!((findings.len(), standards.get("BCM-8.5")), (0, None));
    assert!(standards.known().any(|name| name == "bcm"));
}

#[test]
fn an_own_file_adds_to_a_standard_and_takes_nothing_away() {
    let file = "name = \"iso27001-2022\"\n[[clause]]\nid = \"7.2\"\nasks = \"Certificates hang in the hall.\"\n\
                shown_by = [\"document/manual\"]\ndocumented = [\n\
                { what = \"proof of competence\", shown_by = [\"document/manual\"] },\n\
                { what = \"the hall plan\", shown_by = [\"document\"] } ]\n\
                [[clause]]\nid = \"5.2\"\ncontents = [{ part = \"intent\", words = [\"Doel\"] }]\n";
    let (standards, findings) = with(&[DEFAULT], &[file]);
    assert_eq!(findings, Vec::<String>::new());
    let clause = standards.get("7.2").unwrap();
    assert_eq!(clause.title, "Competence");
    assert_eq!(clause.shown_by.last().unwrap().name(), "document/manual");
    let documented: Vec<_> =
        clause.documented.iter().map(|one| (one.what.as_str(), one.shown_by.len())).collect();
    assert_eq!(documented, [("proof of competence", 3), ("the hall plan", 1)]);
    assert_eq!(standards.explained("7.2").asks, "Certificates hang in the hall.");
    let policy = &standards.get("5.2").unwrap().contents;
    assert!(policy.len() == 5 && policy[0].words.contains(&"doel".to_owned()), "{policy:?}");
}

#[test]
fn mistakes_are_told_with_their_place_and_the_nearest_name() {
    let file = format!(
        "{OWN}[attributes]\ncost = [\"low\", \"high\"]\n[[clause]]\nid = \"BCM-1\"\ntitle = \"One\"\n\
         parent = \"BCM-11\"\nshown_by = [\"reviews\", \"review/managment\", {{ kind = \"audit\", once = \"performd_on\" }}]\n\
         ask = \"What?\"\n[[control]]\nid = \"BCM-A\"\n[control.attributes]\ncost = [\"hihg\"]\n\
         [[clause]]\nid = \"9.2\"\ntitle = \"Audit\"\n"
    );
    let (_, findings) = with(&[DEFAULT, "bcm"], &[&file]);
    let wanted = [
        ("9:13", "names kind `reviews`, which does not exist", "did you mean `review`?"),
        ("9:24", "names type `managment`, which kind `review` does not have", "did you mean `management`?"),
        ("9:69", "kind `audit` has no field `performd_on`", "did you mean `performed_on`?"),
        ("10:1", "has no key `ask`", "did you mean `asks`?"),
        ("11:1", "`[control]` has no `title`", "add its title"),
        ("14:9", "attribute `cost` has no value `hihg`", "did you mean `high`?"),
        ("16:6", "`9.2` is an id of another enabled standard", "tells the two apart"),
        ("8:10", "there is no clause `BCM-11`", "did you mean `BCM-1`?"),
    ];
    assert_eq!(findings.len(), wanted.len(), "{findings:#?}");
    for ((place, message, help), finding) in wanted.iter().zip(&findings) {
        assert!(
            finding.starts_with(&format!("{place}:")) && finding.contains(message) && finding.contains(help),
            "wanted {place} {message} {help}, found {finding}"
        );
    }
}
