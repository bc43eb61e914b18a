//! Reference pages made from the data that the program runs on.

use crate::expression::{self, functions, names, rows};
use crate::metrics;
use crate::rules;
use crate::schema::{Field, FieldType, Flow, Kind, load_builtin};

/// All built-in kinds with their fields.
pub fn kinds() -> String {
    let mut out = String::from(
        "# Kinds of record\n\nMade from `templates/kinds/`; a test keeps it so. How to write a kind of your own: `docs/kinds.md`.\n",
    );
    let (schema, _) = load_builtin();
    for (_, known) in schema.kinds() {
        out.push('\n');
        out.push_str(&kind(known).replacen("\n## ", "\n### ", 9).replacen("# ", "## ", 1));
    }
    out
}

/// All built-in rules.
pub fn rules() -> String {
    let mut out = String::from("# Rules\n\nMade from the program's own list; a test keeps it so.\n");
    let (schema, _) = load_builtin();
    let mut family = None;
    for info in rules::infos(&schema) {
        if family.replace(info.family) != Some(info.family) {
            out.push_str(&format!(
                "\n## {}\n\n| rule | grade | clauses | what it finds |\n|---|---|---|---|\n",
                info.family.as_str()
            ));
        }
        let name = &info.name;
        let clauses = info.clauses.join(", ");
        out.push_str(&format!(
            "| [{name}](../rules/{name}.md) | {} | {clauses} | {} |\n",
            info.grade, info.summary
        ));
    }
    out
}

/// What a kind's file says, for people.
pub fn kind(kind: &Kind) -> String {
    let mut out = format!("# {}\n\n{}\n\n", kind.name, kind.description);
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("- {name}: {value}\n"));
        }
    };
    let prefixes: Vec<String> = kind.prefixes.iter().map(|prefix| format!("{prefix}-…")).collect();
    fact("ids", prefixes.join(", "));
    fact("evidence for clauses", kind.clauses.join(", "));
    fact("status", kind.statuses.join(", "));
    fact("reviewed every", kind.review.map(|period| period.to_string()).unwrap_or_default());
    begin(&mut out, kind);
    out.push_str("\n## Fields\n\n");
    if kind.fields.iter().any(|field| type_name(&field.ty).contains(['<', '>'])) {
        out.push_str(
            "An arrow tells which way information flows: `->` to the record that is named, `<-` from it.\n\n",
        );
    }
    fields(&mut out, &kind.fields, 0);
    if !kind.expectations.is_empty() {
        out.push_str("\n## What is expected\n\n");
        for expectation in &kind.expectations {
            out.push_str(&format!("- {}: \"{}\"\n", expectation.rule, expectation.message));
        }
    }
    out
}

/// The least that a record of a kind says, to be copied and filled in.
fn begin(out: &mut String, kind: &Kind) {
    let prefix = kind.prefixes.first().map_or("", String::as_str);
    out.push_str(&format!("\n## To begin with\n\n```yaml\nid: {prefix}-0001\nkind: {}\n", kind.name));
    let asked = |field: &&Field| {
        (field.needed || field.name == "title" || (kind.owner && field.name == "owner")) && field.name != "id"
    };
    for field in kind.fields.iter().filter(asked) {
        let value = if field.list { "[…]" } else { "…" };
        let comment = match &field.ty {
            _ if field.name == "title" => "one line".to_owned(),
            FieldType::Bool => "true / false".to_owned(),
            FieldType::Date => "year-month-day".to_owned(),
            FieldType::Score(_) => "a level of the risk method, such as 3".to_owned(),
            ty => type_name(ty),
        };
        out.push_str(&format!("{}: {value}  # {comment}\n", field.name));
    }
    out.push_str("```\n");
}

fn fields(out: &mut String, fields_of: &[Field], depth: usize) {
    for field in fields_of {
        let needed = if field.needed { ", needed" } else { "" };
        let list = if field.list { "list of " } else { "" };
        out.push_str(&format!(
            "{}- `{}` ({list}{}{needed}): {}\n",
            "  ".repeat(depth),
            field.name,
            type_name(&field.ty),
            field.description
        ));
        if let FieldType::Map(inner) = &field.ty {
            fields(out, inner, depth + 1);
        }
    }
}

