//! Reference pages made from the data that the program runs on.

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
    out.push_str("\n## Fields\n\n");
    fields(&mut out, &kind.fields, 0);
    if !kind.expectations.is_empty() {
        out.push_str("\n## What is expected\n\n");
        for expectation in &kind.expectations {
            out.push_str(&format!("- {}: \"{}\"\n", expectation.rule, expectation.message));
        }
    }
    out
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
