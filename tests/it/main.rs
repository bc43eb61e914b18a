//! The integration tests: one program, so that it links once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test stops where something is amiss, and reads and writes the files it is about"
)]

mod cli;
#[path = "../../examples/history/company.rs"]
mod company;
#[path = "../../examples/history/derive.rs"]
mod derive;
mod env;
mod evidence;
mod examples;
mod expression;
mod generated;
mod history;
mod hostile;
mod interactions;
mod json;
mod layers;
mod metrics;
mod packs;
mod people;
mod pictures;
mod planted;
mod props;
mod reports;
mod revisions;
mod rules;
mod standard;
#[path = "../../examples/history/stream.rs"]
mod stream;
mod words;
