//! What is wrong with a method or with what a record says on its scales.

use super::*;

const AXES: &str = "likelihood = [\"low\", \"high\"]\nimpact = [\"low\", \"high\"]\n";

/// Each finding as `slice: message | help`.
fn wrong(body: &str) -> Vec<String> {
    let show = |finding: Finding| {
        let slice = finding.primary.source.slice(finding.primary.span).to_owned();
        format!("{slice}: {} | {}", finding.message, finding.help.unwrap_or_default())
    };
    read(&format!("[risk.methods.m]\n{body}")).1.into_iter().map(show).collect()
}

#[track_caller]
fn only(body: &str, expected: &str) {
    assert_eq!(wrong(body), [expected]);
}

#[test]
fn scales_ascend_and_have_unique_words_and_numbers() {
    let found = wrong(
        "likelihood = []\nimpact = [\"low\", \"Low\", { number = 1, label = \"x\" }, 0.5, -1, true]\nacceptance = 1\n",
    );
    assert_eq!(
        found,
        [
            "[]: `[risk.methods.m] likelihood` has no level | list the levels from lowest to highest",
            "\"Low\": `[risk.methods.m] impact` has the label \"Low\" twice | give each level a label of its own",
            "{ number = 1, label = \"x\" }: `[risk.methods.m] impact` has the number 1 twice | \
             give each level a number of its own",
            "0.5: `[risk.methods.m] impact` has 0.5 after 1 | list the levels from lowest to highest",
            "-1: `[risk.methods.m] impact` has the negative number -1 | use numbers from 0 up",
            "true: `[risk.methods.m] impact` has a level that is neither a word nor a number | ",
        ]
    );
}

#[test]
fn a_label_is_not_the_number_of_another_level() {
    only(
        "likelihood = [{ number = 1, label = \"2\" }, { number = 2, label = \"high\" }]\nimpact = [1]\nacceptance = 1\n",
        "{ number = 1, label = \"2\" }: `[risk.methods.m] likelihood` has the label \"2\" for the number 1 | \
         use words as labels, so that a record's number cannot be mistaken",
    );
}

#[test]
fn words_for_combining_are_known() {
    only(
        &format!("{AXES}combine = \"produkt\"\nacceptance = 1\n"),
        "\"produkt\": `[risk.methods.m] combine` is \"produkt\"; wanted is `product`, `sum` or `grid` | \
         did you mean `product`?",
    );
}

#[test]
fn a_grid_has_a_cell_for_each_pair_and_knows_its_bands() {
    only(
        &format!("{AXES}bands = [\"ok\", \"bad\"]\ngrid = [[\"ok\", \"ok\"]]\nacceptance = \"ok\"\n"),
        "[[\"ok\", \"ok\"]]: `[risk.methods.m] grid` has 1 row, and likelihood has 2 levels | \
         write one row for each level of likelihood, lowest first",
    );
    only(
        &format!(
            "{AXES}bands = [\"ok\", \"bad\"]\ngrid = [[\"ok\"], [\"ok\", \"bad\"]]\nacceptance = \"ok\"\n"
        ),
        "[\"ok\"]: a row of `[risk.methods.m] grid` has 1 cell, and impact has 2 levels | \
         write one cell for each level of impact, lowest first",
    );
    let found = wrong(&format!(
        "{AXES}bands = [\"ok\", \"bad\"]\ngrid = [[\"okk\", 1], [\"ok\", \"bda\"]]\nacceptance = \"ok\"\n"
    ));
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(
        found[0].ends_with("names the band \"okk\", which does not exist | did you mean `ok`?"),
        "{found:?}"
    );
    assert!(found[2].ends_with("did you mean `bad`?"), "{found:?}");
}

#[test]
fn bands_ascend_within_reach_and_lines_name_them() {
    let found = wrong(&format!(
        "{AXES}bands = [{{ name = \"a\", from = 2 }}, {{ name = \"b\", from = 2 }}, {{ name = \"A\", from = 3 }}, \
         {{ name = \"c\", from = 9 }}, \"d\"]\nacceptance = \"lo\"\nescalation = 5\n"
    ));
    let messages: Vec<&str> =
        found.iter().filter_map(|text| text.split_once(": ")).map(|(_, rest)| rest).collect();
    assert_eq!(
        messages,
        [
            "band \"b\" starts at 2, not above \"a\" at 2 | list the bands from lowest to highest",
            "`[risk.methods.m] bands` has the band \"A\" twice | keep one of the two",
            "band \"c\" starts at 9, and the highest score is 4 | lower `from`, or remove the band",
            "band \"d\" has no `from` | write the lowest score of the band",
            "`[risk.methods.m] acceptance` names the band \"lo\", which does not exist | \
             use one of `a`, `b`, `c` and `d`",
            "escalation is 5, and the highest score is 4 | choose a line that a score can cross",
        ]
    );
}

#[test]
fn what_is_accepted_is_not_escalated() {
    only(
        &format!("{AXES}acceptance = 2\nescalation = 2\n"),
        "2: escalation starts at 2, which is still accepted | start it above the acceptance line",
    );
}

