//! What commits tell of records: against a slow and simple second way to work it out, and in real clones.

mod clones;
mod props;
mod simple;
