//! Expressions over records: the Common Expression Language, with names for people who keep a management system.
//!
//! An [`Expression`] is read once, with every name and comparison checked against the kinds, and then worked out for as
//! many records as wanted. Its mistakes know their places in its text. A [`World`] is the system as expressions see it:
//! records are read when asked, lists are made once, and steps are counted, so that no expression runs for long.
//!
//! The grammar is that of the CEL library, which only `parse.rs` and `pattern.rs` name. Three things differ from CEL as
//! programs use it, since people who write a rule now and then expect them: there is one sort of number, what is missing
//! compares without an error, and dates are days that can be compared and subtracted. `docs/expressions.md` says how.

mod check;
mod evaluate;
pub mod functions;
mod mistake;
pub mod names;
mod parse;
mod pattern;
mod place;
mod read;
pub mod rows;
mod scope;
mod tree;
mod types;
mod value;
mod wording;
mod world;

pub use self::mistake::Mistake;
pub use self::place::Written;
pub use self::scope::{EVERYWHERE, Item, Scope};
pub use self::types::Type;
pub use self::value::{Group, Moment, Row, Value, number_text};
pub use self::world::{STEPS, World};

use self::evaluate::Run;
use self::tree::{Form, Node};

/// An expression that was read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    text: String,
    root: Node,
    ty: Type,
}

impl Expression {
    /// Reads an expression whose names mean what a scope says.
    ///
    /// # Errors
    /// The first mistake: in the syntax, a name that nobody knows, values that cannot be compared.
    pub fn read(text: &str, scope: &Scope<'_>) -> Result<Self, Mistake> {
        let root = parse::parse(text)?;
        let ty = scope.clone().check(&root)?;
        Ok(Self { text: text.to_owned(), root, ty })
    }

    /// Reads an expression that must be yes or no.
    ///
    /// # Errors
    /// As [`read`](Self::read), and where it is something else.
    pub fn condition(text: &str, scope: &Scope<'_>) -> Result<Self, Mistake> {
        let root = parse::parse(text)?;
        let ty = scope.clone().condition(&root)?;
        Ok(Self { text: text.to_owned(), root, ty })
    }

    /// Its text, as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it comes to, as far as that is known without records.
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// The two lists or numbers of `percent(part, whole)`, where it is nothing else.
    pub fn as_percent(&self) -> Option<(Self, Self)> {
        let Form::Call(call) = &self.root.form else { return None };
        let [part, whole] = call.arguments.as_slice() else { return None };
        let own = |root: &Node| Self { text: self.text.clone(), root: root.clone(), ty: Type::Any };
        (call.name == "percent").then(|| (own(part), own(whole)))
    }

    /// What it comes to for an item, with names for what was worked out before.
    ///
    /// # Errors
    /// Values that do not fit, or more steps than there are left.
    pub fn value<'s>(
        &self,
        world: &World<'s>,
        this: Value<'s>,
        locals: &[(&str, Value<'s>)],
    ) -> Result<Value<'s>, Mistake> {
        // Names of the caller and of the expression live equally long only here.
        let locals = locals.iter().map(|(name, value)| (*name, value.clone())).collect();
        Run { world, this, locals }.value(&self.root)
    }

    /// Whether it holds for an item. What is missing does not hold.
    ///
    /// # Errors
    /// As [`value`](Self::value), and where it is neither yes nor no.
    pub fn holds<'s>(
        &self,
        world: &World<'s>,
        this: Value<'s>,
        locals: &[(&str, Value<'s>)],
    ) -> Result<bool, Mistake> {
        let locals = locals.iter().map(|(name, value)| (*name, value.clone())).collect();
        Run { world, this, locals }.holds(&self.root)
    }
}
