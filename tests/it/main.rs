//! The integration tests: one program, so that it links once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on fails, and tests write the files that they check"
)]

mod cli;
mod env;
mod examples;
mod generated;
mod hostile;
mod json;
mod layers;
mod props;
mod rules;
