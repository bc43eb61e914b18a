//! Tables as comma-separated values (RFC 4180, with line feeds), in UTF-8.

use std::borrow::Cow;

use ::csv::WriterBuilder;

use super::Sheet;

/// What makes a spreadsheet take a cell for a formula when the cell begins with it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Writes a table. A cell that a spreadsheet would compute gets an apostrophe in front, which spreadsheets take for "this
/// is text".
pub fn write(sheet: &Sheet) -> String {
    write_with_numbers(sheet, &[])
}

/// Writes a table of which some columns, by their heads, hold numbers of our own making: a negative one is no formula.
pub fn write_with_numbers(sheet: &Sheet, numbers: &[&str]) -> String {
    let is_number: Vec<bool> = sheet.head.iter().map(|head| numbers.contains(head)).collect();
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has as many cells as the head.
    let _ = writer.write_record(&sheet.head);
    for row in &sheet.rows {
        let cells = row.iter().zip(&is_number);
        let _ = writer.write_record(cells.map(|(cell, &number)| {
            if number { Cow::Borrowed(cell.as_str()) } else { safe(cell) }.into_owned()
        }));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn safe(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_needed_and_never_a_formula() {
        let row = |cell: &str| vec![cell.to_owned(), "x".to_owned()];
        let cells =
            ["=HYPERLINK(\"http://evil\")", "+1", "-1", "@SUM", "\ttab", "a, b", "say \"yes\"", "1-2", "Ä"];
        let sheet = Sheet { head: vec!["id", "note"], rows: cells.iter().map(|cell| row(cell)).collect() };
        assert_eq!(
            write(&sheet),
            "id,note\n\"'=HYPERLINK(\"\"http://evil\"\")\",x\n'+1,x\n'-1,x\n'@SUM,x\n'\ttab,x\n\"a, b\",x\n\
             \"say \"\"yes\"\"\",x\n1-2,x\nÄ,x\n"
        );
    }
}
