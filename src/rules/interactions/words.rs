//! How findings about an interaction speak: what shows it, and where its two ends stand.

use crate::base::text;
use crate::finding::{Finding, Label};
use crate::record::Record;
use crate::system::processes::{Declaration, Tie};
use crate::system::{Interaction, System};

/// "12 links, the newest of 2026-03-01, such as AST-1 to RSK-2 (risk.assets)": count, newest, up to three examples.
pub(super) fn evidence(system: &System, interaction: &Interaction) -> String {
    let newest = match (interaction.newest, interaction.links) {
        (None, _) => format!("without a date by {}", system.as_of),
        (Some(newest), 1) => format!("of {newest}"),
        (Some(newest), _) => format!("the newest of {newest}"),
    };
    let tie = |tie: &Tie| {
        let [from, to] = [tie.from, tie.to].map(|end| text::brief(system.record(end).id(), 40));
        format!("{from} to {to} ({})", tie.relation)
    };
    let examples: Vec<String> = interaction.examples.iter().map(tie).collect();
    let such = if interaction.links > examples.len() { "such as " } else { "" };
    format!("{}, {newest}: {such}{}", text::count(interaction.links, "link"), text::list(&examples, "and", 3))
}

/// What is handed over, as the declarations call it: `"Inventory" and "Values"`, or nothing where they name nothing.
pub(super) fn items(interaction: &Interaction) -> String {
    let mut items: Vec<String> = Vec::new();
    for declared in interaction.outputs.iter().chain(&interaction.inputs) {
        let item = format!("\"{}\"", text::brief(&declared.item, 50));
        if !declared.item.is_empty() && !items.contains(&item) {
            items.push(item);
        }
    }
    text::list(&items, "and", 2)
}

/// The entries of an interaction at which a finding stands.
pub(super) struct Entries<'i> {
    giver_first: bool,
    output: Option<&'i Declaration>,
    input: Option<&'i Declaration>,
}

impl<'i> Entries<'i> {
    /// The first at each end; what the giver says comes before what the taker says.
    pub(super) fn first(interaction: &'i Interaction) -> Self {
        let (output, input) = (interaction.outputs.first(), interaction.inputs.first());
        Self { giver_first: output.is_some(), output, input }
    }

    /// Those that give the interval which holds, where one does.
    pub(super) fn with_interval(interaction: &'i Interaction) -> Self {
        let holds = |declared: &&Declaration| declared.every == Some(interaction.every);
        let (output, input) = (interaction.outputs.iter().find(holds), interaction.inputs.iter().find(holds));
        let first = Self::first(interaction);
        let giver_first = output.is_some() || (input.is_none() && first.giver_first);
        Self { giver_first, output: output.or(first.output), input: input.or(first.input) }
    }
}

/// A finding at one entry of an interaction, with the other end as related.
pub(super) fn finding(
    system: &System,
    interaction: &Interaction,
    entries: &Entries<'_>,
    rule: &'static str,
    message: &str,
) -> Finding {
    let giver = End { record: system.record(interaction.from), list: "outputs", part: "to" };
    let taker = End { record: system.record(interaction.to), list: "inputs", part: "from" };
    let (first, declared, other, answer) = if entries.giver_first {
        (giver, entries.output, taker, entries.input)
    } else {
        (taker, entries.input, giver, entries.output)
    };
    Finding::new(rule, message, first.label(declared, "declared here"))
        .also(other.label(answer, if answer.is_some() { "and here" } else { "the other end" }))
        .about(first.record.subject())
        .field(declared.map_or(first.list.to_owned(), |declared| first.path(declared)))
}

/// One end of an interaction: the process, and the list in which it names the other.
struct End<'s> {
    record: &'s Record,
    list: &'static str,
    part: &'static str,
}

impl End<'_> {
    /// A label where the process names the other; where it does not, at its id.
    fn label(&self, declared: Option<&Declaration>, text: &str) -> Label {
        match declared {
            Some(declared) => self.record.label(self.record.file().node(declared.node).span(), text),
            None => self.record.id_label(text),
        }
    }

    fn path(&self, declared: &Declaration) -> String {
        format!("{}[{}].{}", self.list, declared.index, self.part)
    }
}
