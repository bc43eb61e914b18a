//! Running text, links and gaps.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use crate::document::{Gap, Inline, Target};

/// A stretch of running text: plain words are texts, everything else is a map with one key that says what it is.
pub(super) struct Words<'a>(pub(super) &'a [Inline]);

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(One))
    }
}

struct One<'a>(&'a Inline);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Inline::Text(text) = self.0 {
            return serializer.serialize_str(text);
        }
        let mut map = serializer.serialize_map(None)?;
        match self.0 {
            Inline::Text(_) => {}
            Inline::Strong(inner) => map.serialize_entry("strong", &Words(inner))?,
            Inline::Emphasis(inner) => map.serialize_entry("emphasis", &Words(inner))?,
            Inline::Struck(inner) => map.serialize_entry("struck", &Words(inner))?,
            Inline::Code(code) => map.serialize_entry("code", code)?,
            Inline::Link { to, text } => {
                map.serialize_entry("link", &target(to))?;
                map.serialize_entry("text", &Words(text))?;
            }
            Inline::Break => map.serialize_entry("break", &true)?,
        }
        map.end()
    }
}

/// Where a link leads.
pub(super) fn target(target: &Target) -> Value {
    match target {
        Target::Anchor(anchor) => json!({ "anchor": anchor }),
        Target::Url(url) => json!({ "url": url }),
        Target::File(file) => json!({ "file": file }),
    }
}

/// Something that is missing, with the rule that asks for it.
pub(super) fn gap(gap: &Gap) -> Value {
    json!({ "gap": gap.rule, "message": gap.message, "tone": gap.tone.as_str() })
}
