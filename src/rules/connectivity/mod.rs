//! Records form a system and not silos. Most rules of this family are stated by kind files.

pub(super) mod decision_without_action;
pub(super) mod excluded_control_used;
pub(super) mod island;
pub(super) mod orphan_record;
pub(super) mod untreated_risk;
