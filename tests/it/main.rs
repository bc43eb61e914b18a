//! The integration tests: one program, so that it links once.

mod cli;
mod env;
mod examples;
mod generated;
mod hostile;
mod json;
mod layers;
mod props;
mod rules;
