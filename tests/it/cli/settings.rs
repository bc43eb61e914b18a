//! What a repository sets for itself: kinds, rules, fields and risk methods, from `isms.toml` to the answer.

use serde_json::Value;

use super::{expect, refuses};
use crate::env::World;

const SETTINGS: &str = "[organisation]\nname = \"T\"\n[kinds]\nfolder = \"kinds\"\n";
const ROLE: &str = "id: ROL-ciso\nkind: role\ntitle: Security officer\n";

/// A world with a kind of its own, a rule in it, and a field more for risks.
fn own() -> World {
    let world = World::empty();
    world.write("isms.toml", SETTINGS).write("role.yaml", ROLE);
    world.write(
        "kinds/vulnerability.toml",
        "kind = \"vulnerability\"\ntitle = \"Vulnerability\"\nprefixes = [\"VUL\"]\nalone = true\n\
         [fields.severity]\ntype = \"choice\"\nvalues = [\"low\", \"high\"]\nneeded = true\n\
         [fields.mended_on]\ntype = \"date\"\n\
         [[expect]]\nrule = \"vulnerability-open\"\ngrade = \"major\"\nclauses = [\"A.8.8\"]\n\
         summary = \"a high vulnerability is not mended\"\nwhen = { severity = [\"high\"] }\n\
         need = { field = [\"mended_on\"] }\nmessage = \"vulnerability {id} is {severity} and not mended\"\n\
         help = \"mend {id}\"\n",
    );
    world.write("kinds/risk.toml", "kind = \"risk\"\n[fields.scenario]\ntype = \"text\"\n");
    world
}

#[test]
fn a_kind_of_ones_own_is_checked_listed_and_explained() {
    let world = own();
    let record =
        |id: &str, more: &str| format!("id: {id}\nkind: vulnerability\ntitle: T\nowner: ROL-ciso\n{more}");
    world
        .write("a.yaml", record("VUL-1", "severity: low\n"))
        .write("b.yaml", record("VUL-2", "severity: middling\n"));
    let ran = world.run(&["check", "--format", "concise", "vulnerability"]);
    expect(&ran, 1, &["b.yaml:5:11: error[invalid-value]"]);
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    expect(&world.run(&["list", "vulnerability"]), 0, &["VUL-1", "VUL-2", "2 records"]);
    expect(&world.run(&["explain", "vulnerability"]), 0, &["# vulnerability", "severity"]);
}

#[test]
fn a_rule_of_ones_own_is_run_listed_explained_and_chosen() {
    let world = own();
    world.write("a.yaml", "id: VUL-1\nkind: vulnerability\ntitle: T\nowner: ROL-ciso\nseverity: high\n");
    let ran = world.run(&["check", "--format", "concise", "--only", "vulnerability-open"]);
    expect(&ran, 1, &[]);
    assert_eq!(
        ran.stdout,
        "a.yaml:1:5: error[vulnerability-open]: vulnerability VUL-1 is high and not mended\n"
    );
    expect(&world.run(&["rules"]), 0, &["vulnerability-open"]);
    let words = ["# vulnerability-open", "A high vulnerability is not mended.", "What to do: mend {id}."];
    let said = world.run(&["explain", "vulnerability-open"]);
    expect(&said, 0, &words[..1]);
    assert!(said.stdout.to_lowercase().contains(&words[1].to_lowercase()), "{}", said.stdout);
    expect(&said, 0, &words[2..]);
    refuses(&world, &["explain", "vulnerability-opne"], &["did you mean `vulnerability-open`?"]);
    world.write("isms.toml", format!("{SETTINGS}[rules]\nvulnerability-open = \"off\"\n"));
    assert_eq!(world.run(&["check", "--only", "vulnerability-open"]).code, 0);
}

