//! Input that is broken, huge or malicious: each ends in time and memory with words about what is wrong.

use std::collections::BTreeMap;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;

use crate::env::{Ran, SMALL, TODAY, World, project, walk};

/// Seconds that a run may take: debug builds on busy machines take a tenth of it.
const SECONDS: u64 = 20;
/// KiB of address space that a run may take, threads and program included.
const SPACE: u32 = 1_500_000;

const ROLE: &str = "id: ROL-ciso\nkind: role\ntitle: Security officer\nlast_review: 2026-03-01\n";

/// Runs the program within bounds of time and memory.
fn bounded(world: &World, arguments: &[&str]) -> Ran {
    // Where a system has no such bound, the run goes on without.
    let script = format!("ulimit -v {SPACE} 2>/dev/null; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_isms")).args(arguments);
    command.env_clear().env("ISMS_AS_OF", TODAY).env("HOME", world.path()).current_dir(world.path());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipes = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let stdout = std::thread::spawn(move || read(&mut pipes.0));
    let stderr = std::thread::spawn(move || read(&mut pipes.1));
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if began.elapsed() > Duration::from_secs(SECONDS) {
            child.kill().unwrap();
            panic!("{arguments:?} takes more than {SECONDS} seconds");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let ran = Ran {
        stdout: stdout.join().unwrap(),
        stderr: stderr.join().unwrap(),
        code: status.code().unwrap_or(-1),
    };
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    ran
}

fn read(pipe: &mut impl std::io::Read) -> String {
    let mut bytes = Vec::new();
    pipe.read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Checks one file and expects a code and words.
#[track_caller]
fn says(path: &str, content: impl AsRef<[u8]>, code: i32, words: &[&str]) {
    let world = World::new();
    world.write("role.yaml", ROLE).write(path, content);
    expect(&bounded(&world, &["check"]), code, words);
}

#[track_caller]
fn expect(ran: &Ran, code: i32, words: &[&str]) {
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.code, code, "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is not said:\n{said}");
    }
}

#[test]
fn an_alias_bomb_is_not_expanded() {
    let mut bomb = String::from("id: RSK-1\nkind: risk\na: &a [x, x, x, x, x, x, x, x, x]\n");
    for (name, last) in ('b'..='t').zip('a'..) {
        bomb.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{last}"); 9].join(", ")));
    }
    says("x.yaml", bomb, 1, &["`*a` is a YAML alias", "write the value itself"]);
}

#[test]
fn deep_nesting_is_refused_however_it_is_written() {
    let deep = "nested";
    let help = "raise `depth` under `[limits]` in isms.toml";
    let indented: String = (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    for text in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000), indented] {
        says("x.yaml", text, 1, &[deep, help]);
    }
}

#[test]
fn a_scalar_of_fifty_megabytes_is_refused_by_its_size() {
    let world = World::new();
    let text = format!("id: ROL-a\nkind: role\ntitle: {}\n", "x".repeat(50_000_000));
    world.write("x.yaml", text);
    expect(&bounded(&world, &["check"]), 2, &["x.yaml is larger than 4 MiB", "`file_size`"]);
    world.write("x.yaml", format!("id: ROL-a\nkind: role\ntitle: {}\n", "x".repeat(2_000_000)));
    expect(&bounded(&world, &["check"]), 1, &["a value is longer than 1,048,576 bytes", "`scalar_size`"]);
}

#[test]
fn a_key_that_stands_twice_is_shown_at_both_places() {
    let text = "id: ROL-a\nkind: role\ntitle: One\ntitle: Two\n";
    says("x.yaml", text, 1, &["`title` is given twice", "x.yaml:4:1", "first given here"]);
}

