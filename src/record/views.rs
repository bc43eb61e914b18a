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

    /// The number of a level that the record gives on an axis of its risk method.
    pub fn level(&self, node: NodeRef<'_>, axis: AxisName, methods: &RiskMethods) -> Option<f64> {
        self.risk_method(methods)?.axis(axis).value(&input(node)).ok()
    }

    /// How often the record is reviewed: as it says, or else as configured for its kind, or else as its kind says.
    pub fn review_interval(&self, configured: Option<Period>) -> Option<Period> {
        self.get(REVIEW_INTERVAL).or(configured).or(self.kind().review)
    }

    /// Dates by which something is still to be done, with the path of their field.
    pub fn deadlines(&self) -> Vec<(String, Date)> {
        let mut found = Vec::new();
        collect("", &self.kind().fields, &|name| self.value(name), &mut found);
        found
    }

    /// Every date that says that something happened, also inside maps and lists, with the path of its field.
    pub fn claims(&self) -> Vec<Claim> {
        let mut found = Vec::new();
        for (field, node) in self.fields() {
            claims("", field, node, &mut found);
        }
        found
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

fn claims(before: &str, field: &Field, node: NodeRef<'_>, found: &mut Vec<Claim>) {
    let inner: &[Field] = match &field.ty {
        FieldType::Map(inner) => inner,
        FieldType::Date | FieldType::Moment if field.claim => &[],
        _ => return,
    };
    for (index, item) in Items::of(node).iter().enumerate() {
        let place = if field.list { format!("[{index}]") } else { String::new() };
        let path = format!("{before}{}{place}", field.name);
        let date = item.scalar().and_then(|text| text.get(..10)?.parse().ok());
        found.extend(date.map(|date| Claim { path: path.clone(), date, node: item.index() }));
        for field in inner {
            if let Some(node) = item.get(&field.name).filter(|node| !node.is_null()) {
                claims(&format!("{path}."), field, node, found);
            }
        }
    }
}

fn collect<'a>(
    before: &str,
    fields: &[Field],
    get: &dyn Fn(&str) -> Option<NodeRef<'a>>,
    found: &mut Vec<(String, Date)>,
) {
    for field in fields {
        match &field.ty {
            FieldType::Date if field.deadline => {
                if field.met_by.as_deref().and_then(get).is_some_and(|node| !node.is_null()) {
                    continue;
                }
                let date = get(&field.name).and_then(NodeRef::scalar).and_then(|text| text.parse().ok());
                found.extend(date.map(|date| (format!("{before}{}", field.name), date)));
            }
            FieldType::Map(inner) if !field.list => {
                if let Some(map) = get(&field.name) {
                    collect(&format!("{before}{}.", field.name), inner, &|name| map.get(name), found);
                }
            }
            _ => {}
        }
    }
}
