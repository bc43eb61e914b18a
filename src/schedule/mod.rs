//! What is to happen when: what falls due, and what was promised held against what was done.
//!
//! A series is a promise that comes back: a review interval, a metric's or an interaction's `every`, the audits of a
//! programme, what a document promises. Its occurrences are expected at fixed steps from where it began, and each thing
//! that was done counts for the expected day it lies nearest to. Reads the system; knows no rule and no format.

mod cycle;
mod due;
mod grid;
mod handovers;
mod measurements;
mod performed;
mod programmes;
mod promises;
mod reviews;
mod series;

pub use self::cycle::{Cycle, Step, StepEvidence, cycle};
pub use self::due::{Due, What, due, due_between, next_due};
pub use self::performed::Performance;
pub use self::series::{Promise, Series, Standing, Window, chosen, occurrences};