#[test]
fn bytes_that_are_no_text_say_which_encoding_is_wanted() {
    let utf16 = |mark: &[u8], big: bool| {
        let units = "id: ROL-a\nkind: role\n".encode_utf16();
        let bytes = units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        [mark.to_vec(), bytes.collect()].concat()
    };
    let wanted =
        ["is text in the encoding UTF-16", "save it with the encoding UTF-8", "1 file could not be read"];
    says("x.yaml", utf16(&[0xff, 0xfe], false), 2, &wanted);
    says("x.yaml", utf16(&[0xfe, 0xff], true), 2, &wanted);
    says("x.yaml", utf16(&[], false), 2, &wanted);
    says("x.yaml", utf16(&[], true), 2, &wanted);
    says("x.yaml", b"id: ROL-a\ntitle: Pr\xfcfung\n", 2, &["not text in the encoding UTF-8: line 2"]);
    says(
        "x.yaml",
        "id: ROL-a\nkind: role\ntitle: a\0b\n",
        2,
        &["not a text file: line 3 has a NUL character"],
    );
}

#[test]
fn a_pipe_is_not_waited_for() {
    let world = World::new();
    world
        .write("role.yaml", ROLE)
        .write("kinds/own.toml", "kind = \"own\"\ntitle = \"Own\"\nprefixes = [\"OWN\"]\n");
    world.write("isms.toml", format!("[organisation]\nname = \"T\"\n[kinds]\nfolder = \"kinds\"\n{SMALL}"));
    for path in ["x.yaml", "kinds/pipe.toml", "other.toml"] {
        nix::unistd::mkfifo(&world.path().join(path), nix::sys::stat::Mode::S_IRWXU).unwrap();
    }
    let wanted = ["x.yaml is a pipe or device and holds no text", "kinds/pipe.toml is a pipe or device"];
    expect(&bounded(&world, &["check"]), 2, &wanted);
    let ran = bounded(&world, &["check", "--config", "other.toml"]);
    expect(&ran, 2, &["other.toml is not a file, and the settings are read from it"]);
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_folder_that_is_called_like_a_record_is_a_folder() {
    let world = World::new();
    world.write("x.yaml/role.yaml", ROLE);
    let report = world.check(&[]);
    assert_eq!((report["records"].as_u64(), report["summary"]["error"].as_u64()), (Some(1), Some(0)));
}

#[test]
fn what_may_not_be_opened_makes_the_check_incomplete() {
    let world = World::new();
    world.write("role.yaml", ROLE).write("closed/x.yaml", ROLE).write("y.yaml", ROLE);
    let close = |path: &str, mode| {
        let path = world.path().join(path);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    close("closed", 0);
    close("y.yaml", 0);
    // The administrator may read everything, so there is nothing to see when the tests run as root.
    if std::fs::read(world.path().join("y.yaml")).is_err() {
        let words = [
            "y.yaml cannot be read: you have no permission",
            "closed cannot be opened",
            "check who may read it",
        ];
        expect(&bounded(&world, &["check"]), 2, &words);
    }
    close("closed", 0o700);
}

#[test]
fn a_link_is_followed_inside_the_repository_only() {
    let outside = World::empty();
    outside
        .write("secret.yaml", "id: ROL-secret\nkind: role\ntitle: Secret\nlast_review: 2026-03-01\n")
        .write("own.toml", "kind = 1\n");
    let world = World::new();
    world.write("isms.toml", format!("[organisation]\nname = \"T\"\n[kinds]\nfolder = \"kinds\"\n{SMALL}"));
    world
        .write("role.yaml", ROLE)
        .write("kinds/own.toml", "kind = \"own\"\ntitle = \"O\"\nprefixes = [\"OWN\"]\n");
    let link = |target: PathBuf, path: &str| symlink(target, world.path().join(path)).unwrap();
    link(outside.path().join("secret.yaml"), "file.yaml");
    link(outside.path().to_owned(), "folder");
    link(outside.path().join("own.toml"), "kinds/more.toml");
    link("gone.yaml".into(), "nowhere.yaml");
    link("b.yaml".into(), "a.yaml");
    link("a.yaml".into(), "b.yaml");
    link(".".into(), "self");
    link("role.yaml".into(), "inside.yaml");
    let report = world.check(&[]);
    let found = report["findings"].as_array().unwrap().iter();
    let said: BTreeMap<&str, &str> = found
        .filter(|finding| finding["rule"] == "symlink-outside")
        .map(|finding| (finding["file"].as_str().unwrap(), finding["message"].as_str().unwrap()))
        .collect();
    let expected = [
        ("a.yaml", "a.yaml is a symbolic link that leads in a circle or to something closed"),
        ("b.yaml", "b.yaml is a symbolic link that leads in a circle or to something closed"),
        ("file.yaml", "file.yaml is a symbolic link that leads out of the repository; it was not followed"),
        ("folder", "folder is a symbolic link that leads out of the repository; it was not followed"),
        (
            "kinds/more.toml",
            "kinds/more.toml is a symbolic link that leads out of the repository; it was not followed",
        ),
        ("nowhere.yaml", "nowhere.yaml is a symbolic link that leads nowhere"),
    ];
    assert_eq!(said, BTreeMap::from(expected));
    // The role once, however many links lead to it, and nothing from outside.
    assert_eq!((report["records"].as_u64(), report["summary"]["error"].as_u64()), (Some(1), Some(6)));
    expect(&bounded(&world, &["find", "Security"]), 0, &["ROL-ciso"]);
    expect(&bounded(&world, &["find", "Secret"]), 1, &["0 records"]);
}

#[test]
fn a_folder_of_kinds_that_lies_outside_is_not_read() {
    let outside = World::empty();
    outside.write("own.toml", "kind = \"stolen\"\ntitle = \"S\"\nprefixes = [\"STO\"]\n");
    let world = World::new();
    world
        .write("isms.toml", format!("[organisation]\nname = \"T\"\n[kinds]\nfolder = \"kinds\"\n{SMALL}"))
        .write("role.yaml", ROLE);
    symlink(outside.path(), world.path().join("kinds")).unwrap();
    expect(&bounded(&world, &["check"]), 1, &["kinds is a symbolic link that leads out of the repository"]);
    expect(
        &bounded(&world, &["explain", "stolen"]),
        2,
        &["there is no rule, kind, metric, record, clause or control called `stolen`"],
    );
}

const NASTY: &str = "id: \"RSK-\\e[31m\\u202e1\"
kind: risk
title: \"::error::x\\e[2J\\u200b\\x9b31m\"
owner: \"::add-mask::x\"
description: |
  ::error::described
  ##[command]x
---
id: \"::warning::x\"
kind: risk
title: \"##[command]x\"
";

#[test]
fn no_output_holds_what_a_terminal_or_a_ci_system_obeys() {
    let world = World::new();
    world.write("a\n::error::b\u{1b}[31m\u{202e}.yaml", NASTY);
    let id = "RSK-\u{1b}[31m\u{202e}1";
    let commands: [&[&str]; 13] = [
        &["check", "--max", "0"],
        &["check", "--format", "concise"],
        &["check", "--group-by", "record"],
        &["check", "--group-by", "owner"],
        &["check", "--group-by", "file"],
        &["check", "--format", "json"],
        &["list", "risk"],
        &["list", "--format", "json"],
        &["show", id],
        &["show", "::warning::x"],
        &["find", "x"],
        &["explain", id],
        &["check", "owner:\u{1b}[31m", "::error::\u{1b}"],
    ];
    for arguments in commands {
        let ran = bounded(&world, arguments);
        let said = format!("{}\n{}", ran.stdout, ran.stderr);
        let hidden = |c: char| matches!(c, '\u{1b}' | '\u{9b}' | '\u{7f}' | '\u{202e}' | '\u{200b}');
        assert!(!said.contains(hidden), "{arguments:?}: {said:?}");
        assert!(!said.lines().any(|line| line.trim_start().starts_with("::")), "{arguments:?}: {said}");
        assert!(arguments.contains(&"json") || !said.contains("##["), "{arguments:?}: {said}");
    }
    // What a program reads stays true.
    let rows: Value = serde_json::from_str(&world.run(&["list", "--format", "json"]).stdout).unwrap();
    assert_eq!(rows[0]["id"], id);
    assert_eq!(rows[0]["file"], "a\n::error::b\u{1b}[31m\u{202e}.yaml");
}

#[test]
fn a_register_of_a_million_lines_needs_a_higher_limit() {
    let world = World::new();
    let record = |number: usize| {
        let text = "    x\n".repeat(100);
        format!("- id: ROL-{number}\n  title: T\n  last_review: 2026-03-01\n  description: |\n{text}")
    };
    let register: String = (0..9_800).map(record).collect();
    let register = format!("kind: role\nrecords:\n{register}");
    assert!(register.lines().count() > 1_000_000);
    world.write("roles.yaml", register);
    expect(
        &bounded(&world, &["check"]),
        2,
        &["roles.yaml is larger than 4 MiB", "split it, or raise `file_size`"],
    );
    world.write(
        "isms.toml",
        format!("[organisation]\nname = \"T\"\n[limits]\nfile_size = \"16 MiB\"\n{SMALL}"),
    );
    expect(&bounded(&world, &["check"]), 0, &["9,800 records"]);
}

#[test]
fn a_very_long_line_is_cut_where_it_is_shown() {
    let text = format!(
        "id: ROL-a\nkind: role\ntitle: T\nlast_review: 2026-03-01\nnope: [{}x]\n",
        "word, ".repeat(90_000)
    );
    let world = World::new();
    world.write("x.yaml", text);
    let ran = bounded(&world, &["check"]);
    expect(&ran, 1, &["role ROL-a has a field `nope`, which does not exist", "…"]);
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 100), "{}", ran.stdout);
}

