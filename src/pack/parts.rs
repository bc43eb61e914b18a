//! The documents of a pack: which file shows which reports in which format.

use crate::render::documents::Format;

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
