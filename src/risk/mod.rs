//! The risk method as data: scales, how they combine, bands, the acceptance line and the escalation line.
//!
//! ISO/IEC 27001 (6.1.2) asks for criteria and consistent, comparable results; it fixes no scale, matrix or formula,
//! and the methods in use differ in all of them. So no method is code: each is read from `[risk]` in `isms.toml`, and
//! the built-in one is written in the same form.
//!
//! Knows scales and numbers; knows no records, and never stores a score: scores are computed from what records say.

mod axis;
mod input;
mod line;
mod method;
mod methods;
mod number;
mod read;
mod read_axis;
mod read_grid;
mod read_scale;
mod scale;
#[cfg(test)]
mod tests;

pub use axis::{Axis, AxisName, Dimension};
pub use input::{Input, InputError};
pub use line::{Acceptor, Band, Line};
pub use method::{Method, Score};
pub use methods::{BUILT_IN, RiskMethods};
pub use scale::{Level, Scale};
