//! Works a definition out over a system.

use super::definition::{Definition, Ready, Shape};
use super::figure::{Figure, LeftOut, Origin};
use crate::expression::{Mistake, Value, World};
use crate::system::System;

/// The figure of a definition; where an expression of it fails, why.
pub(super) fn figure(world: &World<'_>, definition: &Definition) -> Figure {
    world.rest();
    let tally =
        definition.ready(&world.system().schema).and_then(|ready| Tally::take(world, definition, &ready));
    match tally {
        Ok(tally) => tally.figure(world.system(), definition),
        Err(mistake) => {
            let empty = Tally::default();
            Figure {
                value: Err(format!("cannot be worked out: {}", mistake.message)),
                ..empty.figure(world.system(), definition)
            }
        }
    }
}

/// The items of a metric, sorted by what becomes of them.
#[derive(Debug, Default)]
struct Tally {
    part: Vec<String>,
    rest: Vec<String>,
    values: Vec<f64>,
    left_out: Vec<LeftOut>,
}

impl Tally {
    fn take<'s>(world: &World<'s>, definition: &Definition, ready: &Ready) -> Result<Self, Mistake> {
        let reasons = ready.leave_out.iter().map(|(_, why)| LeftOut { why: why.clone(), items: Vec::new() });
        let mut tally = Self { left_out: reasons.collect(), ..Self::default() };
        let over = ready.over.value(world, Value::Missing, &[])?;
        for item in over.items().unwrap_or_default() {
            let mut names: Vec<(&str, Value<'s>)> = Vec::with_capacity(ready.names.len());
            for (name, expression) in &ready.names {
                let value = expression.value(world, item.clone(), &names)?;
                names.push((name, value));
            }
            tally.add(world, definition, ready, item, &names)?;
        }
        tally.left_out.retain(|left| !left.items.is_empty());
        Ok(tally)
    }

    fn add<'s>(
        &mut self,
        world: &World<'s>,
        definition: &Definition,
        ready: &Ready,
        item: &Value<'s>,
        names: &[(&str, Value<'s>)],
    ) -> Result<(), Mistake> {
        for (index, (when, _)) in ready.leave_out.iter().enumerate() {
            if when.holds(world, item.clone(), names)? {
                self.left_out[index].items.push(world.item_name(item));
                return Ok(());
            }
        }
        let counts = if definition.shape.counts() {
            ready.ask.holds(world, item.clone(), names)?
        } else {
            let number = ready.ask.value(world, item.clone(), names)?.number();
            self.values.extend(number);
            number.is_some()
        };
        if counts { &mut self.part } else { &mut self.rest }.push(world.item_name(item));
        Ok(())
    }

    fn figure(self, system: &System, definition: &Definition) -> Figure {
        let whole = self.part.len() + self.rest.len();
        let value = self.value(definition.shape, whole).ok_or_else(|| definition.empty.clone());
        let counted = definition.shape.counts();
        let setting = |list: &[(crate::base::Spanned<String>, f64)], default: Option<f64>| {
            list.iter().find(|(name, _)| name.value == definition.id).map(|(_, number)| *number).or(default)
        };
        Figure {
            id: definition.id.clone(),
            title: definition.title.clone(),
            unit: definition.unit.clone(),
            value,
            part: counted.then_some(self.part.len()),
            whole: Some(if counted { whole } else { self.values.len() }),
            left_out: self.left_out,
            period: None,
            target: setting(&system.config.metrics.targets, definition.target),
            alarm: setting(&system.config.metrics.alarms, definition.alarm),
            better: Some(definition.better),
            clauses: definition.clauses.clone(),
            origin: Origin::Computed,
            counted: [self.part, self.rest],
        }
    }

    /// The value; `None` where there is nothing to take it of. Never 0 % or 100 % of nothing.
    fn value(&self, shape: Shape, whole: usize) -> Option<f64> {
        let part = self.part.len() as f64;
        match shape {
            Shape::Share => (whole > 0).then(|| part * 100.0 / whole as f64),
            Shape::Count => (whole > 0).then_some(part),
            _ if self.values.is_empty() => None,
            Shape::Mean => Some(self.values.iter().sum::<f64>() / self.values.len() as f64),
            Shape::Median => Some(median(&self.values)),
            Shape::Lowest => self.values.iter().copied().min_by(f64::total_cmp),
            Shape::Highest => self.values.iter().copied().max_by(f64::total_cmp),
        }
    }
}

/// The middle value, or the mean of the two in the middle.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { f64::midpoint(sorted[middle - 1], sorted[middle]) }
}
