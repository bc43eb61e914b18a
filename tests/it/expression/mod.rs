//! Expressions over small worlds: the page's examples, what is missing, mistakes, limits.

mod agrees;
mod page;
mod robust;

use isms::check::Loaded;
use isms::expression::{Expression, Item, Mistake, Scope, Value, World as Records};
use isms::system::{Snapshot, System};

use crate::env::{TODAY, World};

/// A small management system as of the tests' day.
fn system(records: &str) -> System {
    let world = World::new();
    world.write("records.yaml", records);
    Loaded::read(&Snapshot::discover(world.path()).unwrap(), TODAY.parse().unwrap()).system
}

/// What a formula over all records comes to.
fn formula(system: &System, text: &str) -> Result<String, Mistake> {
    let expression = Expression::read(text, &Scope::new(&system.schema, Item::Nothing))?;
    let world = Records::new(system);
    expression.value(&world, Value::Missing, &[]).map(|value| value.to_string())
}

/// What an expression comes to for one record.
fn asked(system: &System, id: &str, text: &str) -> Result<String, Mistake> {
    let record = system.find(id).unwrap();
    let scope = Scope::new(&system.schema, Item::Record(Some(system.record(record).kind_id())));
    let world = Records::new(system);
    Expression::read(text, &scope)?.value(&world, Value::Record(record), &[]).map(|value| value.to_string())
}

/// Each expression with what it comes to for a record.
#[track_caller]
fn all_hold(system: &System, id: &str, expected: &[(&str, &str)]) {
    for (text, wanted) in expected {
        assert_eq!(asked(system, id, text).as_deref(), Ok(*wanted), "{text}");
    }
}

const RECORDS: &str = "\
kind: action
records:
  - { id: ACT-1, title: Lock the door, owner: ROL-a, due: 2026-11-01, type: corrective, addresses: [RSK-1], done_on: 2027-01-01, effectiveness: { due: 2027-02-01, result: better } }
  - { id: ACT-2, title: Nothing is known, due: 2026-12-24 }
---
kind: risk
records:
  - { id: RSK-1, title: T, owner: ROL-a, treatment: mitigate, likelihood: possible, impact: 4, residual_likelihood: 1, controls: [A.5.1, A.8.99], causes: [INC-1] }
