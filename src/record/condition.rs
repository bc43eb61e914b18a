//! Whether a condition of a kind file holds for a record on a day.

use super::Record;
use super::field::{Items, STATUS};
use crate::base::Date;
use crate::schema::{Condition, State, Test, bool_value};

impl Record {
    /// Whether all tests of a condition hold as of a date. The empty condition holds.
    pub fn holds(&self, condition: &Condition, as_of: Date) -> bool {
        condition.0.iter().all(|(field, test)| self.passes(field, test, as_of))
    }

    /// Whether the record is in a state that its kind names. A retired record is closed, too.
    pub fn is_in(&self, state: State, as_of: Date) -> bool {
        let states = &self.kind().states;
        let holds = |state| states.get(&state).is_some_and(|condition| self.holds(condition, as_of));
        holds(state) || (state == State::Closed && holds(State::Retired))
    }

    /// Where the record stands: as it says, or else the first state of its kind.
    pub fn status(&self) -> &str {
        let statuses = &self.kind().statuses;
        match self.status {
            Some(place) => &statuses[usize::from(place)],
            // One that its kind does not know.
            None => self.get(STATUS).or(statuses.first().map(String::as_str)).unwrap_or(""),
        }
    }

    /// Where its status is among those of its kind; `None` where it gives one that is not.
    pub(super) fn place_of_status(&self) -> Option<u8> {
        let given = self.get(STATUS);
        let statuses = &mut self.kind().statuses.iter();
        let place = statuses.position(|status| given.is_none_or(|given| given == status));
        place.and_then(|place| u8::try_from(place).ok())
    }

    fn passes(&self, field: &str, test: &Test, as_of: Date) -> bool {
        if let (Test::OneOf(values), "status") = (test, field) {
            let status = self.status();
            return values.iter().any(|value| value == status);
        }
        let Some(node) = self.value(field) else {
            return *test == Test::Unset;
        };
        match test {
            Test::OneOf(values) => {
                Items::of(node).iter().any(|item| values.iter().any(|value| value == item.text()))
            }
            Test::Is(truth) => node.scalar().and_then(bool_value) == Some(*truth),
            Test::Set => true,
            Test::Unset => false,
            Test::Past => {
                let date = node.scalar().and_then(|text| text.get(..10)?.parse::<Date>().ok());
                date.is_some_and(|date| date < as_of)
            }
        }
    }
}
