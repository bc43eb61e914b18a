//! Rules of a repository's own, from `[[rule]]` in `isms.toml`.

use crate::base::{Spanned, text};
use crate::config::OwnRule;
use crate::expression::{Expression, Item, Mistake, Scope, Value, World, Written};
use crate::finding::report::NotRun;
use crate::finding::{Family, Finding, Grade, Label, Level, RuleInfo};
use crate::record::Record;
use crate::schema::Schema;
use crate::system::{RecordId, System};

use super::Ran;

/// What is known of the rules that `isms.toml` states. A name that is taken is left out.
pub(super) fn infos(rules: &[OwnRule], known: &[RuleInfo]) -> Vec<RuleInfo> {
    let mut infos: Vec<RuleInfo> = Vec::new();
    for rule in rules {
        let name = &rule.name.value;
        if !known.iter().chain(&infos).any(|info| info.name == *name) {
            infos.push(RuleInfo {
                name: name.clone(),
                family: Family::Own,
                grade: grade(rule.level),
                clauses: rule.clauses.clone(),
                summary: text::plain(&format!("{} records without: {}", rule.kind.value, rule.require.value))
                    .into_owned(),
            });
        }
    }
    infos
}

/// The grade whose level is the one that is asked for.
fn grade(level: Level) -> Grade {
    match level {
        Level::Error => Grade::Minor,
        Level::Warning => Grade::Observation,
        Level::Note => Grade::Reminder,
    }
}

/// Asks every wanted rule of the records of its kind. What is wrong with a rule is a finding, whether it is wanted or
/// not.
pub(super) fn run(system: &System, wanted: &impl Fn(&str) -> bool) -> Ran {
    let mut ran = Ran::default();
    if system.config.own_rules.is_empty() {
        return ran;
    }
    let known = super::infos(&system.schema);
    let world = World::new(system);
    for (index, rule) in system.config.own_rules.iter().enumerate() {
        let taken = taken(system, rule, &known, &system.config.own_rules[..index]);
        let is_taken = taken.is_some();
        ran.findings.extend(taken);
        match Asked::read(system, rule) {
            Err(findings) => ran.findings.extend(findings),
            Ok(asked) if wanted(&rule.name.value) && !is_taken => asked.ask(system, &world, &mut ran),
            Ok(_) => {}
        }
    }
    ran
}

/// The finding about a name that another rule has.
fn taken(system: &System, rule: &OwnRule, known: &[RuleInfo], before: &[OwnRule]) -> Option<Finding> {
    let name = &rule.name.value;
    let message = if known.iter().any(|info| info.name == *name) {
        format!("there is a rule \"{name}\" already")
    } else if before.iter().any(|other| other.name.value == *name) {
        format!("rule \"{name}\" is given twice")
    } else {
        return None;
    };
    let label = Label::new(&system.config.source, rule.name.span, "this name is taken");
    Some(Finding::new("invalid-configuration", message, label).help("choose another name"))
}

/// A text with expressions in braces.
type Template = Vec<(String, Option<Expression>)>;

/// A rule whose expressions were read.
struct Asked<'s> {
    rule: &'s OwnRule,
    when: Option<Expression>,
    require: Expression,
    message: Template,
    help: Option<Template>,
}

impl<'s> Asked<'s> {
    /// Reads all expressions of a rule, or tells what is wrong with each.
    fn read(system: &'s System, rule: &'s OwnRule) -> Result<Self, Vec<Finding>> {
        // A kind that does not exist is reported by those who read the settings.
        let Some((kind, _)) = system.schema.named(&rule.kind.value) else {
            return Err(Vec::new());
        };
        let reader = Reader { system, rule, scope: Scope::new(&system.schema, Item::Record(Some(kind))) };
        let mut wrong = Vec::new();
        let when = rule.when.as_ref().map(|when| reader.condition("when", when, &mut wrong));
        let require = reader.condition("require", &rule.require, &mut wrong);
        let message = reader.template("message", &rule.message, &mut wrong);
        let help = rule.help.as_ref().map(|help| reader.template("help", help, &mut wrong));
        wrong.extend(reader.unknown_field());
        match (when, require) {
            (when, Some(require)) if wrong.is_empty() => {
                Ok(Self { rule, when: when.flatten(), require, message, help })
            }
            _ => Err(wrong),
        }
    }

