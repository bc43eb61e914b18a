//! Running text and what can stand in it.

use crate::base::text;

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words that stand out strongly.
    Strong(Vec<Self>),
    /// Words that stand out.
    Emphasis(Vec<Self>),
    /// Words that were struck out.
    Struck(Vec<Self>),
    /// Text as a machine has it.
    Code(String),
    /// Words that lead somewhere.
    Link {
        /// Where.
        to: Target,
        /// The words.
        text: Vec<Self>,
    },
    /// A new line.
    Break,
}

/// Where a link leads. A renderer shows the words alone where it has no such place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A section or row of the document, by its anchor.
    Anchor(String),
    /// An address on the web; `http`, `https` or `mailto`, and nothing else.
    Url(String),
    /// A file in the repository, relative to its root.
    File(String),
}

/// Something that has to be there and is not: it prints as what it is, never as an empty cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Gap {
    /// The rule that asks for it; empty where no rule does.
    pub rule: String,
    /// One sentence, or the few words that fit into a cell.
    pub message: String,
    /// How bad it is.
    pub tone: Tone,
}

/// How good something is. A renderer may colour it, and says it in words or signs too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// On its way, or worth a look.
    Watch,
    /// Not as it should be.
    Bad,
    /// Over and done.
    Past,
}

impl Tone {
    /// The word in machine output and in names of styles.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Watch => "watch",
            Self::Bad => "bad",
            Self::Past => "past",
        }
    }
}

/// A text in one line, with nothing hidden in it.
pub fn clean(text: impl AsRef<str>) -> String {
    text::plain(text.as_ref()).into_owned()
}

/// A text of several lines, with nothing hidden in it.
pub fn clean_lines(text: impl AsRef<str>) -> String {
    let lines: Vec<String> = text.as_ref().lines().map(clean).collect();
    lines.join("\n")
}

impl Inline {
    /// Plain words.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(clean(text))
    }

    /// Words that lead to an anchor.
    pub fn link(anchor: impl AsRef<str>, text: impl AsRef<str>) -> Self {
        Self::Link { to: Target::Anchor(anchor.as_ref().to_owned()), text: vec![Self::text(text)] }
    }

    /// An id that leads to its record.
    pub fn record(id: impl AsRef<str>) -> Self {
        Self::link(id.as_ref(), id.as_ref())
    }

    /// The words alone, without what makes them stand out.
    pub fn words(parts: &[Self]) -> String {
        let mut out = String::new();
        for part in parts {
            match part {
                Self::Text(text) | Self::Code(text) => out.push_str(text),
                Self::Strong(inner) | Self::Emphasis(inner) | Self::Struck(inner) => {
                    out.push_str(&Self::words(inner));
                }
                Self::Link { text, .. } => out.push_str(&Self::words(text)),
                Self::Break => out.push('\n'),
            }
        }
        out
    }
}

impl Target {
    /// The address of a link that somebody wrote: on the web by one of the three schemes, or a file inside of the
    /// repository. `None` for every other: such a link is shown as words.
    pub fn written(address: &str) -> Option<Self> {
        let address = address.trim();
        let hidden = address.chars().any(|character| text::is_hidden(character) || character == '\n');
        let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            _ if hidden || address.is_empty() => None,
            Some("http" | "https" | "mailto") => Some(Self::Url(address.to_owned())),
            Some(_) => None,
            None => {
                let outside = address.starts_with(['/', '\\', '#', '?'])
                    || address.split(['/', '\\']).any(|part| part == "..");
                (!outside).then(|| Self::File(address.to_owned()))
            }
        }
    }
}

impl Gap {
    /// Something that a rule asks for.
    pub fn new(rule: impl Into<String>, message: impl AsRef<str>, tone: Tone) -> Self {
        Self { rule: rule.into(), message: clean(message), tone }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_web_or_into_the_repository_and_nowhere_else() {
        assert_eq!(Target::written("https://a.example/x"), Some(Target::Url("https://a.example/x".into())));
        assert_eq!(Target::written("minutes/2026.pdf"), Some(Target::File("minutes/2026.pdf".into())));
        for refused in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//evil.example/x",
            "../outside",
            "a/../../outside",
            "\\\\host\\share",
            "#top",
            "",
        ] {
            assert_eq!(Target::written(refused), None, "{refused}");
        }
    }

    #[test]
    fn words_keep_what_is_read() {
        let parts = [
            Inline::text("see "),
            Inline::Strong(vec![Inline::record("RSK-1")]),
            Inline::Break,
            Inline::text("a\u{202e}b"),
        ];
        assert_eq!(Inline::words(&parts), "see RSK-1\na\\u{202e}b");
    }
}
