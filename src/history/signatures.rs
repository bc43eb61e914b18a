//! Whether a commit's signature is good, by asking git itself.
//!
//! The only place that runs another program, and only for those who ask for it: a check runs none. Git is started with
//! nothing of the person's or the machine's settings and with every program it may start in turn named here, so that
//! what a repository configures is not run: no program for signatures, hook, monitor, pager or transport. Nothing is
//! fetched and nothing written.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};

use super::commit::{Commit, SignatureForm};
use super::repository::Repository;
use crate::base::text;
use crate::system::System;

/// What came of looking at a commit's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is none.
    Unsigned,
    /// It fits the commit, and the key belongs to somebody who is known: an address of the file of allowed signers, or
    /// the name of a key in the GPG keyring.
    Good {
        /// Whose key it is.
        signer: String,
        /// The key's fingerprint.
        key: String,
    },
    /// Whose key it is, is not known; of an SSH key the signature fits the commit all the same.
    UnknownKey {
        /// The key's fingerprint or number.
        key: String,
    },
    /// The key or the signature has expired, or the key was revoked or is not trusted.
    Lapsed {
        /// The key's number.
        key: String,
    },
    /// It does not fit the commit.
    Bad,
    /// It could not be looked at, and why.
    Unchecked(String),
}

impl Verdict {
    /// The word in machine output.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Good { .. } => "good",
            Self::UnknownKey { .. } => "unknown-key",
            Self::Lapsed { .. } => "lapsed",
            Self::Bad => "bad",
            Self::Unchecked(_) => "unchecked",
        }
    }
}

/// Asks git about the signatures of one repository, about each commit once.
#[derive(Debug)]
pub struct Verifier {
    git: PathBuf,
    folder: PathBuf,
    /// For each form of signature the program that checks it.
    programs: [(SignatureForm, Option<PathBuf>); 3],
    signers: Option<PathBuf>,
    environment: Vec<(OsString, OsString)>,
    known: Mutex<HashMap<[u8; 20], Verdict>>,
}

/// Stands where no program may be started. Nothing can lie below a file.
const NOTHING: &str = "/dev/null/nothing";

/// What git is told by its environment.
const ENVIRONMENT: [(&str, &str); 10] = [
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_SYSTEM", "/dev/null"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
];

impl Verifier {
    /// For the repository around a folder. `environment` is what the programs get to see of the caller's: where they lie
    /// (`PATH`), and where the keyring is (`HOME`, `GNUPGHOME`). An error says why nothing can be verified.
    pub fn new(root: &Path, system: &System, environment: Vec<(OsString, OsString)>) -> Result<Self, String> {
        let repository = Repository::open(root, None).map_err(|missing| missing.message())?;
        let below = repository.work_tree().and_then(|tree| tree.canonicalize().ok());
        let find = |name: &str| program(name, &environment, below.as_deref());
        let git = find("git").ok_or("git is not installed, and it is what verifies signatures")?;
        let programs = [
            (SignatureForm::OpenPgp, find("gpg")),
            (SignatureForm::Ssh, find("ssh-keygen")),
            (SignatureForm::X509, find("gpgsm")),
        ];
        let signers = system.config.history.allowed_signers.as_ref();
        let signers = signers.map(|file| allowed(root, &file.value)).transpose()?;
        let folder = repository.own_folder().to_owned();
        Ok(Self { git, folder, programs, signers, environment, known: Mutex::default() })
    }

    /// What a commit's signature is worth.
    pub fn verdict(&self, commit: &Commit) -> Verdict {
        let Some(form) = commit.signature else { return Verdict::Unsigned };
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(verdict) = known().get(&commit.hash) {
            return verdict.clone();
        }
        let verdict = self.asked(form, commit);
        known().insert(commit.hash, verdict.clone());
        verdict
    }

