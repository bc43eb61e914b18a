//! One interaction: what is declared of it, what shows it, and how it stands.

use std::cmp::Reverse;

use crate::base::{Date, Period};
use crate::system::RecordId;

/// How long a link keeps an interaction current where no process says how often it takes place.
pub const DEFAULT_EVERY: Period = Period::months(12);

/// Links shown for an interaction.
const EXAMPLES: usize = 3;

/// What one process hands to another.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// The process that information comes from.
    pub from: RecordId,
    /// The process that it reaches.
    pub to: RecordId,
    /// Where `from` says so, in its `outputs`.
    pub outputs: Vec<Declaration>,
    /// Where `to` says so, in its `inputs`.
    pub inputs: Vec<Declaration>,
    /// How many links carry information this way.
    pub links: usize,
    /// The newest day on which anything happened at an end of such a link.
    pub newest: Option<Date>,
    /// Up to three of the links, newest first.
    pub examples: Vec<Tie>,
    /// How often it is to take place: the shortest `every` that a declaration gives, or one year.
    pub every: Period,
}

/// One entry of `outputs` or `inputs` that names the other process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// What is handed over.
    pub item: String,
    /// How often.
    pub every: Option<Period>,
    /// The node that names the other process, in the file of the one that declares.
    pub node: u32,
    /// The entry's place in the list, from 0.
    pub index: u16,
}

/// A link that carries information from one record to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The record it comes from.
    pub from: RecordId,
    /// The record it reaches.
    pub to: RecordId,
    /// The field that says so, such as `risk.controls`.
    pub relation: String,
    /// The newest day on which anything happened at either end.
    pub newest: Option<Date>,
}

/// How an interaction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Declared, and a link of the last `every` shows it.
    Current,
    /// Declared and evidenced, but nothing happened within `every`.
    Quiet,
    /// Declared, and no link shows it.
    Unevidenced,
    /// Links show it, and no process declares it.
    Undeclared,
}

impl Standing {
    /// The word for people and machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Quiet => "quiet",
            Self::Unevidenced => "without evidence",
            Self::Undeclared => "undeclared",
        }
    }
}

impl Interaction {
    pub(super) fn new(from: RecordId, to: RecordId) -> Self {
        Self {
            from,
            to,
            outputs: Vec::new(),
            inputs: Vec::new(),
            links: 0,
            newest: None,
            examples: Vec::new(),
            every: DEFAULT_EVERY,
        }
    }

    /// Whether one of the two processes says that it takes place.
    pub fn is_declared(&self) -> bool {
        !(self.outputs.is_empty() && self.inputs.is_empty())
    }

    /// The last day on which its newest link keeps it current; `None` where no link has a date.
    pub fn current_until(&self) -> Option<Date> {
        self.newest?.plus(self.every)
    }

    /// How it stands on a day.
    pub fn standing(&self, as_of: Date) -> Standing {
        let is_current = self.current_until().is_some_and(|last| last >= as_of);
        match (self.is_declared(), self.links) {
            (false, _) => Standing::Undeclared,
            (true, 0) => Standing::Unevidenced,
            (true, _) if is_current => Standing::Current,
            (true, _) => Standing::Quiet,
        }
    }

    pub(super) fn declare(&mut self, by_giver: bool, declaration: Declaration) {
        if by_giver { self.outputs.push(declaration) } else { self.inputs.push(declaration) }
    }

    /// The shortest interval holds: what is handed over monthly is quiet after a month, whatever else goes that way yearly.
    pub(super) fn settle_interval(&mut self) {
        let every = self.outputs.iter().chain(&self.inputs).filter_map(|declared| declared.every);
        self.every = every.min_by_key(|every| every.rough_days()).unwrap_or(DEFAULT_EVERY);
    }

    pub(super) fn add(
        &mut self,
        from: RecordId,
        to: RecordId,
        newest: Option<Date>,
        relation: impl FnOnce() -> String,
    ) {
        self.links += 1;
        self.newest = self.newest.max(newest);
        let key = (Reverse(newest), from, to);
        let place =
            self.examples.partition_point(|known| (Reverse(known.newest), known.from, known.to) <= key);
        if place < EXAMPLES {
            self.examples.insert(place, Tie { from, to, relation: relation(), newest });
            self.examples.truncate(EXAMPLES);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn declaration(every: Option<&str>) -> Declaration {
        let every = every.map(|every| every.parse().unwrap());
        Declaration { item: "Register".to_owned(), every, node: 0, index: 0 }
    }

    fn interaction(every: &[Option<&str>], newest: Option<&str>) -> Interaction {
        let mut interaction = Interaction::new(RecordId(0), RecordId(1));
        every.iter().for_each(|every| interaction.declare(true, declaration(*every)));
        interaction.settle_interval();
        interaction.add(RecordId(2), RecordId(3), newest.map(date), || "risk.controls".to_owned());
        interaction
    }

    #[test]
    fn it_is_current_to_the_last_day_of_its_interval() {
        let yearly = interaction(&[None], Some("2025-12-01"));
        assert_eq!(yearly.standing(date("2026-12-01")), Standing::Current);
        assert_eq!(yearly.standing(date("2026-12-02")), Standing::Quiet);
        assert_eq!(interaction(&[None], None).standing(date("2026-12-01")), Standing::Quiet);
    }

    #[test]
    fn the_shortest_interval_holds() {
        let both = interaction(&[Some("1 year"), Some("30 days"), None], Some("2026-10-31"));
        assert_eq!(both.every, Period::days(30));
        assert_eq!(both.standing(date("2026-11-30")), Standing::Current);
        assert_eq!(both.standing(date("2026-12-01")), Standing::Quiet);
    }

    #[test]
    fn without_links_or_declaration_the_date_says_nothing() {
        let mut bare = Interaction::new(RecordId(0), RecordId(1));
        bare.declare(false, declaration(None));
        assert_eq!(bare.standing(date("2026-12-01")), Standing::Unevidenced);
        assert_eq!(interaction(&[], Some("2020-01-01")).standing(date("2026-12-01")), Standing::Undeclared);
    }

    #[test]
    fn the_newest_links_are_the_examples_and_those_without_a_date_come_last() {
        let mut interaction = Interaction::new(RecordId(0), RecordId(1));
        for (from, newest) in
            [(5, None), (6, Some("2026-01-01")), (7, Some("2026-03-01")), (8, Some("2026-02-01"))]
        {
            interaction.add(RecordId(from), RecordId(9), newest.map(date), String::new);
        }
        let shown: Vec<u32> = interaction.examples.iter().map(|tie| tie.from.0).collect();
        assert_eq!((shown, interaction.links), (vec![7, 8, 6], 4));
        assert_eq!(interaction.newest, Some(date("2026-03-01")));
    }
}
