//! Works an expression out, counting steps.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

use super::functions::{self, Fault, Want};
use super::mistake::Mistake;
use super::tree::{Call, Form, Loop, Node, Operator, What};
use super::value::{Moment, Value};
use super::world::World;
use crate::base::{Span, text};

/// What a list costs for each item that is put into it, so that memory is bounded, too.
const ITEM: u64 = 8;

/// One run of one expression.
pub(super) struct Run<'w, 's, 'e> {
    pub(super) world: &'w World<'s>,
    pub(super) this: Value<'s>,
    pub(super) locals: Vec<(&'e str, Value<'s>)>,
}

type Outcome<'s> = Result<Value<'s>, Mistake>;

impl<'s, 'e> Run<'_, 's, 'e> {
    /// The value of a part.
    pub(super) fn value(&mut self, node: &'e Node) -> Outcome<'s> {
        self.spend(1, node.span)?;
        match &node.form {
            Form::Null => Ok(Value::Missing),
            Form::Bool(truth) => Ok(Value::Bool(*truth)),
            Form::Number(number) => Ok(Value::Number(*number)),
            Form::Text(words) => Ok(Value::Text(Cow::Owned(words.clone()))),
            Form::Name(name) => self.name(name, node.span),
            Form::Field(of, name) => {
                let of = self.value(of)?;
                self.member(&of, name, node.span)
            }
            Form::Index(of, place) => self.index(of, place, node.span),
            Form::List(items) => {
                self.spend(ITEM * items.len() as u64, node.span)?;
                let items = items.iter().map(|item| self.value(item)).collect::<Result<Vec<_>, _>>()?;
                Ok(Value::list(items))
            }
            Form::Not(inner) => Ok(Value::Bool(!self.holds(inner)?)),
            Form::Negate(inner) => match self.value(inner)? {
                Value::Number(number) => Ok(Value::Number(-number)),
                Value::Missing => Ok(Value::Missing),
                other => Err(Mistake::new(node.span, format!("{} has no negative", other.sort()))),
            },
            Form::And(left, right) => Ok(Value::Bool(self.holds(left)? && self.holds(right)?)),
            Form::Or(left, right) => Ok(Value::Bool(self.holds(left)? || self.holds(right)?)),
            Form::Binary(operator, left, right) => {
                let (one, other) = (self.value(left)?, self.value(right)?);
                self.binary(*operator, &one, &other, node.span)
            }
            Form::Choice(parts) => {
                let [test, yes, no] = &**parts;
                if self.holds(test)? { self.value(yes) } else { self.value(no) }
            }
            Form::Has(inner) => Ok(Value::Bool(match self.value(inner)? {
                Value::Missing => false,
                Value::List(items) => !items.is_empty(),
                _ => true,
            })),
            Form::Loop(looped) => self.looped(looped, node.span),
            Form::Call(call) => self.call(call, node.span),
        }
    }

    /// Whether a part holds as a condition.
    pub(super) fn holds(&mut self, node: &'e Node) -> Result<bool, Mistake> {
        let value = self.value(node)?;
        value.holds().ok_or_else(|| {
            Mistake::new(node.span, format!("this is {}, and a condition is wanted", value.sort()))
        })
    }

    fn spend(&self, steps: u64, span: Span) -> Result<(), Mistake> {
        if self.world.spend(steps) { Ok(()) } else { Err(exhausted(span)) }
    }

    fn name(&self, name: &str, span: Span) -> Outcome<'s> {
        if let Some((_, value)) = self.locals.iter().rev().find(|(local, _)| *local == name) {
            return Ok(value.clone());
        }
        match name {
            "today" => Ok(Value::Date(Moment::day(self.world.today()))),
            "this" => Ok(self.this.clone()),
            _ => self.member(&self.this, name, span),
        }
    }

    fn member(&self, of: &Value<'s>, name: &str, span: Span) -> Outcome<'s> {
        match of {
            Value::Record(id) => Ok(self.world.field(*id, name)),
            Value::Group(group) => Ok(self.world.inner(*group, name)),
            Value::Row(row) => Ok(row
                .iter()
                .find(|(column, _)| *column == name)
                .map_or(Value::Missing, |(_, value)| value.clone())),
            Value::Missing => Ok(Value::Missing),
            other => Err(Mistake::new(span, format!("{} has no field `{name}`", other.sort()))),
        }
    }

    fn index(&mut self, of: &'e Node, place: &'e Node, span: Span) -> Outcome<'s> {
        let (of, place) = (self.value(of)?, self.value(place)?);
        match (&of, &place) {
            (Value::List(items), Value::Number(number)) => {
                let whole = number.fract() == 0.0 && (0.0..items.len() as f64).contains(number);
                Ok(if whole { items[*number as usize].clone() } else { Value::Missing })
            }
            (_, Value::Text(name)) => self.member(&of, name, span),
            (Value::Missing, _) | (_, Value::Missing) => Ok(Value::Missing),
            _ => Err(Mistake::new(span, format!("{} has no place called {}", of.sort(), place.sort()))),
        }
    }

    fn binary(&self, operator: Operator, one: &Value<'s>, other: &Value<'s>, span: Span) -> Outcome<'s> {
        match operator {
            Operator::Equal => Ok(one.is_same(other).into()),
            Operator::NotEqual => Ok((!one.is_same(other)).into()),
            Operator::In => match other.items() {
                Some(items) => {
                    self.spend(items.len() as u64, span)?;
                    let is_in = !matches!(one, Value::Missing) && items.iter().any(|item| item.is_same(one));
                    Ok(is_in.into())
                }
                None => {
                    Err(Mistake::new(span, format!("`in` looks into a list, and this is {}", other.sort())))
                }
            },
            _ if operator.is_order() => self.order(operator, one, other, span),
            _ => self.arithmetic(operator, one, other, span),
        }
    }

    fn order(&self, operator: Operator, one: &Value<'s>, other: &Value<'s>, span: Span) -> Outcome<'s> {
        // What is not given is neither before nor after anything.
        if matches!(one, Value::Missing) || matches!(other, Value::Missing) {
            return Ok(false.into());
        }
        let Some(order) = one.order(other) else {
            let (left, right) = (self.world.name_of(one), self.world.name_of(other));
            let message = format!("{left} is {}, and is compared with {right}, {}", one.sort(), other.sort());
            return Err(Mistake::new(span, message));
        };
        let holds = match operator {
            Operator::Less => order == Ordering::Less,
            Operator::LessOrEqual => order != Ordering::Greater,
            Operator::More => order == Ordering::Greater,
            _ => order != Ordering::Less,
        };
        Ok(holds.into())
    }

    fn arithmetic(&self, operator: Operator, one: &Value<'s>, other: &Value<'s>, span: Span) -> Outcome<'s> {
        match (operator, one, other) {
            (_, Value::Missing, _) | (_, _, Value::Missing) => Ok(Value::Missing),
            (_, Value::Number(one), Value::Number(other)) => calculated(operator, *one, *other, span),
            (Operator::Add, Value::Text(one), Value::Text(other)) => {
                self.spend((one.len() + other.len()) as u64 / 8, span)?;
                Ok(Value::Text(format!("{one}{other}").into()))
            }
            (Operator::Add, Value::List(one), Value::List(other)) => {
                self.spend(ITEM * (one.len() + other.len()) as u64, span)?;
                Ok(Value::List(Rc::new(one.iter().chain(other.iter()).cloned().collect())))
            }
            (Operator::Subtract, Value::Date(one), Value::Date(other)) => {
                Ok(Value::Number(one.days_since(*other)))
            }
            (Operator::Add | Operator::Subtract, Value::Date(date), Value::Number(days)) => {
                let days = if operator == Operator::Add { *days } else { -*days };
                moved(*date, days, span)
            }
            (Operator::Add, Value::Number(days), Value::Date(date)) => moved(*date, *days, span),
            _ => {
                let message =
                    format!("`{}` cannot join {} and {}", operator.sign(), one.sort(), other.sort());
                Err(Mistake::new(span, message))
            }
        }
    }

    fn looped(&mut self, looped: &'e Loop, span: Span) -> Outcome<'s> {
        let list = self.value(&looped.list)?;
        let Some(items) = list.items() else {
            return Err(Mistake::new(
                looped.list.span,
                format!("this is {}, and a list is wanted", list.sort()),
            ));
        };
        let place = self.locals.len();
        let mut kept = Vec::new();
        let mut found = 0;
        for item in items {
            self.locals.truncate(place);
            self.locals.push((&looped.variable, item.clone()));
            if looped.what == What::Map && looped.then.is_none() {
                self.spend(ITEM, span)?;
                kept.push(self.value(&looped.body)?);
                continue;
            }
            let holds = self.holds(&looped.body)?;
            match looped.what {
                What::All if !holds => return self.done(place, false.into()),
                What::Exists if holds => return self.done(place, true.into()),
                What::ExistsOne if holds => found += 1,
                What::Filter if holds => {
                    self.spend(ITEM, span)?;
                    kept.push(item.clone());
                }
                What::Map if holds => {
                    self.spend(ITEM, span)?;
                    kept.push(looped.then.as_ref().map_or(Ok(Value::Missing), |then| self.value(then))?);
                }
                _ => {}
            }
        }
        let value = match looped.what {
            What::All => true.into(),
            What::Exists => false.into(),
            What::ExistsOne => (found == 1).into(),
            What::Filter | What::Map => Value::list(kept),
        };
        self.done(place, value)
    }

    /// Ends a loop: its variable holds no longer.
    fn done(&mut self, place: usize, value: Value<'s>) -> Outcome<'s> {
        self.locals.truncate(place);
        Ok(value)
    }

    fn call(&mut self, call: &'e Call, span: Span) -> Outcome<'s> {
        let Some(function) = functions::named(&call.name) else {
            return Err(Mistake::new(call.named, format!("there is no function `{}`", call.name)));
        };
        let mut values = Vec::with_capacity(function.takes.len());
        if function.of_record && !call.method && call.arguments.len() < function.takes.len() {
            values.push(self.this.clone());
        }
        for argument in &call.arguments {
            let value = self.value(argument)?;
            let want =
                function.takes.get(values.len()).or(function.takes.last()).copied().unwrap_or(Want::Any);
            if !want.fits(&value) {
                let message = format!(
                    "`{}` is given {} {}, and {} is wanted",
                    call.name,
                    value.sort(),
                    self.world.name_of(&value),
                    want.ty().sort()
                );
                return Err(
                    Mistake::new(argument.span, message).help(format!("write it like `{}`", function.usage))
                );
            }
            values.push(value);
        }
        if values.len() < function.least {
            return Err(Mistake::new(span, format!("`{}` is given too little", call.name))
                .help(format!("write it like `{}`", function.usage)));
        }
        (function.run)(self.world, &values).map_err(|fault| told(fault, span))
    }
}

fn told(fault: Fault, span: Span) -> Mistake {
    if fault.exhausted {
        return exhausted(span);
    }
    Mistake { span, message: fault.message, help: fault.help, exhausted: false }
}

fn exhausted(span: Span) -> Mistake {
    let message = format!("the expression takes more than {} steps", text::thousands(super::STEPS as usize));
    let help =
        "look at fewer records: a loop inside a loop looks at every pair; `names(...)` follows links instead";
    Mistake { exhausted: true, ..Mistake::new(span, message).help(help) }
}

fn calculated<'s>(operator: Operator, one: f64, other: f64, span: Span) -> Outcome<'s> {
    let number = match operator {
        Operator::Add => one + other,
        Operator::Subtract => one - other,
        Operator::Multiply => one * other,
        Operator::Divide => one / other,
        _ => one % other,
    };
    if number.is_finite() {
        return Ok(Value::Number(number));
    }
    let help = "`percent(a, b)` is missing where there is nothing to divide by";
    Err(Mistake::new(span, if other == 0.0 { "this divides by 0" } else { "the number is too large" })
        .help(help))
}

fn moved<'s>(date: Moment, days: f64, span: Span) -> Outcome<'s> {
    let day = (days.abs() < 1e9).then(|| date.day.plus_days(days as i64)).flatten();
    day.map(Value::from).ok_or_else(|| Mistake::new(span, "there is no such date in the calendar"))
}
