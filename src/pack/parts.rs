//! The documents of a pack: which file shows which reports in which format.

use crate::document::Document;
use crate::render::documents::{Context, Format, Unwritable, render};

/// One file.
pub(super) struct Part {
    /// Its path in the pack.
    pub(super) path: &'static str,
    /// How it is written.
    pub(super) format: Format,
    /// The report that it shows; all of them where it is empty.
    pub(super) report: &'static str,
}

/// All documents of a pack.
pub(super) const PARTS: &[Part] = &[
    Part { path: "index.html", format: Format::Html, report: "" },
    Part { path: "pack.pdf", format: Format::Pdf, report: "" },
    Part { path: "data.json", format: Format::Json, report: "" },
    Part { path: "soa.xlsx", format: Format::Xlsx, report: "soa" },
    Part { path: "registers.xlsx", format: Format::Xlsx, report: "registers" },
];

/// The bytes of a document in a format; `None` for one that this program cannot write.
pub(super) fn bytes(
    format: Format,
    document: &Document,
    context: &Context<'_>,
) -> Option<Result<Vec<u8>, String>> {
    match render(document, format, context) {
        Ok(bytes) => Some(Ok(bytes)),
        Err(Unwritable::Format(_)) => None,
        Err(error) => Some(Err(error.to_string())),
    }
}
