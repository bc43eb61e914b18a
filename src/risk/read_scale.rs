//! From TOML to the levels of a scale.

use super::number::{above, same, written};
use super::{Level, Scale};
use crate::base::text;
use crate::toml_file::{Item, Value};

/// Reads a list of levels: words, numbers, or tables of `number`, `label` and `definition`.
pub(super) fn scale(item: Item<'_>) -> Option<Scale> {
    let (name, place, file) = (item.name(), item.span(), item.file());
    let items = item.items()?;
    if items.is_empty() {
        file.report(place, format!("{name} has no level"), Some("list the levels from lowest to highest"));
        return None;
    }
    let mut levels: Vec<Level> = Vec::new();
    let mut right = true;
    for (index, item) in items.into_iter().enumerate() {
        let place = item.span();
        let Some(level) = level(item, index) else {
            right = false;
            continue;
        };
        if let Some((problem, help)) = misplaced(&level, &levels) {
            file.report(place, format!("{name} {problem}"), Some(help));
            right = false;
        }
        levels.push(level);
    }
    right.then(|| Scale::new(levels))
}

fn level(item: Item<'_>, index: usize) -> Option<Level> {
    let position = (index + 1) as f64;
    match item.value() {
        Value::Text(label) => {
            Some(Level { number: position, label: text::plain(label).into_owned(), definition: None })
        }
        Value::Table(_) => {
            let mut table = item.table()?;
            let number_given = table.has("number");
            let number = table.number("number").map(|number| number.value);
            let label = table.string("label").map(|label| text::plain(&label.value).into_owned());
            let definition = table.string("definition").map(|text| text.value);
            table.finish();
            let number = if number_given { number? } else { position };
            Some(Level { number, label: label.unwrap_or_else(|| written(number)), definition })
        }
        Value::Integer(_) | Value::Number(_) => {
            let number = item.number()?.value;
            Some(Level { number, label: written(number), definition: None })
        }
        _ => {
            item.report("has a level that is neither a word nor a number", None::<&str>);
            None
        }
    }
}

/// What is wrong with a level beside those before it.
fn misplaced(level: &Level, before: &[Level]) -> Option<(String, &'static str)> {
    let number = written(level.number);
    let label = level.label.to_lowercase();
    if label.trim().is_empty() {
        return Some(("has a level without a label".to_owned(), "give the level a word"));
    }
    if label.trim().parse().is_ok_and(|labelled: f64| !same(labelled, level.number)) {
        let help = "use words as labels, so that a record's number cannot be mistaken";
        return Some((format!("has the label \"{}\" for the number {number}", level.label), help));
    }
    if before.iter().any(|other| other.label.to_lowercase() == label) {
        return Some((
            format!("has the label \"{}\" twice", level.label),
            "give each level a label of its own",
        ));
    }
    if before.iter().any(|other| same(other.number, level.number)) {
        return Some((format!("has the number {number} twice"), "give each level a number of its own"));
    }
    if level.number < 0.0 {
        return Some((format!("has the negative number {number}"), "use numbers from 0 up"));
    }
    let last = before.last().filter(|last| above(last.number, level.number))?;
    let last = written(last.number);
    Some((format!("has {number} after {last}"), "list the levels from lowest to highest"))
}
