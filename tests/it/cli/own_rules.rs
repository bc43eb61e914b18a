//! Rules of a repository's own, from `isms.toml`, and lists by an expression.

use crate::env::World;

const RECORDS: &str = "\
kind: risk
records:
  - { id: RSK-1, title: T, owner: ROL-a, treatment: mitigate, likelihood: 4, impact: 4 }
  - { id: RSK-2, title: T, owner: ROL-a, treatment: mitigate, likelihood: 1, impact: 1 }
  - { id: RSK-3, title: T, owner: ROL-a, treatment: mitigate, likelihood: 5, impact: 5, status: closed }
---
id: ROL-a
kind: role
title: T
---
kind: asset
records:
  - { id: AST-1, title: T, owner: ROL-a, custom: { cost: much } }
";

const RULE: &str = "
[[rule]]
name = \"high-risk-without-control\"
kind = \"risk\"
when = 'above_appetite'
require = 'size(controls) > 0'
message = \"{id} scores {score} and names no control\"
help = \"add `controls` to {id}\"
at = \"treatment\"
level = \"warning\"
clauses = [\"6.1.3\"]
";

fn world(rules: &str) -> World {
    let world = World::new();
    world.write("isms.toml", format!("[organisation]\nname = \"Test\"\n{rules}"));
    world.write("records.yaml", RECORDS);
    world
}

/// The findings of `isms check` about one rule, each as place, level, message and help.
fn found(world: &World, arguments: &[&str], rule: &str) -> Vec<String> {
    told(&world.check(arguments), rule)
}

fn told(report: &serde_json::Value, rule: &str) -> Vec<String> {
    let of_rule = report["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == rule);
    of_rule
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or("").to_owned();
            format!(
                "{}:{}:{} {}: {} | {}",
                text("file"),
                finding["line"],
                finding["column"],
                text("level"),
                text("message"),
                text("help")
            )
        })
        .collect()
}

#[test]
fn a_rule_of_ones_own_is_one_like_any_other() {
    let world = world(RULE);
    let wanted =
        ["records.yaml:3:53 warning: RSK-1 scores 16 and names no control | add `controls` to RSK-1"];
    assert_eq!(found(&world, &[], "high-risk-without-control"), wanted);
    assert_eq!(found(&world, &["--only", "own"], "high-risk-without-control").len(), 1);
    assert_eq!(
        found(&world, &["--only", "high-risk-without-control", "RSK-2"], "high-risk-without-control").len(),
        0
    );
    assert_eq!(found(&world, &["--skip", "own"], "high-risk-without-control").len(), 0);
    let report = world.check(&["--only", "own"]);
    assert_eq!(report["findings"][0]["clauses"], serde_json::json!(["6.1.3"]));
    assert_eq!(report["findings"][0]["related"][0]["file"], "isms.toml");
    assert_eq!(
        (&report["findings"][0]["grade"], &report["findings"][0]["field"]),
        (&"observation".into(), &"treatment".into())
    );
    let rules = world.run(&["rules", "--family", "own"]).stdout;
    assert!(rules.contains("high-risk-without-control") && rules.contains("6.1.3"), "{rules}");
    let page = world.run(&["explain", "high-risk-without-control"]).stdout;
    assert!(page.contains("- must hold: `size(controls) > 0`"), "{page}");
}

#[test]
fn levels_and_exceptions_hold_for_it() {
    let levels = format!("[rules]\nhigh-risk-without-control = \"error\"\n{RULE}");
    assert!(found(&world(&levels), &[], "high-risk-without-control")[0].contains(" error: "));
    let off = format!(
        "{RULE}[[override]]\nkinds = [\"risk\"]\nrules = {{ high-risk-without-control = \"off\" }}\n"
    );
    assert!(found(&world(&off), &[], "high-risk-without-control").is_empty());
    assert!(found(&world(&off), &[], "unknown-rule").is_empty());
    let world = world(RULE);
    world.write(
        "exception.yaml",
        "id: EXC-1\nkind: exception\ntitle: T\nowner: ROL-a\nrules: [high-risk-without-control]\nrecords: [RSK-1]\n\
         justification: J\napproved_by: ROL-a\napproved_on: 2026-06-01\nuntil: 2026-12-31\n",
    );
    assert!(found(&world, &[], "high-risk-without-control").is_empty());
    assert_eq!(world.check(&[])["waived"].as_array().unwrap().len(), 1);
}

