//! Text to a tree: the only file that names the CEL library.
//!
//! The library reads the grammar; its own interpreter is not used, since that copies every value, counts no steps, and
//! does not say where in the text something went wrong. Its parser is generated and takes some 200 KiB of stack for each
//! level of brackets, so that levels are counted first, and reading happens on a thread with room for them.

use cel::common::ast::{CallExpr, Expr, LiteralValue, SourceInfo, operators};
use cel::{Env, IdedExpr};

use super::mistake::Mistake;
use super::tree::{Call, Form, Loop, Node, Operator, What};
use super::wording;
use crate::base::Span;

/// Bytes of one expression.
pub(super) const LENGTH: usize = 4_000;
/// Levels of brackets and of choices.
pub(super) const NESTING: usize = 32;
/// Levels of the tree, so that walking it needs little stack.
pub(super) const DEPTH: usize = 120;
/// Room for the parser: 32 levels take 8 MiB in a build without optimisation.
const STACK: usize = 64 << 20;

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Node, Mistake> {
    wording::check(text)?;
    let read = || Reader::read(text);
    // A parser that breaks off has not been seen yet; it would be told like any text that is no expression.
    let read = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        thread.ok()?.join().ok()
    });
    read.unwrap_or_else(|| Err(Mistake::new(wording::whole(text), "this cannot be read as an expression")))
}

/// Turns what the library gives into our tree.
struct Reader<'a> {
    text: &'a str,
    places: &'a SourceInfo,
}

impl Reader<'_> {
    fn read(text: &str) -> Result<Node, Mistake> {
        // An environment without macros leaves `list.filter(x, test)` as it is written.
        let env = Env::default().with_optional_support(false);
        let program = env.compile(text).map_err(|errors| {
            let first = errors.errors.iter().min_by_key(|error| error.pos);
            let (line, column, words) =
                first.map_or((1, 1, ""), |error| (error.pos.0, error.pos.1, error.msg.as_str()));
            wording::syntax(text, wording::offset(text, line, column), words)
        })?;
        Reader { text, places: program.source_info() }.node(program.expression(), DEPTH)
    }

    fn node(&self, expression: &IdedExpr, depth: usize) -> Result<Node, Mistake> {
        let at = self.place(expression.id);
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Mistake::new(at, "the expression is nested too deeply")
                .help("put what belongs together in brackets, or make two rules of it"));
        };
        match &expression.expr {
            Expr::Literal(literal) => self.literal(literal, at),
            Expr::Ident(name) => Ok(Node { span: at, form: Form::Name(name.clone()) }),
            Expr::Select(select) => {
                let operand = self.node(&select.operand, depth)?;
                let span = Span::new(operand.span.start, self.end_of(at.end, &select.field));
                Ok(Node { span, form: Form::Field(Box::new(operand), select.field.clone()) })
            }
            Expr::List(list) => {
                let items = self.nodes(&list.elements, depth)?;
                let end = self.closing(items.last().map_or(at.end, |item| item.span.end), ']');
                Ok(Node { span: Span::new(at.start, end), form: Form::List(items) })
            }
            Expr::Call(call) => self.call(call, at, depth),
            _ => Err(Mistake::new(at, "braces make a value that expressions here have no use for")
                .help("write a list in square brackets")),
        }
    }

    fn nodes(&self, list: &[IdedExpr], depth: usize) -> Result<Vec<Node>, Mistake> {
        list.iter().map(|expression| self.node(expression, depth)).collect()
    }

    fn literal(&self, literal: &LiteralValue, at: Span) -> Result<Node, Mistake> {
        let form = match literal {
            LiteralValue::Null => Form::Null,
            LiteralValue::Boolean(value) => Form::Bool(*value.inner()),
            LiteralValue::Int(value) => Form::Number(*value.inner() as f64),
            LiteralValue::UInt(value) => Form::Number(*value.inner() as f64),
            LiteralValue::Double(value) => Form::Number(*value.inner()),
            LiteralValue::String(value) => Form::Text(value.inner().to_owned()),
            LiteralValue::Bytes(_) => {
                return Err(Mistake::new(at, "a text has a `b` before it").help("take the `b` away"));
            }
        };
        Ok(Node { span: at, form })
    }

    fn call(&self, call: &CallExpr, at: Span, depth: usize) -> Result<Node, Mistake> {
        let mut arguments = Vec::with_capacity(call.args.len() + 1);
        if let Some(target) = &call.target {
            arguments.push(self.node(target, depth)?);
        }
        arguments.extend(self.nodes(&call.args, depth)?);
        if let Some(node) = self.operation(&call.func_name, at, &mut arguments) {
            return Ok(node);
        }
        let method = call.target.is_some();
        let last = arguments.last().filter(|_| !call.args.is_empty());
        let end = self.closing(last.map_or(at.end, |last| last.span.end), ')');
        let name = self.start_of(at.start, &call.func_name);
        let start = arguments.first().filter(|_| method).map_or(name, |target| target.span.start);
        let span = Span::new(start, end);
        let named = Span::new(name, name + call.func_name.len() as u32);
        if call.func_name == operators::HAS && !method {
            return has(arguments, span);
        }
        match What::named(&call.func_name).filter(|_| method) {
            Some(what) => looped(what, arguments, span),
            None => {
                let call = Call { name: call.func_name.clone(), named, method, arguments };
                Ok(Node { span, form: Form::Call(call) })
            }
        }
    }

    /// What is written with signs; `None` for a call, which leaves the arguments where they are.
    fn operation(&self, name: &str, at: Span, arguments: &mut Vec<Node>) -> Option<Node> {
        let span = arguments
            .iter()
            .fold(at, |span, node| Span::new(span.start.min(node.span.start), span.end.max(node.span.end)));
        let node = |form| Some(Node { span, form });
        match (name, arguments.len()) {
            (operators::LOGICAL_NOT, 1) => node(Form::Not(Box::new(arguments.pop()?))),
            (operators::NEGATE, 1) => node(Form::Negate(Box::new(arguments.pop()?))),
            (operators::CONDITIONAL, 3) => {
                let (no, yes, test) = (arguments.pop()?, arguments.pop()?, arguments.pop()?);
                node(Form::Choice(Box::new([test, yes, no])))
            }
            (_, 2) => {
                let make = binary(name)?;
                let (right, left) = (Box::new(arguments.pop()?), Box::new(arguments.pop()?));
                let end = if name == operators::INDEX { self.closing(span.end, ']') } else { span.end };
                Some(Node { span: Span::new(span.start, end), form: make(left, right) })
            }
            _ => None,
        }
    }

    /// Where the token of a part stands.
    fn place(&self, id: u64) -> Span {
        let (start, last) = self.places.offset_for(id).unwrap_or_default();
        let end = self.text.len() as u32;
        Span::new(start.min(end), (last + 1).min(end))
    }

    /// The end of a word that follows a place.
    fn end_of(&self, from: u32, word: &str) -> u32 {
        let found = self.text.get(from as usize..).and_then(|rest| rest.find(word));
        found.map_or(from, |at| from + (at + word.len()) as u32)
    }

    /// The start of a word that stands before a place.
    fn start_of(&self, to: u32, word: &str) -> u32 {
        self.text.get(..to as usize).and_then(|text| text.rfind(word)).map_or(to, |at| at as u32)
    }

    /// The end of what a bracket closes, if nothing but blanks and commas comes before it.
    fn closing(&self, from: u32, bracket: char) -> u32 {
        let rest = self.text.get(from as usize..).unwrap_or("");
        let inner = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == ')');
        let skipped = &rest[..rest.len() - inner.len()];
        if bracket == ')' {
            return skipped.find(')').map_or(from, |at| from + at as u32 + 1);
        }
        if inner.starts_with(bracket) { from + skipped.len() as u32 + 1 } else { from }
    }
}

