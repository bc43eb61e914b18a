//! Reads `[limits]`: numbers within bounds, and sizes in bytes or with a unit.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::base::{Limits, text};
use crate::toml_file::{Table, Value};

const UNITS: [(&str, usize); 4] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

/// A number of bytes, written `4 MiB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size(usize);

/// A text that is not a size.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a size is a whole number and a unit: `512 B`, `64 KiB` or `4 MiB`")]
struct SizeError;

impl FromStr for Size {
    type Err = SizeError;

    fn from_str(text: &str) -> Result<Self, SizeError> {
        let text = text.trim();
        let unit_at = text.find(|c: char| !c.is_ascii_digit()).ok_or(SizeError)?;
        let (number, unit) = text.split_at(unit_at);
        let number: usize = number.parse().map_err(|_| SizeError)?;
        let unit = unit.trim();
        let (_, bytes) = UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)).ok_or(SizeError)?;
        number.checked_mul(*bytes).map(Self).ok_or(SizeError)
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |unit: &&(&str, usize)| self.0 >= unit.1 && self.0.is_multiple_of(unit.1);
        let (unit, bytes) = UNITS.iter().find(whole).unwrap_or(&("B", 1));
        write!(f, "{} {unit}", self.0 / bytes)
    }
}

/// Reads the table; a limit that is wrong keeps its default.
pub(super) fn read(root: &mut Table<'_>) -> Limits {
    let mut limits = Limits::default();
    let Some(mut table) = root.table("limits") else {
        return limits;
    };
    size(&mut table, "file_size", Limits::FILE_SIZE, &mut limits.file_size);
    size(&mut table, "scalar_size", Limits::SCALAR_SIZE, &mut limits.scalar_size);
    size(&mut table, "key_size", Limits::KEY_SIZE, &mut limits.key_size);
    number(&mut table, "nodes", Limits::NODES, &mut limits.nodes);
    number(&mut table, "depth", Limits::DEPTH, &mut limits.depth);
    number(&mut table, "documents", Limits::DOCUMENTS, &mut limits.documents);
    number(&mut table, "findings_per_file", Limits::FINDINGS_PER_FILE, &mut limits.findings_per_file);
    table.finish();
    limits
}

fn size(table: &mut Table<'_>, key: &'static str, bounds: RangeInclusive<usize>, limit: &mut usize) {
    let Some(item) = table.take(key) else { return };
    let (name, place, file) = (item.name(), item.span(), item.file());
    let bytes = match item.value() {
        Value::Integer(bytes) => Some(usize::try_from(*bytes).unwrap_or(0)),
        _ => item.parsed::<Size>().map(|size| size.value.0),
    };
    match bytes {
        Some(bytes) if bounds.contains(&bytes) => *limit = bytes,
        Some(_) => {
            let message = format!("{name} is {}", file.source().slice(place));
            let help = format!("choose a size from {} to {}", Size(*bounds.start()), Size(*bounds.end()));
            file.report(place, message, Some(help));
        }
        None => {}
    }
}

fn number(table: &mut Table<'_>, key: &'static str, bounds: RangeInclusive<usize>, limit: &mut usize) {
    let Some(item) = table.take(key) else { return };
    let (name, file) = (item.name(), item.file());
    let Some(number) = item.integer() else { return };
    match usize::try_from(number.value) {
        Ok(value) if bounds.contains(&value) => *limit = value,
        _ => {
            let (low, high) = (text::thousands(*bounds.start()), text::thousands(*bounds.end()));
            let help = format!("choose a number from {low} to {high}");
            file.report(number.span, format!("{name} is {}", number.value), Some(help));
        }
    }
}
