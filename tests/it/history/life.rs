//! The life of one record, as commits of every sort make it.

use super::{commit, git, git_as, log, repository, risk};
use crate::cli::expect;

#[test]
fn layout_is_no_change_and_a_move_is_no_change_of_the_record() {
    let world = repository();
    world.write("a.yaml", risk("possible"));
    commit(&world, "Ana", "2026-04-01", "one");
    // Comments, quotes, order of keys, another way to write a level: it means the same.
    let again = "# A risk\nkind: risk\nid: RSK-1\ntitle: \"T\"\nimpact: 03\nowner: ROL-a\nlikelihood: 3\nstatus: open\ntreatment: mitigate\n";
    world.write("a.yaml", again);
    commit(&world, "Bo", "2026-04-02", "layout");
    std::fs::remove_file(world.path().join("a.yaml")).unwrap();
    let one = risk("possible").lines().map(|line| format!("    {line}\n")).collect::<String>();
    world.write("register.yaml", format!("kind: risk\nrecords:\n  -\n{one}"));
    commit(&world, "Cy", "2026-04-03", "into a register");
    world.write(
        "register.yaml",
        format!("kind: risk\nrecords:\n  -\n{}", one.replace("impact: 3", "impact: 5")),
    );
    commit(&world, "Di", "2026-04-04", "worse");
    assert_eq!(
        log(&world, &["RSK-1"]),
        [
            "2026-04-01 created by Ana",
            "2026-04-03 moved by Cy",
            "2026-04-04 changed by Di impact: moderate > severe"
        ]
    );
    assert_eq!(log(&world, &["RSK-1", "--significant"]).len(), 2);
}

#[test]
fn a_file_that_cannot_be_read_for_a_while_is_no_deletion() {
    let world = repository();
    let two = |level: &str| format!("{}---\n{}", risk(level), risk("rare").replace("RSK-1", "RSK-2"));
    world.write("a.yaml", two("rare"));
    commit(&world, "Ana", "2026-04-01", "one");
    world.write("a.yaml", two("rare").replace("impact: 3", "<<<<<<< HEAD\nimpact: [3"));
    commit(&world, "Ana", "2026-04-02", "broken");
    world.write("a.yaml", two("likely"));
    commit(&world, "Ana", "2026-04-03", "mended");
    std::fs::remove_file(world.path().join("a.yaml")).unwrap();
    commit(&world, "Ana", "2026-04-04", "gone");
    world.write("b.yaml", risk("likely"));
    commit(&world, "Ana", "2026-04-05", "back");
    let expected = [
        "2026-04-01 created by Ana",
        "2026-04-02 unreadable by Ana",
        "2026-04-03 changed by Ana likelihood: rare > likely",
        "2026-04-04 deleted by Ana",
        "2026-04-05 created by Ana",
    ];
    assert_eq!(log(&world, &["RSK-1"]), expected);
    expect(&world.run(&["log", "RSK-2"]), 0, &["no longer there", "2026-04-04  deleted by Ana"]);
}

#[test]
fn a_merge_changes_what_it_made_of_both_sides_and_nothing_else() {
    let world = repository();
    world.write("a.yaml", risk("rare"));
    commit(&world, "Ana", "2026-04-01", "one");
    git(world.path(), &["checkout", "--quiet", "-b", "side"]);
    world.write("a.yaml", risk("rare").replace("title: T", "title: Side"));
    commit(&world, "Bo", "2026-04-02", "side");
    git(world.path(), &["checkout", "--quiet", "main"]);
    world.write("a.yaml", risk("rare").replace("mitigate", "accept"));
    commit(&world, "Cy", "2026-04-03", "main");
    let merge = ["merge", "--quiet", "--no-ff", "--no-commit", "side"];
    assert!(git_as(world.path(), ("Di", "2026-04-04"), &merge).status.success());
    world.write("b.yaml", "kind: risk\nid: RSK-2\ntitle: New\n");
    commit(&world, "Di", "2026-04-04", "merge");
    let both = [
        "2026-04-01 created by Ana",
        "2026-04-02 changed by Bo title: T > Side",
        "2026-04-03 changed by Cy treatment: mitigate > accept",
    ];
    assert_eq!(log(&world, &["RSK-1"]), both);
    assert_eq!(log(&world, &["RSK-2"]), ["2026-04-04 created by Di"]);
    // A merge that throws one side away says so.
    git(world.path(), &["checkout", "--quiet", "-b", "other", "side"]);
    world.write("a.yaml", risk("likely").replace("title: T", "title: Side"));
    commit(&world, "Ed", "2026-04-05", "other");
    git(world.path(), &["checkout", "--quiet", "main"]);
    let ours = ["merge", "--quiet", "--no-ff", "-s", "ours", "-m", "ours", "other"];
    assert!(git_as(world.path(), ("Fy", "2026-04-06"), &ours).status.success());
    let changes = log(&world, &["RSK-1"]);
    assert_eq!(
        changes[3..],
        [
            "2026-04-05 changed by Ed likelihood: rare > likely",
            "2026-04-06 changed by Fy likelihood: likely > rare",
        ]
    );
}

