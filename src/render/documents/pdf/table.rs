//! Tables: the head again on each page, rows whole where a page can hold them.

use super::cells::{CellPlace, CellSet};
use super::columns::{PAD, Plan};
use super::flow::Flow;
use super::fonts::Face;
use super::tags::Kind;
use super::text::{Style, Text};
use super::theme::{BODY, CELL, FAINT, INK, LEADING, LINE, SHADE};
use crate::document::{Cell, Column, ColumnType, Row, Table};

/// Room above and below in a cell.
const ROW_PAD: f32 = 3.2;

/// A table while it is drawn.
struct Grid<'t> {
    table: &'t Table,
    size: f32,
    widths: Vec<f32>,
    head: Vec<CellSet>,
    head_high: f32,
}

impl Flow<'_> {
    /// Draws a table on pages that lie as its plan says.
    pub(super) fn table(&mut self, table: &Table, plan: Plan) {
        if table.columns.is_empty() {
            return;
        }
        if table.rows.is_empty() {
            return self.no_rows(table);
        }
        self.tags.open(Kind::Table(table.title.clone()));
        match plan {
            Plan::Columns { size, widths, .. } => self.grid(table, size, widths),
            Plan::Stacked => self.stacked(table),
        }
        self.tags.close();
        self.y += 10.0;
    }

    /// The title, with as much room below as its table begins with.
    fn title(&mut self, table: &Table, kind: Kind, below: f32) {
        self.need(BODY * LEADING + below);
        if table.title.is_empty() {
            return;
        }
        let (x, width) = self.measure();
        self.tags.open(kind);
        let accent = self.frame.accent;
        self.text(&Text::plain(&table.title, Style::new(Face::Bold, accent)), CELL + 0.5, x, width);
        self.tags.close();
        self.y += 3.0;
    }

    /// A table without rows is a sentence that says so.
    fn no_rows(&mut self, table: &Table) {
        self.title(table, Kind::Paragraph, 24.0);
        let (x, width) = self.measure();
        let words = self.frame.words.get("pdf.no_rows");
        self.tags.open(Kind::Paragraph);
        self.text(&Text::plain(words, Style::new(Face::Italic, FAINT)), CELL, x, width);
        self.tags.close();
        self.y += 10.0;
    }

    fn grid(&mut self, table: &Table, size: f32, widths: Vec<f32>) {
        let bold = Style::new(Face::Bold, INK);
        let heads: Vec<Cell> = table.columns.iter().map(|column| Cell::Text(column.title.clone())).collect();
        let head = self.row_sets(&heads, bold, size, &widths);
        let head_high = high(&head, &vec![0; head.len()]) + 2.0 * ROW_PAD;
        let grid = Grid { table, size, widths, head, head_high };
        self.title(table, Kind::Caption, head_high + 3.0 * size * LEADING);
        self.tags.open(Kind::Head);
        self.tags.open(Kind::Row);
        self.head(&grid, true);
        self.tags.close();
        self.tags.close();
        self.tags.open(Kind::Rows);
        for row in &table.rows {
            self.row(&grid, row);
        }
        self.tags.close();
    }

    fn row_sets(&mut self, cells: &[Cell], plain: Style, size: f32, widths: &[f32]) -> Vec<CellSet> {
        cells
            .iter()
            .zip(widths)
            .map(|(cell, wide)| self.set_cell(cell, plain, size, wide - 2.0 * PAD))
            .collect()
    }

    /// Draws the head; where it is said again it is an ornament.
    fn head(&mut self, grid: &Grid<'_>, first: bool) {
        let (x, width) = self.measure();
        let accent = self.frame.accent;
        self.behind_area(x, self.y, width, grid.head_high, 0.0, SHADE);
        self.behind_area(x, self.y + grid.head_high - 0.8, width, 0.8, 0.0, accent);
        let begin = self.y;
        self.y += ROW_PAD;
        let apart = if first { None } else { Some(self.tags.suspend()) };
        let mut left = x;
        for ((set, wide), column) in grid.head.iter().zip(&grid.widths).zip(&grid.table.columns) {
            if first {
                self.tags.open(Kind::ColumnHead);
            }
            let bottom = self.bottom();
            self.draw_cell(set, 0, place(left, *wide, bottom, grid.size, column));
            if first {
                self.tags.close();
            }
            left += wide;
        }
        if let Some(open) = apart {
            self.tags.resume(open);
        }
        self.y = begin + grid.head_high;
    }

    /// Draws a row; one that is higher than a page goes on at the next.
    fn row(&mut self, grid: &Grid<'_>, row: &Row) {
        let plain = Style::new(Face::Regular, INK);
        let sets = self.row_sets(&row.cells, plain, grid.size, &grid.widths);
        let mut next = vec![0; sets.len()];
        let all = high(&sets, &next) + 2.0 * ROW_PAD;
        if all > self.room() && (all <= self.whole() - grid.head_high || self.room() < 60.0) {
            self.over(grid);
        }
        if let Some(anchor) = &row.anchor {
            self.anchor(anchor);
        }
        self.tags.open(Kind::Row);
        let mut parts: Vec<Option<u32>> = vec![None; sets.len()];
        loop {
            self.row_part(grid, &sets, &mut next, &mut parts);
            if sets.iter().zip(&next).all(|(set, next)| set.is_done(*next)) {
                break;
            }
            self.over(grid);
        }
        self.tags.close();
    }

    /// Goes on at the next page, with the head again.
    fn over(&mut self, grid: &Grid<'_>) {
        self.next_page();
        self.head(grid, false);
    }

    /// Draws as much of a row as fits on the page.
    fn row_part(&mut self, grid: &Grid<'_>, sets: &[CellSet], next: &mut [usize], parts: &mut [Option<u32>]) {
        let (x, width) = self.measure();
        let begin = self.y;
        let bottom = self.bottom() - ROW_PAD;
        self.y += ROW_PAD;
        let mut left = x;
        let mut deep = 0.0_f32;
        for (at, ((set, wide), column)) in sets.iter().zip(&grid.widths).zip(&grid.table.columns).enumerate()
        {
            let kind = if at == 0 && column.ty == ColumnType::Id { Kind::RowHead } else { Kind::Cell };
            match parts[at] {
                Some(part) => self.tags.reopen(part),
                None => parts[at] = Some(self.tags.open(kind)),
            }
            let from = next[at];
            let place = place(left, *wide, bottom, grid.size, column);
            next[at] = self.draw_cell(set, from, place);
            deep = deep.max(set.high(from) - set.high(next[at]));
            self.tags.close();
            left += wide;
        }
        self.y = begin + deep.max(grid.size * LEADING) + 2.0 * ROW_PAD;
        self.behind_area(x, self.y - 0.25, width, 0.5, 0.0, LINE);
    }

    /// Rows below each other, each with a line for each column that holds something.
    fn stacked(&mut self, table: &Table) {
        self.title(table, Kind::Caption, 60.0);
        self.tags.open(Kind::Rows);
        for row in &table.rows {
            self.need(50.0);
            if let Some(anchor) = &row.anchor {
                self.anchor(anchor);
            }
            let (x, width) = self.measure();
            let accent = self.frame.accent;
            self.behind_area(x, self.y, width, 0.8, 0.0, accent);
            self.y += 3.0;
            for (at, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
                if *cell != Cell::Empty {
                    self.fact(&column.title, cell, at == 0);
                }
            }
            self.y += 6.0;
        }
        self.tags.close();
    }

    /// Names with values.
    pub(super) fn facts(&mut self, facts: &[(String, Cell)]) {
        self.tags.open(Kind::Table(self.frame.words.get("pdf.facts").to_owned()));
        self.tags.open(Kind::Rows);
        for (name, cell) in facts {
            self.fact(name, cell, false);
        }
        self.tags.close();
        self.tags.close();
        self.y += 8.0;
    }

    fn fact(&mut self, name: &str, cell: &Cell, strong: bool) {
        let (x, width) = self.measure();
        let names = (width * 0.28).min(150.0);
        let face = if strong { Face::Bold } else { Face::Regular };
        let named = Cell::Text(name.to_owned());
        let sets = [
            self.set_cell(&named, Style::new(Face::Regular, FAINT), CELL + 0.5, names - 2.0 * PAD),
            self.set_cell(cell, Style::new(face, INK), CELL + 0.5, width - names - PAD),
        ];
        let all = high(&sets, &[0, 0]) + 4.0;
        if all <= self.whole() {
            self.need(all);
        }
        self.tags.open(Kind::Row);
        let mut next = [0, 0];
        let mut parts: [Option<u32>; 2] = [None, None];
        loop {
            let begin = self.y;
            self.y += 2.0;
            let mut deep = 0.0_f32;
            for (at, (left, wide)) in [(x, names), (x + names, width - names)].into_iter().enumerate() {
                let kind = if at == 0 { Kind::RowHead } else { Kind::Cell };
                match parts[at] {
                    Some(part) => self.tags.reopen(part),
                    None => parts[at] = Some(self.tags.open(kind)),
                }
                let bottom = self.bottom() - 2.0;
                let place = CellPlace { x: left, width: wide - PAD, bottom, size: CELL + 0.5, right: false };
                let from = next[at];
                next[at] = self.draw_cell(&sets[at], from, place);
                deep = deep.max(sets[at].high(from) - sets[at].high(next[at]));
                self.tags.close();
            }
            self.y = begin + deep + 4.0;
            if sets.iter().zip(next).all(|(set, next)| set.is_done(next)) {
                break;
            }
            self.next_page();
        }
        self.behind_area(x, self.y - 0.2, width, 0.4, 0.0, LINE);
        self.tags.close();
    }
}

fn place(left: f32, wide: f32, bottom: f32, size: f32, column: &Column) -> CellPlace {
    let right = column.ty == ColumnType::Number;
    CellPlace { x: left + PAD, width: wide - 2.0 * PAD, bottom, size, right }
}

fn high(sets: &[CellSet], next: &[usize]) -> f32 {
    sets.iter().zip(next).map(|(set, next)| set.high(*next)).fold(0.0, f32::max)
}
