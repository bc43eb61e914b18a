//! An expression as a tree whose parts know their places.

use crate::base::Span;

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    /// Where it stands in the text.
    pub(super) span: Span,
    pub(super) form: Form,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    /// A bare name: a variable of a loop, or what the scope knows.
    Name(String),
    /// `a.b`.
    Field(Box<Node>, String),
    /// `a[b]`.
    Index(Box<Node>, Box<Node>),
    List(Vec<Node>),
    Not(Box<Node>),
    Negate(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    /// `a ? b : c`.
    Choice(Box<[Node; 3]>),
    /// `has(a.b)`.
    Has(Box<Node>),
    /// `list.filter(x, test)` and the like.
    Loop(Box<Loop>),
    /// A function; the target of `a.f(b)` is its first argument.
    Call(Call),
}

/// A call of a function.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Call {
    pub(super) name: String,
    /// Where the name stands.
    pub(super) named: Span,
    /// Whether the first argument stands before the name.
    pub(super) method: bool,
    pub(super) arguments: Vec<Node>,
}

/// A loop over a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Loop {
    pub(super) what: What,
    pub(super) list: Node,
    pub(super) variable: String,
    /// What is worked out for each item; of `map` with a condition the condition.
    pub(super) body: Node,
    /// What `map` with a condition makes of each item.
    pub(super) then: Option<Node>,
}

/// What a loop comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

impl What {
    pub(super) const ALL: [(&'static str, Self); 5] = [
        ("all", Self::All),
        ("exists", Self::Exists),
        ("exists_one", Self::ExistsOne),
        ("filter", Self::Filter),
        ("map", Self::Map),
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, what)| *what)
    }
}

/// An operator between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    In,
}

impl Operator {
    /// Every operator with the sign that people write.
    pub(super) const ALL: [(&'static str, Self); 12] = [
        ("+", Self::Add),
        ("-", Self::Subtract),
        ("*", Self::Multiply),
        ("/", Self::Divide),
        ("%", Self::Remainder),
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        ("<", Self::Less),
        ("<=", Self::LessOrEqual),
        (">", Self::More),
        (">=", Self::MoreOrEqual),
        ("in", Self::In),
    ];

    /// The sign.
    pub(super) fn sign(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(sign, _)| sign)
    }

    /// Whether it asks which of two values is the greater.
    pub(super) fn is_order(self) -> bool {
        matches!(self, Self::Less | Self::LessOrEqual | Self::More | Self::MoreOrEqual)
    }

    /// Whether it calculates.
    pub(super) fn is_arithmetic(self) -> bool {
        matches!(self, Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Remainder)
    }
}