---
kind: incident
records:
  - { id: INC-1, title: T, owner: ROL-a, detected_at: \"2026-03-29T01:30+01:00\", resolved_at: \"2026-03-29T03:30+02:00\", reported_at: 2026-03-30 }
---
kind: role
records:
  - { id: ROL-a, title: T }
---
kind: control
records:
  - { id: A.5.1, title: T, owner: ROL-a, applicable: no, justification: J }
---
kind: asset
records:
  - { id: AST-1, title: T, owner: ROL-a, depends_on: [AST-2], custom: { cost: 12.5, open: yes, since: 2026-01-01, parts: [a, b] } }
  - { id: AST-2, title: T, owner: ROL-a }
";

#[test]
fn what_is_missing_compares_and_calculates_without_an_error() {
    let expected = [
        ("has(done_on)", "false"), // it lies in the future
        ("effectiveness.result", "better"),
        ("effectiveness.checked_on == null", "true"),
        ("root_cause == \"x\"", "false"),
        ("root_cause != \"x\"", "true"),
        ("root_cause.contains(\"x\") || root_cause > \"a\"", "false"),
        ("plus(done_on, \"1 year\")", "nothing"),
        ("done_on - due + 1", "nothing"),
        ("size(tags) == 0 && tags.all(t, false)", "true"),
        ("done_on in [null]", "false"),
        ("done_on < due || done_on >= due", "false"),
        ("!(done_on < due)", "true"),
        ("record(\"ROL-none\").holders == null", "true"),
        ("percent(1, size(tags))", "nothing"),
        ("mean([1, done_on - due, 3])", "2"),
        ("max(done_on, due)", "2026-11-01"),
        ("first(tags)", "nothing"),
        ("tags[3]", "nothing"),
    ];
    all_hold(&system(RECORDS), "ACT-1", &expected);
}

#[test]
fn fields_have_the_sort_that_their_kind_gives_them() {
    let system = system(RECORDS);
    all_hold(
        &system,
        "RSK-1",
        &[
            ("likelihood + impact", "7"),
            ("score", "12"),
            ("residual_score", "4"),
            ("band", "moderate"),
            ("above_appetite && !residual_above_appetite && !accepted", "true"),
            ("controls", "A.5.1 and A.8.99"),
            ("size(names(\"controls\"))", "1"),
            ("names(\"controls\").all(c, !c.applicable)", "true"),
            ("names(\"causes\").map(i, i.id)", "INC-1"),
            ("named_by(\"action.addresses\").map(a, a.id)", "ACT-1"),
            ("named_by(\"incident.risks\").map(a, a.id)", "INC-1"),
            ("size(linked())", "4"),
            ("this.id + \" \" + this[\"title\"]", "RSK-1 T"),
        ],
    );
    all_hold(
        &system,
        "INC-1",
        &[
            ("hours(detected_at, resolved_at)", "1"),
            ("hours(detected_at, reported_at)", "24"),
            ("resolved_at > detected_at && resolved_at < reported_at", "true"),
            ("detected_at == date(\"2026-03-29\")", "true"),
            ("year(detected_at)", "2026"),
            ("names(\"risks\").map(r, r.id)", "RSK-1"),
        ],
    );
    all_hold(
        &system,
        "AST-1",
        &[
            ("custom.cost * 2", "25"),
            ("custom.open && custom.since < today && \"b\" in custom.parts", "true"),
            ("custom.nothing == null", "true"),
            ("names(\"depends_on\").map(a, a.id)", "AST-2"),
            ("size(named_by(\"asset.depends_on\"))", "0"),
        ],
    );
    all_hold(
        &system,
        "AST-2",
        &[("size(names(\"depends_on\"))", "0"), ("named_by(\"asset.depends_on\").map(a, a.id)", "AST-1")],
    );
}

#[test]
fn dates_move_and_subtract() {
    let expected = [
        ("today - due", "30"),
        ("due + 30 == today", "true"),
        ("days(today, due)", "-30"),
        ("plus(date(\"2026-01-31\"), \"1 month\")", "2026-02-28"),
        ("minus(date(\"2026-03-31\"), \"1 month\")", "2026-02-28"),
        ("within(date(\"2025-12-01\"), \"1 year\")", "false"),
        ("within(date(\"2025-12-02\"), \"1 year\") && within(today, \"1 day\")", "true"),
        ("within(today + 1, \"1 year\")", "false"),
        ("7 / 2", "3.5"),
        ("7 % 4 - -1", "4"),
        ("median([4, 1, 3, 2])", "2.5"),
        ("string(due) + \"!\"", "2026-11-01!"),
        ("double(\"1.50\") + double(\"x\") == null", "true"),
        ("\"ACT-1\".matches(\"^ACT-[0-9]$\") && size(\"Prüfung\") == 7", "true"),
        ("size(distinct([1, 1, 2]) + flatten([[3], [4, 5]]))", "5"),
        ("[1, 2, 3].exists_one(x, x > 2) && [1, 2].map(x, x > 1, x * 2)[0] == 4", "true"),
    ];
    all_hold(&system(RECORDS), "ACT-1", &expected);
}

/// The place of a mistake, what is wrong, and what to do.
fn mistake(system: &System, text: &str) -> (String, String, String) {
    let mistake = asked(system, "ACT-1", text).expect_err(text);
    let place = text.get(mistake.span.range()).unwrap_or_else(|| panic!("{text}: {mistake:?}"));
    (place.to_owned(), mistake.message, mistake.help.unwrap_or_default())
}

/// Expressions about an action, each with the place of its mistake, what is wrong, and what to do.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("\"ü\" == titel", "titel", "kind `action` has no field `titel`", "did you mean `title`?"),
    ("due < todya", "todya", "kind `action` has no field `todya`", "did you mean `today`?"),
    ("status == opne", "opne", "kind `action` has no field `opne`", "put a text in quotes: \"open\""),
    ("status == \"opne\"", "\"opne\"", "`status` of kind `action` is never \"opne\"", "did you mean `open`?"),
    ("effectiveness.reslt == 1", "reslt", "`effectiveness` has no field `reslt`", "did you mean `result`?"),
    (
        "due < \"2026-01-01\"",
        "due < \"2026-01-01\"",
        "a date is compared with a text",
        "write `date(\"2026-01-01\")`",
    ),
    (
        "due < 2026-01-01",
        "due < 2026-01-01",
        "a date is compared with a number",
        "write a date as `date(\"2026-11-22\")`",
    ),
    (
        "date(\"2026-02-30\") < due",
        "\"2026-02-30\"",
        "`2026-02-30` is not a date",
        "write it as \"2026-11-22\"",
    ),
    (
        "plus(due, \"6 moons\") < due",
        "\"6 moons\"",
        "`6 moons` is not a period",
        "write a number and a unit: \"90 days\", \"6 months\" or \"1 year\"",
    ),
    ("status = \"open\"", "=", "one `=` compares nothing", "write `==`"),
    ("live and overdue", "and", "`and` is no word of this language", "write `&&`"),
    ("overdue && ", "&", "the expression ends too early", "write what comes after this"),
    ("(live || (overdue)", "(", "a bracket is not closed", "add the missing `)`"),
    ("title == \"x", "\"", "a text is not closed", "add the missing quotation mark at its end"),
    ("title == “x”", "“", "`“` is no quotation mark here", "put a text in straight quotes: \"open\""),
    ("naems(\"addresses\") == []", "naems", "there is no function `naems`", "did you mean `names`?"),
    (
        "size(names(\"adresses\")) > 0",
        "\"adresses\"",
        "kind `action` has no link field `adresses`",
        "did you mean `addresses`?",
    ),
    (
        "size(named_by(\"review.decisions\")) > 0",
        "\"review.decisions\"",
        "there is no link field `review.decisions`",
        "write kind and field: \"risk.controls\"",
    ),
    ("size(records(\"risks\")) > 0", "\"risks\"", "there is no kind `risks`", "did you mean `risk`?"),
    (
        "addresses.exists(a, a.score > 8)",
        "score",
        "a text has no field `score`",
        "`record(owner)` is the record that an id stands for",
    ),
    (
        "names(\"addresses\").exists(a, a.scroe > 8)",
        "scroe",
        "no kind has a field `scroe`",
        "did you mean `score`?",
    ),
    ("plus(due) < today", "plus(due)", "`plus` is given 1 value", "write it like `plus(due, \"6 months\")`"),
    (
        "addresses.filter(a.x, true) == []",
        "a.x",
        "`filter` takes a name for the item and what to do with it",
        "write `list.filter(x, ...)` with `x` in place of each item",
    ),
    (
        "title + 1 == title",
        "title + 1",
        "`+` cannot join a text and a number",
        "make a text of a value with `string(...)`",
    ),
    (
        "{\"a\": 1} == 1",
        "{",
        "braces make a value that expressions here have no use for",
        "write a list in square brackets",
    ),
    (
        "due / 0 == 1",
        "due / 0",
        "`/` cannot join a date and a number",
        "calculate with numbers, or with a date and a number of days",
    ),
    (
        "1 / (1 - 1) == 1",
        "1 / (1 - 1",
        "this divides by 0",
        "`percent(a, b)` is missing where there is nothing to divide by",
    ),
];

