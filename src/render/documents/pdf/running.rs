//! What stands on every page: header, footer, and the mark of a draft.

use super::flow::Flow;
use super::fonts::Face;
use super::page::Mark;
use super::text::Style;
use super::theme::{self, BELOW, FAINT, INK, LINE, SIDE, SMALL};

impl Flow<'_> {
    /// Draws header and footer; the cover has no header, since it says all of that itself.
    pub(super) fn running(&mut self) {
        if !self.draws() {
            return;
        }
        let (wide, high) = self.page_size();
        let control = self.frame.control;
        let right = wide - SIDE;
        if self.page_index() > 0 {
            let above = 44.0;
            let left = self.fitted(&control.organisation, (right - SIDE) * 0.45);
            self.outside(Mark::Header, &left, Style::new(Face::Bold, FAINT), SMALL, (SIDE, above), 0.0);
            let title = self.fitted(&control.title, (right - SIDE) * 0.5);
            let x = right - self.wide(&title, Face::Regular, SMALL);
            self.outside(Mark::Header, &title, Style::new(Face::Regular, FAINT), SMALL, (x, above), 0.0);
            self.behind_area(SIDE, above + 6.0, right - SIDE, 0.5, 0.0, LINE);
        }
        let below = high - BELOW + 34.0;
        self.behind_area(SIDE, below - 14.0, right - SIDE, 0.5, 0.0, LINE);
        let (page, pages) = (self.page_index() + 1, self.frame.before.pages);
        let number =
            self.frame.words.fill("page", &[("page", &page.to_string()), ("pages", &pages.to_string())]);
        let x = right - self.wide(&number, Face::Regular, SMALL);
        self.outside(Mark::Footer, &number, Style::new(Face::Regular, FAINT), SMALL, (x, below), 0.0);
        self.classification(below);
        self.state(below, wide);
    }

    fn classification(&mut self, y: f32) {
        let mut left = self.frame.control.classification.clone();
        if self.frame.control.is_draft() {
            let draft = self.frame.words.get("draft");
            left = if left.is_empty() { draft.to_owned() } else { format!("{draft} \u{b7} {left}") };
        }
        let left = self.fitted(&left, 150.0);
        self.outside(Mark::Footer, &left, Style::new(Face::Bold, INK), SMALL, (SIDE, y), 0.0);
    }

    /// In the middle: the day and the commit that a printed page was made of.
    fn state(&mut self, y: f32, wide: f32) {
        let control = self.frame.control;
        let day =
            control.as_of.map(|day| self.frame.words.fill("pdf.as_of_day", &[("day", &day.to_string())]));
        let commit = control.short_commit().map(str::to_owned);
        let parts: Vec<String> = day.into_iter().chain(commit).collect();
        let state = parts.join(" \u{b7} ");
        let x = (wide - self.wide(&state, Face::Regular, SMALL)) / 2.0;
        self.outside(Mark::Footer, &state, Style::new(Face::Regular, FAINT), SMALL, (x, y), 0.0);
    }

    /// The mark across a draft.
    pub(super) fn watermark(&mut self) {
        if !self.frame.control.is_draft() || !self.draws() {
            return;
        }
        let words = self.frame.words.get("draft").to_owned();
        let (wide, high) = self.page_size();
        let size = 120.0;
        let long = self.wide(&words, Face::Bold, size);
        let angle = 40.0_f32;
        let (sin, cos) = angle.to_radians().sin_cos();
        let x = wide / 2.0 - long / 2.0 * cos + size * 0.3 * sin;
        let y = high / 2.0 + long / 2.0 * sin + size * 0.3 * cos;
        self.outside(Mark::Watermark, &words, Style::new(Face::Bold, theme::MARK), size, (x, y), angle);
    }

    /// As much of a line as fits, with an ellipsis where it was cut.
    fn fitted(&mut self, words: &str, width: f32) -> String {
        let words = words.replace('\n', " ");
        let mut kept: Vec<char> = words.chars().take(200).collect();
        if kept.len() == words.chars().count() && self.wide(&words, Face::Bold, SMALL) <= width {
            return words;
        }
        loop {
            let text: String = kept.iter().collect::<String>() + "\u{2026}";
            if kept.is_empty() || self.wide(&text, Face::Bold, SMALL) <= width {
                return text;
            }
            kept.pop();
        }
    }
}