#[test]
fn criteria_for_acceptance_are_needed() {
    only(
        AXES,
        "[risk.methods.m]: `[risk.methods.m]` has no `acceptance` | \
         say up to which score or band a risk is accepted (6.1.2 a asks for these criteria)",
    );
}

#[test]
fn a_default_method_that_does_not_exist_is_named_with_the_nearest() {
    let text = format!("[risk]\nmethod = \"standrad\"\n[risk.methods.standard]\n{AXES}acceptance = 1\n");
    let (methods, findings) = read(&text);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].message, "risk method \"standrad\" does not exist");
    assert_eq!(findings[0].help.as_deref(), Some("did you mean `standard`?"));
    assert!(methods.get(None).is_none() && methods.get(Some("standard")).is_some());
}

#[test]
fn methods_stand_side_by_side() {
    let both = format!("[risk.methods.a]\n{AXES}acceptance = 1\n[risk.methods.b]\n{AXES}acceptance = 2\n");
    assert_eq!(read(&both).1[0].message, "`[risk]` has no `method`");
    let (methods, findings) = read(&format!("[risk]\nmethod = \"b\"\n{both}"));
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(methods.names().collect::<Vec<_>>(), ["a", "b", BUILT_IN]);
    assert_eq!((methods.default_name(), methods.get(Some("a")).unwrap().name()), ("b", "a"));
}

#[test]
fn a_value_off_the_scale_says_what_is_allowed() {
    let method = RiskMethods::default().get(None).unwrap().clone();
    let error = |likelihood| method.score(&Input::One(likelihood), &Input::One("1")).unwrap_err().remove(0);
    let said = |error: InputError| format!("{error} | {}", error.help());
    assert_eq!(
        said(error("unlikley")),
        "likelihood \"unlikley\" is not a level of the likelihood scale | did you mean `unlikely`?"
    );
    assert_eq!(
        said(error("6")),
        "likelihood \"6\" is not a level of the likelihood scale | \
         use 1 (rare), 2 (unlikely), 3 (possible), 4 (likely) or 5 (almost certain)"
    );
    for nonsense in ["nan", "inf", "3.5", "", "-3", "0x3"] {
        assert!(matches!(error(nonsense), InputError::UnknownLevel { .. }), "{nonsense}");
    }
    for three in ["3", "03", "3.0", " possible ", "POSSIBLE"] {
        assert_eq!(method.score(&Input::One(three), &Input::One("1")).unwrap().value, 3.0);
    }
    let both = method.score(&Input::One("6"), &Input::One("none")).unwrap_err();
    assert_eq!(both.len(), 2);
    let parts = Input::Parts(vec![("money", "1")]);
    let errors = method.axis(AxisName::Impact).value(&parts).unwrap_err();
    assert_eq!(errors[0].to_string(), "impact is given in parts, and the risk method wants one value");
}

#[test]
fn every_wrong_part_is_reported() {
    let method = method(
        "likelihood = [1, 2]\nacceptance = 2\n[risk.methods.m.impact]\ncombine = \"sum\"\n\
         dimensions = { confidentiality = [1, 2], integrity = [1, 2], availability = [1, 2] }\n",
    );
    let axis = method.axis(AxisName::Impact);
    let parts = Input::Parts(vec![("confidentialty", "1"), ("integrity", "7"), ("availability", "2")]);
    let said: Vec<String> =
        axis.value(&parts).unwrap_err().iter().map(|e| format!("{e} | {}", e.help())).collect();
    assert_eq!(
        said,
        [
            "impact has no dimension \"confidentialty\" | did you mean `confidentiality`?",
            "impact has no value for confidentiality | add `confidentiality`: 1 or 2",
            "impact \"7\" is not a level of the integrity scale | use 1 or 2",
        ]
    );
    let one = axis.value(&Input::One("2")).unwrap_err();
    assert_eq!(
        format!("{} | {}", one[0], one[0].help()),
        "impact is one value, and the risk method wants one for each of confidentiality, integrity and availability | \
         write a value for each, such as `confidentiality: 1`"
    );
}

#[test]
fn axes_with_dimensions_say_how_they_combine() {
    only(
        "likelihood = [1, 2]\nacceptance = 2\nimpact = { dimensions = { a = [1], b = [1] } }\n",
        "{ dimensions = { a = [1], b = [1] } }: `[risk.methods.m.impact]` has no `combine` | \
         say how the dimensions become one number: `max`, `sum`, `product` or `grid`",
    );
    only(
        "likelihood = [1]\nacceptance = 2\nimpact = { combine = \"grid\", grid = [[1]], levels = [1], dimensions = { a = [1] } }\n",
        "{ combine = \"grid\", grid = [[1]], levels = [1], dimensions = { a = [1] } }: `[risk.methods.m.impact]` has \
         1 dimension, and a grid combines two | ",
    );
    only(
        "likelihood = [1]\nacceptance = 1\ngrid = [[1]]\nimpact = { combine = \"sum\", dimensions = { a = [1], b = [1] } }\n",
        "[[1]]: `[risk.methods.m]` combines by grid, and its impact has no levels of its own | \
         combine its dimensions by `max` on equal scales or by `grid`, or use `product` or `sum`",
    );
}
