//! Reads `[governance]`: how long things may take before they count as not done.

use crate::base::Period;
use crate::toml_file::Table;

/// Times that rules about people and follow-up go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Governance {
    /// After what time the effect of a corrective action is checked, where the action gives no day.
    pub effectiveness_check: Period,
    /// How long a new colleague may be without the trainings of their roles.
    pub joiner_training: Period,
    /// For how long a finding of the same kind counts as a repeated one.
    pub repeat_finding: Period,
}

impl Default for Governance {
    fn default() -> Self {
        Self {
            effectiveness_check: Period::months(6),
            joiner_training: Period::days(30),
            repeat_finding: Period::months(36),
        }
    }
}

impl Governance {
    /// Reads the table; a time that is wrong keeps its default.
    pub(super) fn read(root: &mut Table<'_>) -> Self {
        let mut times = Self::default();
        let Some(mut table) = root.table("governance") else {
            return times;
        };
        for (key, time) in [
            ("effectiveness_check", &mut times.effectiveness_check),
            ("joiner_training", &mut times.joiner_training),
            ("repeat_finding", &mut times.repeat_finding),
        ] {
            *time = table.parsed::<Period>(key).map_or(*time, |period| period.value);
        }
        table.finish();
        times
    }
}
