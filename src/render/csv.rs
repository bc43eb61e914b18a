//! Comma-separated values (RFC 4180, with line feeds), in UTF-8, which no spreadsheet computes.

use std::borrow::Cow;

use ::csv::WriterBuilder;

/// A mark at the start of a file by which Excel sees that it is UTF-8.
pub const MARK: &str = "\u{feff}";

/// What makes a spreadsheet take a cell for a formula, the full-width forms too, which some read as the others.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Characters before it that a spreadsheet overlooks; an apostrophe too, so that whoever takes one away gets the text back.
const BEFORE: [char; 6] = [' ', '\t', '\r', '\n', '\u{a0}', '\''];

/// Whether cells are made safe for spreadsheets or written as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// A cell that a spreadsheet would compute gets an apostrophe in front, which spreadsheets take for "this is text".
    Safe,
    /// As they are, for machines.
    Raw,
}

/// Writes a head and rows, each with as many cells as the head.
pub fn write<H: AsRef<[u8]>>(
    head: impl IntoIterator<Item = H>,
    rows: impl IntoIterator<Item = Vec<String>>,
    cells: Cells,
) -> String {
    let mut writer = WriterBuilder::new().flexible(true).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(head);
    for row in rows {
        let _ = match cells {
            Cells::Raw => writer.write_record(row),
            Cells::Safe => writer.write_record(row.iter().map(|cell| safe(cell).into_owned())),
        };
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A cell that no spreadsheet computes. A number stays one, whatever its sign.
pub fn safe(cell: &str) -> Cow<'_, str> {
    let begins = cell.trim_start_matches(BEFORE).starts_with(FORMULA) || cell.starts_with(['\t', '\r']);
    if begins && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Whether a cell is a number and nothing else: `-12.5`.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_gets_an_apostrophe() {
        for cell in [
            "=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "\t=1", "\r\n=1", "\u{a0}=1", "＝1", "＠x", "'=1",
            "\tx", "-", "-2-3", "-1.", "+.5", "-1e5",
        ] {
            assert_eq!(safe(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", "x=1", "1-2", "-12", "-12.5", "+7", "'quoted'", "a\n=1", "Ä"] {
            assert_eq!(safe(cell), cell, "{cell:?}");
        }
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        let rows = vec![
            vec!["a, b".to_owned(), "say \"yes\"".to_owned()],
            vec!["two\nlines".to_owned(), "=x".to_owned()],
        ];
        assert_eq!(
            write(["id", "note"], rows.clone(), Cells::Safe),
            "id,note\n\"a, b\",\"say \"\"yes\"\"\"\n\"two\nlines\",'=x\n"
        );
        assert_eq!(
            write(["id", "note"], rows, Cells::Raw),
            "id,note\n\"a, b\",\"say \"\"yes\"\"\"\n\"two\nlines\",=x\n"
        );
    }
}
