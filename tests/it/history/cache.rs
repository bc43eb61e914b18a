//! The cache spares work and changes no answer, whatever becomes of it.

use std::path::{Path, PathBuf};

use isms::base::Date;
use isms::config::Config;
use isms::history::{Change, History, Options};
use isms::system::{Snapshot, load};

use super::{commit, git, git_as, repository, risk};
use crate::env::{World, walk};

/// Every change of every record, in one text.
pub(super) fn all(world: &World, cache: Option<&Path>) -> String {
    let snapshot = Snapshot::discover(world.path()).unwrap();
    let (config, _) = Config::read(snapshot.config());
    let (system, _) = load(&snapshot, config, Date::new(2026, 12, 1).unwrap());
    let options = Options { cache: cache.map(Path::to_owned), ..Options::default() };
    let history = History::of(world.path(), &system, &options);
    let line = |change: Change<'_>| {
        let (commit, fields) = (change.commit(), change.fields());
        format!(
            "{} {} {} {:?} {fields:?}\n",
            change.record(),
            commit.name(),
            change.is_certain(),
            change.what()
        )
    };
    let changes: String = history.changes().map(line).collect();
    format!("{:?} {:?}\n{changes}", history.extent(), history.missing())
}

/// Tells the first line that differs.
#[track_caller]
pub(super) fn same(one: &str, other: &str) {
    let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    assert_eq!(differs, None);
    assert_eq!(one.len(), other.len());
}

/// The files with what objects say; each has one with the newest history beside it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = if folder.exists() { walk(folder) } else { Vec::new() };
    files.retain(|file| !file.ends_with("CACHEDIR.TAG") && file.extension().is_none_or(|end| end != "now"));
    files
}

pub(super) fn forty() -> World {
    let world = repository();
    for day in 1..=40 {
        let level = ["rare", "unlikely", "possible", "likely"][day % 4];
        world.write("risks/one.yaml", risk(level));
        let second = risk(level).replace("RSK-1", &format!("RSK-{}", 2 + day % 5)).replace('\n', "\n    ");
        world.write("register.yaml", format!("kind: risk\nrecords:\n  - {}\n", second.trim_end()));
        commit(&world, "Ana", &format!("2026-04-{:02}", 1 + day % 28), &format!("{day}"));
    }
    world
}

#[test]
fn with_and_without_a_cache_all_is_the_same() {
    let world = forty();
    let folder = World::empty();
    let cache = folder.path().join("cache");
    let plain = all(&world, None);
    assert_eq!(files(&cache).len(), 0);
    same(&all(&world, Some(&cache)), &plain);
    let kept = files(&cache);
    assert_eq!(kept.len(), 1, "{kept:?}");
    same(&all(&world, Some(&cache)), &plain);
    // New commits, one of them on a line that branched off long ago.
    git(world.path(), &["checkout", "--quiet", "-b", "side", "HEAD~20"]);
    world.write("risks/side.yaml", risk("rare").replace("RSK-1", "RSK-9"));
    commit(&world, "Bo", "2026-04-03", "side");
    git(world.path(), &["checkout", "--quiet", "main"]);
    let merge = ["merge", "--quiet", "--no-ff", "-m", "merge", "side"];
    assert!(git_as(world.path(), ("Cy", "2026-05-01"), &merge).status.success());
    let merged = all(&world, None);
    assert!(merged != plain);
    same(&all(&world, Some(&cache)), &merged);
    // Back to an older commit, and other settings.
    git(world.path(), &["checkout", "--quiet", "HEAD~9"]);
    same(&all(&world, Some(&cache)), &all(&world, None));
    world.write("isms.toml", "[organisation]\nname = \"T\"\n[records]\nexclude = [\"register.yaml\"]\n");
    same(&all(&world, Some(&cache)), &all(&world, None));
    assert_eq!(files(&cache).len(), 2);
}

#[test]
fn a_cache_that_is_cut_off_or_altered_counts_as_none() {
    let world = forty();
    let cache = World::empty();
    let plain = all(&world, Some(cache.path()));
    let file = files(cache.path()).remove(0);
    let newest = file.with_extension("now");
    for file in [&newest, &file] {
        let good = std::fs::read(file).unwrap();
        for at in [0, 31, 32, 40, good.len() / 2, good.len() - 1] {
            let mut bad = good.clone();
            bad[at] ^= 1;
            for bytes in [&bad, &good[..at]] {
                let _ = std::fs::remove_file(&newest);
                std::fs::write(file, bytes).unwrap();
                same(&all(&world, Some(cache.path())), &plain);
                assert_eq!(std::fs::read(file).unwrap(), good, "it is written anew");
            }
        }
    }
    for file in [&newest, &file] {
        std::fs::remove_file(file).unwrap();
        std::fs::create_dir(file).unwrap();
        same(&all(&world, Some(cache.path())), &plain);
    }
}

#[test]
fn a_deeper_clone_is_read_anew_where_it_was_cut() {
    let origin = forty();
    let world = World::empty();
    let from = format!("file://{}", origin.path().display());
    git(world.path(), &["clone", "--quiet", "--depth", "20", &from, "."]);
    let cache = World::empty();
    same(&all(&world, Some(cache.path())), &all(&world, None));
    assert_eq!(files(cache.path()).len(), 1);
    git(world.path(), &["fetch", "--quiet", "--unshallow"]);
    same(&all(&world, Some(cache.path())), &all(&origin, None));
}

