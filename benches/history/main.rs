//! How long the history of all records takes beside one `git log --name-only` over the same repository.
//!
//! As in the bench `scale`, every figure that counts is a ratio of CPU times, each from a process of its own, the runs of
//! all contenders taking turns.
//!
//! ```text
//! cargo bench --bench history                 1,000 and 10,000 commits over 10,000 records, and other shapes
//! cargo bench --bench history -- --large      100,000 commits as well
//! cargo bench --bench history -- registers    one shape: plain, registers, one, monorepo
//! cargo bench --bench history -- write plain 1000 FOLDER
//! ```

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::exit,
    clippy::disallowed_methods,
    reason = "a bench reads the clock, writes files and stops where it cannot go on"
)]

#[path = "../scale/child.rs"]
#[allow(dead_code, reason = "the other bench measures more")]
mod child;
mod commits;
#[path = "../scale/repository.rs"]
#[allow(dead_code, reason = "the other bench measures more")]
mod repository;

use std::path::{Path, PathBuf};

use child::{Cost, measure};
use commits::Shape;
use isms::base::Date;
use isms::config::Config;
use isms::history::{History, Options};
use isms::system::{Snapshot, System, load};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the history is measured against.
const LOG: [&str; 4] = ["log", "--name-only", "--no-renames", "--format=%H%x09%ct"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["supervise", program, ..] => child::supervise(program, &arguments[2..]),
        ["nothing", settings] => drop(system(Path::new(settings))),
        ["history", folder, settings, cache] => history(Path::new(folder), Path::new(settings), cache),
        ["write", name, commits, folder, ..] => {
            let shape = Shape::ALL.iter().find(|shape| shape.name == *name).expect("a shape");
            commits::write(Path::new(folder), shape, commits.parse().expect("a number"));
        }
        words => bench(words),
    }
}

/// The kinds and settings, and no records.
fn system(settings: &Path) -> System {
    let snapshot = Snapshot::discover(settings).expect("the settings are there");
    let day = Date::new(2026, 12, 1).expect("a day");
    load(&snapshot, Config::default(), day).0
}

/// Reads the history of all records of a folder, and nothing else.
fn history(folder: &Path, settings: &Path, cache: &str) {
    let system = system(settings);
    let cache = (!cache.is_empty()).then(|| PathBuf::from(cache));
    let history = History::of(folder, &system, &Options { cache, ..Options::default() });
    println!("{} commits, {} changes", history.commits().len(), history.changes().count());
    assert!(history.missing().is_none(), "{:?}", history.missing());
    // The process ends here; giving back memory would only cost time.
    std::mem::forget(history);
}

fn bench(words: &[&str]) {
    println!("CPU in milliseconds, best (median) of several runs; a: git {}", LOG.join(" "));
    println!("b: the history of every record, first run; c: the same again, with its cache");
    println!("d: the program with no history at all, which b and c have in them\n");
    println!(
        "{:<10} {:>8} {:>14} {:>14} {:>12} {:>8} {:>6} {:>9} {:>6} {:>9} {:>6} {:>6} {:>6}",
        "shape", "commits", "a", "b", "c", "d", "b/a", "(b-d)/a", "c/a", "(c-d)/a", "c/b", "MiB a", "MiB b"
    );
    let meant = |name: &str| {
        let names: Vec<&&str> = words.iter().filter(|word| !word.starts_with('-')).collect();
        names.is_empty() || names.contains(&&name)
    };
    let large = words.contains(&"--large");
    for shape in Shape::ALL.iter().filter(|shape| meant(shape.name)) {
        for &commits in shape.commits.iter().filter(|commits| large || **commits <= 10_000) {
            row(shape, commits);
        }
    }
}

struct Runs(Vec<Cost>);

impl Runs {
    fn best(&self) -> f64 {
        self.0.iter().map(|cost| cost.cpu).fold(f64::INFINITY, f64::min)
    }

    fn shown(&self) -> String {
        let mut all: Vec<f64> = self.0.iter().map(|cost| cost.cpu).collect();
        all.sort_by(f64::total_cmp);
        format!("{:.0} ({:.0})", self.best() * 1e3, all[all.len() / 2] * 1e3)
    }

    fn memory(&self) -> u64 {
        self.0.iter().map(|cost| cost.memory / 1024).max().unwrap_or(0)
    }
}

fn row(shape: &Shape, commits: usize) {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let settings = tempfile::tempdir().expect("there is room for temporary files");
    std::fs::write(settings.path().join("isms.toml"), "[organisation]\nname = \"Benchmark\"\n")
        .expect("written");
    commits::write(folder.path(), shape, commits);
    let git = which_git();
    let itself = std::env::current_exe().expect("a running program knows its file");
    let [mut a, mut b, mut c, mut d] = [const { Runs(Vec::new()) }; 4];
    let rounds = if commits > 50_000 { 2 } else { 5 };
    let cache = settings.path().join("cache");
    let words = |cache: &str| {
        let [folder, settings] = [folder.path(), settings.path()].map(|path| path.display().to_string());
        ["history".to_owned(), folder, settings, cache.to_owned()]
    };
    let ours = |words: &[String]| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (cost, code) = measure(&itself, &words, folder.path());
        assert_eq!(code, 0, "the history stopped");
        cost
    };
    for _ in 0..rounds {
        let (cost, code) = measure(&git, &LOG, folder.path());
        assert_eq!(code, 0, "git stopped");
        a.0.push(cost);
        let _ = std::fs::remove_dir_all(&cache);
        b.0.push(ours(&words(&cache.display().to_string())));
        c.0.push(ours(&words(&cache.display().to_string())));
        d.0.push(ours(&["nothing".to_owned(), settings.path().display().to_string()]));
    }
    println!(
        "{:<10} {commits:>8} {:>14} {:>14} {:>12} {:>8} {:>6.2} {:>9.2} {:>6.3} {:>9.3} {:>6.3} {:>6} {:>6}",
        shape.name,
        a.shown(),
        b.shown(),
        c.shown(),
        d.shown(),
        b.best() / a.best(),
        (b.best() - d.best()) / a.best(),
        c.best() / a.best(),
        (c.best() - d.best()) / a.best(),
        c.best() / b.best(),
        a.memory(),
        b.memory()
    );
}

fn which_git() -> PathBuf {
    let paths = std::env::var_os("PATH").expect("there is a PATH");
    let found = std::env::split_paths(&paths).map(|path| path.join("git")).find(|path| path.is_file());
    found.expect("git is installed")
}
