//! Builds the git history of the worked example: `cargo run --example history -- FOLDER`.

#![allow(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool of the project itself: it reads the example, says what it did, and stops where its plan is wrong"
)]

mod company;
mod derive;
mod stream;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: cargo run --example history -- FOLDER");
        return ExitCode::FAILURE;
    };
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/aehrenfeld");
    match stream::build(&example, &folder) {
        Ok(commits) => {
            println!("{commits} commits in {}", folder.display());
            println!(
                "isms -C {} check --profile audit --history require --as-of 2026-12-01",
                folder.display()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
