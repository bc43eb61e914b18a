//! `[governance]` and `[tracker]`.

use super::*;

#[test]
fn times_have_defaults_and_can_be_moved() {
    assert_eq!(right("").governance, Governance::default());
    let moved = right("[governance]\neffectiveness_check = \"90 days\"\n").governance;
    assert_eq!(moved.effectiveness_check, Period::days(90));
    assert_eq!(moved.joiner_training, Governance::default().joiner_training);
    let said = wrong("[governance]\njoiner_training = \"soon\"\njoiner_trainings = \"30 days\"\n");
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(said[0].contains("`[governance] joiner_training` is \"soon\""), "{said:#?}");
    assert!(said[1].starts_with("unknown-setting") && said[1].contains("joiner_training"), "{said:#?}");
}

#[test]
fn a_tracker_knows_its_tickets_by_key_and_by_address() {
    let text = "[tracker]\nname = \"Jira\"\nurl = \"https://t.example/b/{key}?v=1\"\npattern = 'SEC-\\d+|OPS-\\d+'\n";
    let tracker = right(text).tracker.unwrap();
    for ticket in ["SEC-1", " OPS-22 ", "https://t.example/b/SEC-1?v=1"] {
        assert!(tracker.knows(ticket), "{ticket}");
    }
    let strange =
        ["SEC-1x", "XSEC-1", "", "https://t.example/b/SEC-1", "https://t.example/b/ABC-1?v=1", "https://w"];
    for ticket in strange {
        assert!(!tracker.knows(ticket), "{ticket}");
    }
}

#[test]
fn a_tracker_with_a_name_alone_takes_any_ticket() {
    let tracker = right("[tracker]\nname = \"Planner\"\n").tracker.unwrap();
    assert!(tracker.knows("T1") && tracker.knows("https://tasks.example/1") && !tracker.knows("  "));
    assert!(right("").tracker.is_none());
}

#[test]
fn every_mistake_about_a_tracker_is_reported_at_once() {
    let said = wrong("[tracker]\nurl = \"https://t.example/b\"\npattern = \"SEC-(\"\nkey = \"SEC\"\n");
    assert_eq!(said.len(), 4, "{said:#?}");
    assert!(
        said.iter().any(|one| one.contains("`[tracker] url` is no address with `{key}` in it")),
        "{said:#?}"
    );
    assert!(said.iter().any(|one| one.contains("\"SEC-(\", which is no pattern")), "{said:#?}");
    assert!(said.iter().any(|one| one.contains("name = \"Jira\"")), "{said:#?}");
    assert!(said.iter().any(|one| one.starts_with("unknown-setting key")), "{said:#?}");
    assert!(wrong("[tracker]\nname = \" \"\n")[0].contains("the tracker's name is empty"));
}
