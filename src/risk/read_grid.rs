//! From TOML to the cells of a grid, and the names of bands in them.

use super::Scale;
use crate::base::text;
use crate::toml_file::{Item, did_you_mean};

/// The cells of a grid that has a row for each level of one scale and a column for each level of the other.
pub(super) fn cells<'f>(
    grid: Item<'f>,
    (row_name, rows): (&str, &Scale),
    (column_name, columns): (&str, &Scale),
) -> Option<Vec<Vec<Item<'f>>>> {
    let (name, place, file) = (grid.name(), grid.span(), grid.file());
    let items = grid.items()?;
    let (have, want) = (items.len(), rows.levels().len());
    let mut right = have == want;
    if !right {
        let (have, want) = (text::count(have, "row"), text::count(want, "level"));
        let message = format!("{name} has {have}, and {row_name} has {want}");
        file.report(
            place,
            message,
            Some(format!("write one row for each level of {row_name}, lowest first")),
        );
    }
    let mut read = Vec::new();
    for row in items {
        let place = row.span();
        let Some(cells) = row.items() else {
            right = false;
            continue;
        };
        let (have, want) = (cells.len(), columns.levels().len());
        if have != want {
            let (have, want) = (text::count(have, "cell"), text::count(want, "level"));
            let message = format!("a row of {name} has {have}, and {column_name} has {want}");
            file.report(
                place,
                message,
                Some(format!("write one cell for each level of {column_name}, lowest first")),
            );
            right = false;
        }
        read.push(cells);
    }
    right.then_some(read)
}

/// The position of a band by its name, case ignored; a name of none is a finding.
pub(super) fn band_named(item: Item<'_>, names: &[String]) -> Option<usize> {
    let (name, place, file) = (item.name(), item.span(), item.file());
    let given = item.string()?.value;
    let wanted = given.trim().to_lowercase();
    let found = names.iter().position(|name| name.to_lowercase() == wanted);
    if found.is_none() {
        let known: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let help = did_you_mean(&given, names.iter().map(String::as_str)).unwrap_or_else(|| {
            match known.as_slice() {
                [] => "define the band under `bands`".to_owned(),
                _ => format!("use one of {}", text::list(&known, "and", 12)),
            }
        });
        file.report(
            place,
            format!("{name} names the band \"{}\", which does not exist", text::brief(&given, 40)),
            Some(help),
        );
    }
    found
}
