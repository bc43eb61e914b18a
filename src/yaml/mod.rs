//! YAML text to a tree in which every key and value knows its place.
//!
//! Parsing never fails: it gives what could be read and findings about the rest. Values stay raw text; what a text
//! means (`no`, `1.10`, `08`) is for the field's type to say. Knows no kinds and no records.

mod build;
mod front;
mod line;
mod message;
mod node;
mod parse;
mod recover;
mod refused;

pub use node::{Entry, File, NodeRef, Shape, Style};
pub use parse::parse;
