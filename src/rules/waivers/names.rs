//! Rules that exceptions name and that do not exist.

use std::collections::BTreeSet;

use crate::base::text;
use crate::finding::{Family, Finding, RuleInfo};
use crate::record::Record;
use crate::record::field::{EXCEPTION_FINDINGS, EXCEPTION_RULES, Items};
use crate::system::System;
use crate::yaml::NodeRef;

/// A finding `unknown-rule` for each place of a live exception that names a rule which does not exist.
pub fn unknown_rules(system: &System, rules: &[RuleInfo]) -> Vec<Finding> {
    let known: BTreeSet<&str> = rules.iter().map(|info| info.name.as_str()).collect();
    let mut findings = Vec::new();
    for (_, exception) in system.of_kind("exception").filter(|(_, exception)| system.is_live(exception)) {
        let named = exception.get(EXCEPTION_RULES).into_iter().flat_map(Items::iter);
        let named = named.map(|node| (node, EXCEPTION_RULES.name));
        let single = exception.get(EXCEPTION_FINDINGS).into_iter().flat_map(Items::iter);
        let single = single.filter_map(|entry| Some((entry.get("rule")?, "findings.rule")));
        let unknown = named.chain(single).filter(|(node, _)| !node.is_null() && !known.contains(node.text()));
        findings.extend(unknown.map(|(node, field)| finding(exception, node, field, rules)));
    }
    findings
}

fn finding(exception: &Record, node: NodeRef<'_>, field: &str, rules: &[RuleInfo]) -> Finding {
    let name = text::brief(node.text(), 60);
    let message = format!("{} waives \"{name}\", and no rule is called that", exception.name());
    let help = if node.text().contains('*') {
        "name each rule that it waives: no pattern stands for several".to_owned()
    } else if let Some(family) = Family::ALL.iter().find(|family| family.as_str() == node.text()) {
        let of_family =
            rules.iter().filter(|info| info.family == *family).map(|info| format!("`{}`", info.name));
        let of_family: Vec<String> = of_family.collect();
        format!(
            "that is a family; name each rule that it waives, such as {}",
            text::list(&of_family, "or", 3)
        )
    } else {
        let near = text::nearest(node.text(), rules.iter().map(|info| info.name.as_str()));
        near.map_or("run `isms rules` to see all rules".to_owned(), |near| format!("did you mean `{near}`?"))
    };
    Finding::new("unknown-rule", message, exception.label(node.span(), "no such rule"))
        .help(help)
        .about(exception.subject())
        .field(field)
}
