//! From TOML to an axis with one or several dimensions.

use super::axis::Gather;
use super::read_grid::cells;
use super::read_scale::scale;
use super::{Axis, AxisName, Dimension, Scale};
use crate::base::text;
use crate::toml_file::{Item, Table, Value};

/// Reads an axis: a list of levels, or a table with `levels` or with `dimensions` and `combine`.
pub(super) fn axis(name: AxisName, item: Item<'_>) -> Option<Axis> {
    if let Value::Table(_) = item.value() {
        return several(name, item.table()?);
    }
    let dimension = Dimension { name: name.as_str().to_owned(), scale: scale(item)? };
    Some(Axis { name, dimensions: vec![dimension], gather: Gather::Max })
}

/// The words for `combine` of an axis.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Max,
    Sum,
    Product,
    Grid,
}

fn several(name: AxisName, mut table: Table<'_>) -> Option<Axis> {
    let words = [("max", Word::Max), ("sum", Word::Sum), ("product", Word::Product), ("grid", Word::Grid)];
    let combine = table.take("combine");
    let combine_given = combine.is_some();
    let combine = combine.and_then(|item| item.choice(&words)).map(|word| word.value);
    let (grid, levels) = (table.take("grid"), table.take("levels"));
    let dimensions = dimensions(&mut table, levels.is_some());
    let wants_grid = combine == Some(Word::Grid) || (!combine_given && grid.is_some());
    if !wants_grid && let Some(grid) = &grid {
        grid.report("is not used", Some("write `combine = \"grid\"`, or remove the grid"));
    }
    if dimensions.as_ref().is_some_and(|all| all.len() > 1) && !combine_given && !wants_grid {
        table.missing(
            "combine",
            "say how the dimensions become one number: `max`, `sum`, `product` or `grid`",
        );
    }
    let axis = match (dimensions, levels) {
        (None, Some(levels)) => {
            let only = Dimension { name: name.as_str().to_owned(), scale: scale(levels)? };
            Some(Axis { name, dimensions: vec![only], gather: Gather::Max })
        }
        (Some(dimensions), levels) if wants_grid => {
            gather_by_grid(&table, &dimensions, grid, levels).map(|gather| Axis { name, dimensions, gather })
        }
        (Some(dimensions), _) => {
            let gather = match combine {
                Some(Word::Sum) => Gather::Sum,
                Some(Word::Product) => Gather::Product,
                _ => Gather::Max,
            };
            (dimensions.len() == 1 || combine.is_some()).then_some(Axis { name, dimensions, gather })
        }
        (None, None) => None,
    };
    table.finish();
    axis
}

/// The dimensions in the order written; a scale that cannot be read makes the whole axis unreadable.
fn dimensions(table: &mut Table<'_>, has_levels: bool) -> Option<Vec<Dimension>> {
    if has_levels && !table.has("dimensions") {
        return None;
    }
    let items =
        table.needed("dimensions", "name each dimension with its levels, or write `levels`")?.table()?;
    let (place, entries) = (items.span(), items.entries());
    if entries.is_empty() {
        table.file().report(place, format!("{} has no dimension", table.name()), None::<&str>);
    }
    let read = |item: Item<'_>| {
        let name = text::plain(&item.key().value).into_owned();
        scale(item).map(|scale| Dimension { name, scale })
    };
    // Every scale is read before one that failed spoils the axis.
    let scales: Vec<Option<Dimension>> = entries.into_iter().map(read).collect();
    let scales: Vec<Dimension> = scales.into_iter().collect::<Option<_>>()?;
    (!scales.is_empty()).then_some(scales)
}

fn gather_by_grid(
    table: &Table<'_>,
    dimensions: &[Dimension],
    grid: Option<Item<'_>>,
    levels: Option<Item<'_>>,
) -> Option<Gather> {
    let [rows, columns] = dimensions else {
        let found = text::count(dimensions.len(), "dimension");
        let message = format!("{} has {found}, and a grid combines two", table.name());
        table.file().report(table.span(), message, None::<&str>);
        return None;
    };
    if grid.is_none() {
        table.missing("grid", "write one row for each level of the first dimension, lowest first");
    }
    if levels.is_none() {
        table.missing("levels", "list the levels that the grid's cells name, lowest first");
    }
    let (grid, levels) = (grid?, scale(levels?)?);
    let cells = cells(grid, (&rows.name, &rows.scale), (&columns.name, &columns.scale))?;
    let read = |cell: Item<'_>| level_of(cell, &levels);
    let cells: Vec<Vec<Option<usize>>> =
        cells.into_iter().map(|row| row.into_iter().map(read).collect()).collect();
    let cells = cells.into_iter().map(|row| row.into_iter().collect()).collect::<Option<_>>()?;
    Some(Gather::Grid { cells, levels })
}

/// The position of the level that a cell names.
fn level_of(cell: Item<'_>, levels: &Scale) -> Option<usize> {
    let written = match cell.value() {
        Value::Text(label) => label.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        _ => return cell.string().and(None),
    };
    let found = levels.find(&written).and_then(|level| levels.index_of(level.number));
    if found.is_none() {
        let help = levels.nearest(&written).map(|near| format!("did you mean `{near}`?"));
        let help = help.unwrap_or_else(|| format!("use {}", levels.allowed()));
        cell.report(
            format!("names \"{}\", which `levels` does not list", text::brief(&written, 40)),
            Some(help),
        );
    }
    found
}
