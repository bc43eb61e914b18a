//! Tables and their cells.

use super::Page;
use super::escape::{escaped, id};
use super::section::direction;
use crate::document::{Cell, Column, ColumnType, Row, Table};

/// Rows from which a table is filtered and sorted, and from which it scrolls below its head.
const FILTERED: usize = 9;
const TALL: usize = 25;
/// Weights of columns together beyond which a table is printed on its side.
const BROAD: usize = 13;
/// Letters of a cell beyond which it is folded behind its beginning.
const LONG: usize = 700;
const BEGINNING: usize = 160;
/// Letters of a cell that would fill hundreds of pages of one narrow column: on paper it stays folded.
const HUGE: usize = 20_000;

impl Page<'_> {
    /// A table with its caption.
    pub(super) fn table(&mut self, table: &Table) {
        let caption = self.own_id();
        let big = table.rows.len() >= FILTERED;
        let width: usize = table.columns.iter().map(|column| usize::from(column.weight.clamp(1, 4))).sum();
        let broad = if width > BROAD { " broad" } else { "" };
        self.push(&format!("<div class=\"table{broad}\"{}>\n", if big { " data-big" } else { "" }));
        // What can be scrolled can be reached with a keyboard.
        let narrow = table.columns.len() <= 3 && table.rows.len() < TALL;
        let tall = if table.rows.len() >= TALL { " tall" } else { "" };
        match narrow {
            true => self.push("<div class=\"scroll\">\n"),
            false => self.push(&format!(
                "<div class=\"scroll{tall}\" tabindex=\"0\" role=\"group\" aria-labelledby=\"{caption}\">\n"
            )),
        }
        self.push(&format!("<table>\n<caption id=\"{caption}\">"));
        self.run(&table.title);
        if big {
            let count = self.words.count("html.rows", table.rows.len());
            self.push(&format!("<span class=\"count\">{}</span>", escaped(&count)));
        }
        self.push("</caption>\n<thead><tr>");
        table.columns.iter().for_each(|column| self.column(column, narrow));
        self.push("</tr></thead>\n<tbody>\n");
        table.rows.iter().for_each(|row| self.row(row, &table.columns));
        if table.rows.is_empty() {
            self.push(&format!("<tr><td class=\"none\" colspan=\"{}\">", table.columns.len().max(1)));
            self.word("html.no_rows");
            self.push("</td></tr>\n");
        }
        self.push("</tbody>\n</table>\n</div>\n</div>\n");
    }

    fn column(&mut self, column: &Column, narrow: bool) {
        let mut classes: Vec<String> = Vec::new();
        if !narrow {
            classes.push(format!("w{}", column.weight.clamp(1, 4)));
        }
        match column.ty {
            ColumnType::Number => classes.push("n".to_owned()),
            ColumnType::Id => classes.push("i".to_owned()),
            _ => {}
        }
        self.push("<th scope=\"col\"");
        if !classes.is_empty() {
            self.push(&format!(" class=\"{}\"", classes.join(" ")));
        }
        if column.ty == ColumnType::State || !column.choices.is_empty() {
            self.push(" data-f");
        }
        self.push(direction(&column.title));
        self.push(">");
        self.text(&column.title);
        self.push("</th>");
    }

    fn row(&mut self, row: &Row, columns: &[Column]) {
        match &row.anchor {
            Some(anchor) => self.push(&format!("<tr id=\"{}\">", id(anchor))),
            None => self.push("<tr>"),
        }
        for (at, cell) in row.cells.iter().enumerate() {
            let head = at == 0 && matches!(cell, Cell::Record(_));
            let class = match cell {
                Cell::Record(_) => " class=\"i\"",
                Cell::Number { .. } => " class=\"n\"",
                Cell::Empty if columns.get(at).is_some_and(|column| column.ty == ColumnType::Number) => {
                    " class=\"n\""
                }
                Cell::Date(_) => " class=\"d\"",
                Cell::Text(text) if text.contains('\n') => " class=\"t\"",
                _ => "",
            };
            self.push(if head { "<th scope=\"row\"" } else { "<td" });
            self.push(class);
            match cell {
                Cell::Text(text) => self.push(direction(text)),
                Cell::Rich(_) => self.push(direction(&cell.words())),
                _ => {}
            }
            self.push(">");
            self.cell_inside(cell);
            self.push(if head { "</th>" } else { "</td>" });
        }
        self.push("</tr>\n");
    }

    /// What stands in a cell.
    pub(super) fn cell_inside(&mut self, cell: &Cell) {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) if text.len() > LONG => self.long(text),
            Cell::Text(text) => self.text(text),
            Cell::Rich(parts) => self.parts(parts),
            Cell::Number { .. } | Cell::Date(_) => self.text(&cell.words()),
            Cell::Record(id) => self.record(id),
            Cell::List(cells) => self.cells(cells),
            Cell::State { word, tone } => self.state(word, *tone),
            Cell::Gap(gap) => self.gap(gap),
        }
    }

    fn record(&mut self, anchor: &str) {
        if !self.anchors.contains(anchor) {
            return self.run(anchor);
        }
        self.push("<a href=\"#");
        let address = id(anchor);
        self.push(&address);
        self.push("\">");
        self.run(anchor);
        self.push("</a>");
    }

    /// Ids with commas between them; other values on a line each.
    fn cells(&mut self, cells: &[Cell]) {
        if cells.iter().all(|cell| matches!(cell, Cell::Record(_))) {
            self.push("<span class=\"ids\">");
            for (at, cell) in cells.iter().enumerate() {
                self.push(if at > 0 { ", " } else { "" });
                self.cell_inside(cell);
            }
            return self.push("</span>");
        }
        self.push("<ul>");
        for cell in cells {
            self.push("<li");
            self.push(direction(&cell.words()));
            self.push(">");
            self.cell_inside(cell);
            self.push("</li>");
        }
        self.push("</ul>");
    }

    /// A text that would hide the rows around it, folded behind its beginning.
    fn long(&mut self, text: &str) {
        let end = text.char_indices().nth(BEGINNING).map_or(text.len(), |(at, _)| at);
        let beginning = &text[..end];
        let huge = if text.len() > HUGE { " huge" } else { "" };
        self.push(&format!("<details class=\"long{huge}\"><summary>"));
        self.text(beginning.lines().next().unwrap_or(beginning));
        self.push("\u{2026}</summary><div>");
        self.text(text);
        self.push("</div></details>");
    }
}
