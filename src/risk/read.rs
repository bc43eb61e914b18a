//! From TOML to a method, with every mistake in it as a finding.

use super::method::Combine;
use super::number::{above, at_least, written};
use super::read_axis::axis;
use super::read_grid::{band_named, cells};
use super::{Acceptor, Axis, AxisName, Band, Line, Method};
use crate::base::{Span, Spanned, text};
use crate::toml_file::{Item, Table, Value};

/// Reads one method. `None` where its scales or their combination cannot be read; a wrong line or band costs only that.
pub(super) fn method(name: &str, mut table: Table<'_>) -> Option<Method> {
    let likelihood = table.needed("likelihood", "list its levels from lowest to highest");
    let impact = table.needed("impact", "list its levels from lowest to highest");
    let version = table.string("version").map(|version| text::plain(&version.value).into_owned());
    let likelihood = likelihood.and_then(|item| axis(AxisName::Likelihood, item));
    let impact = impact.and_then(|item| axis(AxisName::Impact, item));
    let (bands, band_places) = bands(&mut table);
    let names: Vec<String> = bands.iter().map(|band| band.name.clone()).collect();
    let combine = combine(&mut table, likelihood.as_ref().zip(impact.as_ref()), &names);
    let help = "say up to which score or band a risk is accepted (6.1.2 a asks for these criteria)";
    let acceptance = table.needed("acceptance", help).and_then(|item| line(item, &names));
    let escalation = table.take("escalation").and_then(|item| line(item, &names));
    let acceptors = acceptors(&mut table, &names);
    let method = likelihood.zip(impact).zip(combine).map(|((likelihood, impact), combine)| Method {
        name: text::plain(name).into_owned(),
        version,
        likelihood,
        impact,
        combine,
        bands,
        acceptance: acceptance.map(|line| line.value),
        escalation: escalation.map(|line| line.value),
        acceptors,
    });
    if let Some(method) = &method {
        check_bands(&table, method, &band_places);
        check_lines(&table, method, acceptance, escalation);
    }
    table.finish();
    method
}

/// The bands with their places: `{name, from, description}`, or names alone where a grid names them.
fn bands(table: &mut Table<'_>) -> (Vec<Band>, Vec<Span>) {
    let items = table.take("bands").and_then(Item::items).unwrap_or_default();
    let (mut bands, mut places): (Vec<Band>, Vec<Span>) = (Vec::new(), Vec::new());
    for item in items {
        let (place, file, list) = (item.span(), item.file(), item.name());
        let Some(band) = band(item) else { continue };
        let name = band.name.to_lowercase();
        if bands.iter().any(|other| other.name.to_lowercase() == name) {
            file.report(
                place,
                format!("{list} has the band \"{}\" twice", band.name),
                Some("keep one of the two"),
            );
        } else {
            bands.push(band);
            places.push(place);
        }
    }
    (bands, places)
}

fn band(item: Item<'_>) -> Option<Band> {
    if let Value::Text(name) = item.value() {
        return Some(Band { name: text::plain(name).into_owned(), from: None, description: None });
    }
    let mut table = item.table()?;
    let name = table.needed("name", "name the band, such as \"high\"").and_then(Item::string);
    let from = table.number("from").map(|from| from.value);
    let description = table.string("description").map(|text| text.value);
    table.finish();
    Some(Band { name: text::plain(&name?.value).into_owned(), from, description })
}

/// How the axes combine: the word, or a grid where there is one.
fn combine(table: &mut Table<'_>, axes: Option<(&Axis, &Axis)>, names: &[String]) -> Option<Combine> {
    let word = table.take("combine");
    let (word_given, grid) = (word.is_some(), table.take("grid"));
    let factor = table.take("factor");
    let factor_place = factor.as_ref().map(Item::span);
    let factor = factor.and_then(Item::number);
    let number = factor.map_or(1.0, |factor| factor.value);
    if number <= 0.0 {
        let place = factor_place.unwrap_or(table.span());
        table.file().report(
            place,
            format!("{} has a factor that is not above 0", table.name()),
            None::<&str>,
        );
    }
    let words = [("product", 'p'), ("sum", 's'), ("grid", 'g')];
    let word = match word {
        Some(word) => word.choice(&words)?.value,
        None if grid.is_some() => 'g',
        None => 'p',
    };
    match (word, grid) {
        ('g', Some(grid)) => {
            if let Some(place) = factor_place {
                table.file().report(
                    place,
                    format!("{} has a grid, so its factor is not used", table.name()),
                    None::<&str>,
                );
            }
            combine_by_grid(table, axes?, grid, names)
        }
        ('g', None) => {
            table.missing("grid", "write one row for each likelihood level, lowest first");
            None
        }
        (_, Some(grid)) if word_given => {
            grid.report("is not used", Some("write `combine = \"grid\"`, or remove the grid"));
            None
        }
        ('s', _) => Some(Combine::Sum { factor: number }),
        _ => Some(Combine::Product { factor: number }),
    }
}

