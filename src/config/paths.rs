//! Paths and path patterns of `isms.toml`: relative to the root, forward slashes, never outside the repository.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::Config;
use crate::base::{Spanned, text};
use crate::finding::{Finding, Label};
use crate::toml_file::{Item, Table};

/// A pattern of paths: `*` stays within a folder, `**` crosses folders, and a plain path means the file or all that
/// lies in the folder.
#[derive(Debug, Clone)]
pub struct PathPattern {
    written: Spanned<String>,
    matcher: GlobSet,
}

/// Which files are records.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// Only what matches one of these; everything where there is none.
    pub include: Vec<PathPattern>,
    /// But nothing that matches one of these.
    pub exclude: Vec<PathPattern>,
}

impl PathPattern {
    /// The pattern as it was written.
    pub fn written(&self) -> &Spanned<String> {
        &self.written
    }

    /// Whether a path, relative to the root and with forward slashes, matches.
    pub fn matches(&self, path: &str) -> bool {
        self.matcher.is_match(path)
    }

    fn read(item: Item<'_>) -> Option<Self> {
        let (name, file) = (item.name(), item.file());
        let written = item.string()?;
        let report = |message: String, help: Option<&str>| file.report(written.span, message, help);
        let shown = text::brief(&written.value, 60);
        if let Some((problem, help)) = strays(&written.value) {
            report(format!("{name} has \"{shown}\", {problem}"), Some(help));
            return None;
        }
        match compile(inside(&written.value)) {
            Ok(matcher) => Some(Self { written, matcher }),
            Err(error) => {
                let kind = error.kind().to_string();
                report(format!("{name} has \"{shown}\", which is not a path pattern: {kind}"), None);
                None
            }
        }
    }

    /// Reads a list of patterns; those that are wrong are left out.
    pub(super) fn list(item: Item<'_>) -> Vec<Self> {
        item.items().unwrap_or_default().into_iter().filter_map(Self::read).collect()
    }

    /// The written pattern with its leading plain folders replaced by the nearest path that exists.
    fn suggestion(&self, known: &BTreeSet<&str>) -> Option<String> {
        let pattern = inside(&self.written.value);
        let plain_end = pattern.find(['*', '?', '[', '{']).map_or(pattern.len(), |special| {
            pattern.get(..special).and_then(|before| before.rfind('/')).unwrap_or(0)
        });
        let (plain, rest) = pattern.split_at(plain_end);
        let near = text::nearest(plain, known.iter().copied()).filter(|near| *near != plain)?;
        Some(format!("did you mean \"{near}{rest}\"?"))
    }
}

fn compile(pattern: &str) -> Result<GlobSet, globset::Error> {
    let glob = |pattern: &str| GlobBuilder::new(pattern).literal_separator(true).build();
    let mut set = GlobSetBuilder::new();
    set.add(glob(pattern)?);
    if !pattern.contains(['*', '?', '[', '{']) {
        set.add(glob(&format!("{pattern}/**"))?);
    }
    set.build()
}

/// A path without `./` before and `/` after it.
fn inside(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path).trim_end_matches('/')
}

/// Why a path is not one inside the repository.
fn strays(path: &str) -> Option<(&'static str, &'static str)> {
    let relative = "write it relative to the folder of isms.toml";
    if inside(path).trim().is_empty() {
        return Some(("which is empty", "name a file or folder, or remove it"));
    }
    if path.contains('\\') {
        return Some(("which has a backslash", "write `/` between folders"));
    }
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with(['/', '~']) || has_drive {
        return Some(("which is not relative", relative));
    }
    if path.split('/').any(|part| part == "..") {
        return Some(("which leads out of the repository", relative));
    }
    path.contains('\0').then_some(("which no file can be called", relative))
}

/// Reads a folder inside the repository, without `./` and `/` around it.
pub(super) fn folder(item: Item<'_>) -> Option<Spanned<String>> {
    let (name, file) = (item.name(), item.file());
    let written = item.string()?;
    if let Some((problem, help)) = strays(&written.value) {
        let shown = text::brief(&written.value, 60);
        file.report(written.span, format!("{name} is \"{shown}\", {problem}"), Some(help));
        return None;
    }
    Some(Spanned::new(inside(&written.value).to_owned(), written.span))
}

/// Reads a file inside the repository, without `./` before it.
pub(super) fn file(item: Item<'_>) -> Option<Spanned<String>> {
    folder(item)
}

impl Records {
    pub(super) fn read(root: &mut Table<'_>) -> Self {
        let Some(mut table) = root.table("records") else {
            return Self::default();
        };
        let include = table.take("include").map(PathPattern::list).unwrap_or_default();
        let exclude = table.take("exclude").map(PathPattern::list).unwrap_or_default();
        table.finish();
        Self { include, exclude }
    }

    /// Whether a path may hold records: included, or nothing is, and not excluded.
    pub fn covers(&self, path: &str) -> bool {
        let matches = |pattern: &PathPattern| pattern.matches(path);
        (self.include.is_empty() || self.include.iter().any(matches)) && !self.exclude.iter().any(matches)
    }
}

impl Config {
    /// A finding for each pattern that matches none of `paths`: all files of the repository, before `[records]`
    /// chooses among them. A setting that no longer matches anything has silently lost its effect.
    pub fn unmatched_paths<S: AsRef<str>>(&self, paths: &[S]) -> Vec<Finding> {
        let overrides = self.overrides.iter().flat_map(|one| one.paths.iter().flatten());
        let patterns = self.records.include.iter().chain(&self.records.exclude).chain(overrides);
        let unmatched = |pattern: &&PathPattern| !paths.iter().any(|path| pattern.matches(path.as_ref()));
        let unmatched: Vec<&PathPattern> = patterns.filter(unmatched).collect();
        if unmatched.is_empty() {
            return Vec::new();
        }
        let known = paths_and_folders(paths);
        let finding = |pattern: &PathPattern| {
            let written = text::brief(&pattern.written.value, 60);
            let label = Label::new(&self.source, pattern.written.span, "matches nothing");
            let help = pattern.suggestion(&known).unwrap_or_else(|| "correct or remove it".to_owned());
            Finding::new("unmatched-path", format!("no file matches \"{written}\""), label).help(help)
        };
        unmatched.into_iter().map(finding).collect()
    }
}

fn paths_and_folders<S: AsRef<str>>(paths: &[S]) -> BTreeSet<&str> {
    let mut known = BTreeSet::new();
    for path in paths {
        let path = path.as_ref();
        known.insert(path);
        known.extend(path.match_indices('/').filter_map(|(at, _)| path.get(..at)));
    }
    known
}