    /// Asks each live record of the kind that could be read whole.
    fn ask(&self, system: &'s System, world: &World<'s>, ran: &mut Ran) {
        world.rest();
        for (id, record) in system.of_kind(&self.rule.kind.value) {
            if !system.is_live(record) || !system.is_clear(id) {
                continue;
            }
            match self.judge(world, id, record) {
                Ok(finding) => ran.findings.extend(finding),
                Err((key, mistake)) => {
                    let reason = "its expression could not be worked out, see the finding about isms.toml";
                    ran.not_run
                        .push(NotRun { rule: self.rule.name.value.clone(), reason: reason.to_owned() });
                    ran.findings.push(self.stopped(system, record, key, &mistake));
                    return;
                }
            }
        }
    }

    fn judge(
        &self,
        world: &World<'s>,
        id: RecordId,
        record: &'s Record,
    ) -> Result<Option<Finding>, (&'static str, Mistake)> {
        let holds = |key, expression: &Expression| {
            expression.holds(world, Value::Record(id), &[]).map_err(|mistake| (key, mistake))
        };
        let asked = self.when.as_ref().map_or(Ok(true), |when| holds("when", when))?;
        if !asked || holds("require", &self.require)? {
            return Ok(None);
        }
        let message = filled(world, id, &self.message).map_err(|mistake| ("message", mistake))?;
        let help = self.help.as_ref().map(|help| filled(world, id, help)).transpose();
        let help = help.map_err(|mistake| ("help", mistake))?;
        Ok(Some(self.finding(world.system(), record, &message, help.as_deref())))
    }

    fn finding(&self, system: &System, record: &Record, message: &str, help: Option<&str>) -> Finding {
        let rule = self.rule;
        let place = match &rule.at {
            Some(field) => record.field_label(&field.value, "not as required"),
            None => record.id_label("not as required"),
        };
        let mut finding = Finding::new(rule.name.value.clone(), message, place)
            .also(Label::new(&system.config.source, rule.require.span, "required here"))
            .help_if(help)
            .about(record.subject());
        finding.field = rule.at.as_ref().map(|field| text::plain(&field.value).into_owned());
        finding.clauses.clone_from(&rule.clauses);
        finding
    }

    /// The finding about a rule that could not be asked of a record; it is asked of no other.
    fn stopped(&self, system: &System, record: &Record, key: &str, mistake: &Mistake) -> Finding {
        let written = match key {
            "when" => self.rule.when.as_ref().unwrap_or(&self.rule.require),
            "message" => &self.rule.message,
            "help" => self.rule.help.as_ref().unwrap_or(&self.rule.message),
            _ => &self.rule.require,
        };
        // An expression inside a message has places of its own: the whole message is shown.
        let span =
            if key == "message" || key == "help" { written.span } else { place(system, written, mistake) };
        let message = format!(
            "`{key}` of rule {} cannot be worked out for {}: {}",
            self.rule.name.value,
            record.name(),
            mistake.message
        );
        let label = Label::new(&system.config.source, span, "");
        Finding::new("invalid-configuration", message, label)
            .help_if(mistake.help.as_deref())
            .also(record.id_label("for this record"))
    }
}

fn place(system: &System, written: &Spanned<String>, mistake: &Mistake) -> crate::base::Span {
    Written { source: &system.config.source, literal: written.span, text: &written.value }.place(mistake.span)
}

/// Fills a template with what its expressions come to for a record.
fn filled(world: &World<'_>, id: RecordId, template: &Template) -> Result<String, Mistake> {
    let mut out = String::new();
    for (words, expression) in template {
        out.push_str(words);
        if let Some(expression) = expression {
            let value = expression.value(world, Value::Record(id), &[])?;
            match value {
                Value::Missing => {}
                Value::Record(_) => out.push_str(&world.name_of(&value)),
                value => out.push_str(&value.to_string()),
            }
        }
    }
    Ok(out)
}

