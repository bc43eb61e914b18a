//! A record is what its kind says. Most rules of this family are reported while files are read.

pub(super) mod duplicate_id;
