//! `isms metrics --since`: figures at month ends, from the commits.

use serde_json::Value;

use super::{json, run};
use crate::cli::expect;
use crate::env::World;
use crate::history::{commit, git, repository};

const METRICS: &str = "\
id: KPI-risks\nkind: metric\ntitle: Risks\nowner: ROL-a\nunit: risks\ntarget: 3\ndirection: up\nformula: size(records(\"risk\"))\n---
id: KPI-late\nkind: metric\ntitle: Late\nowner: ROL-a\nformula: size(records(\"action\").filter(a, a.overdue))\n---
id: KPI-typed\nkind: metric\ntitle: Typed\nowner: ROL-a\nmeasurements:\n- {period: Q1, value: 7, measured_on: 2025-04-02}\n";

/// One risk more on the tenth of each month from January to May 2025, and an action that was due on the last of May.
fn growing() -> World {
    let world = repository();
    world.write("metrics.yaml", METRICS);
    world.write("act.yaml", "id: ACT-1\nkind: action\ntitle: T\nowner: ROL-a\ndue: 2025-05-31\n");
    for month in 1..=5 {
        let risk =
            format!("id: RSK-{month}\nkind: risk\ntitle: T\nlikelihood: 1\nimpact: 1\ntreatment: accept\n");
        world.write(&format!("risk-{month}.yaml"), risk);
        commit(&world, "Ana", &format!("2025-0{month}-10"), "One more");
    }
    world
}

/// Month ends with the values of a metric, and the value now.
fn values(report: &Value, metric: &str) -> (Vec<String>, Value) {
    let series = report["metrics"].as_array().unwrap().iter().find(|one| one["id"] == metric).unwrap();
    let months = report["months"].as_array().unwrap().iter().zip(series["then"].as_array().unwrap());
    let one = |(month, point): (&Value, &Value)| {
        let known = month["commit"].is_string();
        let value = if known { point["value"].to_string() } else { "unknown".to_owned() };
        format!("{} {value}", month["day"].as_str().unwrap())
    };
    (months.map(one).collect(), series["now"]["value"].clone())
}

const SINCE: [&str; 5] = ["metrics", "--since", "2024-11-01", "--as-of", "2025-07-15"];

#[test]
fn each_month_end_is_the_state_of_that_day_by_its_own_clock() {
    let world = growing();
    world
        .write("more.yaml", "id: RSK-6\nkind: risk\ntitle: T\nlikelihood: 1\nimpact: 1\ntreatment: accept\n");
    let report = json(world.path(), &SINCE);
    let (risks, now) = values(&report, "KPI-risks");
    let days = [
        "2025-01-31 1.0",
        "2025-02-28 2.0",
        "2025-03-31 3.0",
        "2025-04-30 4.0",
        "2025-05-31 5.0",
        "2025-06-30 5.0",
    ];
    assert_eq!((risks.as_slice(), now), (&days.map(str::to_owned)[..], 6.0.into()));
    // May and June rest on one commit; the action was late by the second of them.
    let (late, _) = values(&report, "KPI-late");
    assert_eq!(late[4..], ["2025-05-31 0.0", "2025-06-30 1.0"]);
    // The value was typed from the beginning and measured in April.
    let (typed, _) = values(&report, "KPI-typed");
    assert_eq!(typed[2..4], ["2025-03-31 null", "2025-04-30 7.0"]);
    let may = git(world.path(), &["rev-parse", "HEAD"]);
    assert_eq!(
        (&report["months"][4]["commit"], &report["months"][5]["commit"]),
        (&may.clone().into(), &may.into())
    );
    // What a single question gives is what the series has.
    let alone = json(world.path(), &["metrics", "--at", "2025-03-31"]);
    let of = |id: &str| {
        alone["metrics"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["value"].clone()
    };
    for metric in report["metrics"].as_array().unwrap() {
        assert_eq!(metric["then"][2]["value"], of(metric["id"].as_str().unwrap()), "{}", metric["id"]);
    }
}

#[test]
fn tables_show_a_line_and_csv_has_every_month() {
    let world = growing();
    let ran = run(world.path(), &[&SINCE[..], &["KPI-risks", "KPI-late"]].concat());
    let words = ["KPI-risks", "▁▃▅▆███", "1 risks (2025-01)", "at least 3 risks", "met", "▁▁▁▁▁██"];
    expect(&ran, 0, &words);
    expect(&ran, 0, &["6 month ends from 2025-01-31 to 2025-06-30, and now"]);
    let csv = run(world.path(), &[&SINCE[..], &["KPI-risks", "--format", "csv"]].concat()).stdout;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 8, "{csv}");
    assert!(
        lines[1].starts_with("2025-01-31,") && lines[1].contains(",KPI-risks,Risks,1,risks,3,,not met,"),
        "{csv}"
    );
    assert!(lines[7].starts_with("2025-07-15,,KPI-risks,Risks,5,"), "{csv}");
    let markdown = run(world.path(), &[&SINCE[..], &["KPI-risks", "--format", "md"]].concat()).stdout;
    assert!(markdown.contains("| KPI-risks | ▁▃▅▆███ |"), "{markdown}");
}

#[test]
fn what_a_clone_does_not_have_is_unknown_and_what_was_not_there_is_not_shown() {
    let world = growing();
    let clone = World::empty();
    let from = format!("file://{}", world.path().display());
    git(clone.path(), &["clone", "--quiet", "--depth", "2", &from, "."]);
    let report = json(clone.path(), &SINCE);
    let (risks, _) = values(&report, "KPI-risks");
    let unknown = ["2024-11-30", "2024-12-31", "2025-01-31", "2025-02-28", "2025-03-31"];
    assert_eq!(risks[..5], unknown.map(|day| format!("{day} unknown")));
    assert_eq!(risks[5..], ["2025-04-30 4.0", "2025-05-31 5.0", "2025-06-30 5.0"]);
    let ran = run(clone.path(), &[&SINCE[..], &["KPI-risks"]].concat());
    expect(&ran, 0, &["?????▁", "unknown: 5 month ends up to 2025-03-31", "`git fetch --unshallow`"]);
    // Settings that came later than other files: before, there were no records.
    let world = World::empty();
    git(world.path(), &["init", "--quiet", "--initial-branch=main"]);
    world.write("readme.txt", "Hello");
    commit(&world, "Ana", "2025-01-10", "First");
    world.write("isms.toml", "[organisation]\nname = \"T\"\n").write("metrics.yaml", METRICS);
    commit(&world, "Ana", "2025-02-10", "Records");
    let (risks, _) = values(&json(world.path(), &SINCE), "KPI-late");
    assert_eq!(risks[0], "2025-02-28 0.0");
    expect(&run(World::new().path(), &["metrics", "--since", "3y"]), 2, &["lies in no git repository"]);
    expect(
        &run(world.path(), &["metrics", "--since", "soon"]),
        2,
        &["a date such as 2024-01-01, or a time such as 3y"],
    );
    for since in ["3y", "3 years", "36m", "1095d"] {
        expect(
            &run(world.path(), &["metrics", "--since", since, "--as-of", "2025-07-15"]),
            0,
            &["5 month ends from 2025-02-28"],
        );
    }
}
