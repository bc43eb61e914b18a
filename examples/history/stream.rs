//! From pieces to commits, and from commits to a repository: one `git fast-import`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use isms::base::Date;

use crate::company::{Company, Piece, Step};
use crate::derive::{self, BEGIN, day};

/// What README.md calls the plan.
const PLAN: &str = include_str!("plan.toml");

/// Writes the history into a new repository, and gives the number of commits.
pub(crate) fn build(example: &Path, folder: &Path) -> Result<usize, String> {
    let occupied = std::fs::read_dir(folder).is_ok_and(|mut inner| inner.next().is_some());
    if occupied {
        return Err(format!("{} is not empty", folder.display()));
    }
    let company = Company::read(example)?;
    let plan: toml::Table = PLAN.parse().map_err(|error| format!("plan.toml: {error}"))?;
    let (stream, commits) = History::of(&company, &plan)?.stream();
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    git(folder, &["init", "--quiet", "--initial-branch=main"], &[])?;
    git(folder, &["fast-import", "--quiet", "--force"], stream.as_bytes())?;
    git(folder, &["reset", "--quiet", "--hard", "main"], &[])?;
    Ok(commits)
}

fn git(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<(), String> {
    let mut child = Command::new("git")
        .args(["-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .spawn()
        .map_err(|error| format!("git: {error}"))?;
    let written = child.stdin.take().map(|mut stdin| stdin.write_all(input));
    let status = child.wait().map_err(|error| error.to_string())?;
    match (status.success(), written) {
        (true, Some(Ok(()))) => Ok(()),
        _ => Err(format!("git {} failed", arguments.join(" "))),
    }
}

/// Where files lay before a step.
#[derive(Debug)]
enum Layout {
    /// A folder had another name.
    Moved { from: String, to: String },
    /// The files of a folder were one.
    Joined { folder: String, file: String },
}

struct Branch {
    name: String,
    folder: String,
    first: Date,
    last: Date,
    merged: Date,
    by: String,
}

struct History<'c> {
    company: &'c Company,
    pieces: BTreeMap<String, Vec<Piece>>,
    layouts: Vec<(Step, Layout)>,
    messages: BTreeMap<Step, String>,
    branches: Vec<Branch>,
}

/// Steps that are done on a line of development.
type Done = BTreeSet<Step>;

impl<'c> History<'c> {
    fn of(company: &'c Company, plan: &toml::Table) -> Result<Self, String> {
        let mut history = Self {
            company,
            pieces: BTreeMap::new(),
            layouts: Vec::new(),
            messages: BTreeMap::new(),
            branches: Vec::new(),
        };
        let mut pieces = derive::pieces(company);
        for entry in tables(plan, "earlier") {
            pieces.push(history.earlier(entry)?);
        }
        for entry in tables(plan, "layout") {
            let step = planned(entry);
            history.messages.insert(step.clone(), said(entry, "message"));
            let layout = match entry.get("joined") {
                Some(_) => Layout::Joined { folder: said(entry, "folder"), file: said(entry, "joined") },
                None => Layout::Moved { from: said(entry, "was"), to: said(entry, "folder") },
            };
            history.layouts.push((step, layout));
        }
        for entry in tables(plan, "branch") {
            history.branches.push(Branch {
                name: said(entry, "name"),
                folder: said(entry, "folder"),
                first: day(&said(entry, "first")),
                last: day(&said(entry, "last")),
                merged: day(&said(entry, "merged")),
                by: said(entry, "by"),
            });
        }
        for piece in pieces {
            history.pieces.entry(piece.file.clone()).or_default().push(piece);
        }
        for list in history.pieces.values_mut() {
            list.sort_by(|a, b| (a.start, b.end, &a.step).cmp(&(b.start, a.end, &b.step)));
        }
        Ok(history)
    }

    /// A piece that is written down in the plan: what stands in the file, and what stood there before.
    fn earlier(&mut self, entry: &toml::Table) -> Result<Piece, String> {
        let file = said(entry, "file");
        let text = self.company.texts.get(&file).ok_or_else(|| format!("plan.toml: there is no {file}"))?;
        let now = said(entry, "now");
        let start = text.find(&now).filter(|_| text.matches(&now).count() == 1);
        let start = start.ok_or_else(|| format!("plan.toml: `{now}` does not stand just once in {file}"))?;
        let step = planned(entry);
        self.messages.insert(step.clone(), said(entry, "message"));
        Ok(Piece { file, start, end: start + now.len(), before: said(entry, "was"), step })
    }

    /// Every step in the order of the commits, but the first.
    fn steps(&self) -> BTreeSet<&Step> {
        let pieces = self.pieces.values().flatten().map(|piece| &piece.step);
        pieces.chain(self.layouts.iter().map(|(step, _)| step)).collect()
    }

    /// A file as it was when some steps had been done; `None` where it was not there.
    fn render(&self, file: &str, done: &Done) -> Option<String> {
        let text = &self.company.texts[file];
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for piece in self.pieces.get(file).into_iter().flatten() {
            if piece.start < at || done.contains(&piece.step) {
                continue;
            }
            out.push_str(&text[at..piece.start]);
            out.push_str(&piece.before);
            at = piece.end;
        }
        out.push_str(&text[at..]);
        (!out.trim().is_empty()).then_some(out)
    }

    /// All files with their contents.
    fn tree(&self, done: &Done) -> BTreeMap<String, String> {
        let mut tree: BTreeMap<String, String> = BTreeMap::new();
        for file in self.company.texts.keys() {
            let Some(text) = self.render(file, done) else { continue };
            let (path, join) = self.place(file, done);
            match tree.get_mut(&path).filter(|_| join) {
                Some(before) => _ = write!(before, "---\n{text}"),
                None => _ = tree.insert(path, text),
            }
        }
        tree
    }

    /// Where a file lay, and whether it was a part of another.
    fn place(&self, file: &str, done: &Done) -> (String, bool) {
        for (_, layout) in self.layouts.iter().filter(|(step, _)| !done.contains(step)) {
            match layout {
                Layout::Moved { from, to } => {
                    if let Some(rest) = file.strip_prefix(to.as_str()) {
                        return (format!("{from}{rest}"), false);
                    }
                }
                Layout::Joined { folder, file: joined } => {
                    if file.starts_with(folder.as_str()) {
                        return (joined.clone(), true);
                    }
                }
            }
        }
        (file.to_owned(), false)
    }

    /// The branch that a step was done on.
    fn branch(&self, step: &Step) -> Option<&Branch> {
        let files: Vec<&str> = self.files(step).map(|piece| piece.file.as_str()).collect();
        self.branches.iter().find(|branch| {
            !files.is_empty()
                && (branch.first..=branch.last).contains(&step.day)
                && files.iter().all(|file| file.starts_with(&branch.folder))
        })
    }

    fn files<'s>(&'s self, step: &'s Step) -> impl Iterator<Item = &'s Piece> {
        self.pieces.values().flatten().filter(move |piece| piece.step == *step)
    }

    fn stream(&self) -> (String, usize) {
        let mut out = Stream { history: self, text: String::new(), marks: 0 };
        let mut main: Line = out.first();
        let mut open: Option<(&Branch, Line)> = None;
        for step in self.steps() {
            if let Some((branch, line)) = open.take_if(|(branch, _)| step.day > branch.merged) {
                out.merge(&mut main, branch, &line);
            }
            match self.branch(step) {
                Some(branch) => {
                    let (_, line) = open.get_or_insert_with(|| (branch, main.clone()));
                    out.commit(line, step, &branch.name);
                }
                None => out.commit(&mut main, step, "main"),
            }
        }
        if let Some((branch, line)) = open {
            out.merge(&mut main, branch, &line);
        }
        (out.text, out.marks)
    }
}

/// A line of development: its newest commit, what was done on it, and its files.
#[derive(Clone)]
struct Line {
    mark: usize,
    done: Done,
    tree: BTreeMap<String, String>,
}

struct Stream<'h, 'c> {
    history: &'h History<'c>,
    text: String,
    marks: usize,
}

impl Stream<'_, '_> {
    fn first(&mut self) -> Line {
        let tree = self.history.tree(&Done::new());
        let mut line = Line { mark: 0, done: Done::new(), tree: BTreeMap::new() };
        let author = "PER-woegerbauer";
        self.write(&mut line, "main", (day(BEGIN), 0), author, "Move the management system here", tree, None);
        line
    }

    fn commit(&mut self, line: &mut Line, step: &Step, branch: &str) {
        line.done.insert(step.clone());
        let tree = self.history.tree(&line.done);
        let message = self.message(step);
        let minute =
            self.history.steps().iter().filter(|other| other.day == step.day && **other < step).count();
        self.write(line, branch, (step.day, minute + 1), &step.author, &message, tree, None);
    }

    fn merge(&mut self, main: &mut Line, branch: &Branch, line: &Line) {
        main.done.extend(line.done.iter().cloned());
        let tree = self.history.tree(&main.done);
        let message = format!("Merge branch '{}'", branch.name);
        self.write(main, "main", (branch.merged, 480), &branch.by, &message, tree, Some(line.mark));
    }

    fn message(&self, step: &Step) -> String {
        let mut message = self.history.messages.get(step).cloned().unwrap_or_else(|| self.derived(step));
        if let Some(signed) = &step.signed {
            let (name, email) = self.history.company.identity(signed);
            _ = write!(message, "\n\nSigned-off-by: {name} <{email}>");
        }
        message
    }

    /// `Review 7 records in assets`.
    fn derived(&self, step: &Step) -> String {
        let pieces: Vec<&Piece> = self.history.files(step).collect();
        let folder = |piece: &Piece| piece.file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let files: BTreeSet<&str> = pieces.iter().map(|piece| piece.file.as_str()).collect();
        let folders: BTreeSet<String> = pieces.iter().map(|piece| folder(piece)).collect();
        let places: BTreeSet<usize> = pieces.iter().map(|piece| piece.start).collect();
        match (files.len(), folders.len()) {
            (1, _) => {
                let name = files.first().and_then(|file| file.rsplit('/').next()).unwrap_or_default();
                let name = name.trim_end_matches(".yaml").trim_end_matches(".md");
                format!("{} {name}", step.verb)
            }
            (many, 1) => {
                format!("{} {many} records in {}", step.verb, folders.first().cloned().unwrap_or_default())
            }
            _ => format!("{} {} records", step.verb, places.len()),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn write(
        &mut self,
        line: &mut Line,
        branch: &str,
        (day, minute): (Date, usize),
        author: &str,
        message: &str,
        tree: BTreeMap<String, String>,
        merged: Option<usize>,
    ) {
        self.marks += 1;
        let (name, email) = self.history.company.identity(author);
        let epoch = derive::day("1970-01-01");
        let seconds = day.days_since(epoch) * 86_400 + 8 * 3_600 + minute as i64 * 60;
        let out = &mut self.text;
        _ = write!(out, "commit refs/heads/{branch}\nmark :{}\n", self.marks);
        for who in ["author", "committer"] {
            _ = writeln!(out, "{who} {name} <{email}> {seconds} +0100");
        }
        _ = write!(out, "data {}\n{message}\n", message.len());
        if line.mark > 0 {
            _ = writeln!(out, "from :{}", line.mark);
        }
        if let Some(merged) = merged {
            _ = writeln!(out, "merge :{merged}");
        }
        for gone in line.tree.keys().filter(|path| !tree.contains_key(*path)) {
            _ = writeln!(out, "D {gone}");
        }
        for (path, text) in tree.iter().filter(|(path, text)| line.tree.get(*path) != Some(text)) {
            _ = write!(out, "M 100644 inline {path}\ndata {}\n{text}\n", text.len());
        }
        (line.mark, line.tree) = (self.marks, tree);
    }
}

fn tables<'t>(plan: &'t toml::Table, key: &str) -> Vec<&'t toml::Table> {
    let list = plan.get(key).and_then(toml::Value::as_array);
    list.into_iter().flatten().filter_map(toml::Value::as_table).collect()
}

fn said(entry: &toml::Table, key: &str) -> String {
    let text = entry.get(key).and_then(toml::Value::as_str);
    text.unwrap_or_else(|| panic!("plan.toml: an entry has no `{key}`: {entry:?}")).to_owned()
}

/// The step of an entry: one of its own, or with `with` the derived one of that day, person and verb.
fn planned(entry: &toml::Table) -> Step {
    let given = |key: &str| entry.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let (order, verb) = given("with").map_or_else(|| (2, said(entry, "message")), |verb| (1, verb));
    Step { day: day(&said(entry, "day")), order, author: said(entry, "by"), verb, signed: given("signed") }
}