#[test]
fn the_text_of_a_document_is_part_of_it() {
    let world = repository();
    let document = |text: &str| format!("---\nid: DOC-1\nkind: document\ntitle: T\n---\n{text}\n");
    world.write("a.md", document("All sites\nare covered, see [map](maps/old.png)."));
    commit(&world, "Ana", "2026-04-01", "one");
    world.write("a.md", document("All sites are\ncovered, see [map](maps/new.png)."));
    commit(&world, "Bo", "2026-04-02", "layout");
    world.write("a.md", document("All sites but one are\ncovered, see [map](maps/new.png)."));
    commit(&world, "Cy", "2026-04-03", "wording");
    let ran = world.run(&["log", "DOC-1"]);
    expect(
        &ran,
        0,
        &[
            "2026-04-02  changed by Bo",
            "the wording did not",
            "2026-04-03  changed by Cy",
            "* text                 wording changed",
        ],
    );
    assert_eq!(log(&world, &["DOC-1", "--significant"]).len(), 2);
}

#[test]
fn people_are_called_as_mailmap_says_and_all_who_took_part_are_named() {
    let world = repository();
    world.write(".mailmap", "Ana Li <ana.li@example.org> <ana@example.org>\n").write("a.yaml", risk("rare"));
    let message = "one\n\nWhy\n\nCo-authored-by: Bo <bo@example.org>\nSigned-off-by: Cy <cy@example.org>";
    commit(&world, "Ana", "2026-04-01", message);
    let log = world.run(&["log", "RSK-1", "--format", "json"]).stdout;
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let change = &log["changes"][0];
    assert_eq!(
        (&change["author"]["name"], &change["author"]["email"]),
        (&"Ana Li".into(), &"ana.li@example.org".into())
    );
    assert_eq!(change["author"]["time"], "2026-04-01T12:00:00+00:00");
    assert_eq!(
        (&change["co_authors"][0]["name"], &change["signed_off_by"][0]["email"]),
        (&"Bo".into(), &"cy@example.org".into())
    );
    assert_eq!(
        (&log["history"], &log["exists"], &log["file"]),
        (&"full".into(), &true.into(), &"a.yaml".into())
    );
    expect(&world.run(&["log", "RSK-1"]), 0, &["2026-04-01  created by Ana Li, with Bo"]);
}

#[test]
fn what_means_something_is_configurable_and_what_is_not_committed_is_shown() {
    let world = repository();
    world.write("a.yaml", risk("rare"));
    commit(&world, "Ana", "2026-04-01", "one");
    world.write("a.yaml", risk("likely").replace("ROL-a", "ROL-b"));
    let marks = |settings: &str| {
        world.write("isms.toml", format!("[organisation]\nname = \"T\"\n{settings}"));
        let page = world.run(&["log", "RSK-1"]).stdout;
        let lines = page.lines().skip_while(|line| *line != "not committed yet");
        let rows = lines.filter(|line| line.contains("->"));
        rows.map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(marks(""), ["owner ROL-a", "* likelihood"]);
    let settings =
        "[history]\nsignificant = { risk = [\"owner\"] }\ninsignificant = { risk = [\"likelihood\"] }\n";
    assert_eq!(marks(settings), ["* owner", "likelihood rare"]);
    let wrong = world.write(
        "isms.toml",
        "[organisation]\nname = \"T\"\n[history]\nsignificant = { rsik = [\"owner\"] }\n",
    );
    expect(&wrong.run(&["check"]), 1, &["kind \"rsik\" does not exist"]);
}

#[test]
fn a_move_of_the_whole_folder_changes_no_record() {
    let world = repository();
    world.write("risks/a.yaml", risk("rare")).write("code/b.yaml", "x: 1\n");
    commit(&world, "Ana", "2026-04-01", "one");
    world.write("risks/a.yaml", risk("likely"));
    commit(&world, "Bo", "2026-04-02", "two");
    // All records into a folder, and later from there into another one.
    std::fs::create_dir(world.path().join("isms")).unwrap();
    git(world.path(), &["mv", "isms.toml", "risks", "isms"]);
    commit(&world, "Cy", "2026-04-03", "into a folder");
    let expected = ["2026-04-01 created by Ana", "2026-04-02 changed by Bo likelihood: rare > likely"];
    assert_eq!(log(&world, &["-C", "isms", "RSK-1"]), expected);
    std::fs::create_dir(world.path().join("docs")).unwrap();
    git(world.path(), &["mv", "isms", "docs/isms"]);
    commit(&world, "Di", "2026-04-04", "further down");
    assert_eq!(log(&world, &["-C", "docs/isms", "RSK-1"]), expected);
    git(world.path(), &["mv", "docs/isms/isms.toml", "docs/isms/risks", "."]);
    commit(&world, "Ed", "2026-04-05", "to the top");
    assert_eq!(log(&world, &["RSK-1"]), expected);
    // A move of every file within the folder moves the records and changes none.
    git(world.path(), &["mv", "risks", "register"]);
    commit(&world, "Fy", "2026-04-06", "rename");
    assert_eq!(log(&world, &["RSK-1"]).last().unwrap(), "2026-04-06 moved by Fy");
    assert_eq!(log(&world, &["RSK-1", "--significant"]).len(), 2);
}

#[test]
fn records_that_are_older_than_the_settings_have_their_whole_life() {
    let world = repository();
    let settings = std::fs::read(world.path().join("isms.toml")).unwrap();
    std::fs::remove_file(world.path().join("isms.toml")).unwrap();
    world.write("a.yaml", risk("rare"));
    commit(&world, "Ana", "2026-04-01", "one");
    world.write("isms.toml", settings);
    commit(&world, "Bo", "2026-04-02", "settings");
    assert_eq!(log(&world, &["RSK-1"]), ["2026-04-01 created by Ana"]);
}
