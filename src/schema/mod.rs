//! Kinds as data: what a record of each kind looks like and what is expected of it.
//!
//! The built-in kinds and a repository's own are read by the same code from the same form (`docs/kinds.md`). Knows no
//! record: it says what a value must look like, not what values there are.

mod field_type;
mod kind;
mod load;
mod load_expect;
mod load_field;
mod templates;

pub(crate) use field_type::is_url;
pub use field_type::{FieldType, Problem, bool_value, instant};
pub use kind::{
    Condition, Expectation, Field, Flow, Kind, KindId, LinkPlace, LinkTarget, Need, Schema, State, Test,
};
pub use load::{load, load_builtin};
pub use load_expect::read_condition;
