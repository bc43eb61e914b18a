//! Risks by several methods.

use isms::document::{Block, Chart, Heat, Plot, Section};

use super::{Made, figures, part, row, table};
use crate::env::World;

fn charts(section: &Section, anchor: &str) -> Vec<Chart> {
    let blocks = &part(section, anchor).blocks;
    blocks
        .iter()
        .filter_map(|block| if let Block::Chart(chart) = block { Some(chart.clone()) } else { None })
        .collect()
}

fn heat(chart: &Chart) -> &Heat {
    match &chart.plot {
        Plot::Heat(heat) => heat,
        other => panic!("{other:?}"),
    }
}

fn risk(id: &str, fields: &str) -> String {
    format!("---\nid: {id}\nkind: risk\ntitle: T\nowner: ROL-a\n{fields}\n")
}

#[test]
fn the_built_in_method_is_a_map_of_five_by_five_with_its_line() {
    let world = World::new();
    let risks = [
        // 5 x 4 = 20 without controls, 3 x 4 = 12 today, 1 x 4 = 4 after treatment: impact is taken from today.
        risk(
            "RSK-1",
            "inherent_likelihood: 5\nlikelihood: 3\nimpact: 4\nresidual_likelihood: 1\ntreatment: mitigate",
        ),
        // 2 x 4 = 8 lies on the line, and so is accepted.
        risk("RSK-2", "likelihood: unlikely\nimpact: major\ntreatment: mitigate"),
        // 3 x 3 = 9 lies above, and somebody accepted it.
        risk(
            "RSK-3",
            "likelihood: 3\nimpact: 3\ntreatment: accept\nacceptance: {by: ROL-a, on: 2026-01-01, until: 2027-01-01, justification: Why}",
        ),
        // 3 x 3 = 9 lies above, and the acceptance has run out.
        risk(
            "RSK-4",
            "likelihood: 3\nimpact: 3\ntreatment: accept\nacceptance: {by: ROL-a, on: 2025-01-01, until: 2026-01-01, justification: Why}",
        ),
        // Closed: on no map.
        risk("RSK-5", "likelihood: 5\nimpact: 5\ntreatment: avoid\nstatus: closed"),
    ];
    world.write("r.yaml", format!("id: ROL-a\nkind: role\ntitle: Head\n{}", risks.concat()));
    let made = Made::of(&world);
    let report = made.report("risks");
    let values: Vec<String> = figures(&report).into_iter().map(|(_, value)| value).collect();
    // Live; above today: 1, 3, 4; above and not accepted: 4 alone, since 1 ends at 4 and 3 is accepted; accepted: 3.
    assert_eq!(values, ["4", "3", "1", "1"]);
    let charts = charts(&report, "risks-map");
    assert_eq!(charts.len(), 3);
    let current = heat(&charts[1]);
    assert_eq!((current.cells.len(), current.cells[0].len()), (5, 5));
    assert_eq!(current.cells[3][2].ids, ["RSK-1"]);
    assert_eq!(current.cells[3][1].ids, ["RSK-2"]);
    assert_eq!(current.cells[2][2].ids, ["RSK-3", "RSK-4"]);
    assert!(!current.cells[3][1].above && current.cells[2][2].above);
    assert_eq!(
        (current.cells[3][2].score.as_str(), &*current.bands[current.cells[3][2].band]),
        ("12", "moderate")
    );
    assert_eq!(current.across.1[1], "unlikely");
    assert_eq!(heat(&charts[0]).cells[3][4].ids, ["RSK-1"]);
    assert_eq!(heat(&charts[2]).cells[3][0].ids, ["RSK-1"]);
    assert_eq!(charts[1].description, "4 risks assessed, 3 of them above the line of acceptance (8)");
    assert_eq!(
        charts[0].description,
        "1 risk assessed, 1 of them above the line of acceptance (8); 3 not assessed this way"
    );
    let accepted = table(&report, "risks-acceptances");
    assert_eq!(row(accepted, "RSK-3", &["until", "standing"]), ["2027-01-01", "in force"]);
    assert_eq!(row(accepted, "RSK-4", &["standing"]), ["ended on 2026-01-01 (acceptance-expired)"]);
    assert_eq!(table(&report, "risks").rows.len(), 5);
    assert_eq!(table(&report, "risks-treatment").rows.len(), 2);
}