#[test]
fn nothing_is_kept_in_the_repository_and_a_folder_that_cannot_be_written_does_no_harm() {
    let world = forty();
    let before = walk(world.path()).len();
    let plain = all(&world, Some(&world.path().join(".git/cache")));
    same(&all(&world, Some(&world.path().join("risks/cache"))), &plain);
    assert_eq!(walk(world.path()).len(), before);
    let file = World::new();
    same(&all(&world, Some(&file.path().join("isms.toml"))), &plain);
}

#[test]
fn many_runs_at_once_share_a_cache() {
    let world = forty();
    let cache = World::empty();
    let plain = all(&world, None);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6).map(|_| scope.spawn(|| all(&world, Some(cache.path())))).collect();
        runs.into_iter().for_each(|run| same(&run.join().unwrap(), &plain));
    });
    assert_eq!(files(cache.path()).len(), 1);
}

#[test]
fn what_was_kept_for_something_else_counts_as_none() {
    let world = forty();
    let cache = World::empty();
    let plain = all(&world, Some(cache.path()));
    let file = files(cache.path()).remove(0);
    let kept = std::fs::read(&file).unwrap();
    // Other settings have a file of their own; the first one put in its place is not believed.
    world.write("isms.toml", "[organisation]\nname = \"T\"\n[records]\nexclude = [\"register.yaml\"]\n");
    let other = all(&world, Some(cache.path()));
    assert!(other != plain);
    let second = files(cache.path()).into_iter().find(|one| *one != file).unwrap();
    let good = std::fs::read(&second).unwrap();
    std::fs::write(&second, &kept).unwrap();
    std::fs::copy(file.with_extension("now"), second.with_extension("now")).unwrap();
    same(&all(&world, Some(cache.path())), &other);
    assert_eq!(std::fs::read(&second).unwrap(), good, "it is written anew");
    // Own kinds count as settings do.
    world.write("isms.toml", "[organisation]\nname = \"T\"\n[kinds]\nfolder = \"kinds\"\n");
    let kind = |title: &str| format!("kind = \"truck\"\ntitle = \"{title}\"\nprefixes = [\"TRK\"]\n");
    let number = |title: &str| {
        world.write("kinds/truck.toml", kind(title));
        same(&all(&world, Some(cache.path())), &all(&world, None));
        files(cache.path()).into_iter().collect::<std::collections::BTreeSet<_>>()
    };
    assert_ne!(number("Truck"), number("Lorry"));
}

#[test]
fn only_so_much_is_kept() {
    let world = forty();
    let cache = World::empty();
    for name in ["a", "b", "c", "d", "e"] {
        world.write("isms.toml", format!("[organisation]\nname = \"{name}\"\n"));
        all(&world, Some(cache.path()));
    }
    assert_eq!(files(cache.path()).len(), 3);
    // Those of other repositories go when all together are too many; what another run is writing stays.
    for number in 0..70 {
        cache.write(&format!("history/{number:016}-x.bin"), "x");
    }
    cache.write("history/other.part", "x");
    world.write("isms.toml", "[organisation]\nname = \"last\"\n");
    same(&all(&world, Some(cache.path())), &all(&world, None));
    assert_eq!(files(cache.path()).len(), 65);
    assert!(cache.path().join("history/CACHEDIR.TAG").is_file());
}

#[test]
fn the_one_who_runs_the_program_says_where_the_cache_is() {
    let world = forty();
    let place = World::empty();
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = world.command(&[&["log", "RSK-1"], arguments].concat());
        command.env_remove("ISMS_CACHE_DIR").env("HOME", place.path().join("home"));
        command.envs(variables.iter().copied());
        assert!(command.output().unwrap().status.success());
        let kept: Vec<String> = files(place.path()).iter().map(|file| file.display().to_string()).collect();
        kept.iter().for_each(|file| {
            std::fs::remove_file(file).unwrap();
            std::fs::remove_file(Path::new(file).with_extension("now")).unwrap();
        });
        kept.first()
            .and_then(|file| file.split_once("/history/"))
            .map(|(folder, _)| folder.strip_prefix(place.path().to_str().unwrap()).unwrap().to_owned())
    };
    let given = |name: &str| place.path().join(name).display().to_string();
    let (own, xdg) = (given("own"), given("xdg"));
    assert_eq!(run(&[], &[("ISMS_CACHE_DIR", &own), ("XDG_CACHE_HOME", &xdg)]).as_deref(), Some("/own"));
    assert_eq!(run(&[], &[("ISMS_CACHE_DIR", ""), ("XDG_CACHE_HOME", &xdg)]), None);
    assert_eq!(run(&["--no-cache"], &[("ISMS_CACHE_DIR", &own)]), None);
    assert_eq!(run(&[], &[("XDG_CACHE_HOME", &xdg)]).as_deref(), Some("/xdg/isms"));
    assert_eq!(run(&[], &[("XDG_CACHE_HOME", "relative")]), run(&[], &[]));
    if cfg!(target_os = "linux") {
        assert_eq!(run(&[], &[]).as_deref(), Some("/home/.cache/isms"));
    }
}
