//! Checks an ISO/IEC 27001 management system that is kept as YAML records in git.
//!
//! ```text
//! files -> yaml::parse -> tree with spans -> schema::decode -> Record -> links -> System -> rules -> findings -> render
//! ```

pub mod adoption;
pub mod base;
pub mod check;
pub mod cli;
pub mod comparison;
pub mod config;
pub mod diagram;
pub mod document;
pub mod drawing;
pub mod expression;
pub mod finding;
pub mod history;
pub mod metrics;
pub mod pack;
pub mod query;
pub mod record;
pub mod reference;
pub mod render;
pub mod reports;
pub mod risk;
pub mod rules;
pub mod sample;
pub mod schedule;
pub mod schema;
pub mod standard;
pub mod system;
pub mod toml_file;
pub mod transfer;
pub mod words;
pub mod yaml;