#[test]
fn a_grid_that_is_not_square_is_drawn_as_it_is() {
    let world = World::empty();
    world.write(
        "isms.toml",
        "[organisation]\nname = \"Test\"\n[risk.methods.small]\n\
         likelihood = [\"low\", \"high\"]\nimpact = [\"slight\", \"bad\", \"worst\"]\n\
         grid = [[\"green\", \"green\", \"amber\"], [\"green\", \"amber\", \"red\"]]\n\
         bands = [\"green\", \"amber\", \"red\"]\nacceptance = \"green\"\n",
    );
    let risks = [
        risk("RSK-1", "likelihood: high\nimpact: bad\ntreatment: mitigate"),
        risk("RSK-2", "likelihood: low\nimpact: slight\ntreatment: mitigate"),
    ];
    world.write("r.yaml", format!("id: ROL-a\nkind: role\ntitle: Head\n{}", risks.concat()));
    let made = Made::of(&world);
    assert_eq!(
        made.system.config.risk.get(None).map(isms::risk::Method::name),
        Some("small"),
        "{:?}",
        made.check.findings.iter().map(|f| &f.message).collect::<Vec<_>>()
    );
    let report = made.report("risks");
    let charts = charts(&report, "risks-map");
    let heat = heat(&charts[0]);
    assert_eq!((heat.cells.len(), heat.cells[0].len()), (3, 2));
    let cell = &heat.cells[1][1];
    assert_eq!((cell.ids.join(" "), &*cell.score, cell.above), ("RSK-1".to_owned(), "amber", true));
    assert_eq!(heat.bands, ["green", "amber", "red"]);
    assert_eq!(table(&report, "risks-current").rows.len(), 2);
}

#[test]
fn a_method_without_two_scales_is_drawn_as_bars_by_band() {
    let world = World::empty();
    world.write(
        "isms.toml",
        "[organisation]\nname = \"Test\"\n[risk.methods.wide]\nlikelihood = [1, 2, 3]\ncombine = \"product\"\n\
         bands = [{ name = \"calm\", from = 1 }, { name = \"hot\", from = 10 }]\nacceptance = 9\n\
         [risk.methods.wide.impact]\ncombine = \"sum\"\n[risk.methods.wide.impact.dimensions]\nmoney = [1, 2, 3]\nname = [1, 2, 3]\n",
    );
    let risks = [
        // 3 x (2 + 3) = 15
        risk("RSK-1", "likelihood: 3\nimpact: {money: 2, name: 3}\ntreatment: mitigate"),
        // 1 x (1 + 1) = 2
        risk("RSK-2", "likelihood: 1\nimpact: {money: 1, name: 1}\ntreatment: mitigate"),
    ];
    world.write("r.yaml", format!("id: ROL-a\nkind: role\ntitle: Head\n{}", risks.concat()));
    let made = Made::of(&world);
    let report = made.report("risks");
    let charts = charts(&report, "risks-map");
    let Plot::Bars { bars, .. } = &charts[0].plot else { panic!("{:?}", charts[0].plot) };
    let read: Vec<(&str, f64)> = bars.iter().map(|bar| (bar.label.as_str(), bar.value)).collect();
    assert_eq!(read, [("hot", 1.0), ("calm", 1.0)]);
    assert_eq!(row(&charts[0].table, "hot", &["count", "risks"]), ["1", "RSK-1"]);
    let records = made.report("records");
    let facts = super::facts(part(&records, "RSK-1"));
    assert!(facts.contains(&("Impact".to_owned(), "money: 2\nname: 3".to_owned())), "{facts:?}");
}
