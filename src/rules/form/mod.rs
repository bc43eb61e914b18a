//! A record is what its kind says. Most rules of this family are reported while files are read.

pub(super) mod duplicate_id;

use super::rule::{Check, Rule, rule};

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    rule!(
        "unreadable-file",
        Form,
        Minor,
        ["7.5.3"],
        "a file could not be read, so that what it says is unknown",
        Check::Reading
    ),
    rule!(
        "symlink-outside",
        Form,
        Minor,
        ["7.5.3"],
        "a symbolic link leads out of the repository",
        Check::Reading
    ),
    rule!(
        "invalid-yaml",
        Form,
        Minor,
        ["7.5.3"],
        "a part of a file is not YAML as records use it",
        Check::Reading
    ),
    rule!("duplicate-key", Form, Minor, ["7.5.3"], "a field is given twice", Check::Reading),
    rule!(
        "unknown-kind",
        Form,
        Minor,
        ["7.5.2"],
        "a record gives no kind, or one that does not exist",
        Check::Reading
    ),
    rule!(
        "unknown-field",
        Form,
        Minor,
        ["7.5.2"],
        "a record has a field that its kind does not have",
        Check::Reading
    ),
    rule!("missing-field", Form, Minor, ["7.5.2"], "a record lacks a field that it needs", Check::Reading),
    rule!("wrong-type", Form, Minor, ["7.5.2"], "a value is not of its field's type", Check::Reading),
    rule!(
        "invalid-value",
        Form,
        Minor,
        ["7.5.2"],
        "a value is one that its field cannot have",
        Check::Reading
    ),
    rule!("invalid-id", Form, Minor, ["7.5.2"], "an id is not formed as its kind wants", Check::Reading),
    rule!(
        "duplicate-id",
        Form,
        Minor,
        ["7.5.2"],
        "two records have the same id",
        Check::System(duplicate_id::check)
    ),
    rule!("record-without-id", Form, Minor, ["7.5.2"], "a record has no id", Check::Reading),
];
