//! `isms graph`, `isms impact` and `isms trace`: what a small company's records tell, worked out by hand.

use serde_json::{Value, json};

use super::{expect, refuses};
use crate::env::World;

/// An asset whose risk is treated by a control that a policy puts into words and a file shows; three processes; a
/// management review that looked at everything and decided an action that changed the asset.
fn chain() -> World {
    let world = World::new();
    world.write(
        "processes.yaml",
        "id: PRC-assets\nkind: process\ntitle: Assets\nowner: ROL-it\nverb: implement\nproduces: [asset]\n\
         outputs:\n- {item: Inventory, to: PRC-risks, every: 1 year}\n---\n\
         id: PRC-risks\nkind: process\ntitle: Risk \"assessment\"\nowner: ROL-ciso\nverb: establish\nproduces: [risk]\n\
         outputs:\n- {item: Plan, to: PRC-review, every: 1 year}\n---\n\
         id: PRC-review\nkind: process\ntitle: Review\nowner: ROL-ciso\nverb: maintain\nproduces: [review, control]\n\
         documents: [DOC-backup]\n",
    );
    world.write(
        "records.yaml",
        "id: AST-1\nkind: asset\ntitle: Customer data\nowner: ROL-it\nlast_review: 2026-03-01\n---\n\
         id: RSK-1\nkind: risk\ntitle: Data is lost\nowner: ROL-ciso\nassets: [AST-1]\nlikelihood: 3\nimpact: 4\n\
         treatment: mitigate\ncontrols: [CTL-1]\nlast_review: 2026-05-01\n\
         acceptance: {by: ROL-ciso, on: 2026-05-02, until: 2027-05-01, justification: Small}\n---\n\
         id: RSK-2\nkind: risk\ntitle: Old\nowner: ROL-ciso\nassets: [AST-1]\nlikelihood: 1\nimpact: 1\n\
         treatment: avoid\nstatus: closed\n---\n\
         id: CTL-1\nkind: control\ntitle: Backup\nowner: ROL-it\napplicable: true\njustification: J\n\
         documents: [DOC-backup]\nevidence: [evidence/restore.txt]\n---\n\
         id: DOC-backup\nkind: document\ntitle: Backup policy\nowner: ROL-ciso\n---\n\
         id: REV-1\nkind: review\ntitle: Management review\ntype: management\nowner: ROL-ceo\nheld_on: 2026-06-01\n\
         covers: [RSK-1, DOC-backup]\ndecisions:\n- {what: W, actions: [ACT-1]}\n---\n\
         id: REV-2\nkind: review\ntitle: Next review\ntype: management\nowner: ROL-ceo\nplanned_on: 2027-06-01\n\
         covers: [RSK-1]\n---\n\
         id: ACT-1\nkind: action\ntitle: Encrypt\nowner: ROL-it\ndue: 2026-12-31\naddresses: [REV-1]\nchanged: [AST-1]\n---\n\
         id: SUP-1\nkind: supplier\ntitle: Lonely\nowner: ROL-it\n",
    );
    world.write("evidence/restore.txt", "restored");
    world
}

fn json_of(world: &World, arguments: &[&str]) -> Value {
    let ran = world.run(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}{}", ran.stdout, ran.stderr))
}

