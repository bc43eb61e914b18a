//! How much one exception may waive, and for how long.

use crate::base::{Period, text};
use crate::toml_file::Table;

/// The settings under `[exceptions]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exceptions {
    /// The longest time from an exception's approval to its end.
    pub longest: Period,
    /// The most records that the patterns of one exception may fit.
    pub records: usize,
}

impl Default for Exceptions {
    fn default() -> Self {
        Self { longest: Period::months(12), records: 25 }
    }
}

impl Exceptions {
    pub(super) fn read(root: &mut Table<'_>) -> Self {
        let mut settings = Self::default();
        let Some(mut table) = root.table("exceptions") else {
            return settings;
        };
        if let Some(longest) = table.parsed("longest") {
            settings.longest = longest.value;
        }
        if let Some(records) = table.integer("records") {
            match usize::try_from(records.value).ok().filter(|number| (1..=100_000).contains(number)) {
                Some(number) => settings.records = number,
                None => {
                    let message = format!("`[exceptions] records` is {}", records.value);
                    let help = format!("choose a number from 1 to {}", text::thousands(100_000));
                    table.file().report(records.span, message, Some(help));
                }
            }
        }
        table.finish();
        settings
    }
}
