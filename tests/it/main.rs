//! The integration tests: one program, so that it links once.

mod env;
mod examples;
mod generated;
mod hostile;
mod layers;
mod rules;
