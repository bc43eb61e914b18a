//! Who is behind an e-mail address of git: the person whose record lists it.

use std::collections::HashMap;

use super::commit::Identity;
use crate::record::field::{Items, PERSON_EMAILS};
use crate::system::{RecordId, System};
use crate::yaml::NodeRef;

/// Persons by their e-mail addresses. Small and capital letters are the same.
#[derive(Debug, Default)]
pub struct People {
    by_email: HashMap<String, RecordId>,
}

impl People {
    /// Reads the `emails` of all persons. An address that two persons list is the first one's.
    pub fn of(system: &System) -> Self {
        let mut by_email = HashMap::new();
        for (id, person) in system.of_kind("person") {
            let emails = person.get(PERSON_EMAILS).into_iter().flat_map(Items::iter);
            for email in emails.filter_map(NodeRef::scalar) {
                by_email.entry(email.trim().to_lowercase()).or_insert(id);
            }
        }
        Self { by_email }
    }

    /// The person behind a name in git; `None` where no record lists the address.
    pub fn person(&self, identity: &Identity) -> Option<RecordId> {
        self.by_email.get(&identity.email.to_lowercase()).copied()
    }
}
