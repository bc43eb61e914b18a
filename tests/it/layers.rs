//! The rooms of the code: a module imports from lower floors only (`docs/architecture.md`).

use std::path::Path;

use crate::env::{project, walk};

/// Rooms from the ground up; rooms of one floor do not import each other.
const FLOORS: &[&[&str]] = &[
    &["base"],
    &["finding", "diagram"],
    &["toml_file", "yaml", "document"],
    &["words"],
    &["render", "risk"],
    &["schema", "config"],
    &["standard"],
    &["record"],
    &["system"],
    &["history"],
    &["comparison"],
    &["query", "expression", "schedule", "sample", "drawing"],
    &["rules", "metrics"],
    &["check", "reference"],
    &["reports", "transfer", "adoption"],
    &["pack"],
    &["cli"],
];

fn floor(room: &str) -> usize {
    FLOORS
        .iter()
        .position(|rooms| rooms.contains(&room))
        .unwrap_or_else(|| panic!("room {room} is on no floor"))
}

fn room_of(path: &Path) -> String {
    let inner = path.strip_prefix(project("src")).unwrap();
    inner.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// What a line takes from other rooms: `crate::finding::Finding` gives `finding`.
fn rooms_in(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or(line);
    let named = code.split("crate::").skip(1);
    named.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()).collect()
}

#[test]
fn a_room_imports_from_lower_floors_only() {
    let mut wrong = Vec::new();
    for file in walk(&project("src")) {
        let room = room_of(&file);
        if room == "lib" || room == "main" {
            continue;
        }
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            for other in rooms_in(line).into_iter().filter(|other| !other.is_empty() && *other != room) {
                if floor(other) >= floor(&room) {
                    wrong.push(format!("{}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Outside crates that one file or room alone may name.
const FENCES: &[(&str, &str)] = &[
    ("granit_parser", "yaml/parse.rs"),
    ("miette", "render/findings/frame.rs"),
    ("git2", "system/git history/repository.rs history/walk.rs history/objects.rs history/kept.rs"),
    ("clap", "cli/"),
    ("dugong", "render/diagrams/svg/dagre.rs"),
    ("comfy_table", "cli/table.rs"),
    ("ignore", "system/snapshot"),
    (
        "petgraph",
        "system/graph.rs system/impact.rs system/trace.rs drawing/ rules/links/link_cycle.rs rules/connectivity/island.rs",
    ),
    ("toml", "toml_file/"),
    ("regex", "config/tracker.rs"),
    ("icalendar", "transfer/calendar.rs"),
    ("csv", "render/csv.rs"),
    ("rust_xlsxwriter", "render/documents/xlsx/"),
    ("zip", "pack/"),
    ("pulldown_cmark", "document/markdown.rs"),
    ("krilla", "render/documents/pdf/"),
    ("parley", "render/documents/pdf/fonts.rs render/documents/pdf/shape.rs"),
    ("minijinja", "render/documents/html/cover.rs"),
    ("cel", "expression/parse.rs expression/pattern.rs"),
];

/// Whether code names an outside crate. What a `use` brings in under the same name, or a module of that name, is ours.
fn names(code: &str, library: &str) -> bool {
    let words = |line: &str| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect::<Vec<_>>()
    };
    let lines = || code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let imports = |line: &str| line.starts_with("use ") || line.starts_with("pub use ");
    let outside = |line: &str| {
        ["use ", "use ::", "pub use "].iter().any(|start| line.starts_with(&format!("{start}{library}")))
    };
    let ours =
        lines().any(|line| imports(line) && !outside(line) && words(line).iter().any(|word| word == library));
    let path = format!("{library}::");
    let starts_a_path = |line: &str| {
        line.match_indices(&path).any(|(at, _)| {
            !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                || line[..at].ends_with(" ::")
        })
    };
    lines().any(|line| outside(line) || (!ours && starts_a_path(line)))
}

#[test]
fn a_crate_is_told_from_a_module_of_its_name() {
    for (code, named) in [
        ("use csv::Writer;", true),
        ("    let writer = csv::Writer::new();", true),
        ("    f(&csv::read(a))", true),
        ("use ::csv::Writer;", true),
        ("use crate::transfer::{Sheet, csv};\n    f(&csv::write(a))", false),
        ("    crate::transfer::csv::write(a)", false),
        ("// csv::Writer", false),
    ] {
        assert_eq!(names(code, "csv"), named, "{code}");
    }
}

#[test]
fn a_library_is_named_in_its_room_alone() {
    let mut wrong = Vec::new();
    for file in walk(&project("src")) {
        let inner = file.strip_prefix(project("src")).unwrap().to_str().unwrap().to_owned();
        if inner.ends_with("tests.rs") || inner.contains("/tests/") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (library, places) in FENCES {
            let allowed = places.split(' ').any(|place| inner.starts_with(place));
            if !allowed && names(code, library) {
                wrong.push(format!("{inner} names {library}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_but_the_edge_asks_the_clock() {
    let clocks = ["Local::now", "Utc::now", "SystemTime", "OffsetDateTime", "Local::today"];
    let mut asking = Vec::new();
    for file in walk(&project("src")) {
        let inner = file.strip_prefix(project("src")).unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let asks = |line: &str| clocks.iter().any(|clock| line.split("//").next().unwrap().contains(clock));
        if text.lines().any(asks) {
            asking.push(inner);
        }
    }
    assert_eq!(asking, ["cli/terminal.rs"]);
}
