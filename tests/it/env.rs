//! A world of its own for each test: an empty folder, an empty environment, a fixed day.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The day on which tests look at records, unless they say otherwise.
pub(crate) const TODAY: &str = "2026-12-01";

/// For the end of an `isms.toml` that a test writes: a handful of records is no management system, and no test but those
/// of `clause-without-evidence` wants to be told so.
pub(crate) const SMALL: &str = "[rules]\nclause-without-evidence = \"off\"\n";

/// A folder with an `isms.toml`, gone when dropped.
pub(crate) struct World {
    folder: tempfile::TempDir,
}

/// What a run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl World {
    /// A folder with an organisation's name and nothing else, in which [`SMALL`] holds.
    pub(crate) fn new() -> Self {
        let world = Self::empty();
        world.write("isms.toml", format!("[organisation]\nname = \"Test\"\n{SMALL}"));
        world
    }

    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file, making its folders.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        let file = self.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
        self
    }

    /// Copies a folder of the project into this one.
    pub(crate) fn copy(&self, from: &Path) -> &Self {
        for entry in walk(from) {
            let inner = entry.strip_prefix(from).unwrap();
            self.write(inner.to_str().unwrap(), std::fs::read(&entry).unwrap());
        }
        self
    }

    /// The program with nothing of the tester's environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isms"));
        command
            .env_clear()
            .env("HOME", self.path())
            // Never the tester's cache, nor one in the folder under test.
            .env("ISMS_CACHE_DIR", "")
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.current_dir(self.path()).args(arguments).stdin(Stdio::null());
        command
    }

    /// Runs the program as of [`TODAY`].
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        command.env("ISMS_AS_OF", TODAY);
        Ran::of(&command.output().unwrap())
    }

    /// The findings of `isms check` as JSON.
    pub(crate) fn check(&self, arguments: &[&str]) -> serde_json::Value {
        let ran = self.run(&[&["check", "--format", "json"], arguments].concat());
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}\n{}", ran.stdout, ran.stderr))
    }
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

/// A path of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All files below a folder, sorted, hidden ones included.
pub(crate) fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}
