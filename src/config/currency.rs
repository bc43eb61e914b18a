//! Reads `[currency]`: how much time there is.

use crate::base::Period;
use crate::toml_file::Table;

/// How much time there is until something is late, and how far back is looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    /// How long before its day something is said to fall due.
    pub due_soon: Period,
    /// How long after a management review the next one is to be held.
    pub management_review: Period,
    /// How long a missed occurrence is told.
    pub look_back: Period,
    /// How long a full cycle may take.
    pub cycle: Period,
    /// In what time audits come round to every process and control.
    pub audit_round: Period,
    /// How long incidents may stay open.
    pub incident_open: IncidentOpen,
}

/// How long an incident may stay open, by its severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IncidentOpen {
    /// Of severity `critical`.
    pub critical: Period,
    /// Of severity `high`.
    pub high: Period,
    /// Of severity `medium`, or without one.
    pub medium: Period,
    /// Of severity `low`.
    pub low: Period,
}

impl IncidentOpen {
    /// The time for a severity; one that is not given counts as `medium`.
    pub fn of(&self, severity: Option<&str>) -> Period {
        match severity {
            Some("critical") => self.critical,
            Some("high") => self.high,
            Some("low") => self.low,
            _ => self.medium,
        }
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self {
            due_soon: Period::days(30),
            management_review: Period::months(12),
            look_back: Period::months(12),
            cycle: Period::months(18),
            audit_round: Period::months(36),
            incident_open: IncidentOpen {
                critical: Period::days(14),
                high: Period::days(30),
                medium: Period::days(60),
                low: Period::days(90),
            },
        }
    }
}

/// Reads the table; a period that is wrong keeps its default.
pub(super) fn read(root: &mut Table<'_>) -> Currency {
    let mut currency = Currency::default();
    let Some(mut table) = root.table("currency") else {
        return currency;
    };
    period(&mut table, "due_soon", &mut currency.due_soon);
    period(&mut table, "management_review", &mut currency.management_review);
    period(&mut table, "look_back", &mut currency.look_back);
    period(&mut table, "cycle", &mut currency.cycle);
    period(&mut table, "audit_round", &mut currency.audit_round);
    if let Some(mut open) = table.table("incident_open") {
        period(&mut open, "critical", &mut currency.incident_open.critical);
        period(&mut open, "high", &mut currency.incident_open.high);
        period(&mut open, "medium", &mut currency.incident_open.medium);
        period(&mut open, "low", &mut currency.incident_open.low);
        open.finish();
    }
    table.finish();
    currency
}

fn period(table: &mut Table<'_>, key: &'static str, period: &mut Period) {
    if let Some(written) = table.parsed::<Period>(key) {
        *period = written.value;
    }
}
