//! The standards the binary carries.

/// A standard in the binary.
#[derive(Debug)]
pub(super) struct Builtin {
    /// Its name.
    pub(super) name: &'static str,
    /// Path and text of what every command needs.
    pub(super) file: (&'static str, &'static str),
    /// Path and text of what is read when somebody asks for it: what is asked, and attributes. Three times as long.
    pub(super) explained: (&'static str, &'static str),
}

macro_rules! standards {
    ($($name:literal),* $(,)?) => {
        &[$(Builtin {
            name: $name,
            file: (concat!("templates/standards/", $name, ".toml"),
                   include_str!(concat!("../../templates/standards/", $name, ".toml"))),
            explained: (concat!("templates/standards/", $name, "-explained.toml"),
                        include_str!(concat!("../../templates/standards/", $name, "-explained.toml"))),
        }),*]
    };
}

/// Every standard in the binary.
pub(super) const STANDARDS: &[Builtin] = standards!["iso27001-2022"];