fn type_name(ty: &FieldType) -> String {
    match ty {
        FieldType::Choice(values) => values.join(" / "),
        FieldType::Link(target) => {
            let arrow = match target.flow {
                Flow::Out => "-> ",
                Flow::In => "<- ",
                Flow::None => "",
            };
            let mut kinds = target.kinds.clone();
            if target.any {
                kinds.push("any record".to_owned());
            } else if target.clause {
                kinds.push("clause".to_owned());
            }
            if target.text {
                kinds.push("words".to_owned());
            }
            format!("{arrow}{}", kinds.join(" / "))
        }
        other => other.name().to_owned(),
    }
}

/// All names and functions of expressions.
pub fn expressions() -> String {
    let mut out = String::from(
        "# Names and functions of expressions\n\nMade from the program's own lists; a test keeps it so. How expressions are written: [expressions](../expressions.md).\n",
    );
    out.push_str("\n## Names that hold everywhere\n\n| name | what it is |\n|---|---|\n");
    for (name, does) in expression::EVERYWHERE {
        out.push_str(&format!("| `{name}` | {does} |\n"));
    }
    out.push_str("\n## Names that every record has\n\nBesides the fields of its kind, which `isms explain KIND` lists.\n\n| name | what it says |\n|---|---|\n");
    let every = names::ALWAYS.iter().chain(&names::COMPUTED);
    for known in every.clone().filter(|known| known.kind.is_none()) {
        out.push_str(&format!("| `{}` | {} |\n", known.name, known.does));
    }
    out.push_str(
        "\n## Names that records of one kind have\n\n| kind | name | what it says |\n|---|---|---|\n",
    );
    for (known, kind) in every.filter_map(|known| Some((known, known.kind?))) {
        out.push_str(&format!("| {kind} | `{}` | {} |\n", known.name, known.does));
    }
    for (family, functions) in functions::families() {
        out.push_str(&format!("\n## {family}\n\n| function | what it gives |\n|---|---|\n"));
        for function in functions {
            out.push_str(&format!("| `{}` | {} |\n", function.usage, function.does));
        }
    }
    out.push_str("\n## Rows that functions give\n");
    for rows in rows::ALL {
        out.push_str(&format!("\n### {}\n\n| name | what it says |\n|---|---|\n", rows.name));
        for column in rows.columns {
            out.push_str(&format!("| `{}` | {} |\n", column.name, column.does));
        }
    }
    out
}

/// All computed metrics.
pub fn metrics() -> String {
    let mut out = String::from(
        "# Computed metrics\n\nMade from `templates/metrics.toml`; a test keeps it so. How metrics are shown and set: [metrics](../metrics.md).\n",
    );
    for metric in metrics::built_in().0 {
        let unit = if metric.unit.is_empty() { String::new() } else { format!(" {}", metric.unit) };
        let target = metric.target.map_or("none until you set one".to_owned(), |target| {
            let sign = if metric.better == metrics::Better::Higher { "at least" } else { "at most" };
            format!("{sign} {target}{unit}")
        });
        let alarm = metric.alarm.map(|alarm| format!(", alarm beyond {alarm}{unit}")).unwrap_or_default();
        out.push_str(&format!(
            "\n## {}\n\n{}. {}\n\n- target: {target}{alarm}; {} is better\n- clauses: {}\n- over: `{}`\n",
            metric.id,
            metric.title,
            metric.says,
            metric.better.as_str(),
            metric.clauses.join(", "),
            metric.over
        ));
        for (name, text) in &metric.names {
            out.push_str(&format!("- `{name}` is `{text}`\n"));
        }
        for (when, why) in &metric.leave_out {
            out.push_str(&format!("- leaves out, {why}: `{when}`\n"));
        }
        let shape = metrics::Shape::ALL.iter().find(|(_, shape)| *shape == metric.shape);
        let what = if metric.shape.counts() { "counts" } else { "takes" };
        out.push_str(&format!("- {what}, as a {}: `{}`\n", shape.map_or("", |(word, _)| word), metric.ask));
    }
    out
}
