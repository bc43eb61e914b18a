//! Repositories with many commits, written by `git fast-import` from a fixed seed and packed as a clone would be.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::repository::{self, Faults};

/// How records lie in files, and what else there is.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    records: usize,
    /// Records of one file.
    in_one: usize,
    /// Other files for each record.
    others: usize,
    /// Numbers of commits that are measured.
    pub(crate) commits: &'static [usize],
}

impl Shape {
    pub(crate) const ALL: [Self; 4] = [
        Self { name: "plain", records: 10_000, in_one: 1, others: 0, commits: &[1_000, 10_000, 100_000] },
        Self { name: "registers", records: 10_000, in_one: 20, others: 0, commits: &[1_000, 10_000] },
        Self { name: "one", records: 1_000, in_one: 1_000, others: 0, commits: &[1_000] },
        Self { name: "monorepo", records: 1_000, in_one: 1, others: 99, commits: &[1_000, 10_000] },
    ];
}

/// Sebastiano Vigna's splitmix64.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }
}

/// Files by path, each a list of records.
type Files = BTreeMap<String, Vec<String>>;

/// Writes a repository of a shape with as many commits.
pub(crate) fn write(folder: &Path, shape: &Shape, commits: usize) {
    let files = files(shape);
    git(folder, &["init", "--quiet", "--bare", "."]);
    let mut import = Command::new("git");
    import.args(["fast-import", "--quiet", "--depth=50"]).current_dir(folder).stdin(Stdio::piped());
    let mut child = import.spawn().expect("git fast-import starts");
    let mut out = BufWriter::new(child.stdin.take().expect("a pipe"));
    Stream { out: &mut out, random: Random(4), time: 1_500_000_000, mark: 0 }.run(files, shape, commits);
    drop(out);
    assert!(child.wait().expect("git ends").success(), "git fast-import stopped");
    // Anew: what the import took as differences is no more than what came before, and no clone is packed in this way.
    git(folder, &["repack", "-adfq"]);
    git(folder, &["symbolic-ref", "HEAD", "refs/heads/main"]);
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git").args(arguments).current_dir(folder).status().expect("git runs");
    assert!(status.success(), "git {arguments:?} stopped");
}

/// The records of the bench `scale`, in as many files as the shape says.
fn files(shape: &Shape) -> Files {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    repository::write(folder.path(), shape.records, Faults::None);
    let mut singles: Vec<(String, String)> = Vec::new();
    for entry in ignore::WalkBuilder::new(folder.path()).sort_by_file_path(Ord::cmp).build() {
        let path = entry.expect("the bench may read what it wrote").into_path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let inner = path.strip_prefix(folder.path()).expect("below the folder").display().to_string();
            singles.push((inner, std::fs::read_to_string(&path).expect("the bench may read what it wrote")));
        }
    }
    let top = if shape.others > 0 { "isms/" } else { "" };
    let mut files = Files::new();
    for group in singles.chunks(shape.in_one) {
        files.insert(format!("{top}{}", group[0].0), group.iter().map(|(_, text)| text.clone()).collect());
    }
    files
}

struct Stream<'o, W: Write> {
    out: &'o mut W,
    random: Random,
    time: i64,
    mark: usize,
}

impl<W: Write> Stream<'_, W> {
    fn run(mut self, mut files: Files, shape: &Shape, commits: usize) {
        let paths: Vec<String> = files.keys().cloned().collect();
        let others: Vec<String> = (0..shape.records * shape.others)
            .map(|index| format!("src/{:02}/{:03}/file{index}.c", index % 40, index / 40 % 100))
            .collect();
        self.commit("main", &[]);
        let top = if others.is_empty() { "" } else { "isms/" };
        self.file(&format!("{top}isms.toml"), "[organisation]\nname = \"Benchmark\"\n");
        for (path, records) in &files {
            self.file(path, &records.join("---\n"));
        }
        for path in &others {
            self.file(path, &format!("int {};\n", path.len()));
        }
        let mut tip = self.mark;
        let mut made = 1;
        while made < commits {
            // A tenth of all work is done aside and merged.
            let aside = self.random.below(30) == 0 && made + 4 < commits;
            let branch = if aside { "side" } else { "main" };
            let mut work = tip;
            let mut changed = Vec::new();
            for _ in 0..if aside { 3 } else { 1 } {
                self.commit(branch, &[work]);
                work = self.mark;
                made += 1;
                changed.extend(self.work(&mut files, &paths, &others));
            }
            if aside {
                self.commit("main", &[tip, work]);
                changed.iter().for_each(|(path, text)| self.file(path, text));
                made += 1;
            }
            tip = self.mark;
        }
    }

    /// Changes one to three records, or files that are none.
    fn work(&mut self, files: &mut Files, paths: &[String], others: &[String]) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for _ in 0..=self.random.below(3) {
            let changed = if !others.is_empty() && self.random.below(100) > 0 {
                let path = others[self.random.below(others.len())].clone();
                (path, format!("int a{};\n", self.random.below(1 << 30)))
            } else {
                let path = paths[self.random.below(paths.len())].clone();
                let records = files.get_mut(&path).expect("a path of the list");
                let which = self.random.below(records.len());
                records[which] = self.edit(&records[which].clone());
                (path, records.join("---\n"))
            };
            self.file(&changed.0, &changed.1);
            out.push(changed);
        }
        out
    }

    /// Another review, another level, or other words.
    fn edit(&mut self, record: &str) -> String {
        let number = self.random.below(1000);
        let day = format!("last_review: 2026-{:02}-{:02}", 1 + number % 12, 1 + number % 28);
        let swap = |line: &str| match line {
            _ if line.starts_with("last_review:") && number.is_multiple_of(3) => day.clone(),
            _ if line.starts_with("likelihood:") && number % 3 == 1 => {
                format!("likelihood: {}", 1 + number % 5)
            }
            _ if line.starts_with("title:") => format!("title: About {number} things that changed"),
            _ => line.to_owned(),
        };
        record.lines().map(|line| swap(line) + "\n").collect()
    }

    fn commit(&mut self, branch: &str, parents: &[usize]) {
        self.mark += 1;
        self.time += 1 + self.random.below(4000) as i64;
        let person = self.random.below(20);
        let who = format!("Person {person} <p{person}@benchmark.example> {} +0100", self.time);
        let mark = self.mark;
        let message = format!("Change number {mark}\n");
        let head = format!(
            "commit refs/heads/{branch}\nmark :{mark}\nauthor {who}\ncommitter {who}\ndata {}\n{message}",
            message.len()
        );
        self.write(&head);
        for (index, parent) in parents.iter().enumerate() {
            self.write(&format!("{} :{parent}\n", if index == 0 { "from" } else { "merge" }));
        }
    }

    fn file(&mut self, path: &str, text: &str) {
        self.write(&format!("M 100644 inline {path}\ndata {}\n{text}\n", text.len()));
    }

    fn write(&mut self, text: &str) {
        self.out.write_all(text.as_bytes()).expect("git reads");
    }
}
