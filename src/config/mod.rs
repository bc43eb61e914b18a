//! `isms.toml`: from what people wrote to settings that hold, with every mistake in it as a finding.
//!
//! Reading never fails: a setting that is wrong keeps its default and is reported. Knows neither the kinds, the rules
//! nor the standards by name: it keeps the places of these names and is asked to check them by those who know.

mod chain;
mod currency;
mod exceptions;
mod governance;
mod history;
mod limits;
mod look;
mod metrics;
mod names;
mod own_rules;
mod paths;
mod profile;
mod rules;
#[cfg(test)]
mod tests;
mod tracker;
mod version;

use std::sync::Arc;

pub use chain::ChainStep;
pub use currency::{Currency, IncidentOpen};
pub use exceptions::Exceptions;
pub use governance::Governance;
pub use history::{HistorySettings, Mark};
pub use look::{Classification, LookSettings, Readers};
pub use metrics::MetricSettings;
pub use own_rules::OwnRule;
pub use paths::{PathPattern, Records};
pub use profile::Profile;
pub use rules::{Override, RuleLevel};
pub use tracker::Tracker;
pub use version::Version;

use crate::base::{Limits, Period, Source, Spanned, text};
use crate::finding::Finding;
use crate::risk::RiskMethods;
use crate::toml_file::{Item, Table, TomlFile, Wording};

/// The standard that is enabled where `isms.toml` names none.
pub const DEFAULT_STANDARD: &str = "iso27001-2022";

/// Whose management system it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its name, as reports print it; empty where it is not given.
    pub name: String,
    /// One sentence.
    pub description: Option<String>,
    /// Its address on the web.
    pub website: Option<String>,
}

/// The settings of a repository.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the settings were read; empty for the defaults.
    pub source: Arc<Source>,
    /// How strict a check is.
    pub profile: Profile,
    /// The oldest version of the tool that may check this repository.
    pub required_version: Option<Spanned<Version>>,
    /// Whose management system it is.
    pub organisation: Organisation,
    /// Names of the enabled standards; not yet known to exist.
    pub standards: Vec<Spanned<String>>,
    /// The folder with the repository's own standards; as [`Config::kinds_folder`].
    pub standards_folder: Option<Spanned<String>>,
    /// Which files are records.
    pub records: Records,
    /// The folder with the repository's own kinds: relative to the root, with forward slashes, inside the repository.
    pub kinds_folder: Option<Spanned<String>>,
    /// The risk methods.
    pub risk: RiskMethods,
    /// Review intervals by kind; the kinds are not yet known to exist.
    pub review_intervals: Vec<(Spanned<String>, Period)>,
    /// How much time there is.
    pub currency: Currency,
    /// Levels of rules; the rules are not yet known to exist.
    pub rules: Vec<RuleLevel>,
    /// Levels of rules for some paths or kinds, in the order written.
    pub overrides: Vec<Override>,
    /// How much one exception may waive.
    pub exceptions: Exceptions,
    /// Times that rules about people and follow-up go by.
    pub governance: Governance,
    /// Where the work is done; `None` where no tracker is named.
    pub tracker: Option<Tracker>,
    /// The processes that a management system has to be able to show.
    pub chain: Vec<ChainStep>,
    /// Rules of the repository's own.
    pub own_rules: Vec<OwnRule>,
    /// What is set for computed metrics.
    pub metrics: MetricSettings,
    /// Which changes in the history of a record mean something.
    pub history: HistorySettings,
    /// How documents look, and who may read what.
    pub look: LookSettings,
    /// How much a file may hold.
    pub limits: Limits,
}

impl Default for Config {
    fn default() -> Self {
        Self::read(&Arc::new(Source::new("isms.toml", ""))).0
    }
}

