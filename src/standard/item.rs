//! What a standard's file says about one clause or reference control.

use std::sync::Arc;

use super::shown::Shown;

/// A clause or a reference control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// `9.2.1` or `A.5.15`.
    pub id: String,
    /// Its title in the standard.
    pub title: String,
    /// Whether it is a reference control.
    pub control: bool,
    /// Whether it asks for nothing itself: the clauses below it do.
    pub heading: bool,
    /// The clause it stands below.
    pub parent: Option<String>,
    /// The name of its standard.
    pub standard: Arc<str>,
    /// Which records show it. Empty where the standard's file does not say: then kinds say it.
    pub shown_by: Vec<Shown>,
    /// The documented information that it demands.
    pub documented: Vec<Documented>,
    /// The parts that the text which it demands has.
    pub contents: Vec<Part>,
}

impl Item {
    /// Whether it is a clause that something must show.
    pub fn is_requirement(&self) -> bool {
        !self.control && !self.heading
    }

    /// `clause 9.2.1` or `control A.5.15`.
    pub fn name(&self) -> String {
        format!("{} {}", if self.control { "control" } else { "clause" }, self.id)
    }
}

/// Documented information that a clause demands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Documented {
    /// What it is, as a noun: `the audit programme`.
    pub what: String,
    /// Which records are it.
    pub shown_by: Vec<Shown>,
}

/// A part that a text must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name, such as `intent`.
    pub part: String,
    /// What it says.
    pub what: String,
    /// Beginnings of words of which one stands in a text that has the part; `*` before it: anywhere in a word.
    pub words: Vec<String>,
}

/// What is only needed to explain an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explained {
    /// What it asks, in own words; never the standard's.
    pub asks: String,
    /// The group it belongs to, such as `organizational`.
    pub theme: String,
    /// The edition that brought it, where that is the last one.
    pub new_in: String,
    /// The amendment that changed it.
    pub amended_by: String,
    /// Other titles it goes by.
    pub aliases: Vec<String>,
    /// Its attributes, each with its values.
    pub attributes: Vec<(String, Vec<String>)>,
}

impl Explained {
    /// Takes over what `more` says and this does not.
    pub(super) fn fill(&mut self, more: &Self) {
        let fill = |own: &mut String, other: &String| {
            if own.is_empty() {
                own.clone_from(other);
            }
        };
        fill(&mut self.asks, &more.asks);
        fill(&mut self.theme, &more.theme);
        fill(&mut self.new_in, &more.new_in);
        fill(&mut self.amended_by, &more.amended_by);
        if self.aliases.is_empty() {
            self.aliases.clone_from(&more.aliases);
        }
        if self.attributes.is_empty() {
            self.attributes.clone_from(&more.attributes);
        }
    }
}
