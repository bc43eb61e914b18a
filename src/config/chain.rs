//! The chain of processes that a management system has to be able to show: built in, and changed by `[[chain]]`.

use std::sync::Arc;

use crate::base::{Source, Span, Spanned, text};
use crate::toml_file::{Item, Table, TomlFile, Wording};

/// The steps that the program carries.
const BUILTIN: &str = include_str!("../../templates/chain.toml");

const VERBS: [(&str, &str); 4] = [
    ("establish", "establish"),
    ("implement", "implement"),
    ("maintain", "maintain"),
    ("improve", "improve"),
];

/// One step of the chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChainStep {
    /// Its name in kebab-case.
    pub name: String,
    /// What it is called, within a sentence.
    pub title: String,
    /// Which part of clause 4.4 it does.
    pub verb: Option<&'static str>,
    /// Clauses and reference controls: a process that names one of them, or one below it, runs the step.
    pub clauses: Vec<String>,
    /// Kinds, or `kind/type`: a process that produces one of them runs the step; the kinds are not yet known to exist.
    pub produces: Vec<Spanned<String>>,
    /// What would be a process for it, as a sentence.
    pub example: String,
    /// Why this organisation has no such process.
    pub left_out: Option<String>,
}

impl ChainStep {
    /// Whether a clause that a process names is one of the step's, or lies below one.
    pub fn has_clause(&self, clause: &str) -> bool {
        let is_below =
            |own: &String| clause.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('.'));
        self.clauses.iter().any(|own| own == clause || is_below(own))
    }
}

/// The built-in steps, changed by what `[[chain]]` says. Steps of the repository's own come last.
pub(super) fn read(root: &mut Table<'_>) -> Vec<ChainStep> {
    let source = Arc::new(Source::new("templates/chain.toml", BUILTIN));
    let file = TomlFile::parse(&source, Wording::CONFIGURATION);
    let mut steps = Vec::new();
    file.root().tables("chain").into_iter().for_each(|table| step(table, &mut steps));
    for one in &mut steps {
        // The places of built-in kinds lie in another file, and their names are right.
        one.produces.iter_mut().for_each(|kind| kind.span = Span::at(0));
    }
    root.tables("chain").into_iter().for_each(|table| step(table, &mut steps));
    steps
}

/// One `[[chain]]`: what it gives takes the place of what the step had.
fn step(mut table: Table<'_>, steps: &mut Vec<ChainStep>) {
    let help = "name a step, such as `step = \"suppliers\"`; docs/processes.md lists them";
    let name = table.needed("step", help).and_then(Item::string);
    let known = name.as_ref().and_then(|name| steps.iter().position(|step| step.name == name.value));
    let mut step = known.map_or_else(ChainStep::default, |at| steps[at].clone());
    step.change(&mut table);
    let file = table.file();
    table.finish();
    let Some(name) = name.filter(|name| step.is_sound(file, name)) else { return };
    step.name = text::plain(&name.value).into_owned();
    if step.title.is_empty() {
        step.title.clone_from(&step.name);
    }
    match known {
        Some(at) => steps[at] = step,
        None => steps.push(step),
    }
}

