//! The reference page says what is so.

use super::*;

#[test]
fn every_example_of_the_reference_page_is_right() {
    let page = include_str!("../../../docs/configuration.md");
    let blocks: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() > 15, "{}", blocks.len());
    for block in blocks {
        let (config, findings) =
            if block.contains("[organisation]") { read(block) } else { (right(block), vec![]) };
        assert!(findings.is_empty(), "{block}\n{:#?}", shown(&findings));
        assert!(config.risk.get(None).is_some(), "{block}");
    }
}

#[test]
fn the_reference_page_states_the_limits_as_they_are() {
    let page = include_str!("../../../docs/configuration.md");
    let limits = Limits::default();
    for (name, default) in [
        ("nodes", limits.nodes),
        ("depth", limits.depth),
        ("documents", limits.documents),
        ("findings_per_file", limits.findings_per_file),
    ] {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}`:"))).unwrap();
        assert!(row.contains(&format!("| {} |", text::thousands(default))), "{row}");
    }
}
