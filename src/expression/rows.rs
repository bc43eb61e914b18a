//! The columns of what functions of the system give.

use super::types::{Sort, Type};

/// A set of columns.
#[derive(Debug, PartialEq, Eq)]
pub struct Rows {
    /// What one row is.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

/// One column.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub does: &'static str,
    pub(super) ty: Sort,
}

impl Column {
    /// Its type.
    pub(super) fn ty(&self) -> Type {
        self.ty.ty()
    }
}

const fn column(name: &'static str, ty: Sort, does: &'static str) -> Column {
    Column { name, does, ty }
}

/// What a record gives as evidence.
pub static EVIDENCE: Rows = Rows {
    name: "evidence",
    columns: &[
        column("record", Sort::Record, "the record that gives it"),
        column("place", Sort::Text, "its path or address"),
        column("effective_on", Sort::Date, "the day it stands for, where that is given"),
        column("note", Sort::Text, "what is said about it"),
    ],
};

/// What one process hands to another.
pub static INTERACTIONS: Rows = Rows {
    name: "interaction",
    columns: &[
        column("from", Sort::Record, "the process it comes from"),
        column("to", Sort::Record, "the process it reaches"),
        column("declared", Sort::Bool, "whether one of the two names the other"),
        column("evidenced", Sort::Bool, "whether at least one link shows it"),
        column("current", Sort::Bool, "whether it is declared, and a link of its last round shows it"),
        column("standing", Sort::Text, "`current`, `quiet`, `without evidence` or `undeclared`"),
        column("links", Sort::Number, "how many links show it"),
        column("newest", Sort::Date, "the newest day on which anything happened at an end of such a link"),
    ],
};

/// A training that somebody needs.
pub static NEEDS: Rows = Rows {
    name: "training need",
    columns: &[
        column("person", Sort::Record, "who needs it"),
        column("training", Sort::Record, "the training"),
        column("held", Sort::Bool, "whether the person took part and it has not run out"),
        column(
            "until",
            Sort::Date,
            "the last day it counts; nothing where it does not run out or was never held",
        ),
        column("proved", Sort::Bool, "whether it is held and the session names evidence"),
    ],
};

/// Somebody who holds a role.
pub static HOLDERS: Rows = Rows {
    name: "holder of a role",
    columns: &[
        column("role", Sort::Record, "the role"),
        column("person", Sort::Record, "who holds it"),
        column("needed", Sort::Number, "how many trainings the role asks for"),
        column("held", Sort::Number, "how many of them the person has, not run out"),
        column("proved", Sort::Number, "how many of them the person has with evidence"),
    ],
};

/// A clause or reference control of an enabled standard.
pub static CLAUSES: Rows = Rows {
    name: "clause",
    columns: &[
        column("id", Sort::Text, "`9.2.1` or `A.5.15`"),
        column("title", Sort::Text, "its title"),
        column("control", Sort::Bool, "whether it is a reference control"),
        column(
            "audited",
            Sort::Date,
            "when an audit that names it, a part of it or what it is part of was last performed",
        ),
    ],
};

/// Every set of columns, for the reference.
pub static ALL: [&Rows; 5] = [&EVIDENCE, &INTERACTIONS, &NEEDS, &HOLDERS, &CLAUSES];
