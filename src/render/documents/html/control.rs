//! The cover and the document-control block.

use super::Page;
use super::cover::{self, CoverRefused};
use crate::document::{Block, Cell, Control, Document, Extent, Look, Tone};
use crate::render::documents::Context;
use crate::words::Words;

impl Page<'_> {
    /// What is said before the first chapter.
    pub(super) fn control(&mut self, document: &Document, context: &Context<'_>) -> Result<(), CoverRefused> {
        let control = &document.control;
        self.draft(control);
        let own = context
            .look
            .cover
            .as_deref()
            .map(|template| cover::fill(template, control, context.look))
            .transpose()?;
        self.push("<div class=\"cover\">\n");
        match own {
            Some(own) => {
                if !own.contains("<h1") {
                    self.title(control);
                }
                self.push(&own);
                self.push("\n");
            }
            None => self.cover(control, context.look),
        }
        self.push("</div>\n");
        let id = format!("{}control", self.ui);
        self.push(&format!("<section class=\"control\" id=\"{id}\">\n<h2>"));
        self.word("html.control.title");
        self.push("</h2>\n");
        self.block(&Block::Facts(facts(control, self.words)), 3);
        self.push("</section>\n");
        Ok(())
    }

    fn draft(&mut self, control: &Control) {
        if !control.is_draft() {
            return;
        }
        self.push("<div class=\"draft\">\n<p class=\"mark\">");
        self.word("draft");
        self.push("</p>\n<p>");
        self.word("html.draft");
        self.push("</p>\n<ul>\n");
        for reason in &control.draft {
            self.push("<li>");
            self.run(reason);
            self.push("</li>\n");
        }
        self.push("</ul>\n</div>\n");
    }

    fn title(&mut self, control: &Control) {
        self.push("<h1>");
        self.run(&control.title);
        self.push("</h1>\n");
    }

    fn cover(&mut self, control: &Control, look: &Look) {
        if let Some(logo) = &look.logo {
            self.push(&format!("<img src=\"{}\" alt=\"", cover::address(logo)));
            self.text(&logo.words);
            self.push("\">\n");
        }
        self.push("<p class=\"org\">");
        self.run(&control.organisation);
        self.push("</p>\n");
        self.title(control);
        if !control.scope.is_empty() {
            self.push("<p class=\"scope\">");
            self.run(&control.scope);
            self.push("</p>\n");
        }
        self.push("<p class=\"when\">");
        let day = control.as_of.map(|day| day.to_string()).unwrap_or_default();
        for (key, value) in [("html.as_of", day.as_str()), ("html.control.version", &control.version)] {
            if !value.is_empty() {
                self.push("<span>");
                self.word(key);
                self.push(" <b>");
                self.run(value);
                self.push("</b></span> ");
            }
        }
        if !control.classification.is_empty() {
            self.push("<b>");
            self.run(&control.classification);
            self.push("</b>");
        }
        self.push("</p>\n");
    }
}

fn facts(control: &Control, words: &Words) -> Vec<(String, Cell)> {
    let word = |key: &str| words.get(&format!("html.control.{key}")).to_owned();
    let or = |value: &str, key: &str, tone: Tone| match value.is_empty() {
        true => Cell::state(words.get(&format!("html.control.{key}")), tone),
        false => Cell::text(value),
    };
    let mut facts = vec![
        (word("organisation"), Cell::text(&control.organisation)),
        (word("document"), Cell::text(&control.title)),
        (word("scope"), or(&control.scope, "no_scope", Tone::Bad)),
        (word("version"), or(&control.version, "no_version", Tone::Plain)),
        (word("as_of"), Cell::date(control.as_of)),
        (word("commit"), commit(control, words)),
        (word("classification"), or(&control.classification, "no_classification", Tone::Watch)),
        (word("owner"), or(&control.owner, "no_owner", Tone::Watch)),
        (word("approved"), or(&control.approved, "not_approved", Tone::Watch)),
        (word("history"), history(control, words)),
        (word("tool"), Cell::text(&control.tool)),
    ];
    if !control.generated.is_empty() {
        facts.push((word("generated"), Cell::text(&control.generated)));
    }
    let left_out = match control.left_out.is_empty() {
        true => Cell::text(word("nothing_left_out")),
        false => Cell::list(control.left_out.iter().map(Cell::text)),
    };
    facts.push((word("left_out"), left_out));
    facts
}

fn commit(control: &Control, words: &Words) -> Cell {
    let Some(commit) = &control.commit else {
        return Cell::state(words.get("html.control.no_commit"), Tone::Watch);
    };
    let state = if control.dirty {
        Cell::state(words.get("html.control.dirty"), Tone::Bad)
    } else {
        Cell::state(words.get("html.control.clean"), Tone::Good)
    };
    Cell::list([Cell::Rich(vec![crate::document::Inline::Code(commit.clone())]), state])
}

fn history(control: &Control, words: &Words) -> Cell {
    match control.history {
        Extent::Full => Cell::state(words.get("html.control.history_full"), Tone::Good),
        Extent::Part => Cell::state(words.get("html.control.history_part"), Tone::Watch),
        Extent::None => Cell::state(words.get("html.control.history_none"), Tone::Watch),
    }
}
