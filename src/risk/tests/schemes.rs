//! Ten methods that real organisations, tools and templates use, each with scores worked by hand.

use super::*;

const FIVE: &str = "likelihood = [1, 2, 3, 4, 5]\nimpact = [1, 2, 3, 4, 5]\n";

#[test]
fn portfolio_programme_with_limits_in_the_gaps_of_the_products() {
    // Low up to 6, moderate 8 to 12, high from 15: no product of 1..5 and 1..5 is 7, 13 or 14.
    let method = RiskMethods::default().get(None).unwrap().clone();
    assert_eq!(method.name(), "product-5x5");
    assert_eq!(score(&method, "unlikely", "moderate"), "6 low accepted"); // 2 x 3
    assert_eq!(score(&method, "2", "4"), "8 moderate accepted"); // 2 x 4, on the line
    assert_eq!(score(&method, "possible", "3"), "9 moderate treat"); // 3 x 3
    assert_eq!(score(&method, "3", "4"), "12 moderate treat"); // 3 x 4
    assert_eq!(score(&method, "Almost Certain", "3.0"), "15 high escalate"); // 5 x 3
    assert_eq!(score(&method, "5", "severe"), "25 high escalate"); // 5 x 5
}

#[test]
fn library_template_with_four_bands() {
    // 1-5, 6-12, 13-19, 20-25; acceptance is not said there, the first band is taken here.
    let method = method(&format!(
        "{FIVE}bands = [{{ name = \"low\", from = 1 }}, {{ name = \"medium\", from = 6 }}, \
         {{ name = \"high\", from = 13 }}, {{ name = \"critical\", from = 20 }}]\nacceptance = \"low\"\n"
    ));
    assert_eq!(score(&method, "1", "5"), "5 low accepted"); // 1 x 5
    assert_eq!(score(&method, "2", "3"), "6 medium treat"); // 2 x 3
    assert_eq!(score(&method, "3", "5"), "15 high treat"); // 3 x 5
    assert_eq!(score(&method, "4", "5"), "20 critical treat"); // 4 x 5
}

#[test]
fn appetite_manual_with_two_lines_and_no_bands() {
    // Accept up to 6, treat 7 to 15, escalate above 15: the next product is 16.
    let method = method(&format!("{FIVE}acceptance = 6\nescalation = 16\n"));
    assert_eq!(score(&method, "3", "2"), "6 - accepted"); // 3 x 2
    assert_eq!(score(&method, "2", "4"), "8 - treat"); // 2 x 4
    assert_eq!(score(&method, "5", "3"), "15 - treat"); // 5 x 3
    assert_eq!(score(&method, "4", "4"), "16 - escalate"); // 4 x 4
}

#[test]
fn small_company_with_money_in_its_steps_and_a_versioned_line_at_twelve() {
    // Line at 12, warning from 8, a board decision above 12: the next product is 15.
    let method = method(
        "version = \"2026-1\"\nlikelihood = [1, 2, 3, 4, 5]\n\
         impact = [{ number = 1, label = \"up to 1,000\" }, { number = 2, label = \"up to 10,000\" }, \
         { number = 3, label = \"up to 50,000\" }, { number = 4, label = \"up to 250,000\" }, \
         { number = 5, label = \"more\", definition = \"threatens the company\" }]\n\
         bands = [{ name = \"fine\", from = 1 }, { name = \"warning\", from = 8 }, { name = \"above\", from = 15 }]\n\
         acceptance = 12\nescalation = 15\n\
         who_accepts = [{ band = \"warning\", role = \"risk owner\" }, { band = \"above\", role = \"board\" }]\n",
    );
    assert_eq!(method.version(), Some("2026-1"));
    assert_eq!(score(&method, "4", "Up To 50,000"), "12 warning accepted"); // 4 x 3
    assert_eq!(score(&method, "3", "more"), "15 above escalate"); // 3 x 5
    let role = |likelihood, impact| {
        let score = method.score(&Input::One(likelihood), &Input::One(impact)).unwrap();
        method.accepted_by(&score).unwrap()
    };
    assert_eq!(role("1", "1"), "risk owner"); // fine has no role of its own: the nearest above it
    assert_eq!(role("4", "3"), "risk owner");
    assert_eq!(role("5", "5"), "board");
}

