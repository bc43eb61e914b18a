//! `isms report NAME`: which report, where it goes, in which format and language.

use super::{company, expect, refuses};
use crate::env::World;
use crate::history::{commit, git, repository};

#[test]
fn without_a_name_all_reports_are_listed() {
    let ran = company().run(&["report"]);
    expect(&ran, 0, &["soa ", "risks ", "register KIND", "readiness "]);
}

#[test]
fn a_report_is_text_unless_a_format_is_asked_for() {
    let ran = company().run(&["report", "risks"]);
    expect(&ran, 0, &["Risks\n=====", "RSK-1", "Laptop is lost", "12 moderate"]);
    assert!(ran.stdout.starts_with("Test, as of 2026-12-01, no commit yet\n"), "{}", ran.stdout);
}

#[test]
fn a_register_takes_any_kind() {
    let world = company();
    expect(&world.run(&["report", "register", "asset"]), 0, &["1 record", "AST-1", "Laptops"]);
    refuses(&world, &["report", "register"], &["`register` wants a kind"]);
    refuses(
        &world,
        &["report", "register", "assets"],
        &["there is no kind \"assets\"", "did you mean asset?"],
    );
    refuses(&world, &["report", "soa", "risk"], &["\"risk\" is one word too many"]);
}

#[test]
fn slips_are_named_with_what_was_meant() {
    let world = company();
    refuses(&world, &["report", "risk"], &["no report is called \"risk\"", "did you mean risks?"]);
    refuses(
        &world,
        &["report", "soa", "--language", "fr"],
        &["no fixed words in language \"fr\"", "use en or de"],
    );
    refuses(&world, &["report", "soa", "-o", "soa"], &["nothing says in which format soa is to be"]);
}

#[test]
fn fixed_words_are_in_the_language_asked_for() {
    let ran = company().run(&["report", "risks", "--language", "de"]);
    expect(
        &ran,
        0,
        &["Risiken\n=======", "Behandlungsplan", "Aktueller Wert: 12 moderate", "Stand 2026-12-01"],
    );
}

#[test]
fn a_report_goes_into_files_by_their_endings_or_by_format() {
    let world = company();
    let ran = world.run(&["report", "risks", "-o", "risks.txt", "-o", "text=other"]);
    expect(&ran, 0, &[]);
    assert_eq!(ran.stdout, "");
    let read = |name: &str| std::fs::read_to_string(world.path().join(name)).unwrap();
    assert_eq!(read("risks.txt"), read("other"));
    assert!(read("other").contains("Laptop is lost"));
}

#[test]
fn what_could_not_be_checked_makes_a_draft() {
    let world = World::new();
    world.write("a.yaml", "id: RSK-1\nkind: risk\ntitle: T\nlikelihood: 1\nimpact: 1\ntreatment: accept\n");
    world.write("b.yaml", [0xff, 0xfe, 0x00]);
    let ran = world.run(&["report", "risks"]);
    expect(&ran, 2, &["! DRAFT: 1 file could not be read", "note: draft: 1 file could not be read"]);
}

#[test]
fn nothing_in_a_record_commands_the_terminal() {
    let world = company();
    world.write("x.yaml", "id: PER-x\nkind: person\ntitle: \"a\\e[31mred\"\ndescription: \"::error::x\"\n");
    let ran = world.run(&["report", "records"]);
    assert!(!ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
    expect(&ran, 0, &["a\\u{1b}[31mred", "\\::error::x"]);
}

#[test]
fn a_tag_of_the_commit_is_the_version_unless_files_differ_from_it() {
    let world = repository();
    world.write("r.yaml", "id: ROL-a\nkind: role\ntitle: Head\n");
    commit(&world, "Ana", "2026-11-01", "Begin");
    for tag in ["v2026.1", "v2026.2"] {
        git(world.path(), &["tag", tag]);
    }
    let head = |world: &World| world.run(&["report", "risks"]).stdout.lines().next().unwrap().to_owned();
    assert!(head(&world).ends_with(", version v2026.2"), "{}", head(&world));
    world.write("r.yaml", "id: ROL-a\nkind: role\ntitle: Chief\n");
    assert!(head(&world).ends_with(" with changes that are not committed"), "{}", head(&world));
}