impl ChainStep {
    fn change(&mut self, table: &mut Table<'_>) {
        let clean = |value: Spanned<String>| text::plain(value.value.trim()).into_owned();
        let set = |table: &mut Table<'_>, key, field: &mut String| {
            if let Some(text) = table.string(key) {
                *field = clean(text);
            }
        };
        set(table, "title", &mut self.title);
        set(table, "example", &mut self.example);
        self.verb = table.choice("verb", &VERBS).map(|verb| verb.value).or(self.verb);
        if let Some(clauses) = table.strings("clauses") {
            self.clauses = clauses.into_iter().map(|clause| clause.value).collect();
        }
        if let Some(produces) = table.strings("produces") {
            self.produces = produces;
        }
        self.left_out = table.string("left_out").map(clean);
    }

    /// Reports what cannot be: no reason for leaving a step out, nothing by which a process is recognised.
    fn is_sound(&self, file: &TomlFile, name: &Spanned<String>) -> bool {
        let shown = text::brief(&name.value, 60);
        let (message, help) = match &self.left_out {
            Some(why) if why.is_empty() => {
                (format!("step `{shown}` is left out without a reason"), "say why in `left_out`")
            }
            None if self.clauses.is_empty() && self.produces.is_empty() => (
                format!("nothing tells which process runs step `{shown}`"),
                "add `clauses` or `produces`, by which a process is recognised",
            ),
            _ => return true,
        };
        file.report(name.span, message, Some(help));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    fn config(text: &str) -> (Config, Vec<String>) {
        let text = format!("[organisation]\nname = \"Test\"\n{text}");
        let (config, findings) = Config::read(&Arc::new(Source::new("isms.toml", text.as_str())));
        (config, findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn every_built_in_step_is_whole() {
        let file = TomlFile::parse(&Arc::new(Source::new("chain.toml", BUILTIN)), Wording::CONFIGURATION);
        let mut root = file.root();
        let mut steps = Vec::new();
        root.tables("chain").into_iter().for_each(|table| step(table, &mut steps));
        root.finish();
        assert!(file.into_findings().is_empty());
        assert_eq!(steps.len(), 18);
        assert!(
            steps
                .iter()
                .all(|step| step.verb.is_some() && !step.example.is_empty() && !step.title.is_empty())
        );
    }

    #[test]
    fn the_page_lists_the_steps_as_they_are() {
        let page = include_str!("../../docs/processes.md");
        for step in &config("").0.chain {
            let kinds: Vec<&str> = step.produces.iter().map(|kind| kind.value.as_str()).collect();
            let row = format!("| `{}` | {} | {} |", step.name, step.clauses.join(", "), kinds.join(", "));
            assert!(page.contains(&row.replace("|  |", "| |")), "{row}");
        }
    }

    #[test]
    fn only_kinds_that_the_repository_names_are_checked() {
        let (config, _) = config("[[chain]]\nstep = \"scope\"\nproduces = [\"skope\"]\n");
        let wrong = config.check_kind_names(&["scope", "risk"]);
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].message.contains("skope"), "{}", wrong[0].message);
    }

    #[test]
    fn a_clause_below_counts_and_one_that_only_begins_alike_does_not() {
        let step = ChainStep { clauses: vec!["9.2".to_owned()], ..ChainStep::default() };
        assert!(step.has_clause("9.2") && step.has_clause("9.2.1"));
        assert!(!step.has_clause("9.20") && !step.has_clause("9"));
    }

    #[test]
    fn a_repository_changes_leaves_out_and_adds() {
        let (config, wrong) = config(
            "[[chain]]\nstep = \"suppliers\"\nleft_out = \"nobody outside has a part in it\"\n\
             [[chain]]\nstep = \"scope\"\nproduces = [\"location\"]\n\
             [[chain]]\nstep = \"privacy\"\ntitle = \"privacy\"\nclauses = [\"A.5.34\"]\n",
        );
        assert!(wrong.is_empty(), "{wrong:?}");
        let step = |name: &str| config.chain.iter().find(|step| step.name == name).unwrap();
        assert!(step("suppliers").left_out.is_some());
        assert_eq!(
            (step("scope").produces[0].value.as_str(), step("scope").title.as_str()),
            ("location", "scope")
        );
        assert_eq!(config.chain.last().unwrap().name, "privacy");
    }

    #[test]
    fn what_cannot_be_is_told() {
        let (config, wrong) = config(
            "[[chain]]\nstep = \"suppliers\"\nleft_out = \"\"\n[[chain]]\nstep = \"privacy\"\n[[chain]]\nverb = \"do\"\n",
        );
        assert_eq!(wrong.len(), 4, "{wrong:?}");
        assert_eq!(config.chain.len(), 18);
    }
}
