//! Finds what is wrong with an expression before any record is looked at: names, arguments, values that do not compare.

use super::functions::{self, Function, Gives, Want};
use super::mistake::Mistake;
use super::scope::Scope;
use super::tree::{Call, Form, Loop, Node, Operator, What};
use super::types::Type;
use crate::base::{Date, Period, Span, text};
use crate::schema::KindId;

impl Scope<'_> {
    /// The type of what a part comes to.
    pub(super) fn check(&mut self, node: &Node) -> Result<Type, Mistake> {
        match &node.form {
            Form::Null => Ok(Type::Any),
            Form::Bool(_) => Ok(Type::Bool),
            Form::Number(_) => Ok(Type::Number),
            Form::Text(_) => Ok(Type::Text),
            Form::Name(name) => self.name(name, node.span),
            Form::Field(of, name) => {
                let ty = self.check(of)?;
                let end = node.span.end;
                self.member(&ty, name, Span::new(end.saturating_sub(name.len() as u32), end), false)
            }
            Form::Index(of, place) => self.index(of, place),
            Form::List(items) => {
                let types = items.iter().map(|item| self.check(item)).collect::<Result<Vec<_>, _>>()?;
                let first = types.first().cloned().unwrap_or(Type::Any);
                Ok(if types.iter().all(|ty| *ty == first) { first } else { Type::Any }.list())
            }
            Form::Not(inner) => self.condition(inner),
            Form::Negate(inner) => self.wants(inner, &Type::Number).map(|_| Type::Number),
            Form::And(left, right) | Form::Or(left, right) => {
                self.condition(left)?;
                self.condition(right)
            }
            Form::Binary(operator, left, right) => self.binary(*operator, left, right),
            Form::Choice(parts) => {
                self.condition(&parts[0])?;
                let (yes, no) = (self.check(&parts[1])?, self.check(&parts[2])?);
                Ok(if yes == no || no == Type::Any {
                    yes
                } else if yes == Type::Any {
                    no
                } else {
                    Type::Any
                })
            }
            Form::Has(inner) => self.check(inner).map(|_| Type::Bool),
            Form::Loop(looped) => self.looped(looped),
            Form::Call(call) => self.call(call, node.span),
        }
    }

    /// A part that must be yes or no.
    pub(super) fn condition(&mut self, node: &Node) -> Result<Type, Mistake> {
        let ty = self.check(node)?;
        if ty.fits(&Type::Bool) {
            return Ok(Type::Bool);
        }
        let mistake = Mistake::new(node.span, format!("this is {}, and a condition is wanted", ty.sort()));
        Err(match ty {
            Type::List(_) => mistake.help("ask `size(...) > 0`"),
            Type::Date | Type::Text => mistake.help("ask whether it is given with `has(...)`, or compare it"),
            _ => mistake.help("compare it with something: `==`, `<`, `in`"),
        })
    }

    fn wants(&mut self, node: &Node, wanted: &Type) -> Result<Type, Mistake> {
        let ty = self.check(node)?;
        if ty.fits(wanted) {
            return Ok(ty);
        }
        Err(Mistake::new(node.span, format!("this is {}, and {} is wanted", ty.sort(), wanted.sort())))
    }

    fn index(&mut self, of: &Node, place: &Node) -> Result<Type, Mistake> {
        let ty = self.check(of)?;
        match (&ty, &place.form) {
            (Type::List(item), _) => self.wants(place, &Type::Number).map(|_| (**item).clone()),
            (_, Form::Text(name)) => self.member(&ty, name, place.span, false),
            _ => {
                self.check(place)?;
                Ok(Type::Any)
            }
        }
    }

    fn binary(&mut self, operator: Operator, left: &Node, right: &Node) -> Result<Type, Mistake> {
        let (one, other) = (self.check(left)?, self.check(right)?);
        let span = Span::new(left.span.start, right.span.end);
        match operator {
            Operator::In => match &other {
                Type::List(item) if !one.fits(item) => Err(unlike(span, &one, item, right)),
                Type::List(_) | Type::Any => Ok(Type::Bool),
                other => Err(Mistake::new(
                    right.span,
                    format!("this is {}, and `in` looks into a list", other.sort()),
                )
                .help("write `text.contains(part)` for a text in a text")),
            },
            _ if operator.is_arithmetic() => arithmetic(operator, &one, &other, span),
            _ if !one.fits(&other) => Err(unlike(span, &one, &other, right)),
            _ if operator.is_order() => match [&one, &other]
                .into_iter()
                .find(|ty| !matches!(ty, Type::Any | Type::Number | Type::Text | Type::Date | Type::Bool))
            {
                Some(ty) => {
                    Err(Mistake::new(span, format!("`{}` cannot compare {}", operator.sign(), ty.sort()))
                        .help("compare numbers, dates or texts; `size(list)` is a number"))
                }
                None => Ok(Type::Bool),
            },
            _ => self.words(left, right).and_then(|()| self.words(right, left)).map(|()| Type::Bool),
        }
    }

    /// Holds a word that a status is compared with against the states of the kind.
    fn words(&self, one: &Node, other: &Node) -> Result<(), Mistake> {
        let (Form::Name(name), Form::Text(word)) = (&one.form, &other.form) else {
            return Ok(());
        };
        let super::scope::Item::Record(Some(kind)) = self.item else { return Ok(()) };
        if self.locals.iter().any(|(local, _)| local == name) {
            return Ok(());
        }
        let kind = self.schema.kind(kind);
        let field = kind.field(name).map(|(_, field)| &field.ty);
        let words = match field {
            _ if name == "status" => &kind.statuses,
            Some(crate::schema::FieldType::Choice(words)) => words,
            _ => return Ok(()),
        };
        if words.iter().any(|known| known == word) || word.is_empty() {
            return Ok(());
        }
        let message = format!("`{name}` of kind `{}` is never \"{}\"", kind.name, text::brief(word, 40));
        Err(Mistake::new(other.span, message).near(word, words.iter().map(String::as_str)))
    }

    fn looped(&mut self, looped: &Loop) -> Result<Type, Mistake> {
        let list = self.check(&looped.list)?;
        if !matches!(list, Type::List(_) | Type::Any) {
            return Err(Mistake::new(
                looped.list.span,
                format!("this is {}, and a list is wanted", list.sort()),
            ));
        }
        self.locals.push((looped.variable.clone(), list.item()));
        let body = match looped.what {
            What::Map if looped.then.is_none() => self.check(&looped.body),
            _ => self.condition(&looped.body),
        };
        let then = looped.then.as_ref().map(|then| self.check(then)).transpose();
        self.locals.pop();
        let (body, then) = (body?, then?);
        Ok(match looped.what {
            What::Filter => list,
            What::Map => then.unwrap_or(body).list(),
            _ => Type::Bool,
        })
    }

    fn call(&mut self, call: &Call, span: Span) -> Result<Type, Mistake> {
        let Some(function) = functions::named(&call.name) else {
            let names = functions::all().map(|function| function.name);
            let names = names.chain(What::ALL.iter().map(|(name, _)| *name)).chain(["has"]);
            return Err(Mistake::new(call.named, format!("there is no function `{}`", call.name))
                .near(&call.name, names));
        };
        let own = function.of_record && !call.method && call.arguments.len() < function.takes.len();
        let given = call.arguments.len() + usize::from(own);
        if given < function.least || (given > function.takes.len() && !function.many) {
            return Err(Mistake::new(
                span,
                format!("`{}` is given {}", call.name, text::count(call.arguments.len(), "value")),
            )
            .help(format!("write it like `{}`", function.usage)));
        }
        let mut types = Vec::with_capacity(given);
        if own {
            types.push(self.this(call)?);
        }
        for argument in &call.arguments {
            let want =
                function.takes.get(types.len()).or(function.takes.last()).copied().unwrap_or(Want::Any);
            let ty = self.wants(argument, &want.ty()).map_err(|mistake| match mistake.help {
                None => mistake.help(format!("`{}` is used like `{}`", call.name, function.usage)),
                Some(_) => mistake,
            })?;
            self.literal(want, argument, types.last())?;
            types.push(ty);
        }
        Ok(self.gives(function, call, &types))
    }

    fn this(&self, call: &Call) -> Result<Type, Mistake> {
        self.item.ty().filter(|ty| matches!(ty, Type::Record(_))).ok_or_else(|| {
            Mistake::new(call.named, format!("`{}` asks a record, and there is none here", call.name))
                .help(format!("put a record before it: `r.{}(...)`", call.name))
        })
    }

    /// Checks a text that names something.
    fn literal(&self, want: Want, argument: &Node, of: Option<&Type>) -> Result<(), Mistake> {
        let Form::Text(word) = &argument.form else { return Ok(()) };
        let at = argument.span;
        let brief = text::brief(word, 60);
        match want {
            Want::Kind if self.schema.named(word).is_none() => {
                Err(Mistake::new(at, format!("there is no kind `{brief}`")).near(word, self.schema.names()))
            }
            Want::DateText if word.parse::<Date>().is_err() => {
                Err(Mistake::new(at, format!("`{brief}` is not a date")).help("write it as \"2026-11-22\""))
            }
            Want::Period if word.parse::<Period>().is_err() => {
                Err(Mistake::new(at, format!("`{brief}` is not a period"))
                    .help("write a number and a unit: \"90 days\", \"6 months\" or \"1 year\""))
            }
            Want::LinkField => {
                let kind = match of {
                    Some(Type::Record(kind)) => *kind,
                    _ => None,
                };
                let places = self.link_fields(kind);
                if places.contains(&word.as_str()) {
                    return Ok(());
                }
                let who = kind.map_or("no kind has".to_owned(), |kind| {
                    format!("kind `{}` has no", self.schema.kind(kind).name)
                });
                let article = if kind.is_some() { "" } else { " a" };
                Err(Mistake::new(at, format!("{who}{article} link field `{brief}`")).near(word, places))
            }
            Want::LinkPlace => {
                let places: Vec<String> = self
                    .schema
                    .kinds()
                    .flat_map(|(_, kind)| {
                        kind.links.iter().map(|link| format!("{}.{}", kind.name, link.path))
                    })
                    .collect();
                if places.iter().any(|place| place == word) {
                    return Ok(());
                }
                Err(Mistake::new(at, format!("there is no link field `{brief}`"))
                    .help("write kind and field: \"risk.controls\"")
                    .near(word, places.iter().map(String::as_str)))
            }
            _ => Ok(()),
        }
    }

    fn link_fields(&self, kind: Option<KindId>) -> Vec<&str> {
        let kinds = self.schema.kinds().filter(|(id, _)| kind.is_none_or(|kind| kind == *id));
        kinds.flat_map(|(_, kind)| kind.links.iter().map(|link| link.path.as_str())).collect()
    }

    fn gives(&self, function: &Function, call: &Call, types: &[Type]) -> Type {
        let first = || types.first().cloned().unwrap_or(Type::Any);
        let kind = |name: &str| self.schema.named(name).map(|(kind, _)| kind);
        let word = || match call.arguments.last().map(|argument| &argument.form) {
            Some(Form::Text(word)) => Some(word.as_str()),
            _ => None,
        };
        match function.gives {
            Gives::Bool => Type::Bool,
            Gives::Number => Type::Number,
            Gives::Text => Type::Text,
            Gives::Date => Type::Date,
            Gives::Record => Type::Record(None),
            Gives::Rows(rows) => Type::Row(rows).list(),
            Gives::Same => first(),
            Gives::Flat => match first().item() {
                inner @ Type::List(_) => inner,
                _ => Type::Any.list(),
            },
            Gives::Item => match first() {
                Type::List(item) => *item,
                other => other,
            },
            Gives::Records => {
                let name = word().map(|word| word.split('.').next().unwrap_or(word));
                Type::Record(name.and_then(kind)).list()
            }
            Gives::Linked => Type::Record(self.linked(types.first(), word())).list(),
        }
    }

    /// The kind of the records that a link field may name, where there is only one.
    fn linked(&self, of: Option<&Type>, field: Option<&str>) -> Option<KindId> {
        let Some(Type::Record(Some(kind))) = of else { return None };
        let link = self.schema.kind(*kind).links.iter().find(|link| Some(link.path.as_str()) == field)?;
        match link.target.kinds.as_slice() {
            [only] if !link.target.any => self.schema.named(only).map(|(kind, _)| kind),
            _ => None,
        }
    }
}

