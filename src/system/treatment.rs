//! What is done about a risk: something treats it, or somebody accepted it.

use super::{RecordId, System};
use crate::base::Date;
use crate::record::field::RISK_ACCEPTANCE;
use crate::schema::State;

impl System {
    /// Whether a risk names a control, or an action that was not cancelled addresses it.
    pub fn is_treated(&self, risk: RecordId) -> bool {
        let record = self.record(risk);
        let names_control =
            record.links().iter().any(|link| record.kind().link(link.link).path == "controls");
        let stands = |action: RecordId| !self.record(action).is_in(State::Retired, self.as_of);
        names_control || self.naming(risk, "action", "addresses").any(stands)
    }

    /// The last day of an acceptance of a risk that has run out.
    pub fn acceptance_ended(&self, risk: RecordId) -> Option<Date> {
        let acceptance = self.record(risk).get(RISK_ACCEPTANCE)?;
        let until: Date = acceptance.get("until")?.scalar()?.parse().ok()?;
        (until < self.as_of).then_some(until)
    }

    /// Whether an acceptance of a risk is in force: somebody gave it, it has begun and it has not run out.
    pub fn is_accepted(&self, risk: RecordId) -> bool {
        self.record(risk).get(RISK_ACCEPTANCE).is_some_and(|acceptance| {
            let day = |key| acceptance.get(key).and_then(|node| node.scalar()?.parse::<Date>().ok());
            acceptance.get("by").is_some_and(|by| !by.is_null())
                && day("on").is_none_or(|on| on <= self.as_of)
                && day("until").is_none_or(|until| until >= self.as_of)
        })
    }
}
