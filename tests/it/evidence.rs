//! How a check looks at the history: where there is all of it, a part, or none; and what it says of approvals.

use serde_json::Value;

use crate::cli::expect;
use crate::env::{World, project, walk};
use crate::history::written::commit_all;
use crate::history::{commit, git, repository, risk};
use crate::stream;

/// A repository of twelve commits; the first has a risk, the last a review that came half a year late.
fn company() -> World {
    let world = repository();
    world.write("risks/one.yaml", risk("rare"));
    commit(&world, "Ana", "2026-01-05", "Begin");
    for month in 2..=11 {
        world.write(
            "risks/two.yaml",
            risk("rare").replace("RSK-1", "RSK-2").replace("title: T", &format!("title: T{month}")),
        );
        commit(&world, "Ana", &format!("2026-{month:02}-01"), "Change");
    }
    world.write("risks/one.yaml", format!("{}last_review: 2026-05-04\n", risk("rare")));
    commit(&world, "Bo", "2026-11-02", "Reviewed");
    world
}

fn cloned(of: &World, arguments: &[&str]) -> World {
    let world = World::empty();
    let from = format!("file://{}", of.path().display());
    git(world.path(), &[&["clone", "--quiet"], arguments, &[&from, "."]].concat());
    world
}

const ONLY: [&str; 3] = ["check", "--only", "history"];

fn not_run(report: &Value) -> usize {
    report["not_run"].as_array().unwrap().len()
}

#[test]
fn a_full_history_supports_or_does_not() {
    let report = company().check(&["--only", "unsupported-date"]);
    assert_eq!(
        (&report["history"], &report["outcome"], not_run(&report)),
        (&"full".into(), &"findings".into(), 0)
    );
    let message = report["findings"][0]["message"].as_str().unwrap();
    assert!(message.ends_with("it was first recorded on 2026-11-02, 182 days later"), "{message}");
    assert_eq!(report["commit"].as_str().unwrap().len(), 40);
}

#[test]
fn what_rests_on_the_cut_of_a_shallow_clone_is_no_finding_and_the_check_is_not_whole() {
    let origin = company();
    for depth in ["1", "11"] {
        let world = cloned(&origin, &["--depth", depth]);
        let ran = world.run(&ONLY);
        let late = usize::from(depth == "11");
        assert_eq!(ran.stdout.matches("no commit supports").count(), late, "{}", ran.stdout);
        expect(&ran, 2, &["shallow-history", "run `git fetch --unshallow`", "the history is cut short"]);
        let report = world.check(&["--only", "history"]);
        assert_eq!((&report["history"], &report["outcome"]), (&"shallow".into(), &"incomplete".into()));
        expect(&world.run(&["check", "--only", "history", "--history", "require"]), 2, &["--unshallow"]);
        expect(
            &world.run(&["check", "--history", "skip", "--only", "history"]),
            0,
            &["10 rules did not run"],
        );
        // Rules that look at no commit are not held up.
        expect(&world.run(&["check", "--only", "form"]), 0, &["nothing to report"]);
        let draft = world.run(&["check", "--profile", "draft"]);
        expect(&draft, 1, &["2 errors", "history cut short"]);
    }
}

#[test]
fn the_help_fits_the_service_that_runs_the_check() {
    let world = cloned(&company(), &["--depth", "1"]);
    for (variable, help) in [
        ("GITHUB_ACTIONS", "help: set `fetch-depth: 0` under `with:` of actions/checkout"),
        ("GITLAB_CI", "help: set `GIT_DEPTH: 0` under `variables:` of the job"),
        ("TF_BUILD", "help: set `fetchDepth: 0` on the `checkout` step"),
        ("BITBUCKET_BUILD_NUMBER", "help: set `depth: full` under `clone:`"),
    ] {
        let ran =
            world.command(&ONLY).env("ISMS_AS_OF", "2026-12-01").env(variable, "true").output().unwrap();
        let text = String::from_utf8_lossy(&ran.stdout).into_owned();
        assert!(text.contains(help) && ran.status.code() == Some(2), "{text}");
    }
}

#[test]
fn without_git_the_rules_are_listed_and_fail_nothing() {
    let world = World::new();
    world.write("risks/one.yaml", format!("{}last_review: 2026-05-04\n", risk("rare")));
    let ran = world.run(&ONLY);
    expect(&ran, 0, &["10 rules did not run", "records lie in no git repository", "nothing to report"]);
    let report = world.check(&["--only", "history"]);
    assert_eq!(
        (&report["history"], &report["outcome"], not_run(&report)),
        (&"none".into(), &"clean".into(), 10)
    );
    let required = world.run(&["check", "--only", "history", "--history", "require"]);
    expect(&required, 2, &["git repository; run `git init` and commit the records"]);
    git(world.path(), &["init", "--quiet"]);
    expect(&world.run(&ONLY), 0, &["git repository has no commit yet"]);
}

#[test]
fn without_git_a_day_to_come_is_told_only_where_today_is_meant() {
    let world = World::new();
    world.write("risks/one.yaml", format!("{}last_review: 2999-05-04\n", risk("rare")));
    let today = world.command(&["check", "--only", "future-date"]).output().unwrap();
    assert!(String::from_utf8_lossy(&today.stdout).contains("says 2999-05-04 in `last_review`"));
    expect(&world.run(&["check", "--only", "future-date"]), 0, &["nothing to report"]);
}

