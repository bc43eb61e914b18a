//! The kinds the binary carries.

macro_rules! kinds {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("templates/kinds/", $name, ".toml"),
             include_str!(concat!("../../templates/kinds/", $name, ".toml")))),*]
    };
}

/// The fields every kind has.
pub(super) const COMMON: (&str, &str) =
    ("templates/kinds/common.toml", include_str!("../../templates/kinds/common.toml"));

/// Path and text of each built-in kind file.
pub(super) const KINDS: &[(&str, &str)] = kinds![
    "action",
    "asset",
    "audit",
    "audit-programme",
    "change",
    "communication",
    "control",
    "document",
    "exception",
    "finding",
    "incident",
    "interested-party",
    "issue",
    "location",
    "metric",
    "objective",
    "person",
    "process",
    "requirement",
    "resource",
    "review",
    "risk",
    "role",
    "scope",
    "supplier",
    "training",
];