#[test]
fn mistakes_stand_at_their_place_and_say_what_was_meant() {
    let system = system(RECORDS);
    for (text, place, message, help) in MISTAKES {
        let found = mistake(&system, text);
        assert_eq!(
            (found.0.as_str(), found.1.as_str(), found.2.as_str()),
            (*place, *message, *help),
            "{text}"
        );
    }
}

#[test]
fn a_formula_has_no_record_in_question() {
    let system = system(RECORDS);
    let wrong = |text: &str| {
        formula(&system, text).map_err(|mistake| (mistake.message, mistake.help.unwrap_or_default()))
    };
    assert_eq!(formula(&system, "size(records()) - size(records(\"action\"))").as_deref(), Ok("6"));
    assert_eq!(
        wrong("size(actions)"),
        Err(("there is nothing called `actions`".to_owned(), "write `records(\"action\")`".to_owned()))
    );
    assert_eq!(
        wrong("size(names(\"controls\"))"),
        Err((
            "`names` asks a record, and there is none here".to_owned(),
            "put a record before it: `r.names(...)`".to_owned()
        ))
    );
}

#[test]
fn every_function_of_the_reference_can_be_called_as_it_says() {
    let system = system(RECORDS);
    let fits = |text: &str, item: Item| Expression::read(text, &Scope::new(&system.schema, item)).is_ok();
    for function in isms::expression::functions::all() {
        let kinds = system.schema.kinds().any(|(kind, _)| fits(function.usage, Item::Record(Some(kind))));
        assert!(
            kinds || fits(&function.usage.replace("done", "1").replace("all", "2"), Item::Nothing),
            "{}",
            function.usage
        );
        assert!(!function.does.is_empty() && function.usage.contains(function.name), "{}", function.name);
    }
}
