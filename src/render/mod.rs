//! How findings and documents look on a terminal, in a file and to another program.
//!
//! Knows findings and documents, never records or rules: what a format shows was decided before it got here.

pub mod charts;
pub mod csv;
pub mod diagrams;
pub mod documents;
pub mod findings;
mod paint;
pub mod wrap;
