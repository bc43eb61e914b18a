//! Tables in Markdown, as GitHub and others render them.

use super::Sheet;

/// Writes a table. Pipes, HTML and what Markdown would take for a link, code or emphasis stays text.
pub fn write(sheet: &Sheet) -> String {
    let mut out = line(sheet.head.iter().map(|cell| (*cell).to_owned()));
    out.push_str(&line(sheet.head.iter().map(|_| "---".to_owned())));
    for row in &sheet.rows {
        out.push_str(&line(row.iter().map(|cell| escaped(cell))));
    }
    out
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("| {} |\n", cells.join(" | "))
}

fn escaped(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for character in cell.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '!' | '@' | '#' => {
                out.push('\\');
                out.push(character);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_cell_stays_in_it_and_stays_text() {
        let rows = vec![vec!["a | b".to_owned(), "<img src=x> [x](http://evil) `c` two\nlines".to_owned()]];
        assert_eq!(
            write(&Sheet { head: vec!["id", "title"], rows }),
            "| id | title |\n| --- | --- |\n\
             | a \\| b | &lt;img src=x&gt; \\[x\\](http://evil) \\`c\\` two lines |\n"
        );
    }
}