#[test]
fn a_field_that_is_added_to_a_kind_is_known() {
    let world = own();
    world.write("risk.yaml", "id: RSK-1\nkind: risk\ntitle: T\nscenario: Flood\nscenrio: Fire\n");
    let ran = world.run(&["check", "--only", "unknown-field", "--format", "concise"]);
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    expect(&ran, 1, &["risk RSK-1 has a field `scenrio`, which does not exist"]);
    expect(&world.run(&["check", "--only", "unknown-field"]), 1, &["`scenario`"]);
}

/// `id score` of each risk, as `isms list` prints them.
fn scores(settings: &str, risks: &str) -> Vec<String> {
    let world = World::empty();
    world.write("isms.toml", format!("[organisation]\nname = \"T\"\n{settings}"));
    world.write("risks.yaml", format!("kind: risk\nrecords:\n{risks}"));
    let listed = world.run(&["list", "risk", "--format", "json"]);
    let rows: Vec<Value> = serde_json::from_str(&listed.stdout).unwrap();
    let tell =
        |row: &Value| format!("{} {}", row["id"].as_str().unwrap(), row["score"].as_str().unwrap_or("-"));
    rows.iter().map(tell).collect()
}

#[test]
fn confidentiality_integrity_and_availability_add_up() {
    let settings = "[risk.methods.cia]\nlikelihood = [1, 2, 3, 4, 5]\nacceptance = 20\n[risk.methods.cia.impact]\n\
                    combine = \"sum\"\n[risk.methods.cia.impact.dimensions]\nconfidentiality = [1, 2, 3, 4, 5]\n\
                    integrity = [1, 2, 3, 4, 5]\navailability = [1, 2, 3, 4, 5]\n";
    let risks = "\
- {id: RSK-1, title: T, likelihood: 3, impact: {confidentiality: 4, integrity: 2, availability: 5}}
- {id: RSK-2, title: T, likelihood: 5, impact: {confidentiality: 5, integrity: 5, availability: 5}}
- {id: RSK-3, title: T, likelihood: 2, impact: {confidentiality: 4, integrity: 2}}
";
    // 3 x (4 + 2 + 5) = 33; 5 x 15 = 75; without availability there is no score.
    assert_eq!(scores(settings, risks), ["RSK-1 33", "RSK-2 75", "RSK-3 -"]);
}

#[test]
fn a_grid_need_not_be_symmetric() {
    let settings = "[risk.methods.look-up]\nlikelihood = [\"rare\", \"possible\", \"frequent\"]\n\
                    impact = [\"minor\", \"serious\", \"critical\"]\nbands = [\"low\", \"medium\", \"high\"]\n\
                    grid = [[\"low\", \"low\", \"medium\"], [\"low\", \"medium\", \"high\"], [\"medium\", \"high\", \"high\"]]\n\
                    acceptance = \"low\"\n";
    let settings = settings
        .replace("[\"low\", \"low\", \"medium\"], [\"low\"", "[\"low\", \"low\", \"low\"], [\"medium\"");
    let risks = "\
- {id: RSK-1, title: T, likelihood: rare, impact: critical}
- {id: RSK-2, title: T, likelihood: frequent, impact: minor}
- {id: RSK-3, title: T, likelihood: possible, impact: minor}
- {id: RSK-4, title: T, likelihood: 2, impact: 3}
";
    // Rows are likelihood: rare and critical is low, frequent and minor is medium.
    assert_eq!(scores(&settings, risks), ["RSK-1 low", "RSK-2 medium", "RSK-3 medium", "RSK-4 high"]);
}

#[test]
fn a_misspelt_standard_is_one_finding_and_not_one_for_each_control() {
    let world = World::new();
    world.write("isms.toml", "[organisation]\nname = \"T\"\n[standards]\nenabled = [\"iso27001-2023\"]\n");
    world.write(
        "a.yaml",
        "id: A.8.1\nkind: control\ntitle: Devices\nowner: ROL-it\napplicable: true\njustification: Laptops\nclauses: [9.2]\n\
         ---\nid: ROL-it\nkind: role\ntitle: IT\n",
    );
    let report = world.check(&["--only", "setup,form,links"]);
    let rules: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["unknown-setting"]);
}