#[test]
fn mistakes_in_it_stand_at_their_place() {
    let rules = "
[[rule]]
name = \"a\"
kind = \"risk\"
require = \"\\\"ü\\\" in tags && has(thraet)\"
message = \"{scroe}\"
at = \"treatmnt\"

[[rule]]
name = \"broken-link\"
kind = \"risk\"
require = 'true'
message = 'm'

[[rule]]
name = \"Not Kebab\"
kind = \"rsik\"
require = 'true'
message = 'm'
levle = \"note\"

[[rule]]
name = \"b\"
kind = \"rsik\"
require = '''
  live &&
  scroe > 3'''
message = 'm'

[[rule]]
name = \"a\"
kind = \"risk\"
require = '''
  live &&
  scroe > 3'''
message = 'm'
";
    let world = world(rules);
    assert_eq!(
        found(&world, &[], "invalid-configuration"),
        [
            "isms.toml:7:33 error: `require` of rule a: kind `risk` has no field `thraet` | did you mean `threat`?",
            "isms.toml:8:13 error: `message` of rule a: kind `risk` has no field `scroe` | did you mean `score`?",
            "isms.toml:9:6 error: `at` of rule a: kind `risk` has no field `treatmnt` | did you mean `treatment`?",
            "isms.toml:12:8 error: there is a rule \"broken-link\" already | choose another name",
            "isms.toml:18:8 error: rule \"Not Kebab\" is not written in kebab-case | write lower-case letters and digits with hyphens between",
            "isms.toml:33:8 error: rule \"a\" is given twice | choose another name",
            "isms.toml:37:3 error: `require` of rule a: kind `risk` has no field `scroe` | did you mean `score`?",
        ]
    );
    assert_eq!(
        found(&world, &[], "unknown-setting"),
        [
            "isms.toml:22:1 error: `[rule]` has no setting `levle` | did you mean `level`?",
            "isms.toml:26:8 error: kind \"rsik\" does not exist | did you mean `risk`?",
        ]
    );
    assert_eq!(world.check(&[])["outcome"], "incomplete");
}

#[test]
fn a_rule_that_cannot_be_asked_is_said_so_and_hides_no_other() {
    let rules = format!(
        "{RULE}\n[[rule]]\nname = \"too-dear\"\nkind = \"asset\"\nrequire = 'custom.cost < 100'\nmessage = 'm'\n\
         [[rule]]\nname = \"too-long\"\nkind = \"asset\"\nmessage = 'm'\nrequire = '{}'\n",
        (0..9)
            .fold("true".to_owned(), |inner, level| format!("[1,2,3,4,5,6,7,8,9,0].all(v{level}, {inner})"))
    );
    let world = world(&rules);
    let report = world.check(&[]);
    let wrong = told(&report, "invalid-configuration");
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].contains("`require` of rule too-dear cannot be worked out for asset AST-1: \"much\" is a text, and is compared with 100, a number"), "{wrong:?}");
    assert!(wrong[1].contains("the expression takes more than 20,000,000 steps"), "{wrong:?}");
    let not_run = report["not_run"].as_array().unwrap();
    assert_eq!(not_run.iter().filter(|rule| rule["rule"].as_str().unwrap().starts_with("too-")).count(), 2);
    assert_eq!(report["outcome"], "incomplete");
    assert_eq!(told(&report, "high-risk-without-control").len(), 1);
}

#[test]
fn a_list_shows_the_records_for_which_an_expression_holds() {
    let world = world("");
    let ran = world.run(&["list", "risk", "--where", "live && score > 8"]);
    assert!(ran.code == 0 && ran.stdout.contains("RSK-1") && !ran.stdout.contains("RSK-3"), "{}", ran.stdout);
    let ran = world.run(&["list", "--where", "\"ü\" == titel", "risk"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.stderr,
        "error: kind `risk` has no field `titel`\n  | \"ü\" == titel\n  |        ^^^^^\n help: did you mean `title`?\n"
    );
    let ran = world.run(&["list", "--where", "custom.cost > 3"]);
    assert!(
        ran.stderr.contains("\"much\" is a text, and is compared with 3, a number for asset AST-1"),
        "{}",
        ran.stderr
    );
    let hostile = world.run(&["list", "--where", "\u{1b}[31m == 1"]);
    assert!(!hostile.stderr.contains('\u{1b}'), "{}", hostile.stderr);
}
