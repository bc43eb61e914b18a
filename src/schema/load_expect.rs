//! `[[expect]]` tables and the conditions in them.

use std::sync::Arc;

use super::field_type::FieldType;
use super::kind::{Condition, Expectation, Kind, Need, Test};
use super::load_field::Wish;
use crate::base::text;
use crate::finding::Grade;
use crate::toml_file::{Item, Table, Value};

/// One expectation of a kind.
pub(super) fn expectation(
    mut table: Table<'_>,
    kind: &Kind,
    own: bool,
    wishes: &mut Vec<Wish>,
) -> Option<Expectation> {
    let rule = table.needed("rule", "name the bad state it finds: `rule = \"missing-field\"`");
    let grade = table.parsed::<Grade>("grade").map_or(Grade::Minor, |grade| grade.value);
    let clauses = table.strings("clauses").unwrap_or_default();
    let summary = table.string("summary").map(|text| text.value).unwrap_or_default();
    let when = table.table("when").map(|table| read_condition(table, kind)).unwrap_or_default();
    let need = table.table("need").map(|table| need(table, kind, wishes));
    if need.is_none() {
        table.missing("need", "say what is needed: `need = { field = [\"provider\"] }`");
    }
    let at = table.string("at");
    if let Some(at) = &at {
        known_field(&table, kind, &at.value, at.span);
    }
    let message = table.needed("message", "say what is missing, with `{id}` in it");
    let message = message.and_then(Item::string);
    let label = table.string("label").map(|text| text.value).unwrap_or_default();
    let help = table.string("help").map(|text| text.value).unwrap_or_default();
    let rule = rule.and_then(Item::string);
    table.finish();
    Some(Expectation {
        rule: rule?.value,
        grade,
        clauses: clauses.into_iter().map(|clause| clause.value).collect(),
        summary,
        when,
        need: need?,
        at: at.map(|at| at.value),
        message: message?.value,
        label,
        help,
        own,
    })
}

fn need(mut table: Table<'_>, kind: &Kind, wishes: &mut Vec<Wish>) -> Need {
    let names = |table: &mut Table<'_>, key| table.strings(key).unwrap_or_default();
    let field = names(&mut table, "field");
    let link = names(&mut table, "link");
    let from = names(&mut table, "from");
    let value = table.table("value").map(Table::entries).unwrap_or_default();
    let value = value.into_iter().filter_map(|item| {
        let name = item.key().value.clone();
        let words = item.items()?.into_iter().filter_map(Item::string).map(|word| word.value).collect();
        Some((name, words))
    });
    let need = Need {
        value: value.collect(),
        field: field.iter().map(|name| name.value.clone()).collect(),
        link: link.iter().map(|name| name.value.clone()).collect(),
        from: from.iter().map(|name| name.value.clone()).collect(),
    };
    for name in &field {
        known_field(&table, kind, &name.value, name.span);
    }
    for name in &link {
        if known_field(&table, kind, &name.value, name.span)
            && !kind.field_at(&name.value).is_some_and(|field| matches!(field.ty, FieldType::Link(_)))
        {
            table.file().report(name.span, format!("field `{}` is not a link", name.value), None::<&str>);
        }
    }
    for path in from {
        let source = Arc::clone(table.file().source());
        wishes.push(Wish::Place { path: path.value, source, span: path.span });
    }
    table.finish();
    need
}

fn known_field(table: &Table<'_>, kind: &Kind, name: &str, span: crate::base::Span) -> bool {
    if kind.field_at(name).is_some() {
        return true;
    }
    let names = kind.fields.iter().map(|field| field.name.as_str());
    let near = text::nearest(name, names).map(|near| format!("did you mean `{near}`?"));
    table.file().report(span, format!("kind `{}` has no field `{name}`", kind.name), near);
    false
}

/// A condition on fields that the kind must have.
pub fn read_condition(table: Table<'_>, kind: &Kind) -> Condition {
    let file = table.file();
    let mut tests = Vec::new();
    for item in table.entries() {
        let (name, span) = (item.key().value.clone(), item.key().span);
        if kind.field_at(&name).is_none() {
            let names = kind.fields.iter().map(|field| field.name.as_str());
            let near = text::nearest(&name, names).map(|near| format!("did you mean `{near}`?"));
            file.report(span, format!("kind `{}` has no field `{name}`", kind.name), near);
        } else if let Some(test) = test(item) {
            tests.push((name, test));
        }
    }
    Condition(tests)
}

/// A condition whose fields need not be known yet (`[states]` stands before the fields).
pub(super) fn condition(table: Table<'_>) -> Condition {
    let tests = table.entries().into_iter().filter_map(|item| {
        let name = item.key().value.clone();
        Some((name, test(item)?))
    });
    Condition(tests.collect())
}

fn test(item: Item<'_>) -> Option<Test> {
    let words = [("set", Test::Set), ("unset", Test::Unset), ("past", Test::Past)];
    match item.value() {
        Value::Bool(truth) => Some(Test::Is(*truth)),
        Value::Text(word) => {
            let known = words.iter().find(|(name, _)| name == word).map(|(_, test)| test.clone());
            if known.is_none() {
                item.report(
                    "is no condition",
                    Some("write a list of values, `true`, `false`, \"set\", \"unset\" or \"past\""),
                );
            }
            known
        }
        _ => {
            let items = item.items()?;
            Some(Test::OneOf(items.into_iter().filter_map(Item::string).map(|word| word.value).collect()))
        }
    }
}
