//! How long `isms check` takes beside reading the same files, and beside parsing them and nothing else.
//!
//! Times differ from machine to machine and from hour to hour; ratios taken in one run do much less. So every figure
//! that counts is a ratio of CPU times, each from a process of its own, the runs of all contenders taking turns.
//!
//! ```text
//! cargo bench --bench scale                    1,000, 10,000 and 100,000 records
//! cargo bench --bench scale -- 5000 20000      other sizes
//! cargo bench --bench scale -- write DIR 5000  writes such a repository, to look at it
//! cargo bench --bench scale -- --ci            1,000 and 10,000, and fails on gross breaches of the budget
//! ```

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    clippy::disallowed_methods,
    reason = "a bench reads the clock, writes files and stops where it cannot go on"
)]

mod child;
mod repository;

use std::path::Path;

use child::{Cost, measure};
use repository::Faults;

/// Gross breaches, far from the budget of 12 and of linear growth: machines that share their cores are noisy.
const MOST_TIMES_READING: f64 = 25.0;
const MOST_GROWTH: f64 = 1.3;

/// A day on which the generated records are in order.
const CHECK: [&str; 3] = ["check", "--as-of", "2026-12-01"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["supervise", program, ..] => child::supervise(program, &arguments[2..]),
        ["read", folder] => child::read(Path::new(folder)),
        ["parse", folder] => child::parse(Path::new(folder)),
        ["write", folder, records, ..] => {
            let records = records.parse().expect("a number of records");
            repository::write(Path::new(folder), records, Faults::None);
        }
        words => bench(words),
    }
}

fn bench(words: &[&str]) {
    let ci = words.contains(&"--ci");
    let mut sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if ci {
        sizes = vec![1_000, 10_000];
    } else if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000];
    }
    println!(
        "CPU in milliseconds, best (median) of several runs; a: walk and read, b: the same and drain the"
    );
    println!("parser's events, both with one thread; c: isms check, the whole process\n");
    println!(
        "{:>8} {:>17} {:>17} {:>17} {:>6} {:>6} {:>8} {:>8} {:>8}",
        "records", "a", "b", "c", "c/a", "c/b", "wall/CPU", "growth", "MiB"
    );
    let mut rows: Vec<Row> = Vec::new();
    for size in sizes {
        let row = Row::of(size);
        row.print(rows.last());
        rows.push(row);
    }
    println!();
    findings();
    small(
        "isms check, the worked example",
        &CHECK,
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/aehrenfeld"),
    );
    small("isms --version", &["--version"], Path::new(env!("CARGO_MANIFEST_DIR")));
    if ci && !holds(&rows) {
        std::process::exit(1);
    }
}

/// The runs of one command, in seconds.
#[derive(Default)]
struct Runs {
    costs: Vec<Cost>,
}

impl Runs {
    fn best(&self) -> f64 {
        self.costs.iter().map(|cost| cost.cpu).fold(f64::INFINITY, f64::min)
    }

    fn median(&self, of: impl Fn(&Cost) -> f64) -> f64 {
        let mut values: Vec<f64> = self.costs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    }

    fn memory(&self) -> u64 {
        self.costs.iter().map(|cost| cost.memory / 1024).max().unwrap_or(0)
    }

    fn shown(&self) -> String {
        format!("{:.1} ({:.1})", self.best() * 1e3, self.median(|cost| cost.cpu) * 1e3)
    }
}

/// One size of repository.
struct Row {
    records: usize,
    read: Runs,
    parse: Runs,
    check: Runs,
}

impl Row {
    fn of(records: usize) -> Self {
        let folder = tempfile::tempdir().expect("there is room for temporary files");
        repository::write(folder.path(), records, Faults::None);
        let rounds = if records > 50_000 { 3 } else { 7 };
        let mut row = Self { records, read: Runs::default(), parse: Runs::default(), check: Runs::default() };
        for round in 0..=rounds {
            let read = itself("read", folder.path());
            let parse = itself("parse", folder.path());
            let (check, code) = isms(&CHECK, folder.path());
            assert_eq!(code, 0, "a repository made to be right has findings");
            // The first round warms the file cache.
            if round > 0 {
                row.read.costs.push(read);
                row.parse.costs.push(parse);
                row.check.costs.push(check);
            }
        }
        row
    }

    fn growth(&self, before: &Self) -> f64 {
        let cpu = self.check.best() / before.check.best();
        cpu.ln() / (self.records as f64 / before.records as f64).ln()
    }

    fn print(&self, before: Option<&Self>) {
        let wall = self.check.median(|cost| cost.wall / cost.cpu);
        println!(
            "{:>8} {:>17} {:>17} {:>17} {:>6.1} {:>6.2} {:>8.2} {:>8} {:>8}",
            self.records,
            self.read.shown(),
            self.parse.shown(),
            self.check.shown(),
            self.check.best() / self.read.best(),
            self.check.best() / self.parse.best(),
            wall,
            before.map_or_else(String::new, |before| format!("{:.2}", self.growth(before))),
            self.check.memory(),
        );
    }
}

/// What 10,000 findings in full cost, beside the same check without findings.
fn findings() {
    let clean = tempfile::tempdir().expect("there is room for temporary files");
    let faulty = tempfile::tempdir().expect("there is room for temporary files");
    repository::write(clean.path(), 10_000, Faults::None);
    repository::write(faulty.path(), 10_000, Faults::BrokenLinks);
    let all = [&CHECK[..], &["--max", "0"]].concat();
    let (mut without, mut with) = (Runs::default(), Runs::default());
    for round in 0..=5 {
        let (cost, _) = isms(&all, clean.path());
        let (dear, code) = isms(&all, faulty.path());
        assert_eq!(code, 1, "a repository made to be wrong has findings");
        if round > 0 {
            without.costs.push(cost);
            with.costs.push(dear);
        }
    }
    println!("isms check of 10,000 records, no finding: {} ms", without.shown());
    println!(
        "the same with a broken link in each, all shown in full: {} ms, {:.1} times, {} MiB",
        with.shown(),
        with.best() / without.best(),
        with.memory()
    );
}

fn small(what: &str, arguments: &[&str], folder: &Path) {
    let mut runs = Runs::default();
    runs.costs.extend((0..40).map(|_| isms(arguments, folder).0));
    let wall = runs.median(|cost| cost.wall) * 1e3;
    println!("{what}: {} ms, {wall:.1} ms by the clock, {} MiB", runs.shown(), runs.memory());
}

fn itself(what: &str, folder: &Path) -> Cost {
    let program = std::env::current_exe().expect("a running program knows its file");
    let folder = folder.to_str().expect("temporary folders have plain names");
    let (cost, code) = measure(&program, &[what, folder], Path::new("/"));
    assert_eq!(code, 0, "the {what} baseline stopped");
    cost
}

fn isms(arguments: &[&str], folder: &Path) -> (Cost, i32) {
    measure(Path::new(env!("CARGO_BIN_EXE_isms")), arguments, folder)
}

/// Whether nothing is grossly over the budget; says what is.
fn holds(rows: &[Row]) -> bool {
    let mut holds = true;
    for row in rows {
        let ratio = row.check.best() / row.read.best();
        if ratio > MOST_TIMES_READING {
            eprintln!("breach: {} records take {ratio:.1} times reading them", row.records);
            holds = false;
        }
    }
    for pair in rows.windows(2) {
        let growth = pair[1].growth(&pair[0]);
        if growth > MOST_GROWTH {
            eprintln!("breach: CPU grows with the {growth:.2}th power of records");
            holds = false;
        }
    }
    holds
}