#[test]
fn twenty_thousand_findings_in_one_file_are_capped_and_counted() {
    let world = World::new();
    let roles: String = (0..10_000)
        .map(|number| format!("- {{id: ROL-{number}, title: T, last_review: 2026-03-01, nope: 1}}\n"))
        .collect();
    world.write("roles.yaml", format!("kind: role\nrecords:\n{roles}"));
    // An unknown field and a role without links: two findings for each record, of which a hundred are kept.
    let ran = bounded(&world, &["check", "--format", "concise"]);
    expect(&ran, 1, &["19,900 more findings in roles.yaml are left out here"]);
    assert_eq!(ran.stdout.lines().count(), 101);
    // Who asks for one of those left out sees it.
    let ran = bounded(&world, &["check", "--format", "concise", "ROL-9999"]);
    expect(&ran, 1, &["ROL-9999 has a field `nope`", "no link leads to role ROL-9999"]);
    assert_eq!(ran.stdout.lines().count(), 2);
    // On one line, too, where each place has to be counted from the line's beginning.
    world.write("roles.yaml", format!("kind: role\nrecords: [{}]\n", "1,".repeat(20_000)));
    let words = ["19,900 more findings in roles.yaml", "nothing could be checked: no record could be read"];
    expect(&bounded(&world, &["check", "--max", "0"]), 2, &words);
}

