//! Expressions over the worked example and small worlds.

use isms::check::Loaded;
use isms::expression::{Expression, Item, Mistake, Scope, Value, World as Records};
use isms::system::{Snapshot, System};

use crate::env::{TODAY, World, project};

fn system(world: &World) -> System {
    Loaded::read(&Snapshot::discover(world.path()).unwrap(), TODAY.parse().unwrap()).system
}

fn company() -> System {
    let root = project("examples/aehrenfeld");
    Loaded::read(&Snapshot::discover(&root).unwrap(), TODAY.parse().unwrap()).system
}

/// What a formula over all records comes to.
fn formula(system: &System, text: &str) -> Result<String, Mistake> {
    let expression = Expression::read(text, &Scope::new(&system.schema, Item::Nothing))?;
    let world = Records::new(system);
    expression.value(&world, Value::Missing, &[]).map(|value| value.to_string())
}

#[test]
fn probe() {
    let system = company();
    for text in [
        "size(records(\"risk\"))",
        "size(records(\"risk\").filter(r, r.live && r.above_appetite))",
        "mean(records(\"risk\").map(r, r.residual_score))",
        "percent(records(\"action\").filter(a, a.overdue), records(\"action\"))",
        "size(interactions().filter(i, i.declared && i.current)) / size(interactions().filter(i, i.declared))",
        "size(training_needs().filter(n, n.held))",
        "size(training_needs())",
        "training_needs().filter(n, !n.held).map(n, n.person.id + n.training.id)",
        "records(\"risk\").filter(r, r.scroe > 3)",
        "records(\"risk\").exists(r, r.due < today)",
        "recrods(\"risk\")",
        "records(\"rsik\")",
        "size(risks)",
        "records(\"action\").filter(a, a.due < \"2026-01-01\")",
        "1 +",
        "a = b",
        "first(records(\"incident\").map(i, hours(i.detected_at, i.resolved_at)))",
        "size(records(\"audit\").filter(a, a.type == \"internal\"))",
        "records(\"risk\").filter(r, r.names(\"contrls\").size() > 3)",
        "size(records().filter(r, r.stale))",
        "max(records(\"audit\").map(a, a.performed_on))",
        "records(\"audit\").map(a, a.title.matches(\"20[0-9]{2}\"))",
        "size(clauses_of_standards().filter(c, !has(c.audited)))",
        "size(clauses_of_standards())",
        "size(evidence_items())",
        "percent(1, 0)",
        "1/0",
        "size(role_holders())",
    ] {
        println!("{text}\n    {:?}", formula(&system, text));
    }
    let t = std::time::Instant::now();
    println!(
        "{:?} {:?}",
        formula(
            &system,
            "records().all(a, records().all(b, records().all(c, a.id != b.id || c.id != b.id || true)))"
        ),
        t.elapsed()
    );
}
