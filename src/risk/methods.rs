//! All risk methods of a repository, the built-in one among them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Method, read};
use crate::base::{Source, Spanned, text};
use crate::toml_file::{Table, TomlFile, Wording, did_you_mean};

/// The name of the method that holds where `isms.toml` names none.
pub const BUILT_IN: &str = "product-5x5";

/// The built-in method. The products of two numbers from 1 to 5 take 14 values, and 7, 11, 13 and 14 are not among
/// them: limits in these gaps cannot be misread as belonging to the band on the other side.
const BUILT_IN_TOML: &str = r#"
likelihood = [
  { number = 1, label = "rare", definition = "less than once in ten years" },
  { number = 2, label = "unlikely", definition = "once in three to ten years" },
  { number = 3, label = "possible", definition = "once in one to three years" },
  { number = 4, label = "likely", definition = "about once a year" },
  { number = 5, label = "almost certain", definition = "several times a year" },
]
impact = [
  { number = 1, label = "negligible", definition = "no harm outside one team" },
  { number = 2, label = "minor", definition = "extra work, no customer notices" },
  { number = 3, label = "moderate", definition = "customers notice; a contract or law may be touched" },
  { number = 4, label = "major", definition = "contracts or laws are broken, lasting harm" },
  { number = 5, label = "severe", definition = "the organisation may not survive it" },
]
combine = "product"
bands = [
  { name = "low", from = 1 },
  { name = "moderate", from = 8 },
  { name = "high", from = 15 },
]
acceptance = 8
escalation = 15
"#;

/// The methods by name, and which of them holds by default.
#[derive(Debug, Clone)]
pub struct RiskMethods {
    /// `None` for a method that is defined and could not be read.
    methods: BTreeMap<String, Option<Method>>,
    default: String,
}

/// The built-in method alone.
impl Default for RiskMethods {
    fn default() -> Self {
        let source = Arc::new(Source::new(BUILT_IN, BUILT_IN_TOML));
        let file = TomlFile::parse(&source, Wording::CONFIGURATION);
        let method = read::method(BUILT_IN, file.root());
        Self { methods: BTreeMap::from([(BUILT_IN.to_owned(), method)]), default: BUILT_IN.to_owned() }
    }
}

impl RiskMethods {
    /// Reads the `[risk]` table: `method` names the default, `[risk.methods.NAME]` define methods. Where only one is
    /// defined and none is named, that one holds. Mistakes become findings of the table's file.
    pub fn read(mut table: Table<'_>) -> Self {
        let mut all = Self::default();
        let wanted = table.string("method");
        let mut own = Vec::new();
        for item in table.table("methods").map(Table::entries).unwrap_or_default() {
            let name = text::plain(&item.key().value).into_owned();
            let method = item.table().and_then(|table| read::method(&name, table));
            all.methods.insert(name.clone(), method);
            own.push(name);
        }
        match (wanted, own.as_slice()) {
            (Some(wanted), _) => all.choose(&table, wanted),
            (None, [only]) => all.default.clone_from(only),
            (None, []) => {}
            (None, [first, ..]) => {
                table.missing("method", &format!("name the default method, such as `method = \"{first}\"`"));
            }
        }
        table.finish();
        all
    }

    fn choose(&mut self, table: &Table<'_>, wanted: Spanned<String>) {
        if self.methods.contains_key(&wanted.value) {
            self.default = wanted.value;
            return;
        }
        let name = text::brief(&wanted.value, 60);
        let known: Vec<String> = self.names().map(|name| format!("`{name}`")).collect();
        let help = did_you_mean(&name, self.names()).unwrap_or_else(|| {
            format!("define `[risk.methods.{name}]`, or use {}", text::list(&known, "or", 12))
        });
        let message = format!("risk method \"{name}\" does not exist");
        table.file().report(wanted.span, message, Some(help));
        self.methods.insert(wanted.value.clone(), None);
        self.default = wanted.value;
    }

    /// The method of a name, or the default one. `None` where there is no such method, or where it could not be read
    /// ([`knows`](Self::knows) tells which).
    pub fn get(&self, name: Option<&str>) -> Option<&Method> {
        self.methods.get(name.unwrap_or(&self.default))?.as_ref()
    }

    /// Whether a method of this name is defined, even if it could not be read.
    pub fn knows(&self, name: &str) -> bool {
        self.methods.contains_key(name)
    }

    /// The names of all methods, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.methods.keys().map(String::as_str)
    }

    /// The name of the default method.
    pub fn default_name(&self) -> &str {
        &self.default
    }
}
