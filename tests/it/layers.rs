//! The rooms of the code: a module imports from lower floors only (`docs/architecture.md`).

use std::path::Path;

use crate::env::{project, walk};

/// Rooms from the ground up; rooms of one floor do not import each other.
const FLOORS: &[&[&str]] = &[
    &["base"],
    &["finding", "diagram"],
    &["toml_file", "yaml"],
    &["render", "risk", "standard"],
    &["schema", "config"],
    &["record"],
    &["system"],
    &["history"],
    &["query", "expression", "schedule"],
    &["rules", "metrics"],
    &["check", "reference"],
    &["reports", "transfer"],
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
    ("git2", "system/git.rs history/repository.rs history/walk.rs history/objects.rs"),
    ("clap", "cli/"),
    ("comfy_table", "cli/table.rs"),
    ("ignore::", "system/snapshot.rs"),
    (
        "petgraph",
        "system/graph.rs system/processes.rs rules/links/link_cycle.rs rules/connectivity/island.rs",
    ),
    ("toml::", "toml_file/"),
];

#[test]
fn a_library_is_named_in_its_room_alone() {
    let mut wrong = Vec::new();
    for file in walk(&project("src")) {
        let inner = file.strip_prefix(project("src")).unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (library, places) in FENCES {
            let allowed = places.split(' ').any(|place| inner.starts_with(place));
            let named = |line: &&str| {
                line.starts_with(&format!("use {library}")) || line.contains(&format!(" {library}::"))
            };
            if !allowed && code.lines().any(|line| named(&line) && !line.trim_start().starts_with("//")) {
                wrong.push(format!("{inner} names {library}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
