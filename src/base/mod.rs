//! Machinery that knows nothing of management systems: places in text, dates, words.
//!
//! Knows only the standard library and the calendar. Never asks the clock: "today" is an argument.

pub mod date;
pub mod limits;
pub mod nearest;
pub mod source;
pub mod span;
pub mod text;

pub use date::{Date, Period};
pub use limits::Limits;
pub use source::Source;
pub use span::{Span, Spanned};