#[test]
fn look_up_grid_that_is_not_symmetric() {
    // Five words on each axis, five bands. Likeliest and mildest is medium, least likely and worst is low: a product
    // could not tell 5 x 1 from 1 x 5.
    let method = method(
        "likelihood = [\"very unlikely\", \"unlikely\", \"possible\", \"likely\", \"frequent\"]\n\
         impact = [\"minor\", \"significant\", \"serious\", \"critical\", \"catastrophic\"]\n\
         bands = [\"very low\", \"low\", \"medium\", \"high\", \"very high\"]\n\
         grid = [\n\
         [\"very low\", \"very low\", \"very low\", \"low\", \"low\"],\n\
         [\"very low\", \"low\", \"low\", \"medium\", \"medium\"],\n\
         [\"low\", \"low\", \"medium\", \"high\", \"high\"],\n\
         [\"low\", \"medium\", \"high\", \"high\", \"very high\"],\n\
         [\"medium\", \"medium\", \"high\", \"very high\", \"very high\"],\n\
         ]\nacceptance = \"low\"\nescalation = \"very high\"\n",
    );
    assert_eq!(score(&method, "frequent", "minor"), "medium medium treat"); // row 5, column 1
    assert_eq!(score(&method, "very unlikely", "catastrophic"), "low low accepted"); // row 1, column 5
    assert_eq!(score(&method, "4", "5"), "very high very high escalate"); // row 4, column 5
    let score = method.score(&Input::One("5"), &Input::One("1")).unwrap();
    assert_eq!((score.value, score.is_number()), (3.0, false)); // the third band from below
}

#[test]
fn payment_company_adds_up_confidentiality_integrity_and_availability() {
    // Impact is C + I + A, 3 to 15; score is likelihood x impact, 3 to 75.
    let method = method(
        "likelihood = [1, 2, 3, 4, 5]\nacceptance = 20\n[risk.methods.m.impact]\ncombine = \"sum\"\n\
         [risk.methods.m.impact.dimensions]\nconfidentiality = [1, 2, 3, 4, 5]\nintegrity = [1, 2, 3, 4, 5]\n\
         availability = [1, 2, 3, 4, 5]\n",
    );
    let cia = |likelihood, c, i, a| {
        let parts = vec![("availability", a), ("confidentiality", c), ("Integrity", i)];
        verdict(&method, &Input::One(likelihood), &Input::Parts(parts))
    };
    assert_eq!(cia("1", "1", "1", "1"), "3 - accepted"); // 1 x (1+1+1)
    assert_eq!(cia("2", "4", "3", "3"), "20 - accepted"); // 2 x (4+3+3), on the line
    assert_eq!(cia("3", "4", "2", "5"), "33 - treat"); // 3 x (4+2+5)
    assert_eq!(cia("5", "5", "5", "5"), "75 - treat"); // 5 x (5+5+5)
}

#[test]
fn one_person_company_multiplies_probability_impact_and_a_hundred() {
    // Probability midpoints x impact 1 to 6 x 100. Bands: 400+, 200+, 100+, 50+, 1+.
    let method = method(
        "likelihood = [{ number = 0.02, label = \"remote\" }, { number = 0.10, label = \"unlikely\" }, \
         { number = 0.30, label = \"possible\" }, { number = 0.50, label = \"even\" }, \
         { number = 0.70, label = \"likely\" }, { number = 0.90, label = \"near certain\" }]\n\
         impact = [1, 2, 3, 4, 5, 6]\nfactor = 100\n\
         bands = [{ name = \"minimal\", from = 1 }, { name = \"low\", from = 50 }, { name = \"medium\", from = 100 }, \
         { name = \"high\", from = 200 }, { name = \"extreme\", from = 400 }]\nacceptance = \"low\"\nescalation = 400\n",
    );
    assert_eq!(score(&method, "remote", "6"), "12 minimal accepted"); // 0.02 x 6 x 100
    assert_eq!(score(&method, "0.1", "5"), "50 low accepted"); // 0.1 x 5 x 100, exactly on the band's limit
    assert_eq!(score(&method, "0.70", "3"), "210 high treat"); // 0.7 x 3 x 100 is 209.99999999999997 in binary
    assert_eq!(score(&method, "near certain", "6"), "540 extreme escalate"); // 0.9 x 6 x 100
}