/// Reads the expressions of one rule.
struct Reader<'s> {
    system: &'s System,
    rule: &'s OwnRule,
    scope: Scope<'s>,
}

impl Reader<'_> {
    /// A condition; what is wrong with it is added to the findings.
    fn condition(
        &self,
        key: &str,
        written: &Spanned<String>,
        wrong: &mut Vec<Finding>,
    ) -> Option<Expression> {
        let read = Expression::condition(&written.value, &self.scope);
        read.map_err(|mistake| wrong.push(self.wrong(key, written, mistake))).ok()
    }

    fn wrong(&self, key: &str, written: &Spanned<String>, mistake: Mistake) -> Finding {
        let label = Label::new(&self.system.config.source, place(self.system, written, &mistake), "");
        let message = format!("`{key}` of rule {}: {}", self.rule.name.value, mistake.message);
        Finding::new("invalid-configuration", message, label).help_if(mistake.help)
    }

    /// Parts a text at its braces; what stands in them is an expression. A brace that is not closed is a brace.
    fn template(&self, key: &str, written: &Spanned<String>, wrong: &mut Vec<Finding>) -> Template {
        let mut parts = Vec::new();
        let mut rest = written.value.as_str();
        while let Some((before, inner)) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            let (inside, after) = inner;
            let offset = (written.value.len() - after.len() - 1 - inside.len()) as u32;
            let expression = Expression::read(inside, &self.scope).map_err(|mut mistake| {
                mistake.span = crate::base::Span::new(mistake.span.start + offset, mistake.span.end + offset);
                wrong.push(self.wrong(key, written, mistake));
            });
            parts.push((before.to_owned(), expression.ok()));
            rest = after;
        }
        parts.push((rest.to_owned(), None));
        parts
    }

    /// The finding about a field to point at that the kind does not have.
    fn unknown_field(&self) -> Option<Finding> {
        let at = self.rule.at.as_ref()?;
        let (_, kind) = self.system.schema.named(&self.rule.kind.value)?;
        if kind.field_at(&at.value).is_some() {
            return None;
        }
        let names = kind.fields.iter().map(|field| field.name.as_str());
        let near = text::nearest(&at.value, names).map(|near| format!("did you mean `{near}`?"));
        let message = format!(
            "`at` of rule {}: kind `{}` has no field `{}`",
            self.rule.name.value,
            kind.name,
            text::brief(&at.value, 60)
        );
        let label = Label::new(&self.system.config.source, at.span, "");
        Some(Finding::new("invalid-configuration", message, label).help_if(near))
    }
}

/// What there is to say about a rule of `isms.toml`, for `isms explain`.
pub fn page(rules: &[OwnRule], schema: &Schema, name: &str) -> Option<String> {
    let rule = rules.iter().find(|rule| rule.name.value == name)?;
    let plain = |words: &str| text::plain(words).into_owned();
    let title =
        schema.named(&rule.kind.value).map_or(rule.kind.value.clone(), |(_, kind)| kind.title.to_lowercase());
    let mut out = format!(
        "# {}\n\nA rule of this repository, from isms.toml. It asks every live {}.\n\n",
        plain(name),
        plain(&title)
    );
    let mut fact = |what: &str, words: &str| out.push_str(&format!("- {what}: {}\n", plain(words)));
    if let Some(when) = &rule.when {
        fact("asked when", &format!("`{}`", when.value));
    }
    fact("must hold", &format!("`{}`", rule.require.value));
    fact("says", &rule.message.value);
    if let Some(help) = &rule.help {
        fact("what to do", &help.value);
    }
    fact("level", rule.level.as_str());
    if !rule.clauses.is_empty() {
        fact("clauses", &rule.clauses.join(", "));
    }
    Some(out)
}
