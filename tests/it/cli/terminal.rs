//! What a terminal, a pipe and the environment change about the output, and what they do not.

use std::process::Stdio;

use super::{CONCISE, company};
use crate::env::{Ran, TODAY, World, project};

/// Whether a run with these variables writes colour.
fn colors(world: &World, arguments: &[&str], variables: &[(&str, &str)]) -> bool {
    let mut command = world.command(&[&["check"], arguments].concat());
    command.env("ISMS_AS_OF", TODAY).envs(variables.iter().copied());
    let ran = Ran::of(&command.output().unwrap());
    assert_eq!(ran.code, 1);
    ran.stdout.contains('\u{1b}')
}

#[test]
fn colour_is_as_the_flag_and_the_environment_say() {
    let world = company();
    let force = ("CLICOLOR_FORCE", "1");
    for (arguments, variables, expected) in [
        (&[][..], &[][..], false),
        (&["--color", "always"], &[], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[force], false),
        (&[], &[force], true),
        (&[], &[force, ("NO_COLOR", "1")], false),
        (&[], &[force, ("NO_COLOR", "")], true),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
        (&[], &[("TERM", "dumb")], false),
        (&[], &[("TERM", "xterm-256color")], false),
        (&["--color", "always", "--format", "json"], &[], false),
        (&["--color", "always", "--format", "concise"], &[], false),
    ] {
        assert_eq!(colors(&world, arguments, variables), expected, "{arguments:?} {variables:?}");
    }
}

#[test]
fn a_pipe_that_is_closed_ends_the_run_quietly() {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld")).copy(&project("examples/aehrenfeld-before-audit/faults"));
    for arguments in
        [&["check"][..], &["check", "--format", "json"], &["list", "document"], &["rules"], &["find", "e"]]
    {
        let mut command = world.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let ran = Ran::of(&child.wait_with_output().unwrap());
        assert!(
            !ran.stderr.contains("pipe") && !ran.stderr.contains("panic"),
            "{arguments:?}: {}",
            ran.stderr
        );
        assert!((0..=1).contains(&ran.code), "{arguments:?}: {}", ran.code);
    }
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld")).copy(&project("examples/aehrenfeld-before-audit/faults"));
    for format in ["full", "json"] {
        let output = |threads: &str| {
            let mut command = world.command(&["check", "--format", format, "--max", "0"]);
            command.env("ISMS_AS_OF", TODAY).env("RAYON_NUM_THREADS", threads);
            command.output().unwrap().stdout
        };
        let first = output("1");
        assert!(first.len() > 1000);
        assert!(output("1") == first && output("2") == first && output("2") == first, "{format}");
    }
}

#[test]
fn the_date_comes_from_the_flag_before_the_environment() {
    let world = company();
    let mut command = world.command(&["check", "--format", "json", "--as-of", "2026-05-05"]);
    let ran = Ran::of(&command.env("ISMS_AS_OF", "2026-06-06").output().unwrap());
    assert!(ran.stdout.contains("\"as_of\": \"2026-05-05\""), "{}", ran.stdout);
    assert_eq!(world.run(&["check", "--format", "concise"]).stdout, CONCISE);
}
