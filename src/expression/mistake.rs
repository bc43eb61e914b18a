//! What is wrong with an expression, and where in its text.

use crate::base::{Span, text};

/// A mistake in an expression, found when it is read or when it is worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The place in the expression's text.
    pub span: Span,
    /// One fact, in lower case, without a full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Whether the expression was given up because it takes too long.
    pub exhausted: bool,
}

impl Mistake {
    /// A mistake at a place.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, exhausted: false }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the nearest of some names, or else all of them where they are few.
    #[must_use]
    pub(super) fn near<'a>(mut self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        self.help = match text::nearest(name, known.iter().copied()) {
            Some(near) => Some(format!("did you mean `{near}`?")),
            None if known.is_empty() || known.len() > 12 => self.help,
            None => {
                let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
                Some(format!("use one of {}", text::list(&names, "and", 12)))
            }
        };
        self
    }
}
