//! Any text as an expression: nothing panics, nothing runs for long, every place lies inside the text.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use isms::expression::{Expression, Item, Mistake, Scope, Value, World as Records};
use isms::system::System;
use proptest::prelude::*;

use super::{RECORDS, formula, system};

static SYSTEM: LazyLock<System> = LazyLock::new(|| system(RECORDS));

/// Reads an expression in every sort of scope and works it out for every record.
fn try_out(text: &str) -> Result<(), TestCaseError> {
    let system = &*SYSTEM;
    let inside = |mistake: &Mistake| text.get(mistake.span.range()).is_some() && !mistake.message.is_empty();
    let risk = system.schema.named("risk").map(|(kind, _)| kind);
    for item in [Item::Nothing, Item::Record(None), Item::Record(risk)] {
        let scope = Scope::new(&system.schema, item.clone());
        let expression = match Expression::read(text, &scope) {
            Ok(expression) => expression,
            Err(mistake) => {
                prop_assert!(inside(&mistake), "{text:?}: {mistake:?}");
                continue;
            }
        };
        let world = Records::new(system);
        for (id, _) in system.records() {
            let this = if item == Item::Nothing { Value::Missing } else { Value::Record(id) };
            if let Err(mistake) = expression.value(&world, this, &[]) {
                prop_assert!(inside(&mistake), "{text:?}: {mistake:?}");
            }
        }
    }
    Ok(())
}

const PIECES: [&str; 58] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ".",
    ",",
    "?",
    ":",
    "!",
    "-",
    "+",
    "*",
    "/",
    "%",
    "<",
    "<=",
    ">",
    ">=",
    "==",
    "!=",
    "=",
    "&&",
    "||",
    " in ",
    " ",
    "\n",
    "//",
    "\"",
    "'",
    "\\",
    "r\"",
    "b\"",
    "`",
    "0",
    "1",
    "2.5",
    "1e308",
    "9223372036854775807",
    "null",
    "true",
    "today",
    "this",
    "due",
    "score",
    "controls",
    "title",
    "x",
    "records(\"risk\")",
    "records()",
    ".filter(x, ",
    ".map(x, ",
    ".exists(x, ",
    "names(\"controls\")",
    "size(",
    "plus(due, \"1 year\")",
    "has(x.due)",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "[a-z_]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_harm(text in any::<String>()) {
        try_out(&text)?;
    }

    #[test]
    fn any_pieces_are_read_without_harm(pieces in proptest::collection::vec(piece(), 0..24)) {
        try_out(&pieces.concat())?;
    }
}

#[test]
fn hostile_expressions_end_soon() {
    let deep =
        |open: &str, close: &str, levels: usize| format!("{}1{}", open.repeat(levels), close.repeat(levels));
    let texts = [
        deep("(", ")", 1_900),
        deep("[", "]", 32),
        deep("size([", "])", 16),
        deep("!(", ")", 32),
        format!("{}1", "-".repeat(3_900)),
        format!("{}1", "1+".repeat(1_900)),
        format!("{}1", "true?1:".repeat(500)),
        format!("a{}", ".a".repeat(1_900)),
        "\"".repeat(3_999),
        "[".repeat(3_999),
        format!("{}true", "true&&".repeat(600)),
    ];
    for text in texts {
        let began = Instant::now();
        let _ = formula(&SYSTEM, &text);
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", text.get(..20));
    }
}

#[test]
fn what_takes_too_long_is_given_up_and_said_so() {
    let tens = "[1,2,3,4,5,6,7,8,9,0]";
    let loops = |what: &str, inner: &str, levels: usize| {
        (0..levels).fold(inner.to_owned(), |inner, level| format!("{tens}.{what}(v{level}, {inner})"))
    };
    let doubled = (0..14).fold("\"aaaaaaaa\"".to_owned(), |inner, level| format!("[{inner}].map(v{level}, v{level}+v{level}+v{level}+v{level}+v{level}+v{level}+v{level}+v{level})[0]"));
    for text in [
        loops("map", "1", 9),
        loops("map", "records()", 9),
        format!("size({doubled})"),
        (0..9).fold("records()".to_owned(), |inner, level| format!("{inner}.map(v{level}, records()).exists(w{level}, false) ? [] : flatten([records(),records(),records()])")),
    ] {
        let began = Instant::now();
        let result = formula(&SYSTEM, &text);
        assert!(began.elapsed() < Duration::from_secs(30), "{text}");
        if let Err(mistake) = result {
            assert!(mistake.exhausted || mistake.message.contains("levels") || mistake.message.contains("condition"), "{mistake:?}");
        }
    }
    let began = Instant::now();
    let mistake = formula(&SYSTEM, &loops("all", "true", 9)).unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(30));
    assert_eq!(mistake.message, "the expression takes more than 20,000,000 steps");
}
