//! Metrics that are computed from the records, not typed: definitions as data, and what they come to on a day.
//!
//! Everything takes the system as it is on one day, so that the same can be asked of any past month.

mod compute;
mod definition;
mod figure;
mod own;
#[cfg(test)]
mod tests;
pub mod trend;

pub use self::definition::{Better, Definition, Shape, built_in};
pub use self::figure::{Figure, LeftOut, Origin, Verdict};
use crate::expression::World;
use crate::finding::Finding;
use crate::system::System;

/// The figures of a system, built-in ones first, then those of metric records. `wanted` holds for those that are asked
/// for; what `isms.toml` switches off is computed only where it is asked for by name.
pub fn figures(system: &System, wanted: &[String]) -> Vec<Figure> {
    let (definitions, _) = built_in();
    let world = World::new(system);
    let is_wanted =
        |id: &str, off: bool| if wanted.is_empty() { !off } else { wanted.iter().any(|name| name == id) };
    let is_off = |id: &str| system.config.metrics.off.iter().any(|name| name.value == id);
    let mut figures: Vec<Figure> = definitions
        .iter()
        .filter(|definition| is_wanted(&definition.id, is_off(&definition.id)))
        .map(|definition| compute::figure(&world, definition))
        .collect();
    let records = system
        .of_kind("metric")
        .filter(|(_, record)| is_wanted(record.id(), is_off(record.id()) || !system.is_live(record)));
    figures.extend(records.map(|(_, record)| own::figure(&world, record, &definitions)));
    figures
}

/// The names of all metrics: built-in ones, then metric records.
pub fn names(system: &System) -> Vec<String> {
    let (definitions, _) = built_in();
    let own = system.of_kind("metric").map(|(_, record)| record.id().to_owned());
    definitions.into_iter().map(|definition| definition.id).chain(own).collect()
}

/// What is wrong with settings and formulas of metrics.
pub fn check(system: &System) -> Vec<Finding> {
    let named = system.config.metrics.names().next().is_some();
    let has_formula = system.of_kind("metric").any(|(_, record)| record.value("formula").is_some());
    if !named && !has_formula {
        return Vec::new();
    }
    let (definitions, _) = built_in();
    let names = names(system);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut findings = system.config.check_metric_names(&names);
    findings.extend(own::check(system, &definitions));
    findings
}