#[test]
fn an_error_that_is_left_out_still_fails_the_check() {
    let world = World::new();
    world.write("isms.toml", "[organisation]\nname = \"T\"\n[limits]\nfindings_per_file = 3\n");
    let roles: String =
        (0..9).map(|number| format!("- {{id: ROL-{number}, title: T, last_review: 2026-03-01}}\n")).collect();
    let broken = "- {id: ROL-x, title: T, last_review: 2026-03-01, nope: 1}\n- {id: ROL-y, title: T, last_review: 2026-03-01}\n";
    world.write("roles.yaml", format!("kind: role\nrecords:\n{roles}{broken}"));
    let ran = bounded(&world, &["check", "--format", "concise"]);
    expect(&ran, 1, &["error[unknown-field]: 9 more findings in roles.yaml are left out here"]);
}

#[test]
fn a_pattern_of_an_exception_cannot_be_too_much() {
    let exception = |pattern: &str| {
        format!(
            "id: EXC-1\nkind: exception\ntitle: T\nrules: [orphan-record]\nrecords: [\"{pattern}\"]\njustification: J\n\
             approved_by: ROL-ciso\napproved_on: 2026-01-01\nuntil: 2027-01-01\n"
        )
    };
    for pattern in [format!("{}a{}", "{".repeat(400), "}".repeat(400)), "?".repeat(300_000), "[".to_owned()] {
        says("x.yaml", exception(&pattern), 1, &["exception EXC-1 has no `owner`"]);
    }
    let world = World::new();
    world.write("role.yaml", ROLE);
    expect(&bounded(&world, &["check", &"{*,".repeat(400)]), 2, &["no record, kind or path is called"]);
}

