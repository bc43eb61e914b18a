//! Charts and pictures, each with the same as a table beside it.

use super::{Page, escape};
use crate::document::{Chart, Picture, Table, Target};
use crate::render::charts;
use crate::render::diagrams::svg;

/// A drawing that says nothing beyond the words beside it.
pub(super) fn silent<'a>(address: &'a dyn Fn(&Target) -> Option<String>) -> charts::svg::Page<'a> {
    charts::svg::Page { id: "", title: "", description: "", address, escape: &escape::text }
}

impl Page<'_> {
    pub(super) fn chart(&mut self, chart: &Chart) {
        let scene = charts::draw(&chart.plot, self.words);
        let id = self.own_id();
        let wide = if scene.width > charts::WIDTH * 1.25 { " wide" } else { "" };
        self.push(&format!("<figure class=\"drawing{wide}\">\n"));
        self.caption(&chart.title, &chart.description);
        self.scrolling(&chart.title);
        let mut svg = String::with_capacity(8192);
        let address = |target: &Target| self.address(target);
        let page = charts::svg::Page {
            id: &id,
            title: &chart.title,
            description: &chart.description,
            address: &address,
            escape: &escape::text,
        };
        charts::svg::write(&mut svg, &scene, &page);
        self.push(&svg);
        self.push("</div>\n");
        self.as_table(&chart.table);
        self.push("</figure>\n");
    }

    pub(super) fn picture(&mut self, picture: &Picture) {
        let diagram = &picture.diagram;
        let id = self.own_id();
        let address = |id: &str| self.address(&Target::Anchor(id.to_owned()));
        let svg = svg::inline(diagram, &svg::Page { id: &id, address: &address });
        self.push("<figure class=\"drawing picture\">\n");
        self.caption(&diagram.title, &diagram.description);
        match svg {
            Some(svg) => {
                self.scrolling(&diagram.title);
                self.push(&svg);
                self.push("</div>\n");
                self.as_table(&picture.table);
            }
            None => {
                self.push("<p class=\"none\">");
                self.word("html.too_large");
                self.push("</p>\n");
                self.table(&picture.table);
            }
        }
        self.push("</figure>\n");
    }

    fn caption(&mut self, title: &str, description: &str) {
        self.push("<figcaption><b>");
        self.run(title);
        self.push("</b><span>");
        self.run(description);
        self.push("</span></figcaption>\n");
    }

    /// Room in which a drawing that is wider than the screen is moved about, with a keyboard, too.
    fn scrolling(&mut self, name: &str) {
        self.push("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
        self.text(name);
        self.push("\">\n");
    }

    fn as_table(&mut self, table: &Table) {
        self.push("<details><summary>");
        self.word("html.as_table");
        self.push("</summary>\n");
        self.table(table);
        self.push("</details>\n");
    }
}