fn arithmetic(operator: Operator, one: &Type, other: &Type, span: Span) -> Result<Type, Mistake> {
    let both = |ty: &Type| one.fits(ty) && other.fits(ty);
    match (operator, one, other) {
        (_, Type::Any, Type::Any) => Ok(Type::Any),
        (Operator::Add, Type::List(_), Type::List(_)) => {
            Ok(if one == other { one.clone() } else { Type::Any.list() })
        }
        (Operator::Add, Type::Text, _) if both(&Type::Text) => Ok(Type::Text),
        (Operator::Add, Type::Any, Type::Text) => Ok(Type::Text),
        (Operator::Subtract, Type::Date, Type::Date) => Ok(Type::Number),
        (Operator::Add | Operator::Subtract, Type::Date, Type::Number) => Ok(Type::Date),
        (Operator::Add | Operator::Subtract, Type::Date, Type::Any) => Ok(Type::Any),
        (Operator::Subtract, Type::Any, Type::Date) => Ok(Type::Number),
        (Operator::Add, Type::Number, Type::Date) => Ok(Type::Date),
        (Operator::Add, Type::Any, Type::List(_)) => Ok(Type::Any.list()),
        (Operator::Add, Type::List(_), Type::Any) => Ok(Type::Any.list()),
        _ if both(&Type::Number) => {
            Ok(if *one == Type::Any && operator == Operator::Add { Type::Any } else { Type::Number })
        }
        _ => {
            let message = format!("`{}` cannot join {} and {}", operator.sign(), one.sort(), other.sort());
            let help = match (one, other) {
                (Type::Date, Type::Text) => "move a date with `plus(date, \"6 months\")` or `minus(...)`",
                (Type::Text, _) | (_, Type::Text) => "make a text of a value with `string(...)`",
                _ => "calculate with numbers, or with a date and a number of days",
            };
            Err(Mistake::new(span, message).help(help))
        }
    }
}

/// Two values of which neither can ever be the other.
fn unlike(span: Span, one: &Type, other: &Type, right: &Node) -> Mistake {
    let mistake = Mistake::new(span, format!("{} is compared with {}", one.sort(), other.sort()));
    match (one, other, &right.form) {
        (Type::Date, Type::Text, Form::Text(word)) if word.parse::<Date>().is_ok() => {
            mistake.help(format!("write `date(\"{word}\")`"))
        }
        (Type::Date, Type::Number, Form::Binary(Operator::Subtract, ..)) => {
            mistake.help("write a date as `date(\"2026-11-22\")`")
        }
        (Type::Number, Type::Text, Form::Text(word)) if word.trim().parse::<f64>().is_ok() => {
            mistake.help(format!("write {} without quotes", word.trim()))
        }
        (Type::List(_), ..) => mistake.help("ask whether a list holds something: `\"x\" in list`"),
        _ => mistake,
    }
}