/// Makes one part of two.
type Join = fn(Box<Node>, Box<Node>) -> Form;

/// What an operator between two parts makes of them.
fn binary(name: &str) -> Option<Join> {
    Some(match name {
        operators::LOGICAL_AND => Form::And,
        operators::LOGICAL_OR => Form::Or,
        operators::INDEX => Form::Index,
        operators::ADD => |a, b| Form::Binary(Operator::Add, a, b),
        operators::SUBSTRACT => |a, b| Form::Binary(Operator::Subtract, a, b),
        operators::MULTIPLY => |a, b| Form::Binary(Operator::Multiply, a, b),
        operators::DIVIDE => |a, b| Form::Binary(Operator::Divide, a, b),
        operators::MODULO => |a, b| Form::Binary(Operator::Remainder, a, b),
        operators::EQUALS => |a, b| Form::Binary(Operator::Equal, a, b),
        operators::NOT_EQUALS => |a, b| Form::Binary(Operator::NotEqual, a, b),
        operators::LESS => |a, b| Form::Binary(Operator::Less, a, b),
        operators::LESS_EQUALS => |a, b| Form::Binary(Operator::LessOrEqual, a, b),
        operators::GREATER => |a, b| Form::Binary(Operator::More, a, b),
        operators::GREATER_EQUALS => |a, b| Form::Binary(Operator::MoreOrEqual, a, b),
        operators::IN => |a, b| Form::Binary(Operator::In, a, b),
        _ => return None,
    })
}

fn has(mut arguments: Vec<Node>, span: Span) -> Result<Node, Mistake> {
    match (arguments.pop(), arguments.pop()) {
        (Some(field), None) if matches!(field.form, Form::Field(..) | Form::Name(_) | Form::Index(..)) => {
            Ok(Node { span, form: Form::Has(Box::new(field)) })
        }
        _ => Err(Mistake::new(span, "`has` asks whether one field is given")
            .help("write `has(due)` or `has(a.due)`")),
    }
}

fn looped(what: What, arguments: Vec<Node>, span: Span) -> Result<Node, Mistake> {
    let word = What::ALL.iter().find(|(_, known)| *known == what).map_or("", |(word, _)| word);
    let wrong = |at| {
        Err(Mistake::new(at, format!("`{word}` takes a name for the item and what to do with it"))
            .help(format!("write `list.{word}(x, ...)` with `x` in place of each item")))
    };
    let mut parts = arguments.into_iter();
    let (Some(list), Some(name), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
        return wrong(span);
    };
    let then = parts.next();
    let Form::Name(variable) = name.form else { return wrong(name.span) };
    if parts.next().is_some() || (then.is_some() && what != What::Map) {
        return wrong(span);
    }
    let looped = Loop { what, list, variable, body, then };
    Ok(Node { span, form: Form::Loop(Box::new(looped)) })
}