    fn asked(&self, form: SignatureForm, commit: &Commit) -> Verdict {
        if self.program(form).is_none() {
            return Verdict::Unchecked(format!("{} is not installed", name(form)));
        }
        match self.run(&commit.name()) {
            Ok(output) => {
                let told = String::from_utf8_lossy(&output.stderr);
                let verdict = match form {
                    SignatureForm::Ssh => of_ssh(&told),
                    SignatureForm::OpenPgp | SignatureForm::X509 => of_gpg(&told),
                };
                // Git has the last word.
                match verdict {
                    Verdict::Good { .. } if !output.status.success() => unclear(&told),
                    other => other,
                }
            }
            Err(error) => Verdict::Unchecked(format!("git could not be run: {error}")),
        }
    }

    fn program(&self, form: SignatureForm) -> Option<&Path> {
        self.programs.iter().find(|(of, _)| *of == form).and_then(|(_, program)| program.as_deref())
    }

    fn run(&self, commit: &str) -> std::io::Result<Output> {
        let mut command = Command::new(&self.git);
        command.env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.envs(ENVIRONMENT).current_dir(&self.folder).stdin(Stdio::null());
        // A folder named in this way is not searched for, nor for whose it is: that was done when it was opened.
        command.arg("--git-dir").arg(&self.folder).args(["--no-pager", "--no-replace-objects"]);
        let program = |form| self.program(form).unwrap_or(Path::new(NOTHING)).as_os_str();
        let signers = self.signers.as_deref().unwrap_or(Path::new("/dev/null"));
        for (setting, value) in [
            ("core.fsmonitor", "false".as_ref()),
            ("core.hooksPath", "/dev/null".as_ref()),
            ("protocol.allow", "never".as_ref()),
            ("gpg.program", program(SignatureForm::OpenPgp)),
            ("gpg.openpgp.program", program(SignatureForm::OpenPgp)),
            ("gpg.ssh.program", program(SignatureForm::Ssh)),
            ("gpg.x509.program", program(SignatureForm::X509)),
            ("gpg.ssh.defaultKeyCommand", NOTHING.as_ref()),
            ("gpg.ssh.allowedSignersFile", signers.as_os_str()),
        ] {
            let mut setting = OsString::from(format!("{setting}="));
            setting.push(value);
            command.arg("-c").arg(setting);
        }
        command.args(["verify-commit", "--raw", commit]).output()
    }
}

fn name(form: SignatureForm) -> &'static str {
    match form {
        SignatureForm::OpenPgp => "gpg",
        SignatureForm::Ssh => "ssh-keygen",
        SignatureForm::X509 => "gpgsm",
    }
}

/// The file of a program: in a folder of `PATH` that is named in full and does not lie in the work tree.
fn program(name: &str, environment: &[(OsString, OsString)], tree: Option<&Path>) -> Option<PathBuf> {
    let (_, path) = environment.iter().find(|(name, _)| name.eq_ignore_ascii_case("PATH"))?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&file))
        .filter(|file| file.is_file())
        .find(|file| {
            let real = file.canonicalize().ok();
            real.is_some_and(|real| tree.is_none_or(|tree| !real.starts_with(tree)))
        })
}

/// The file of allowed signers, which must not lead out of the folder of the records.
fn allowed(root: &Path, file: &str) -> Result<PathBuf, String> {
    let real = root.join(file).canonicalize().ok().filter(|file| file.is_file());
    let inside = |real: &PathBuf| root.canonicalize().is_ok_and(|root| real.starts_with(root));
    real.filter(inside).ok_or_else(|| {
        format!("`[history] allowed_signers` names {}, and there is no such file", text::brief(file, 60))
    })
}

fn unclear(told: &str) -> Verdict {
    let first = told.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("git gives no reason");
    Verdict::Unchecked(text::brief(first, 100))
}

/// What ssh-keygen says: `Good "git" signature for ana@x.org with ED25519 key SHA256:...`.
fn of_ssh(told: &str) -> Verdict {
    let good = told.lines().find_map(|line| line.strip_prefix("Good \"git\" signature "));
    let Some(good) = good else {
        let is_bad = told.contains("incorrect signature") || told.contains("Could not verify signature");
        return if is_bad { Verdict::Bad } else { unclear(told) };
    };
    let key = good.rsplit_once(" key ").map_or("", |(_, key)| key).trim().to_owned();
    match good.strip_prefix("for ").and_then(|rest| rest.rsplit_once(" with ")) {
        Some((signer, _)) if !told.contains("No principal matched") => {
            Verdict::Good { signer: signer.to_owned(), key }
        }
        _ => Verdict::UnknownKey { key },
    }
}

