//! Packs: the same bytes wherever they are made, nothing in them that their reader may not see, and every change seen.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::env::{Ran, World, project, walk};

/// The worked example in a commit of its own, whose time is fixed.
fn committed() -> World {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld"));
    commit(&world);
    world
}

fn commit(world: &World) {
    git(world, &["init", "--quiet"]);
    git(world, &["add", "."]);
    git(world, &["commit", "--quiet", "--message", "All records"]);
}

fn git(world: &World, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).current_dir(world.path());
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Test").env(format!("GIT_{who}_EMAIL"), "test@example.org");
        command.env(format!("GIT_{who}_DATE"), "2026-12-01T08:00:00Z");
    }
    assert!(command.args(arguments).status().unwrap().success(), "{arguments:?}");
}

/// The pack that a run writes into a folder of its own.
fn pack(world: &World, options: &[&str]) -> World {
    let out = World::empty();
    let folder = out.path().to_str().unwrap();
    let ran = world.run(&[&["report", "pack", "-o", folder], options].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    out
}

fn verify(world: &World, pack: &Path) -> Ran {
    world.run(&["verify", pack.to_str().unwrap()])
}

const NAME: &str = "pack-2026-12-01";

fn manifest(out: &World) -> Value {
    let text = std::fs::read_to_string(out.path().join(NAME).join("manifest.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// All text in the files of a pack, that inside of workbooks too; pages are looked at by the tests of their format.
fn texts(out: &World) -> String {
    let mut all = String::new();
    for file in walk(&out.path().join(NAME)) {
        let bytes = std::fs::read(&file).unwrap();
        // What is in the streams of a PDF is compressed, and may be any byte.
        if bytes.starts_with(b"%PDF") {
            continue;
        }
        if !bytes.starts_with(b"PK") {
            all.push_str(&String::from_utf8_lossy(&bytes));
            continue;
        }
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let mut text = Vec::new();
            std::io::copy(&mut entry, &mut text).unwrap();
            all.push_str(&String::from_utf8_lossy(&text));
        }
    }
    all
}

#[test]
fn two_clones_give_the_same_bytes_whoever_makes_them_and_where() {
    let (first, second) = (committed(), committed());
    let made = |world: &World, environment: &[(&str, &str)], mask: &str| {
        let out = World::empty();
        let isms = env!("CARGO_BIN_EXE_isms");
        let script =
            format!("umask {mask}; exec {isms} report pack --as-of 2026-12-01 -o {}", out.path().display());
        let mut command = Command::new("sh");
        command.args(["-c", &script]).current_dir(world.path()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).envs(environment.iter().copied());
        let ran = Ran::of(&command.output().unwrap());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        out
    };
    let one =
        made(&first, &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "de_AT.UTF-8"), ("USER", "anna")], "077");
    let other = made(&second, &[("TZ", "America/Los_Angeles"), ("LC_ALL", "C"), ("USER", "bo")], "022");
    let bytes = |out: &World| -> Vec<(String, Vec<u8>)> {
        let name = |file: &Path| file.strip_prefix(out.path()).unwrap().to_str().unwrap().to_owned();
        walk(out.path()).iter().map(|file| (name(file), std::fs::read(file).unwrap())).collect()
    };
    let (one, other) = (bytes(&one), bytes(&other));
    assert!(one.len() > 6, "{:?}", one.iter().map(|(name, _)| name).collect::<Vec<_>>());
    for ((name, bytes), (_, others)) in one.iter().zip(&other) {
        assert!(bytes == others, "{name} differs");
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn a_pack_is_verified_by_its_sums_and_by_building_it_again() {
    let world = committed();
    // Into the repository itself: a pack beside the records is no change of them.
    let ran = world.run(&["report", "pack"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let folder = world.path().join(NAME);
    for pack in [folder.clone(), world.path().join(format!("{NAME}.zip"))] {
        let ran = verify(&world, &pack);
        assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.ends_with("built again from that commit: the same bytes\n"), "{}", ran.stdout);
    }
    let again = World::empty();
    let ran = verify(&again, &folder);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("not built again: no repository with that commit is here"), "{}", ran.stdout);
    // The records have gone on since, and the pack is still what that commit gives.
    world.write("risks/RSK-0001.yaml", "id: RSK-0001\nkind: risk\ntitle: Other\n");
    assert_eq!(verify(&world, &folder).code, 0);
    let ran = world.run(&["report", "pack", "--draft"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran = verify(&world, &folder);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.contains("made from files that are in no commit"), "{}", ran.stdout);
}

#[test]
fn what_was_done_to_a_pack_is_named_file_by_file() {
    let world = committed();
    let out = pack(&world, &[]);
    let folder = out.path().join(NAME);
    std::fs::write(folder.join("extra.txt"), "x").unwrap();
    std::fs::remove_file(folder.join("soa.xlsx")).unwrap();
    let data = std::fs::read_to_string(folder.join("data.json")).unwrap();
    std::fs::write(folder.join("data.json"), data.replace("Ährenfeld", "Aehrenfeld")).unwrap();
    let ran = verify(&world, &folder);
    assert_eq!(
        (ran.code, ran.stdout.as_str()),
        (1, "missing  soa.xlsx\nchanged  data.json\nextra    extra.txt\n")
    );
    // Whoever changes the sums too is found out by the repository.
    let out = pack(&world, &[]);
    let folder = out.path().join(NAME);
    let forged = data.replace("Ährenfeld", "Aehrenfeld");
    std::fs::write(folder.join("data.json"), &forged).unwrap();
    let mut manifest = manifest(&out);
    let sum = |text: &str| isms::pack::sha256(text.as_bytes());
    let (before, size) = (sum(&data), forged.len());
    for file in
        manifest["files"].as_array_mut().unwrap().iter_mut().filter(|file| file["path"] == "data.json")
    {
        (file["sha256"], file["size"]) = (sum(&forged).into(), size.into());
    }
    let text = serde_json::to_string_pretty(&manifest).unwrap();
    let old = sum(&std::fs::read_to_string(folder.join("manifest.json")).unwrap());
    std::fs::write(folder.join("manifest.json"), &text).unwrap();
    let sums = std::fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    std::fs::write(
        folder.join("SHA256SUMS"),
        sums.replace(&before, &sum(&forged)).replace(&old, &sum(&text)),
    )
    .unwrap();
    assert_eq!(verify(&World::empty(), &folder).code, 0);
    let ran = verify(&world, &folder);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("differs  data.json\n"), "{}", ran.stdout);
}

/// An archive with some entries beside a pack.
fn archive(world: &World, entries: &[(&str, &[u8], Option<u32>)]) -> std::path::PathBuf {
    let path = world.path().join("made.zip");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes, mode) in entries {
        match mode {
            Some(_) => archive.add_symlink(*name, String::from_utf8_lossy(bytes), options).unwrap(),
            None => {
                archive.start_file(*name, options).unwrap();
                archive.write_all(bytes).unwrap();
            }
        }
    }
    archive.finish().unwrap();
    path
}

#[test]
fn archives_that_mean_harm_are_refused() {
    let world = World::empty();
    let manifest: (&str, &[u8], Option<u32>) = ("pack/manifest.json", b"{}", None);
    for (entry, said) in [
        (("../evil", &b"x"[..], None), "leads out of the archive"),
        (("pack/../../evil", b"x", None), "leads out of the archive"),
        (("/etc/evil", b"x", None), "leads out of the archive"),
        (("pack\\..\\evil", b"x", None), "leads out of the archive"),
        (("pack/link", b"/etc/passwd", Some(0)), "is a link"),
        (("pack/SHA256SUMS", &[b'x'; 40 << 20], None), "too large"),
    ] {
        let ran = verify(&world, &archive(&world, &[manifest, entry]));
        assert_eq!(ran.code, 2, "{said}: {}", ran.stdout);
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    assert_eq!(walk(world.path()).len(), 1, "nothing was unpacked");
    let ran = verify(&world, &archive(&world, &[("a/x", b"x", None)]));
    assert!(ran.stderr.contains("has no manifest.json"), "{}", ran.stderr);
    world.write("broken.zip", "no archive");
    assert_eq!(verify(&world, &world.path().join("broken.zip")).code, 2);
    assert_eq!(verify(&world, &world.path().join("nowhere")).code, 2);
}

#[cfg(unix)]
#[test]
fn a_folder_with_a_link_is_refused() {
    let out = pack(&committed(), &[]);
    let folder = out.path().join(NAME);
    std::os::unix::fs::symlink("/etc/hostname", folder.join("link")).unwrap();
    let ran = verify(&World::empty(), &folder);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("has a link \"link\""), "{}", ran.stderr);
}

#[test]
fn what_is_not_known_makes_no_pack_and_a_draft_says_so_everywhere() {
    let world = committed();
    world.write("broken.yaml", "id: [\n");
    let out = World::empty();
    let folder = out.path().to_str().unwrap();
    let ran = world.run(&["report", "pack", "-o", folder]);
    assert_eq!((ran.code, walk(out.path()).len()), (2, 0), "{}", ran.stderr);
    assert!(ran.stderr.contains("no pack was made: not everything is known"), "{}", ran.stderr);
    let ran = world.run(&["report", "pack", "-o", folder, "--draft"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let manifest = manifest(&out);
    assert_eq!((&manifest["dirty"], &manifest["parameters"]["draft"]), (&true.into(), &true.into()));
    assert!(manifest["draft"].as_array().unwrap().len() >= 2, "{manifest}");
    let data: Value =
        serde_json::from_str(&std::fs::read_to_string(out.path().join(NAME).join("data.json")).unwrap())
            .unwrap();
    assert_eq!(data["control"]["draft"], manifest["draft"]);
}

#[test]
fn folders_above_a_pack_are_made_where_they_are_not_there() {
    let world = World::new();
    world.write("risk.yaml", "id: RSK-1\nkind: risk\ntitle: A\n");
    let ran = world.run(&["report", "pack", "--draft", "-o", "packs/2026"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(world.path().join("packs/2026").join(NAME).join("manifest.json").is_file(), "{}", ran.stderr);
}

#[test]
fn the_manifest_keeps_its_schema_and_lists_every_file() {
    let world = committed();
    let out = pack(&world, &["--for", "auditor", "--language", "de"]);
    let manifest = manifest(&out);
    let schema = world.run(&["schema", "manifest"]).stdout;
    let schema = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    let errors: Vec<String> = schema.iter_errors(&manifest).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let listed: Vec<&str> =
        manifest["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    let mut files: Vec<String> = walk(&out.path().join(NAME))
        .iter()
        .map(|file| file.file_name().unwrap().to_str().unwrap().to_owned())
        .filter(|name| name != "manifest.json" && name != "SHA256SUMS")
        .collect();
    files.sort();
    assert_eq!(listed, files);
    assert_eq!(manifest["left_out"], Value::Array(Vec::new()));
    let document = world.run(&["schema", "document"]).stdout;
    let document = jsonschema::draft202012::new(&serde_json::from_str(&document).unwrap()).unwrap();
    let data: Value =
        serde_json::from_str(&std::fs::read_to_string(out.path().join(NAME).join("data.json")).unwrap())
            .unwrap();
    let errors: Vec<String> = document.iter_errors(&data).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(data["control"]["language"], "de");
}

#[test]
fn a_customer_gets_nothing_of_what_is_not_for_customers() {
    let world = committed();
    let out = pack(&world, &["--for", "customer"]);
    let manifest = manifest(&out);
    let left: u64 =
        manifest["left_out"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum();
    let listed = world.run(&[
        "list",
        "--format",
        "json",
        "--where",
        "has(classification) && classification != \"public\"",
    ]);
    let hidden: Value = serde_json::from_str(&listed.stdout).unwrap_or_else(|_| panic!("{}", listed.stderr));
    let hidden = hidden.as_array().unwrap();
    assert!(left > 20 && hidden.len() as u64 == left, "{left} {}", hidden.len());
    let (whole, given) = (texts(&pack(&world, &[])), texts(&out));
    for record in hidden {
        let id = record["id"].as_str().unwrap();
        let named = |text: &str| {
            text.match_indices(id).any(|(at, _)| {
                let end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
                end(text[..at].chars().next_back()) && end(text[at + id.len()..].chars().next())
            })
        };
        assert!(named(&whole) && !named(&given), "{id}");
        let title = record["title"].as_str().unwrap();
        let as_json = serde_json::to_string(title).unwrap();
        assert!(!given.contains(&format!(">{title}<")) && !given.contains(&as_json), "{title}");
    }
    assert!(given.contains("withheld"));
}

#[test]
fn an_organisation_decides_who_sees_what() {
    let world = World::empty();
    world.copy(&project("examples/aehrenfeld"));
    let config = std::fs::read_to_string(world.path().join("isms.toml")).unwrap();
    let steps = "\n[[look.classification]]\nvalue = \"public\"\noutside = \"customer\"\n[[look.classification]]\nvalue = \"internal\"\noutside = \"customer\"\n\
                 [[look.classification]]\nvalue = \"confidential\"\n[[look.classification]]\nvalue = \"strictly confidential\"\noutside = \"nobody\"\n";
    world.write("isms.toml", format!("{config}{steps}"));
    commit(&world);
    let kinds = |reader: &str| {
        let manifest = manifest(&pack(&world, &["--for", reader]));
        let left = manifest["left_out"].as_array().unwrap().clone();
        let mut words: Vec<String> =
            left.iter().map(|one| one["classification"].as_str().unwrap().to_owned()).collect();
        words.sort();
        words.dedup();
        words
    };
    assert_eq!(kinds("auditor"), ["strictly confidential"]);
    assert_eq!(kinds("customer"), ["confidential", "strictly confidential"]);
}

#[test]
fn a_hostile_record_goes_through_every_format_and_does_no_harm() {
    let world = World::new();
    let long = "Lorem ipsum ü 🛡 ".repeat(20_000);
    world.write(
        "risks.yaml",
        format!(
            "id: RSK-1\nkind: risk\ntitle: \"=HYPERLINK(\\\"http://evil.example\\\") <script>alert(1)</script> \\e[31m \\u202e\"\n\
             owner: ROL-a\nlikelihood: 1\nimpact: 1\ntreatment: avoid\ndescription: \"{long}\"\n---\n\
             id: \"RSK-2|@x\"\nkind: risk\ntitle: \"مرحبا ]]> --> 👩‍👩‍👧\"\nlikelihood: 1\nimpact: 1\ntreatment: avoid\n"
        ),
    );
    commit(&world);
    let out = pack(&world, &[]);
    let text = texts(&out);
    assert!(text.contains("evil.example") && text.contains("مرحبا"));
    for bad in ["\u{1b}", "\u{202e}", "<script>alert", "<f>"] {
        let json = std::fs::read_to_string(out.path().join(NAME).join("data.json")).unwrap();
        let rest = text.replace(&json, "");
        assert!(!rest.contains(bad), "{bad:?}");
        assert!(!json.contains(bad) || bad == "<script>alert", "{bad:?}");
    }
    for format in ["md", "json", "csv"] {
        let ran = world.run(&["report", "register", "risk", "--format", format]);
        assert_eq!(ran.code, 0, "{format}: {}", ran.stderr);
        assert!(!ran.stdout.contains('\u{1b}') && !ran.stdout.contains('\u{202e}'), "{format}");
        if format == "md" {
            assert!(
                !ran.stdout.contains("<script") && !ran.stdout.contains("|@x"),
                "{}",
                &ran.stdout[..2000]
            );
        }
        if format == "csv" {
            assert!(
                !ran.stdout.contains("\n=") && !ran.stdout.contains(",=") && !ran.stdout.contains("\"=HYPER")
            );
        }
    }
    assert_eq!(verify(&world, &out.path().join(NAME)).code, 0);
}
