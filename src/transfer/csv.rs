//! Tables as comma-separated values, as spreadsheets and programs take them in.

use super::Sheet;
use crate::render::csv::{self, Cells};

/// Writes a table. A cell that a spreadsheet would compute gets an apostrophe in front; a number is none.
pub fn write(sheet: &Sheet) -> String {
    csv::write(&sheet.head, sheet.rows.iter().cloned(), Cells::Safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_needed_and_never_a_formula() {
        let row = |cell: &str| vec![cell.to_owned(), "x".to_owned()];
        let cells = [
            "=HYPERLINK(\"http://evil\")",
            "+1",
            "-1",
            "-x",
            "@SUM",
            "\ttab",
            "a, b",
            "say \"yes\"",
            "1-2",
            "Ä",
        ];
        let sheet = Sheet { head: vec!["id", "note"], rows: cells.iter().map(|cell| row(cell)).collect() };
        assert_eq!(
            write(&sheet),
            "id,note\n\"'=HYPERLINK(\"\"http://evil\"\")\",x\n+1,x\n-1,x\n'-x,x\n'@SUM,x\n'\ttab,x\n\"a, b\",x\n\
             \"say \"\"yes\"\"\",x\n1-2,x\nÄ,x\n"
        );
    }
}