#[test]
fn university_finds_likelihood_in_a_grid_of_threat_and_vulnerability() {
    // Threat x vulnerability gives a likelihood; likelihood x impact gives the band.
    let rows = "[[\"low\", \"low\", \"moderate\"], [\"low\", \"moderate\", \"high\"], [\"moderate\", \"high\", \"high\"]]";
    let words = "[\"low\", \"moderate\", \"high\"]";
    let method = method(&format!(
        "impact = {words}\nbands = {words}\ngrid = {rows}\nacceptance = \"low\"\nescalation = \"high\"\n\
         [risk.methods.m.likelihood]\ncombine = \"grid\"\nlevels = {words}\ngrid = {rows}\n\
         [risk.methods.m.likelihood.dimensions]\nthreat = {words}\nvulnerability = {words}\n"
    ));
    let both = |threat, vulnerability, impact| {
        let likelihood = Input::Parts(vec![("threat", threat), ("vulnerability", vulnerability)]);
        verdict(&method, &likelihood, &Input::One(impact))
    };
    // high threat, low vulnerability: row 3, column 1 is moderate; moderate x moderate is moderate
    assert_eq!(both("high", "low", "moderate"), "moderate moderate treat");
    // moderate, high: row 2, column 3 is high; high x high is high
    assert_eq!(both("moderate", "high", "high"), "high high escalate");
    // low, low: low; low x moderate: row 1, column 2 is low
    assert_eq!(both("low", "low", "moderate"), "low low accepted");
}

#[test]
fn small_practice_flags_what_exceeds_its_criteria() {
    // Product and one line; yes or no is all that the register shows.
    let method = method(&format!("{FIVE}acceptance = 9\n"));
    assert_eq!(score(&method, "3", "3"), "9 - accepted"); // 3 x 3
    assert_eq!(score(&method, "5", "2"), "10 - treat"); // 5 x 2
}

#[test]
fn markdown_template_knows_words_only() {
    let method = method(
        "likelihood = [\"low\", \"medium\", \"high\"]\nimpact = [\"low\", \"medium\", \"high\"]\n\
         bands = [\"low\", \"medium\", \"high\"]\nacceptance = \"low\"\n\
         grid = [[\"low\", \"low\", \"medium\"], [\"low\", \"medium\", \"high\"], [\"medium\", \"high\", \"high\"]]\n",
    );
    assert_eq!(score(&method, "Low", "HIGH"), "medium medium treat"); // row 1, column 3
    assert_eq!(score(&method, "medium", "low"), "low low accepted"); // row 2, column 1
}

#[test]
fn the_worst_dimension_can_count_and_axes_can_be_added() {
    // max(2, 4) = 4; 3 + 4 = 7
    let method = method(
        "likelihood = [1, 2, 3, 4]\ncombine = \"sum\"\nacceptance = 6\n[risk.methods.m.impact]\ncombine = \"max\"\n\
         dimensions = { money = [1, 2, 3, 4], name = [1, 2, 3, 4] }\n",
    );
    let impact = Input::Parts(vec![("money", "2"), ("name", "4")]);
    assert_eq!(verdict(&method, &Input::One("03"), &impact), "7 - treat");
}

#[test]
fn a_grid_of_numbers_has_bands_by_threshold() {
    let method = method(
        "likelihood = [\"seldom\", \"often\"]\nimpact = [\"mild\", \"bad\"]\ngrid = [[1, 4], [2, 10]]\n\
         bands = [{ name = \"low\", from = 1 }, { name = \"high\", from = 4 }]\nacceptance = 2\n",
    );
    assert_eq!(score(&method, "often", "mild"), "2 low accepted"); // row 2, column 1
    assert_eq!(score(&method, "seldom", "bad"), "4 high treat"); // row 1, column 2
}
