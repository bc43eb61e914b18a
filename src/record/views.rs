//! What is computed from a record and never stored: scores, the next review, deadlines.

use super::Record;
use super::decode::input;
use super::field::{Items, REVIEW_INTERVAL, RISK_METHOD};
use crate::base::{Date, Period};
use crate::risk::{AxisName, Method, RiskMethods, Score};
use crate::schema::{Field, FieldType};
use crate::yaml::NodeRef;

/// Which of a risk's three assessments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// If there were no controls.
    Inherent,
    /// As things stand.
    Current,
    /// Once the planned treatment is done.
    Residual,
}

impl Stage {
    /// The fields of the stage: likelihood and impact.
    pub fn fields(self) -> (&'static str, &'static str) {
        match self {
            Self::Inherent => ("inherent_likelihood", "inherent_impact"),
            Self::Current => ("likelihood", "impact"),
            Self::Residual => ("residual_likelihood", "residual_impact"),
        }
    }
}

impl Record {
    /// The method a risk is scored with: the one it names, or the default.
    pub fn risk_method<'m>(&self, methods: &'m RiskMethods) -> Option<&'m Method> {
        methods.get(self.get(RISK_METHOD))
    }

    /// The score of a stage; `None` where a level is missing or not on the scale. A stage that gives one of the two
    /// levels takes the other from the current assessment.
    pub fn score(&self, stage: Stage, methods: &RiskMethods) -> Option<Score> {
        let (likelihood, impact) = stage.fields();
        let given = |name| self.value(name);
        if given(likelihood).is_none() && given(impact).is_none() {
            return None;
        }
        let (now_likelihood, now_impact) = Stage::Current.fields();
        let method = self.risk_method(methods)?;
        let likelihood = given(likelihood).or_else(|| given(now_likelihood))?;
        let impact = given(impact).or_else(|| given(now_impact))?;
        let value = |axis, node: NodeRef<'_>| method.axis(axis).value(&input(node)).ok();
        Some(method.score_of(value(AxisName::Likelihood, likelihood)?, value(AxisName::Impact, impact)?))
    }

    /// The level of a stage on one axis; `None` where the stage does not give it, or it is not on the scale.
    pub fn level(&self, stage: Stage, axis: AxisName, methods: &RiskMethods) -> Option<f64> {
        let (likelihood, impact) = stage.fields();
        let name = if axis == AxisName::Likelihood { likelihood } else { impact };
        self.level_at(self.value(name)?, axis, methods)
    }

    /// The number of a level that the record gives on an axis of its risk method.
    pub fn level_at(&self, node: NodeRef<'_>, axis: AxisName, methods: &RiskMethods) -> Option<f64> {
        self.risk_method(methods)?.axis(axis).value(&input(node)).ok()
    }

    /// How often the record is reviewed: as it says, or else as configured for its kind, or else as its kind says.
    pub fn review_interval(&self, configured: Option<Period>) -> Option<Period> {
        self.get(REVIEW_INTERVAL).or(configured).or(self.kind().review)
    }

    /// Dates by which something was still to be done on a day. A deadline is met when the field that says so has a date
    /// that is not after that day.
    pub fn deadlines(&self, as_of: Date) -> Vec<Deadline<'_>> {
        let mut found = Vec::new();
        collect("", &self.kind().fields, &|name| self.value(name), as_of, &mut found);
        found
    }

    /// Every date that says that something happened, also inside maps and lists, with the path of its field.
    pub fn claims(&self) -> Vec<Claim> {
        let mut found = Vec::new();
        self.each_claim(|at, date, node| found.push(Claim { path: at.path(), date, node: node.index() }));
        found
    }

    /// [`Record::claims`] one after the other, each with its place, its day and the node with that.
    pub fn each_claim(&self, mut tell: impl FnMut(&At<'_>, Date, NodeRef<'_>)) {
        for (field, node) in self.fields() {
            claims(None, field, node, &mut tell);
        }
    }
}

/// A date that says that something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The field's path, such as `sessions[1].held_on`.
    pub path: String,
    /// The day.
    pub date: Date,
    /// The node with the date.
    pub node: u32,
}

/// Where a claim stands: written out only where somebody asks.
#[derive(Debug)]
pub struct At<'p> {
    parent: Option<&'p At<'p>>,
    name: &'p str,
    item: Option<usize>,
}

impl At<'_> {
    /// Whether it is a field of the record itself with this name.
    pub fn is(&self, field: &str) -> bool {
        self.parent.is_none() && self.item.is_none() && self.name == field
    }

    /// Whether it is in an entry of a list.
    pub fn is_in_list(&self) -> bool {
        self.item.is_some() || self.parent.is_some_and(At::is_in_list)
    }

    fn path(&self) -> String {
        let before = self.parent.map(|parent| parent.path() + ".").unwrap_or_default();
        let place = self.item.map(|item| format!("[{item}]")).unwrap_or_default();
        before + self.name + &place
    }
}

fn claims(
    parent: Option<&At<'_>>,
    field: &Field,
    node: NodeRef<'_>,
    tell: &mut impl FnMut(&At<'_>, Date, NodeRef<'_>),
) {
    let inner: &[Field] = match &field.ty {
        FieldType::Map(inner) => inner,
        FieldType::Date | FieldType::Moment if field.claim => &[],
        _ => return,
    };
    for (index, item) in Items::of(node).iter().enumerate() {
        let at = At { parent, name: &field.name, item: field.list.then_some(index) };
        if let Some(date) = item.scalar().and_then(|text| text.get(..10)?.parse().ok()) {
            tell(&at, date, item);
        }
        for field in inner {
            if let Some(node) = item.get(&field.name).filter(|node| !node.is_null()) {
                claims(Some(&at), field, node, tell);
            }
        }
    }
}

/// A date by which something is to be done.
#[derive(Debug, Clone)]
pub struct Deadline<'a> {
    /// The field's path, such as `effectiveness.due`.
    pub path: String,
    /// The day.
    pub date: Date,
    /// The node with the date.
    pub node: u32,
    /// The field.
    pub field: &'a Field,
}

fn collect<'a>(
    before: &str,
    fields: &'a [Field],
    get: &dyn Fn(&str) -> Option<NodeRef<'a>>,
    as_of: Date,
    found: &mut Vec<Deadline<'a>>,
) {
    let day = |node: NodeRef<'_>| node.scalar().and_then(|text| text.get(..10)?.parse::<Date>().ok());
    for field in fields {
        match &field.ty {
            FieldType::Date if field.deadline => {
                let met = field.met_by.as_deref().and_then(get).filter(|node| !node.is_null());
                if met.is_some_and(|node| day(node).is_none_or(|met| met <= as_of)) {
                    continue;
                }
                let Some(node) = get(&field.name) else { continue };
                let path = format!("{before}{}", field.name);
                found.extend(day(node).map(|date| Deadline { path, date, node: node.index(), field }));
            }
            FieldType::Map(inner) if !field.list => {
                if let Some(map) = get(&field.name) {
                    let path = format!("{before}{}.", field.name);
                    collect(&path, inner, &|name| map.get(name), as_of, found);
                }
            }
            _ => {}
        }
    }
}
