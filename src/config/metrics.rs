//! `[metrics]`: targets and alarms of computed metrics, and which are not shown.

use crate::base::Spanned;
use crate::toml_file::{Item, Table};

/// What is set for computed metrics; none of the names is yet known to exist.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MetricSettings {
    /// Metrics that are not computed.
    pub off: Vec<Spanned<String>>,
    /// The value that is good enough.
    pub targets: Vec<(Spanned<String>, f64)>,
    /// The value that is bad enough to act at once.
    pub alarms: Vec<(Spanned<String>, f64)>,
}

impl MetricSettings {
    pub(super) fn read(root: &mut Table<'_>) -> Self {
        let Some(mut table) = root.table("metrics") else {
            return Self::default();
        };
        let settings = Self {
            off: table.strings("off").unwrap_or_default(),
            targets: numbers(&mut table, "targets"),
            alarms: numbers(&mut table, "alarms"),
        };
        table.finish();
        settings
    }

    /// Every metric that is named.
    pub fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        let numbers = self.targets.iter().chain(&self.alarms).map(|(name, _)| name);
        self.off.iter().chain(numbers)
    }
}

fn numbers(table: &mut Table<'_>, key: &'static str) -> Vec<(Spanned<String>, f64)> {
    let items = table.table(key).map(Table::entries).unwrap_or_default();
    let read = |item: Item<'_>| {
        let name = item.key().clone();
        item.number().map(|number| (name, number.value))
    };
    items.into_iter().filter_map(read).collect()
}
