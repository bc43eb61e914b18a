//! The definitions.

use super::*;
use crate::schema::load_builtin;

#[test]
fn every_definition_is_right() {
    let (definitions, findings) = built_in();
    assert!(findings.is_empty(), "{findings:#?}");
    let (schema, _) = load_builtin();
    for definition in &definitions {
        definition.ready(&schema).unwrap_or_else(|mistake| panic!("{}: {mistake:?}", definition.id));
        assert!(!definition.says.is_empty() && !definition.clauses.is_empty(), "{}", definition.id);
    }
    let mut ids: Vec<&str> = definitions.iter().map(|definition| definition.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), definitions.len());
}
