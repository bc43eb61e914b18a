//! The last audit of the management system, since which people ask what changed.

use super::{RecordId, System};
use crate::base::Date;
use crate::record::field::{AUDIT_PERFORMED_ON, AUDIT_TYPE};

impl System {
    /// The newest audit that was performed before a day, and its day. Audits of suppliers are not about this management
    /// system.
    pub fn last_audit(&self, before: Date) -> Option<(RecordId, Date)> {
        let own = self.of_kind("audit").filter(|(_, record)| record.get(AUDIT_TYPE) != Some("supplier"));
        let performed = own.filter_map(|(id, record)| Some((id, record.get(AUDIT_PERFORMED_ON)?)));
        performed.filter(|(_, day)| *day < before).max_by_key(|(id, day)| (*day, std::cmp::Reverse(*id)))
    }
}
