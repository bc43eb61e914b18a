//! Signatures by real keys, verified by the real git; and nothing that a repository configures is run for it.

use std::path::Path;
use std::process::Command;

use super::{git, git_as, log, repository, risk};
use crate::cli::expect;
use crate::env::World;

/// Whether a program is there. A test that needs one and does not find it says so and passes.
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        eprintln!("SKIPPED: {program} is not installed");
    }
    found
}

/// The result, signer and key of each change of the risk, as JSON gives them.
fn results(world: &World) -> Vec<String> {
    let ran = world.run(&["log", "RSK-1", "--verify-signatures", "--format", "json"]);
    let log: serde_json::Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr));
    let told = |change: &serde_json::Value| {
        let text = |name: &str| change["verification"][name].as_str().unwrap_or("-").to_owned();
        format!("{} {}", text("result"), text("signer"))
    };
    log["changes"].as_array().unwrap().iter().map(told).collect()
}

/// Writes the risk and commits it with more arguments for git.
#[track_caller]
fn signed(world: &World, level: &str, settings: &[&str], sign: &str) {
    world.write("a.yaml", risk(level));
    git(world.path(), &["add", "--all"]);
    let arguments = [settings, &["commit", "--quiet", "-m", level, sign]].concat();
    let done = git_as(world.path(), ("Ana", "2026-04-01"), &arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Puts the newest commit anew with another message and the same signature.
fn forge(world: &World) {
    let script = "git cat-file commit HEAD | sed '$s/$/!/' | git hash-object -t commit -w --stdin";
    let made = Command::new("sh").args(["-c", script]).current_dir(world.path()).output().unwrap();
    let name = String::from_utf8(made.stdout).unwrap();
    git(world.path(), &["reset", "--quiet", "--hard", name.trim()]);
}

fn ssh_key(folder: &Path, name: &str) -> String {
    let file = folder.join(name).display().to_string();
    let made =
        Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "x", "-f", &file]).status();
    assert!(made.unwrap().success());
    file
}

#[test]
fn ssh_signatures_are_verified_by_the_file_of_allowed_signers() {
    if !has("git") || Command::new("ssh-keygen").arg("-?").output().is_err() {
        eprintln!("SKIPPED: git or ssh-keygen is not installed");
        return;
    }
    let (world, keys) = (repository(), World::empty());
    let (ana, other) = (ssh_key(keys.path(), "ana"), ssh_key(keys.path(), "other"));
    let public = std::fs::read_to_string(format!("{ana}.pub")).unwrap();
    world.write("keys/allowed", format!("ana@example.org {public}"));
    let settings = "[organisation]\nname = \"T\"\n[history]\nallowed_signers = \"keys/allowed\"\n";
    world.write("isms.toml", settings);
    let by = |key: &str| {
        ["-c".to_owned(), "gpg.format=ssh".to_owned(), "-c".to_owned(), format!("user.signingkey={key}")]
    };
    let sign = |level: &str, key: &str| {
        let by = by(key);
        signed(&world, level, &by.each_ref().map(String::as_str), "-S");
    };
    sign("rare", &ana);
    sign("unlikely", &other);
    signed(&world, "possible", &[], "--no-gpg-sign");
    sign("likely", &ana);
    forge(&world);
    let expected = ["good ana@example.org", "unknown-key -", "unsigned -", "bad -"];
    assert_eq!(results(&world), expected);
    let page = world.run(&["log", "RSK-1", "--verify-signatures"]);
    expect(&page, 0, &["SSH, good, by ana@example.org (key", "SSH, does not fit the commit"]);
    expect(&world.run(&["log", "RSK-1"]), 0, &["SSH, not verified"]);
    // Whatever the repository names is not run, and a file of its own does not count.
    let mark = world.path().join("mark");
    world.write("evil", format!("#!/bin/sh\ntouch {}\nexit 0\n", mark.display()));
    git(world.path(), &["update-index", "--add", "--chmod=+x", "evil"]);
    git(world.path(), &["checkout", "--quiet", "evil"]);
    for name in ["gpg.program", "gpg.ssh.program", "gpg.openpgp.program", "core.fsmonitor", "core.pager"] {
        git(world.path(), &["config", name, "./evil"]);
    }
    git(world.path(), &["config", "pager.verify-commit", "./evil"]);
    git(world.path(), &["config", "gpg.ssh.allowedSignersFile", "/nowhere"]);
    assert_eq!(results(&world), expected);
    assert!(!mark.exists(), "a configured command was run");
    // Without the file no key is known; with one outside of the folder nothing is verified.
    world.write("isms.toml", "[organisation]\nname = \"T\"\n");
    assert_eq!(results(&world)[0], "unknown-key -");
    world.write("isms.toml", settings.replace("keys/allowed", "keys/none"));
    expect(&world.run(&["log", "RSK-1", "--verify-signatures"]), 2, &["keys/none", "no such file"]);
}

#[test]
fn gpg_signatures_are_verified_by_the_keyring() {
    if !has("git") || !has("gpg") {
        return;
    }
    let world = repository();
    world.write(".git/info/exclude", ".gnupg\n");
    let home = world.path().join(".gnupg");
    std::fs::create_dir(&home).unwrap();
    std::fs::set_permissions(&home, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let gpg = |arguments: &[&str]| {
        Command::new("gpg")
            .env("GNUPGHOME", &home)
            .args(["--batch", "--quiet"])
            .args(arguments)
            .output()
            .unwrap()
    };
    let key = "Ana <ana@example.org>";
    let made = gpg(&["--passphrase", "", "--quick-gen-key", key, "ed25519", "sign", "never"]);
    if !made.status.success() {
        eprintln!("SKIPPED: gpg makes no key: {}", String::from_utf8_lossy(&made.stderr));
        return;
    }
    signed(&world, "rare", &["-c", "user.signingkey=ana@example.org"], "-S");
    signed(&world, "likely", &["-c", "user.signingkey=ana@example.org"], "-S");
    forge(&world);
    assert_eq!(results(&world), ["good Ana <ana@example.org>", "bad -"]);
    let _ = Command::new("gpgconf").env("GNUPGHOME", &home).args(["--kill", "all"]).output();
    std::fs::remove_dir_all(&home).unwrap();
    assert_eq!(results(&world), ["unknown-key -"; 2]);
    assert_eq!(log(&world, &["RSK-1"]).len(), 2);
}