#[test]
fn where_there_is_no_management_system_help_says_how_to_begin() {
    let words = ["there is no isms.toml in", "go to the folder of your management system, or make this one"];
    let world = World::empty();
    expect(&bounded(&world, &["check"]), 2, &words);
    world.write("letter.txt", "Dear all").write("role.yaml", ROLE);
    let ran = bounded(&world, &["check"]);
    expect(&ran, 2, &words);
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_broken_isms_toml_is_never_a_clean_check() {
    let check = |content: &[u8], words: &[&str]| {
        let world = World::empty();
        world.write("role.yaml", ROLE).write("isms.toml", content);
        expect(&bounded(&world, &["check", "--fail-on", "never"]), 2, words);
    };
    check(b"", &["isms.toml has no `organisation`", "name = \"...\""]);
    check(b"x = [\n", &["a list is not closed", "isms.toml:1"]);
    check(
        b"[organisation]\nname = \"\xff\"\n",
        &["isms.toml is not UTF-8 text", "save it with the encoding UTF-8"],
    );
    check(format!("{}b = 1\n", "a.".repeat(100_000)).as_bytes(), &["this is not TOML"]);
    check("[".repeat(100_000).as_bytes(), &["isms.toml"]);
    check(" ".repeat(5 << 20).as_bytes(), &["isms.toml is larger than 4 MiB"]);
    let world = World::empty();
    world.write("isms.toml/role.yaml", ROLE);
    expect(&bounded(&world, &["check"]), 2, &["isms.toml is not a file", "rename or delete it"]);
}

#[test]
fn no_record_is_not_a_clean_check() {
    let wanted = ["nothing could be checked: there is no record", ".yaml, .yml or .md"];
    let world = World::new();
    for format in ["full", "concise", "grouped"] {
        let ran = bounded(&world, &["check", "--format", format]);
        let words = format!("{}{}", ran.stdout, ran.stderr).replace("\n  ", " ");
        assert_eq!(ran.code, 2, "{words}");
        assert!(wanted.iter().all(|word| words.contains(word)), "{words}");
    }
    assert_eq!(world.check(&[])["outcome"], "incomplete");
    world.write("x.yaml", "# a remark\n# and another\n").write("readme.md", "# Our records\n\nText.\n");
    assert_eq!(world.check(&[])["findings"], Value::Array(Vec::new()));
    assert_eq!(bounded(&world, &["check"]).code, 2);
}

#[test]
fn a_check_writes_nothing() {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld")).write("out/x.yaml", "id: [\n");
    let state = || -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
        let time = |path: &PathBuf| path.metadata().unwrap().modified().unwrap();
        walk(world.path())
            .into_iter()
            .map(|path| (path.clone(), std::fs::read(&path).unwrap(), time(&path)))
            .collect()
    };
    let folders = |mode| {
        for folder in [world.path().to_owned(), world.path().join("out")] {
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    let before = state();
    folders(0o500);
    assert_eq!(bounded(&world, &["check"]).code, 1);
    assert_eq!(bounded(&world, &["list", "risk"]).code, 0);
    folders(0o700);
    assert!(state() == before, "files differ");
}

#[test]
fn line_ends_marks_and_umlauts_make_no_difference() {
    let text =
        "id: ROL-ciso\nkind: role\ntitle: \"Informationssicherheitsbeauftragte für Öffentliches\"\nnope: 1\n";
    let place = |text: &str| {
        let world = World::new();
        world.write("Rollen/Übersicht für alle.yaml", text);
        let report = world.check(&[]);
        let finding = &report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["rule"] == "unknown-field")
            .unwrap();
        (
            finding["file"].clone(),
            finding["line"].clone(),
            finding["column"].clone(),
            finding["end_column"].clone(),
        )
    };
    let expected = ("Rollen/Übersicht für alle.yaml".into(), 4.into(), 1.into(), 5.into());
    assert_eq!(place(text), expected);
    assert_eq!(place(&text.replace('\n', "\r\n")), expected);
    assert_eq!(place(&format!("\u{feff}{text}")), expected);
    says("x.yaml", "id: ROL-a\nkind: role\ncustom:\n\tx: 1\n", 1, &["indented with a tab", "two spaces"]);
    says(
        "x.yaml",
        "id: ROL-Prüfung\nkind: role\ntitle: T\nlast_review: 2026-03-01\n",
        0,
        &["no link leads to role ROL-Prüfung"],
    );
}

#[test]
fn a_markdown_file_is_a_record_only_with_fields_at_its_top() {
    says("x.md", "# A title\n\nid: ROL-a\n", 0, &["1 record,"]);
    says("x.md", "---\n\nA text below a line.\n", 0, &["1 record,"]);
    says("x.md", "---\ntitle: A page of a web site\n---\n\nText.\n", 0, &["1 record,"]);
    let help = "write a line `---` between the fields and the text";
    says(
        "x.md",
        "---\nid: DOC-a\nkind: document\n\nText.\n",
        1,
        &["the front matter of this document does not end", help],
    );
}

#[test]
fn ignored_files_are_not_read() {
    let world = World::new();
    let role = |id: &str| format!("id: {id}\nkind: role\ntitle: T\nlast_review: 2026-03-01\n");
    world.write(".gitignore", "build/\n").write(".ignore", "drafts/\n").write("role.yaml", ROLE);
    world
        .write("build/x.yaml", role("ROL-b"))
        .write("drafts/x.yaml", role("ROL-d"))
        .write(".hidden/x.yaml", role("ROL-h"));
    assert_eq!(world.check(&[])["records"], 1);
}

#[test]
fn what_stands_above_the_repository_hides_no_record() {
    let world = World::empty();
    world
        .write(".ignore", "*.yaml\n")
        .write(".gitignore", "*.yaml\n")
        .write(".config/git/ignore", "*.yaml\n");
    world
        .write("repository/.git/HEAD", "ref: refs/heads/main\n")
        .write("repository/.gitignore", "/isms/old/\n*.tmp.yaml\n");
    world
        .write("repository/isms/isms.toml", format!("[organisation]\nname = \"T\"\n{SMALL}"))
        .write("repository/isms/role.yaml", ROLE);
    for path in ["repository/isms/old/x.yaml", "repository/isms/x.tmp.yaml"] {
        world.write(path, "id: ROL-old\nkind: role\ntitle: T\nlast_review: 2026-03-01\n");
    }
    let report = world.check(&["-C", "repository/isms"]);
    assert_eq!((report["records"].as_u64(), report["summary"]["error"].as_u64()), (Some(1), Some(0)));
}

#[test]
fn isms_toml_is_looked_for_upwards_but_not_above_the_repository() {
    let world = World::new();
    world
        .write("role.yaml", ROLE)
        .write("a/b/role.yaml", "id: ROL-b\nkind: role\ntitle: T\nlast_review: 2026-03-01\n");
    assert_eq!(world.check(&["-C", "a/b"])["records"], 2);
    world.write("a/.git/HEAD", "ref: refs/heads/main\n");
    expect(&bounded(&world, &["check", "-C", "a/b"]), 2, &["there is no isms.toml in"]);
}
