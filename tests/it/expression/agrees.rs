//! Where an expression means the same in CEL, it comes to the same: held against the interpreter of the CEL library,
//! which the program does not use.

use proptest::prelude::*;

use super::{RECORDS, formula, system};

/// A number, written.
fn number() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        (0..20_i32).prop_map(|number| number.to_string()),
        Just("size([1, 2, 3])".to_owned()),
        Just("size(\"äbc\")".to_owned())
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), proptest::sample::select(&["+", "-", "*"][..]), inner.clone())
                .prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            inner.prop_map(|a| format!("-({a})")),
        ]
    })
    .boxed()
}

fn list() -> impl Strategy<Value = String> {
    proptest::collection::vec(number(), 0..4).prop_map(|items| format!("[{}]", items.join(", ")))
}

/// A condition, written.
fn condition() -> BoxedStrategy<String> {
    let sign = || proptest::sample::select(&["==", "!=", "<", "<=", ">", ">="][..]);
    let leaf = prop_oneof![
        Just("true".to_owned()),
        Just("false".to_owned()),
        (number(), sign(), number()).prop_map(|(a, sign, b)| format!("{a} {sign} {b}")),
        ("[a-c]{0,3}", sign(), "[a-c]{0,3}").prop_map(|(a, sign, b)| format!("\"{a}\" {sign} \"{b}\"")),
        (
            "[a-c]{0,3}",
            proptest::sample::select(&["contains", "startsWith", "endsWith", "matches"][..]),
            "[a-c]{0,2}"
        )
            .prop_map(|(a, name, b)| format!("\"{a}\".{name}(\"{b}\")")),
        (number(), list()).prop_map(|(a, list)| format!("{a} in {list}")),
    ];
    leaf.prop_recursive(3, 24, 3, move |inner| {
        prop_oneof![
            (inner.clone(), proptest::sample::select(&["&&", "||"][..]), inner.clone())
                .prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            inner.clone().prop_map(|a| format!("!({a})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            (list(), proptest::sample::select(&["all", "exists", "exists_one"][..]), number(), sign(), inner)
                .prop_map(|(list, name, than, sign, also)| format!(
                    "{list}.{name}(x, x {sign} {than} || {also})"
                )),
            (list(), number(), number()).prop_map(|(list, least, by)| format!(
                "{list}.filter(x, x > {least}).map(y, y * {by}) == {list}.map(x, x > {least}, x * {by})"
            )),
        ]
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_come_to_the_same(text in condition()) {
        prop_assume!(text.len() < 3_000);
        let program = cel::Program::compile(&text).unwrap();
        // Numbers beyond 64 bits are an error there and not here.
        if let Ok(value) = program.execute(&cel::Context::default()) {
            let cel::Value::Bool(wanted) = value else { panic!("{text}: {value:?}") };
            let found = formula(&SYSTEM, &text);
            if let Err(mistake) = &found {
                prop_assume!(!mistake.message.contains("levels"));
            }
            prop_assert_eq!(found.as_deref(), Ok(if wanted { "true" } else { "false" }), "{}", text);
        }
    }
}

static SYSTEM: std::sync::LazyLock<isms::system::System> = std::sync::LazyLock::new(|| system(RECORDS));
