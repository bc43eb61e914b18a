//! Reports: what auditors and boards ask for, answered from records and findings.
//!
//! A report reads a system and a check of it and gives plain data; its text and JSON are made from that data alone, so
//! that both say the same.

pub mod changes;
pub mod readiness;
pub mod status;