impl Config {
    /// Reads `isms.toml`. What is wrong keeps its default and becomes a finding.
    pub fn read(source: &Arc<Source>) -> (Self, Vec<Finding>) {
        let file = TomlFile::parse(source, Wording::CONFIGURATION);
        let mut root = file.root();
        let (standards, standards_folder) = standards(&mut root);
        let config = Self {
            source: Arc::clone(source),
            profile: Profile::read(&mut root),
            required_version: root.parsed("required_version"),
            organisation: organisation(&mut root),
            standards,
            standards_folder,
            records: Records::read(&mut root),
            kinds_folder: kinds_folder(&mut root),
            risk: root.table("risk").map(RiskMethods::read).unwrap_or_default(),
            review_intervals: review_intervals(&mut root),
            currency: currency::read(&mut root),
            rules: rules::read_rules(&mut root),
            overrides: rules::read_overrides(&mut root),
            exceptions: Exceptions::read(&mut root),
            governance: Governance::read(&mut root),
            tracker: Tracker::read(&mut root),
            chain: chain::read(&mut root),
            own_rules: own_rules::read(&mut root),
            metrics: MetricSettings::read(&mut root),
            history: history::read(&mut root),
            look: look::read(&mut root),
            limits: limits::read(&mut root),
        };
        root.finish();
        (config, file.into_findings())
    }

    /// The review interval that `isms.toml` sets for a kind.
    pub fn review_interval(&self, kind: &str) -> Option<Period> {
        self.review_intervals.iter().find(|(name, _)| name.value == kind).map(|(_, period)| *period)
    }
}

fn organisation(root: &mut Table<'_>) -> Organisation {
    let help = "write `[organisation]` and under it `name = \"...\"`, which reports print";
    let Some(mut table) = root.needed("organisation", help).and_then(Item::table) else {
        return Organisation::default();
    };
    let name = table.needed("name", "add the name that reports print").and_then(Item::string);
    if let Some(name) = name.as_ref().filter(|name| name.value.trim().is_empty()) {
        table.file().report(
            name.span,
            "the organisation's name is empty",
            Some("add the name that reports print"),
        );
    }
    let clean = |value: Spanned<String>| text::plain(value.value.trim()).into_owned();
    let organisation = Organisation {
        name: name.map(clean).unwrap_or_default(),
        description: table.string("description").map(clean),
        website: table.string("website").map(clean),
    };
    table.finish();
    organisation
}

/// The enabled standards and the folder with own ones.
fn standards(root: &mut Table<'_>) -> (Vec<Spanned<String>>, Option<Spanned<String>>) {
    let (enabled, folder) = root.table("standards").map(read_standards).unwrap_or_default();
    let mut standards: Vec<Spanned<String>> = Vec::new();
    for standard in enabled {
        if !standards.iter().any(|other| other.value == standard.value) {
            standards.push(standard);
        }
    }
    if standards.is_empty() {
        standards.push(Spanned::new(DEFAULT_STANDARD.to_owned(), crate::base::Span::at(0)));
    }
    (standards, folder)
}

fn read_standards(mut table: Table<'_>) -> (Vec<Spanned<String>>, Option<Spanned<String>>) {
    let place = table.span();
    let enabled = table.strings("enabled");
    if enabled.as_ref().is_some_and(Vec::is_empty) {
        table.file().report(place, "no standard is enabled", Some(format!("enable \"{DEFAULT_STANDARD}\"")));
    }
    let folder = table.take("folder").and_then(|item| paths::folder(item));
    table.finish();
    (enabled.unwrap_or_default(), folder)
}

fn kinds_folder(root: &mut Table<'_>) -> Option<Spanned<String>> {
    let mut table = root.table("kinds")?;
    let folder = table.take("folder").and_then(|item| paths::folder(item));
    table.finish();
    folder
}

fn review_intervals(root: &mut Table<'_>) -> Vec<(Spanned<String>, Period)> {
    let items = root.table("review_intervals").map(Table::entries).unwrap_or_default();
    let read = |item: Item<'_>| {
        let kind = item.key().clone();
        item.parsed::<Period>().map(|period| (kind, period.value))
    };
    items.into_iter().filter_map(read).collect()
}