/// What GPG says in lines for programs: `[GNUPG:] GOODSIG 0123456789ABCDEF Ana <ana@x.org>`.
fn of_gpg(told: &str) -> Verdict {
    let lines: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("[GNUPG:] ")).collect();
    let find = |word: &str| lines.iter().find_map(|line| line.strip_prefix(word)?.strip_prefix(' '));
    let first = |rest: &str| rest.split(' ').next().unwrap_or("").to_owned();
    let signatures = lines.iter().filter(|line| line.starts_with("NEWSIG")).count();
    if find("BADSIG").is_some() || signatures > 1 {
        return Verdict::Bad;
    }
    for word in ["EXPSIG", "EXPKEYSIG", "REVKEYSIG"] {
        if let Some(rest) = find(word) {
            return Verdict::Lapsed { key: first(rest) };
        }
    }
    match (find("GOODSIG"), find("VALIDSIG"), find("ERRSIG")) {
        (Some(good), Some(_), _) if lines.iter().any(|line| line.starts_with("TRUST_NEVER")) => {
            Verdict::Lapsed { key: first(good) }
        }
        (Some(good), Some(valid), _) => {
            let signer = good.split_once(' ').map_or("", |(_, signer)| signer).to_owned();
            Verdict::Good { signer, key: first(valid) }
        }
        (_, _, Some(error)) if find("NO_PUBKEY").is_some() => Verdict::UnknownKey { key: first(error) },
        _ => unclear(told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ssh_keygen_says_is_understood() {
        let good = "Good \"git\" signature for ana@x.org with ED25519 key SHA256:abc\n";
        let verdict = Verdict::Good { signer: "ana@x.org".into(), key: "SHA256:abc".into() };
        assert_eq!(of_ssh(good), verdict);
        let unknown = "Good \"git\" signature with ED25519 key SHA256:abc\nNo principal matched.\n";
        assert_eq!(of_ssh(unknown), Verdict::UnknownKey { key: "SHA256:abc".into() });
        assert_eq!(of_ssh("Signature verification failed: incorrect signature\n"), Verdict::Bad);
        assert_eq!(of_ssh("error: x\n"), Verdict::Unchecked("error: x".into()));
    }

    #[test]
    fn what_gpg_says_is_understood() {
        let line = |words: &[&str]| words.iter().map(|word| format!("[GNUPG:] {word}\n")).collect::<String>();
        let good =
            ["NEWSIG", "GOODSIG 0A Ana <ana@x.org>", "VALIDSIG 0B 2026-01-01 1", "TRUST_UNDEFINED 0 pgp"];
        let verdict = Verdict::Good { signer: "Ana <ana@x.org>".into(), key: "0B".into() };
        assert_eq!(of_gpg(&line(&good)), verdict);
        let lapsed = Verdict::Lapsed { key: "0A".into() };
        assert_eq!(of_gpg(&line(&[&good[..3], &["TRUST_NEVER"]].concat())), lapsed);
        assert_eq!(of_gpg(&line(&["NEWSIG", "EXPKEYSIG 0A Ana", "VALIDSIG 0B"])), lapsed);
        assert_eq!(of_gpg(&line(&["NEWSIG", "BADSIG 0A Ana"])), Verdict::Bad);
        assert_eq!(of_gpg(&line(&[&good[..], &good[..]].concat())), Verdict::Bad);
        let missing = line(&["NEWSIG", "ERRSIG 0A 22 8 00 1 9", "NO_PUBKEY 0A"]);
        assert_eq!(of_gpg(&missing), Verdict::UnknownKey { key: "0A".into() });
        // A good signature is nothing without the line that gives the key in full.
        assert!(matches!(of_gpg(&line(&["GOODSIG 0A Ana"])), Verdict::Unchecked(_)));
    }
}
