//! `shown_by`: which records show a clause.

use crate::base::{Spanned, text};
use crate::schema::{Condition, FieldType, Kind, Schema, read_condition};
use crate::toml_file::{Item, Table, Value, did_you_mean};

/// Records that show a clause: those of a kind, or some of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The kind's name.
    pub kind: String,
    /// The value of its field `type`; `None` for any.
    pub ty: Option<String>,
    /// What holds for the record besides.
    pub when: Condition,
    /// A date, as a path such as `sessions.held_on`; the record counts from that day.
    pub once: Option<String>,
    /// Whether the record must name the clause in its `clauses`.
    pub named: bool,
}

impl Shown {
    /// Every record of a kind.
    pub fn of_kind(kind: &str) -> Self {
        Self { kind: kind.to_owned(), ty: None, when: Condition::default(), once: None, named: false }
    }

    /// `review` or `review/management`.
    pub fn name(&self) -> String {
        match &self.ty {
            Some(ty) => format!("{}/{ty}", self.kind),
            None => self.kind.clone(),
        }
    }
}

/// Takes `shown_by`; entries that are wrong are findings and left out.
pub(super) fn shown_by(table: &mut Table<'_>, schema: &Schema) -> Vec<Shown> {
    let items = table.take("shown_by").and_then(Item::items).unwrap_or_default();
    items.into_iter().filter_map(|item| shown(item, schema)).collect()
}

fn shown(item: Item<'_>, schema: &Schema) -> Option<Shown> {
    match item.value() {
        Value::Table(_) => detailed(item.table()?, schema),
        Value::Text(_) => {
            let (name, file) = (item.name(), item.file());
            let written = item.string()?;
            let report = |message: String, help| file.report(written.span, format!("{name} {message}"), help);
            let (kind, ty) = kind_and_type(&written, schema, &report)?;
            Some(Shown { ty, ..Shown::of_kind(&kind.name) })
        }
        _ => {
            let help =
                "write a kind, a kind with its type such as \"review/management\", or a table with `kind`";
            item.report(format!("is {}", item.value().describe()), Some(help));
            None
        }
    }
}

fn detailed(mut table: Table<'_>, schema: &Schema) -> Option<Shown> {
    let written = table.needed("kind", "say which kind of record shows it: `kind = \"review/management\"`");
    let written = written.and_then(Item::string);
    let file = table.file();
    let found = written.and_then(|written| {
        let report = |message: String, help| file.report(written.span, format!("`kind` {message}"), help);
        kind_and_type(&written, schema, &report)
    });
    let when = table.table("when");
    let once = table.string("once");
    let named = table.bool("named").is_some_and(|named| named.value);
    table.finish();
    let (kind, ty) = found?;
    let once =
        once.and_then(|once| date_of(&once, kind, &|message, help| file.report(once.span, message, help)));
    let when = when.map(|when| read_condition(when, kind)).unwrap_or_default();
    Some(Shown { kind: kind.name.clone(), ty, when, once, named })
}

type Report<'a> = &'a dyn Fn(String, Option<String>);

/// The kind and type that `review/management` names.
fn kind_and_type<'s>(
    written: &Spanned<String>,
    schema: &'s Schema,
    report: Report<'_>,
) -> Option<(&'s Kind, Option<String>)> {
    let (name, ty) = match written.value.split_once('/') {
        Some((name, ty)) => (name, Some(ty)),
        None => (written.value.as_str(), None),
    };
    let shown = text::brief(name, 60);
    let Some((_, kind)) = schema.named(name) else {
        report(format!("names kind `{shown}`, which does not exist"), did_you_mean(name, schema.names()));
        return None;
    };
    let Some(ty) = ty else {
        return Some((kind, None));
    };
    let Some(FieldType::Choice(types)) = kind.field_at("type").map(|field| &field.ty) else {
        report(format!("gives a type, and kind `{name}` has none"), Some(format!("write \"{name}\"")));
        return None;
    };
    if types.iter().any(|known| known == ty) {
        return Some((kind, Some(ty.to_owned())));
    }
    let all = || format!("the types of `{name}` are {}", text::list(types, "and", 20));
    let near = did_you_mean(ty, types.iter().map(String::as_str));
    report(
        format!("names type `{}`, which kind `{name}` does not have", text::brief(ty, 60)),
        near.or_else(|| Some(all())),
    );
    None
}

/// The path, where it leads to a date.
fn date_of(written: &Spanned<String>, kind: &Kind, report: Report<'_>) -> Option<String> {
    let shown = text::brief(&written.value, 60);
    match kind.field_at(&written.value).map(|field| &field.ty) {
        Some(FieldType::Date | FieldType::Moment) => Some(written.value.clone()),
        Some(_) => {
            report(format!("field `{shown}` of kind `{}` is no date", kind.name), None);
            None
        }
        None => {
            let names = kind.fields.iter().map(|field| field.name.as_str());
            let message = format!("kind `{}` has no field `{shown}`", kind.name);
            report(message, did_you_mean(&written.value, names));
            None
        }
    }
}
