//! The cover: whose the document is, of which state, and who may read it.

use super::flow::Flow;
use super::fonts::Face;
use super::page::Shape;
use super::tags::Kind;
use super::text::{Style, Text};
use super::theme::{self, FAINT, INK};
use crate::document::{Cell, Extent, Look, Tone};

/// The most room for a logo, wide and high.
const LOGO: (f32, f32) = (190.0, 74.0);

impl Flow<'_> {
    /// Draws the cover.
    pub(super) fn cover(&mut self, look: &Look) {
        let (x, width) = self.measure();
        let (page_wide, _) = self.page_size();
        let accent = self.frame.accent;
        self.behind_area(0.0, 0.0, page_wide, 10.0, 0.0, accent);
        self.y = 64.0;
        self.logo(look, x);
        self.y = 190.0;
        let control = self.frame.control;
        self.tags.open(Kind::Paragraph);
        self.text(&Text::plain(&control.organisation, Style::new(Face::Bold, FAINT)), 13.0, x, width);
        self.tags.close();
        self.y += 6.0;
        self.tags.open(Kind::Title(control.title.clone()));
        self.text(&Text::plain(&control.title, Style::new(Face::Bold, accent)), 30.0, x, width);
        self.tags.close();
        self.y += 8.0;
        if !control.scope.is_empty() {
            self.tags.open(Kind::Paragraph);
            self.text(&Text::plain(&control.scope, Style::new(Face::Regular, INK)), 10.5, x, width * 0.85);
            self.tags.close();
        }
        self.y += 14.0;
        self.draft(x, width);
        self.y = self.y.max(400.0);
        let facts = self.control_facts();
        self.facts(&facts);
        self.end_page_of_cover();
    }

    fn logo(&mut self, look: &Look, x: f32) {
        let (Some(logo), Some((wide, high))) = (&look.logo, self.frame.logo) else { return };
        let scale = (LOGO.0 / wide).min(LOGO.1 / high).min(1.0);
        let words =
            if logo.words.is_empty() { self.frame.control.organisation.clone() } else { logo.words.clone() };
        let words = if words.trim().is_empty() { "Logo".to_owned() } else { words };
        self.tags.open(Kind::Figure(words));
        let shape = Shape::Image { x, y: self.y, wide: wide * scale, high: high * scale };
        self.thing(shape);
        self.tags.close();
    }

    fn draft(&mut self, x: f32, width: f32) {
        let control = self.frame.control;
        if !control.is_draft() {
            return;
        }
        let (ink, behind) = theme::tone(Tone::Bad);
        let (begin, draft) = (self.y, self.frame.words.get("draft"));
        self.y += 6.0;
        self.tags.open(Kind::Paragraph);
        self.text(&Text::plain(draft, Style::new(Face::Bold, ink)), 15.0, x + 12.0, width - 24.0);
        self.tags.close();
        for reason in control.draft.iter().take(12) {
            self.tags.open(Kind::Paragraph);
            self.text(&Text::plain(reason, Style::new(Face::Regular, ink)), 9.0, x + 12.0, width - 24.0);
            self.tags.close();
        }
        self.y += 6.0;
        self.behind_area(x, begin, width, self.y - begin, 3.0, behind);
        self.y += 14.0;
    }

    /// The document-control block.
    fn control_facts(&self) -> Vec<(String, Cell)> {
        let (control, words) = (self.frame.control, self.frame.words);
        let mut facts: Vec<(&str, Cell)> =
            vec![("pdf.version", Cell::text(&control.version)), ("pdf.as_of", Cell::date(control.as_of))];
        let commit = control.commit.as_deref().unwrap_or_default();
        let commit = match control.dirty {
            true if commit.is_empty() => words.get("pdf.dirty_alone").to_owned(),
            true => words.fill("pdf.dirty", &[("commit", commit)]),
            false => commit.to_owned(),
        };
        facts.push(("pdf.commit", Cell::text(commit)));
        facts.push(("pdf.classification", Cell::text(&control.classification)));
        facts.push(("pdf.owner", Cell::text(&control.owner)));
        let approved = match control.approved.is_empty() {
            true => Cell::state(words.get("pdf.not_approved"), Tone::Watch),
            false => Cell::text(&control.approved),
        };
        facts.push(("pdf.approved", approved));
        let history = match control.history {
            Extent::None => "pdf.history_none",
            Extent::Part => "pdf.history_part",
            Extent::Full => "pdf.history_full",
        };
        facts.push(("pdf.history", Cell::text(words.get(history))));
        facts.push(("pdf.tool", Cell::text(&control.tool)));
        facts.push(("pdf.generated", Cell::text(&control.generated)));
        facts.push(("pdf.left_out", Cell::list(control.left_out.iter().map(Cell::text))));
        let told = facts.into_iter().filter(|(_, cell)| *cell != Cell::Empty);
        told.map(|(key, cell)| (words.get(key).to_owned(), cell)).collect()
    }
}
