//! Tables on the terminal.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::terminal;
use crate::base::text;

/// Columns that the first cell of a row may take before it is broken into lines.
const WHOLE: usize = 40;

/// Space after each column.
const GAP: u16 = 2;

/// A table without lines, as wide as the terminal. Every cell is cleaned of what a terminal would obey.
pub(super) fn table<S: AsRef<str>>(head: &[&str], rows: impl IntoIterator<Item = Vec<S>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(terminal::width()).unwrap_or(u16::MAX));
    table.set_header(head.iter().map(|cell| cell.to_uppercase()));
    let mut widest = 0;
    let mut columns: Vec<Words> = head.iter().map(|cell| Words::default().with(cell)).collect();
    for row in rows {
        widest = widest.max(row.first().map_or(0, |cell| cell.as_ref().chars().count()));
        let cells: Vec<String> = row.iter().map(|cell| text::plain(cell.as_ref()).into_owned()).collect();
        for (column, cell) in columns.iter_mut().zip(&cells) {
            *column = column.with(cell).prose_if(cell.contains(' '));
        }
        table.add_row(cells);
    }
    if let Some(first) = columns.first_mut().filter(|_| widest <= WHOLE) {
        *first = Words { longest: widest.max(first.longest), prose: false };
    }
    for (column, least) in table.column_iter_mut().zip(least(&columns, terminal::width())) {
        column.set_padding((0, GAP));
        let width = u16::try_from(least).unwrap_or(u16::MAX).saturating_add(GAP);
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
    }
    // Names and ids stay in one piece, since they are there to be copied.
    if let Some(first) = table.column_mut(0).filter(|_| widest <= WHOLE) {
        first.set_constraint(ColumnConstraint::ContentWidth);
    }
    let lines = table.to_string();
    let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n"))
}

/// What the cells of a column are made of.
#[derive(Debug, Clone, Copy, Default)]
struct Words {
    /// Characters of the longest word.
    longest: usize,
    /// Whether a cell has several words, so that it may be broken between them.
    prose: bool,
}

impl Words {
    fn with(self, cell: &str) -> Self {
        let longest = cell.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        Self { longest: self.longest.max(longest), ..self }
    }

    fn prose_if(self, prose: bool) -> Self {
        Self { prose: self.prose || prose, ..self }
    }
}

/// The least width of each column: every word whole if that fits; else ids, states and dates whole and prose broken; else
/// the longest words of all columns alike.
fn least(columns: &[Words], width: usize) -> Vec<usize> {
    let capped = |words: &Words, prose: usize, others: usize| {
        words.longest.min(if words.prose { prose } else { others }).max(1)
    };
    let with = |prose: usize, others: usize| -> Vec<usize> {
        columns.iter().map(|words| capped(words, prose, others)).collect()
    };
    let fits =
        |widths: &Vec<usize>| widths.iter().map(|least| least + usize::from(GAP)).sum::<usize>() <= width;
    let whole = (8..=WHOLE).rev().map(|prose| with(prose, WHOLE)).find(fits);
    whole.or_else(|| (1..=WHOLE).rev().map(|most| with(most, most)).find(fits)).unwrap_or_else(|| with(1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A date, `in 31 days`, an id, what is to be done, a title: as `due` shows them.
    fn due() -> Vec<Words> {
        let word = |longest| Words { longest, prose: false };
        let prose = |longest| Words { longest, prose: true };
        vec![word(12), prose(7), word(21), prose(18), prose(14)]
    }

    #[test]
    fn ids_stay_whole_before_words_do_and_all_give_way_where_there_is_no_room() {
        assert_eq!(least(&due(), 120), [12, 7, 21, 18, 14]);
        // 10 for gaps, 40 for date, distance and id: 30 are left for the words of the other two.
        assert_eq!(least(&due(), 80), [12, 7, 21, 16, 14]);
        assert_eq!(least(&due(), 60), [10, 7, 10, 10, 10]);
        assert_eq!(least(&due(), 10), [1, 1, 1, 1, 1]);
    }
}