#[test]
fn as_of_an_earlier_day_later_commits_have_not_happened() {
    let world = company();
    let ran = world.run(&["check", "--only", "history", "--as-of", "2026-10-31"]);
    expect(&ran, 0, &[]);
    assert!(
        !ran.stdout.contains("unsupported-date") && !ran.stdout.contains("future-date"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_partial_clone_is_not_whole_either() {
    let origin = company();
    git(origin.path(), &["config", "uploadpack.allowFilter", "true"]);
    let world = cloned(&origin, &["--filter=blob:none"]);
    let report = world.check(&["--only", "history"]);
    assert_eq!((&report["history"], &report["outcome"]), (&"partial".into(), &"incomplete".into()));
}

#[test]
fn branches_that_change_other_fields_do_not_hide_when_a_day_was_recorded() {
    let world = repository();
    world.write("risks/one.yaml", format!("{}\ndescription: one\n", risk("rare")));
    commit(&world, "Ana", "2026-01-05", "Begin");
    git(world.path(), &["checkout", "--quiet", "-b", "side"]);
    world.write("risks/one.yaml", format!("{}\ndescription: two\n", risk("rare")));
    commit(&world, "Bo", "2026-05-20", "Describe");
    git(world.path(), &["checkout", "--quiet", "main"]);
    world.write("risks/one.yaml", format!("last_review: 2026-05-04\n{}\ndescription: one\n", risk("rare")));
    commit(&world, "Ana", "2026-05-05", "Reviewed");
    git(world.path(), &["merge", "--quiet", "--no-edit", "side"]);
    let report = world.check(&["--only", "unsupported-date,future-date"]);
    assert_eq!(report["findings"], Value::Array(Vec::new()));
}

#[test]
fn explain_tells_how_commits_support_what_a_record_says() {
    let world = repository();
    world.write(
        "records.yaml",
        "id: PER-bo\nkind: person\ntitle: Bo Falk\nemails: [bo@example.org]\n---\n\
         id: CHG-1\nkind: change\ntitle: T\nowner: PER-bo\nstatus: proposed\n",
    );
    commit(&world, "Ana", "2026-01-05", "Begin");
    let approved = "id: CHG-1\nkind: change\ntitle: T\nowner: PER-bo\nstatus: implemented\napproved_by: PER-bo\n\
        approved_on: 2026-02-02\nimplemented_on: 2026-02-09\nlate_entries:\n  - date: 2026-02-09\n    because: On paper first.\n";
    let person = "id: PER-bo\nkind: person\ntitle: Bo Falk\nemails: [bo@example.org]\n---\n";
    world.write(
        "records.yaml",
        format!(
            "{person}{}",
            approved.replace("implemented_on: 2026-02-09\n", "").split("late").next().unwrap()
        ),
    );
    commit_all(world.path(), "2026-02-03 Bo <bo@example.org>: Approve");
    world.write("records.yaml", format!("{person}{approved}"));
    commit_all(world.path(), "2026-06-01 Ana <ana@example.org>: Carried out");
    let ran = world.run(&["explain", "CHG-1"]);
    expect(
        &ran,
        0,
        &[
            "approval by PER-bo on 2026-02-02: recorded on 2026-02-03 by Bo Falk (PER-bo), the approver, in ",
            "not signed",
            "late entry: `implemented_on` 2026-02-09 was first recorded on 2026-06-01, 112 days later: On paper first.",
        ],
    );
    expect(&world.run(&["check", "--only", "unsupported-date"]), 0, &["nothing to report"]);
}

#[test]
fn the_history_of_the_example_ends_in_the_example_and_is_the_same_each_time() {
    let world = World::empty();
    let [one, other] = ["one", "other"].map(|name| world.path().join(name));
    for folder in [&one, &other] {
        stream::build(&project("examples/aehrenfeld"), folder).unwrap();
    }
    assert_eq!(git(&one, &["rev-parse", "HEAD"]), git(&other, &["rev-parse", "HEAD"]));
    let files = |folder: &std::path::Path| {
        let files =
            walk(folder).into_iter().filter(|file| !file.strip_prefix(folder).unwrap().starts_with(".git"));
        let read = |file: std::path::PathBuf| {
            (file.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&file).unwrap())
        };
        files.map(read).collect::<Vec<_>>()
    };
    assert!(files(&one) == files(&project("examples/aehrenfeld")));
    let days = git(&one, &["log", "--format=%cs"]);
    let (first, last) = (days.lines().last().unwrap(), days.lines().next().unwrap());
    assert!(first < "2025-06-01" && last > "2026-11-01", "{first} to {last}");
    assert!(!git(&one, &["log", "--merges", "--oneline"]).is_empty());
    assert!(git(&one, &["log", "--format=%B"]).contains("Signed-off-by: Veronika Lehner"));
    let folder = one.display().to_string();
    let ran = world.run(&["-C", &folder, "check", "--profile", "audit", "--history", "require"]);
    expect(&ran, 0, &["nothing to report"]);
}
