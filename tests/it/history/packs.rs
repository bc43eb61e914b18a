//! The same history in whatever form git keeps its objects; and what is damaged is never taken for something else.

use std::path::{Path, PathBuf};

use super::cache::{all, forty, same};
use super::{commit, git, risk};
use crate::cli::expect;
use crate::env::{World, walk};

#[test]
fn every_form_of_packs_tells_the_same() {
    let world = forty();
    let loose = all(&world, None);
    for form in [
        &["repack", "-adfq"][..],
        &["-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"],
        &["-c", "pack.indexVersion=1", "repack", "-adfq"],
        &["-c", "core.compression=0", "-c", "pack.compression=0", "repack", "-adFq"],
        &["-c", "pack.depth=4000", "-c", "pack.window=200", "repack", "-adfq", "--depth=4000"],
    ] {
        git(world.path(), form);
        same(&all(&world, None), &loose);
    }
    // Several packs, an index over all of them, and loose objects beside.
    world.write("risks/new.yaml", risk("rare").replace("RSK-1", "RSK-8"));
    commit(&world, "Bo", "2026-05-01", "new");
    git(world.path(), &["repack", "-dq"]);
    world.write("risks/new.yaml", risk("likely").replace("RSK-1", "RSK-8"));
    commit(&world, "Bo", "2026-05-02", "newer");
    let more = all(&world, None);
    assert!(more.starts_with("Full") && more.len() > loose.len());
    git(world.path(), &["multi-pack-index", "write"]);
    same(&all(&world, None), &more);
    git(world.path(), &["gc", "--quiet", "--prune=now"]);
    same(&all(&world, None), &more);
}

#[test]
fn objects_of_another_repository_are_found_there() {
    let origin = forty();
    git(origin.path(), &["repack", "-adq"]);
    let world = World::empty();
    git(world.path(), &["clone", "--quiet", "--shared", origin.path().to_str().unwrap(), "."]);
    same(&all(&world, None), &all(&origin, None));
}

#[test]
fn a_repository_of_a_form_that_is_not_known_is_refused_with_the_reason() {
    for form in ["--object-format=sha256", "--ref-format=reftable"] {
        let world = World::new();
        if !super::git_as(world.path(), ("Ana", "2026-04-01"), &["init", "--quiet", form]).status.success() {
            continue;
        }
        world.write("a.yaml", risk("rare"));
        commit(&world, "Ana", "2026-04-01", "one");
        let ran = world.run(&["log", "RSK-1"]);
        expect(
            &ran,
            2,
            &["cannot be read", "isms reads repositories with SHA-1 names", "--object-format=sha1"],
        );
    }
}

fn packs(world: &World, end: &str) -> Vec<PathBuf> {
    let files = walk(&world.path().join(".git/objects/pack")).into_iter();
    files.filter(|file| file.extension().is_some_and(|extension| extension == end)).collect()
}

/// Puts other bytes into a file that git wrote so that nobody may write to it.
fn put(file: &Path, bytes: &[u8]) {
    std::fs::remove_file(file).unwrap();
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn a_damaged_pack_is_told_or_does_no_harm() {
    let world = forty();
    git(world.path(), &["repack", "-adfq"]);
    let whole = all(&world, None);
    for end in ["pack", "idx"] {
        let file = packs(&world, end).remove(0);
        let good = std::fs::read(&file).unwrap();
        for step in 0..90 {
            let at = step * good.len() / 90;
            let mut bad = good.clone();
            bad[at] ^= 1 << (step % 8);
            put(&file, &bad);
            let told = all(&world, None);
            assert!(told == whole || !told.starts_with("Full"), "{end}, byte {at}");
        }
        put(&file, &good[..good.len() / 2]);
        assert!(!all(&world, None).starts_with("Full"));
        put(&file, &good);
    }
    same(&all(&world, None), &whole);
}