/// Id, distance and the fields of the chain of everything that is reached.
fn reached(world: &World, arguments: &[&str]) -> Vec<String> {
    let impact = json_of(world, &[&["impact"], arguments].concat());
    let one = |one: &Value| {
        let fields: Vec<&str> =
            one["chain"].as_array().unwrap().iter().map(|hop| hop["field"].as_str().unwrap()).collect();
        format!("{} {} {}", one["id"].as_str().unwrap(), one["distance"], fields.join(" "))
    };
    impact["reached"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn impact_follows_the_flow_and_ends_at_hubs_and_at_what_is_over() {
    let world = chain();
    // The closed risk and the review that was held are not reached; the planned review is, and nothing beyond it.
    assert_eq!(
        reached(&world, &["AST-1"]),
        [
            "RSK-1 1 risk.assets",
            "CTL-1 2 risk.assets risk.controls",
            "REV-2 2 risk.assets review.covers",
            "DOC-backup 3 risk.assets risk.controls document.implements",
            "PRC-review 4 risk.assets risk.controls document.implements process.documents",
        ]
    );
    let impact = json_of(&world, &["impact", "AST-1"]);
    assert_eq!(impact["over"], json!(["RSK-2", "REV-1"]));
    assert_eq!(impact["reached"][0]["owner"], "ROL-ciso");
    assert_eq!(impact["reached"][0]["last_review"], "2026-06-01");
    // A process that changes itself reaches the next, and that one nothing more.
    assert_eq!(reached(&world, &["PRC-assets"]), ["PRC-risks 1 process.outputs.to"]);
    // What a review that was held decided is reached from it, and from there the asset and all that rests on it.
    assert_eq!(
        reached(&world, &["REV-1", "--depth", "2"]),
        ["ACT-1 1 action.addresses", "AST-1 2 action.addresses action.changed"]
    );
    assert_eq!(json_of(&world, &["impact", "REV-1", "--depth", "1"])["beyond"], json!(["AST-1"]));
}

#[test]
fn impact_ends_where_links_run_in_a_circle() {
    let world = World::new();
    let asset = |id: &str, on: &str| {
        format!("id: {id}\nkind: asset\ntitle: T\nowner: ROL-a\ndepends_on: [{on}]\n---\n")
    };
    world.write("a.yaml", asset("AST-1", "AST-3") + &asset("AST-2", "AST-1") + &asset("AST-3", "AST-2"));
    assert_eq!(
        reached(&world, &["AST-1"]),
        ["AST-2 1 asset.depends_on", "AST-3 2 asset.depends_on asset.depends_on"]
    );
}

#[test]
fn impact_says_whose_turn_it_is_and_through_what() {
    let world = chain();
    let ran = world.run(&["impact", "RSK-1"]);
    assert_eq!(
        ran.stdout,
        "\
RSK-1  Data is lost
If it changes, 4 records are to be looked at again, by 3 owners.

ROL-ciso, 2 records
  DOC-backup  Backup policy  reviewed 2026-06-01
      -> CTL-1 (risk.controls) -> DOC-backup (document.implements)
  PRC-review  Review  never reviewed
      -> CTL-1 (risk.controls) -> DOC-backup (document.implements) -> PRC-review (process.documents)

ROL-ceo, 1 record
  REV-2  Next review  never reviewed
      -> REV-2 (review.covers)

ROL-it, 1 record
  CTL-1  Backup  never reviewed
      -> CTL-1 (risk.controls)
"
    );
    assert_eq!(ran.stderr, "1 record not reached, since what they tell is over: REV-1\n");
    expect(
        &world.run(&["impact", "RSK-1", "--group-by", "distance"]),
        0,
        &["\n1 link away, 2 records\n", "ROL-it, never reviewed"],
    );
    expect(&world.run(&["impact", "SUP-1"]), 0, &["Nothing else is to be looked at again if it changes."]);
    refuses(&world, &["impact", "RSK-11"], &["no record is called RSK-11", "did you mean RSK-1?"]);
}

#[test]
fn trace_goes_along_the_flow_to_a_record_to_evidence_and_to_a_clause() {
    let world = chain();
    let ran = world.run(&["trace", "AST-1", "evidence/restore.txt"]);
    assert_eq!(
        ran.stdout,
        "   AST-1                 Customer data\n\
         -> RSK-1                 Data is lost  (risk.assets)\n\
         -> CTL-1                 Backup  (risk.controls)\n\
         -> evidence/restore.txt  (evidence)\n"
    );
    assert_eq!(ran.code, 0);
    expect(&world.run(&["trace", "AST-1", "8.2"]), 0, &["-> RSK-1", "-> 8.2    (by its kind)"]);
    let both = json_of(&world, &["trace", "AST-1", "REV-1"]);
    assert_eq!((&both["count"], &both["flows"]), (&json!(1), &json!(true)));
}

#[test]
fn trace_tells_all_shortest_chains_and_how_many_more_there_are() {
    let world = World::new();
    let control = |id: &str| {
        format!(
            "id: {id}\nkind: control\ntitle: T\nowner: ROL-a\napplicable: true\njustification: J\ndocuments: [DOC-1]\n---\n"
        )
    };
    let controls: String = (1..=7).map(|number| control(&format!("CTL-{number}"))).collect();
    world.write("controls.yaml", controls);
    world.write("d.yaml", "id: DOC-1\nkind: document\ntitle: T\nowner: ROL-a\n");
    world.write(
        "r.yaml",
        "id: RSK-1\nkind: risk\ntitle: T\nowner: ROL-a\nlikelihood: 1\nimpact: 1\ntreatment: mitigate\n\
         controls: [CTL-1, CTL-2, CTL-3, CTL-4, CTL-5, CTL-6, CTL-7]\n",
    );
    let trace = json_of(&world, &["trace", "RSK-1", "DOC-1"]);
    assert_eq!((&trace["count"], trace["chains"].as_array().unwrap().len()), (&json!(7), 5));
    expect(
        &world.run(&["trace", "RSK-1", "DOC-1", "--max", "2"]),
        0,
        &["CTL-2", "and 5 more of the same length"],
    );
}

#[test]
fn trace_without_a_chain_along_the_flow_shows_one_that_ignores_it_and_ends_with_1() {
    let world = chain();
    let against = world.run(&["trace", "DOC-backup", "RSK-2"]);
    // The policy was reviewed, the review changed the asset, and the risk rests on that: only through a review.
    expect(&against, 0, &["Only through processes, scopes, reviews or audits", "-> ACT-1"]);
    let none = world.run(&["trace", "CTL-1", "REV-2"]);
    expect(&none, 0, &["Only through"]);
    let back = world.run(&["trace", "PRC-risks", "PRC-assets"]);
    expect(
        &back,
        1,
        &["No information flows from PRC-risks to PRC-assets.", "<- PRC-assets", "(process.outputs.to)"],
    );
    let back = json_of(&world, &["trace", "PRC-risks", "PRC-assets"]);
    assert_eq!(
        (&back["flows"], &back["chains"][0][1]["ties"][0]["flow"]),
        (&json!(false), &json!("against"))
    );
    expect(&world.run(&["trace", "SUP-1", "AST-1"]), 1, &["No chain of links ties them in any direction."]);
    refuses(&world, &["trace", "AST-1", "AST-1"], &["both ends are the same record"]);
    refuses(&world, &["trace", "AST-1", "evidence/restor.txt"], &["did you mean evidence/restore.txt?"]);
    refuses(&world, &["trace", "AST-1", "CTL-11"], &["did you mean CTL-1?"]);
}

#[test]
fn the_process_map_tells_what_each_process_gives_and_what_shows_it() {
    let world = chain();
    let text = world.run(&["graph"]).stdout;
    assert!(
        text.starts_with("Process map of Test\n3 processes and 2 interactions between them as of 2026-12-01"),
        "{text}"
    );
    // Two risks rest on the asset; the newest date of the four records is the review of 2026-06-01.
    assert!(text.contains("  -> PRC-risks   current           2 links, newest 2026-06-01\n"), "{text}");
    assert!(text.contains("AST-1 -> RSK-1 (risk.assets)"), "{text}");
    let map = json_of(&world, &["graph"]);
    let edge = &map["edges"][0];
    assert_eq!(edge["declarations"], json!([{"by": "outputs", "every": "1 year", "item": "Inventory"}]));
    assert_eq!((&edge["links"], &edge["standing"]), (&json!(2), &json!("current")));
    assert_eq!(
        json_of(&world, &["graph", "--examples", "1"])["edges"][0]["examples"].as_array().unwrap().len(),
        1
    );
    let one = json_of(&world, &["graph", "PRC-assets"]);
    let ids: Vec<&Value> = one["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
    assert_eq!(ids, ["PRC-assets", "PRC-risks"]);
}

#[test]
fn a_risk_is_drawn_with_what_it_rests_on_and_what_shows_its_treatment() {
    let world = chain();
    let tree = world.run(&["graph", "--view", "risk", "RSK-1"]).stdout;
    assert!(
        tree.ends_with(
            "\
rests on
└─ AST-1 Customer data (risk.assets)

leads to
├─ CTL-1 Backup (risk.controls)
│  ├─ DOC-backup Backup policy (document.implements)
│  └─ evidence/restore.txt (evidence)
└─ RSK-1.acceptance Accepted by ROL-ciso (acceptance)
"
        ),
        "{tree}"
    );
    let chain = json_of(&world, &["graph", "--view", "risk", "RSK-1"]);
    let acceptance =
        chain["nodes"].as_array().unwrap().iter().find(|node| node["id"] == "RSK-1.acceptance").unwrap();
    assert_eq!(acceptance["until"], "2027-05-01");
    refuses(&world, &["graph", "--view", "risk"], &["the chain of which risk?", "--view risk RSK-1"]);
    refuses(&world, &["graph", "--view", "risk", "AST-1"], &["asset AST-1 is not a risk"]);
    refuses(
        &world,
        &["graph", "--view", "risk", "risk"],
        &["the chain of one risk can be drawn, and 2 records are chosen"],
    );
}

#[test]
fn links_are_drawn_between_and_around_the_records_that_are_chosen() {
    let world = chain();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let picture = json_of(&world, &[&["graph", "--view", "links"], arguments].concat());
        picture["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&["CTL-1"]), ["CTL-1", "DOC-backup", "RSK-1"]);
    assert_eq!(ids(&["CTL-1", "--around", "0"]), ["CTL-1"]);
    assert_eq!(
        ids(&["CTL-1", "--around", "2"]),
        ["AST-1", "CTL-1", "DOC-backup", "PRC-review", "REV-1", "REV-2", "RSK-1"]
    );
    assert_eq!(ids(&[]).len(), 12);
    expect(
        &world.run(&["graph", "--view", "links", "CTL-1"]),
        0,
        &["-> DOC-backup  informs   document.implements"],
    );
}

#[test]
fn pictures_are_written_in_each_format_to_the_output_or_into_a_file() {
    let world = chain();
    for (format, words) in [
        ("text", "Process map of Test"),
        ("mermaid", "n0[\"Assets<br/>PRC-assets<br/>ROL-it\"]"),
        ("dot", "n1 [label=\"Risk \\\"assessment\\\"\\nPRC-risks\\nROL-ciso\""),
        ("json", "\"schema\": 1"),
        ("svg", "Risk &quot;assessment&quot;"),
    ] {
        let ran = world.run(&["graph", "--format", format]);
        expect(&ran, 0, &[words]);
        let to_file = world.run(&["graph", "--format", format, "-o", "picture"]);
        assert_eq!((to_file.stdout.as_str(), to_file.code), ("", 0));
        assert_eq!(std::fs::read_to_string(world.path().join("picture")).unwrap(), ran.stdout, "{format}");
    }
    expect(&world.run(&["graph", "--format", "svg", "--lanes", "owner"]), 0, &["class=\"lane l0\""]);
    let left = std::fs::read_dir(world.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".tmp"));
    assert_eq!(left.count(), 0);
}

#[test]
fn what_cannot_be_drawn_is_refused_with_what_to_do() {
    let world = chain();
    refuses(
        &world,
        &["graph", "-o", "none/picture"],
        &["cannot write none/picture", "check that the folder is there"],
    );
    refuses(&world, &["graph", "--format", "sgv"], &["did you mean `svg`?"]);
    refuses(&world, &["graph", "--view", "proces"], &["process"]);
    refuses(&world, &["graph", "AST-1"], &["none of the records chosen is a process", "--view links AST-1"]);
    refuses(&world, &["graph", "PRC-asset"], &["did you mean `PRC-assets`?"]);
    refuses(&world, &["graph", "asset", "risk"], &["no record fits all selectors"]);
    refuses(&World::new(), &["graph"], &["there is no process to draw"]);
    let many = World::new();
    let asset = |number: usize| format!("- {{id: AST-{number}, title: T, owner: ROL-a}}\n");
    many.write("a.yaml", format!("kind: asset\nrecords:\n{}", (0..201).map(asset).collect::<String>()));
    let words = ["201 records and 0 links are more than a picture can show", "choose fewer"];
    refuses(&many, &["graph", "--view", "links", "--format", "svg"], &words);
    assert_eq!(many.run(&["graph", "--view", "links", "--format", "dot"]).code, 0);
}
