//! Levels of rules, and names that are checked by those who know them.

use super::*;

#[test]
fn rules_have_levels_and_later_overrides_win() {
    let config = right(
        "[rules]\nbroken-link = \"warning\"\norphan-record = \"off\"\n\
         [[override]]\npaths = [\"archive/**\"]\nkinds = [\"supplier\"]\nrules = { stale-review = \"off\", broken-link = \"note\" }\n\
         [[override]]\nkinds = [\"risk\", \"supplier\"]\nrules = { broken-link = \"error\" }\n",
    );
    let level = |rule, kind, path| config.level_for(rule, kind, path, Level::Error);
    assert_eq!(level("broken-link", None, "a.yaml"), Some(Level::Warning));
    assert_eq!(level("broken-link", Some("asset"), "archive/a.yaml"), Some(Level::Warning)); // path without kind
    assert_eq!(level("broken-link", Some("supplier"), "archive/a.yaml"), Some(Level::Error)); // both hold: the later
    assert_eq!(level("broken-link", Some("risk"), "a.yaml"), Some(Level::Error));
    assert_eq!(level("stale-review", Some("supplier"), "archive/a.yaml"), None);
    assert_eq!(level("stale-review", Some("supplier"), "a.yaml"), Some(Level::Error)); // kind without path
    assert_eq!(level("orphan-record", Some("risk"), "a.yaml"), None);
    assert_eq!(level("missing-field", Some("risk"), "a.yaml"), Some(Level::Error));
}

#[test]
fn names_of_rules_and_kinds_are_checked_with_their_places() {
    let config = right(
        "[rules]\nbroken-lnik = \"off\"\n[[override]]\nkinds = [\"rsik\", \"zebra\"]\nrules = { zebra = \"off\" }\n",
    );
    assert_eq!(
        shown(&config.check_rule_names(&["broken-link"])),
        [
            "unknown-rule broken-lnik: rule \"broken-lnik\" does not exist | did you mean `broken-link`?",
            "unknown-rule zebra: rule \"zebra\" does not exist | run `isms rules` to see all rules",
        ]
    );
    assert_eq!(
        shown(&config.check_kind_names(&["risk"])),
        [
            "unknown-setting \"rsik\": kind \"rsik\" does not exist | did you mean `risk`?",
            "unknown-setting \"zebra\": kind \"zebra\" does not exist | run `isms explain` to see all kinds",
        ]
    );
}

#[test]
fn an_override_that_would_hold_for_too_much_is_left_out() {
    let (config, findings) = read(&format!(
        "{NAME}[[override]]\nrules = {{ a = \"off\" }}\n[[override]]\npaths = [\"..\"]\nrules = {{ a = \"off\" }}\n\
         [[override]]\nkinds = [\"risk\"]\n"
    ));
    assert_eq!(
        shown(&findings),
        [
            "invalid-configuration [[override]]: an override names neither paths nor kinds | \
             add `paths` or `kinds`, or move its rules to `[rules]`",
            "invalid-configuration \"..\": `[override] paths` has \"..\", which leads out of the repository | \
             write it relative to the folder of isms.toml",
            "invalid-configuration [[override]]: `[override]` has no `rules` | \
             say which rules it sets, such as `rules = { stale-review = \"off\" }`",
        ]
    );
    assert_eq!(config.level_for("a", Some("risk"), "x", Level::Note), Some(Level::Note));
}