fn combine_by_grid(
    table: &Table<'_>,
    (likelihood, impact): (&Axis, &Axis),
    grid: Item<'_>,
    names: &[String],
) -> Option<Combine> {
    let mut scales = Vec::new();
    for axis in [likelihood, impact] {
        let Some(scale) = axis.levels() else {
            let message = format!(
                "{} combines by grid, and its {} has no levels of its own",
                table.name(),
                axis.name()
            );
            let help =
                "combine its dimensions by `max` on equal scales or by `grid`, or use `product` or `sum`";
            grid.file().report(grid.span(), message, Some(help));
            return None;
        };
        scales.push(scale);
    }
    let cells = cells(grid, ("likelihood", *scales.first()?), ("impact", *scales.last()?))?;
    let is_number = |cell: &Item<'_>| matches!(cell.value(), Value::Integer(_) | Value::Number(_));
    if cells.iter().flatten().all(is_number) {
        let numbers =
            |row: Vec<Item<'_>>| row.into_iter().map(|cell| cell.number().map(|n| n.value)).collect();
        return cells.into_iter().map(numbers).collect::<Option<_>>().map(Combine::Scores);
    }
    if names.is_empty() {
        table.missing("bands", "list the names that the grid's cells use, from lowest to highest");
        return None;
    }
    // Every cell is read before one that failed spoils the grid.
    let read = |row: Vec<Item<'_>>| row.into_iter().map(|cell| band_named(cell, names)).collect();
    let rows: Vec<Vec<Option<usize>>> = cells.into_iter().map(read).collect();
    rows.into_iter().map(|row| row.into_iter().collect()).collect::<Option<_>>().map(Combine::Bands)
}

/// A line: a number or the name of a band.
fn line(item: Item<'_>, names: &[String]) -> Option<Spanned<Line>> {
    let place = item.span();
    let line = match item.value() {
        Value::Text(_) => Line::Band(band_named(item, names)?),
        _ => Line::Score(item.number()?.value),
    };
    Some(Spanned::new(line, place))
}

fn acceptors(table: &mut Table<'_>, names: &[String]) -> Vec<Acceptor> {
    let mut acceptors = Vec::new();
    for mut row in table.tables("who_accepts") {
        let band = row.needed("band", "name the band").and_then(|item| band_named(item, names));
        let role = row.needed("role", "name the role that may accept it").and_then(Item::string);
        row.finish();
        if let Some((band, role)) = band.zip(role) {
            acceptors.push(Acceptor { band, role });
        }
    }
    acceptors
}

/// Bands by threshold need one each, ascending and within reach; bands of a grid need none.
fn check_bands(table: &Table<'_>, method: &Method, places: &[Span]) {
    let report = |place: &Span, message: String, help: &str| table.file().report(*place, message, Some(help));
    let range = method.range();
    let mut last: Option<(&str, f64)> = None;
    for (band, place) in method.bands.iter().zip(places) {
        let name = &band.name;
        match (band.from, range) {
            (None, Some(_)) => {
                report(place, format!("band \"{name}\" has no `from`"), "write the lowest score of the band");
            }
            (Some(_), None) => {
                report(
                    place,
                    format!("band \"{name}\" has a `from`, and the grid names bands"),
                    "remove `from`",
                );
            }
            (Some(from), Some((_, high))) if above(from, high) => {
                let (from, high) = (written(from), written(high));
                let message = format!("band \"{name}\" starts at {from}, and the highest score is {high}");
                report(place, message, "lower `from`, or remove the band");
            }
            _ => {}
        }
        if let (Some((before, least)), Some(from)) = (last, band.from)
            && at_least(least, from)
        {
            let (from, least) = (written(from), written(least));
            let message = format!("band \"{name}\" starts at {from}, not above \"{before}\" at {least}");
            report(place, message, "list the bands from lowest to highest");
        }
        last = band.from.map(|from| (name.as_str(), from)).or(last);
    }
}

/// Lines must be in reach, of the method's own kind, and in order.
fn check_lines(
    table: &Table<'_>,
    method: &Method,
    acceptance: Option<Spanned<Line>>,
    escalation: Option<Spanned<Line>>,
) {
    for (word, line) in [("acceptance", acceptance), ("escalation", escalation)] {
        let Some(Spanned { value: Line::Score(score), span }) = line else { continue };
        let score = (written(score), score);
        match method.range() {
            None => {
                let message = format!("{word} is {}, and the method gives bands, not numbers", score.0);
                table.file().report(span, message, Some("name a band"));
            }
            Some((_, high)) if above(score.1, high) => {
                let message = format!("{word} is {}, and the highest score is {}", score.0, written(high));
                table.file().report(span, message, Some("choose a line that a score can cross"));
            }
            Some(_) => {}
        }
    }
    let crossed = match (acceptance.map(|line| line.value), escalation.map(|line| line.value)) {
        (Some(Line::Score(accepted)), Some(Line::Score(from))) => at_least(accepted, from),
        (Some(Line::Band(accepted)), Some(Line::Band(from))) => accepted >= from,
        _ => false,
    };
    if let Some(escalation) = escalation.filter(|_| crossed) {
        let from = method.line_name(escalation.value);
        let message = format!("escalation starts at {from}, which is still accepted");
        table.file().report(escalation.span, message, Some("start it above the acceptance line"));
    }
}
