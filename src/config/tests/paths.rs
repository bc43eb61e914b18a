//! Patterns and folders.

use super::*;

#[test]
fn records_are_included_and_excluded_by_patterns() {
    let config = right(
        "[records]\ninclude = [\"isms/**\", \"risks/*.yaml\", \"./people/\"]\nexclude = [\"**/drafts/**\"]\n",
    );
    for (path, covered) in [
        ("isms/a/b.yaml", true),
        ("risks/a.yaml", true),
        ("risks/old/a.yaml", false),
        ("people/staff/a.yaml", true),
        ("peoples/a.yaml", false),
        ("isms/drafts/a.yaml", false),
        ("other.yaml", false),
    ] {
        assert_eq!(config.records.covers(path), covered, "{path}");
    }
}

#[test]
fn patterns_and_folders_stay_inside_the_repository() {
    assert_eq!(
        wrong("records = { include = [\"../x\", \"/x\", \"a\\\\b\", \"\", \"C:/x\", \"a[\", 3] }"),
        [
            "invalid-configuration \"../x\": `[records] include` has \"../x\", which leads out of the repository | \
             write it relative to the folder of isms.toml",
            "invalid-configuration \"/x\": `[records] include` has \"/x\", which is not relative | \
             write it relative to the folder of isms.toml",
            "invalid-configuration \"a\\\\b\": `[records] include` has \"a\\b\", which has a backslash | \
             write `/` between folders",
            "invalid-configuration \"\": `[records] include` has \"\", which is empty | name a file or folder, or remove it",
            "invalid-configuration \"C:/x\": `[records] include` has \"C:/x\", which is not relative | \
             write it relative to the folder of isms.toml",
            "invalid-configuration \"a[\": `[records] include` has \"a[\", which is not a path pattern: \
             unclosed character class; missing ']' | ",
            "invalid-configuration 3: `[records] include` is the number 3; wanted is a text in quotes | write \"3\"",
        ]
    );
    assert_eq!(right("kinds = { folder = \"./isms/kinds/\" }").kinds_folder.unwrap().value, "isms/kinds");
    for folder in ["../kinds", "/kinds", "a/../../b", "~/kinds", "", "./"] {
        assert_eq!(wrong(&format!("kinds = {{ folder = \"{folder}\" }}")).len(), 1, "{folder}");
    }
}

#[test]
fn patterns_that_match_nothing_are_named_with_the_nearest_path() {
    let config = right(
        "[records]\ninclude = [\"risk/**\", \"risks/acess.yaml\", \"zzz\", \"risks/*.yaml\"]\n\
         [[override]]\npaths = [\"archiv/*.yaml\"]\nrules = { orphan-record = \"off\" }\n",
    );
    assert_eq!(
        shown(&config.unmatched_paths(&["risks/access.yaml", "archive/2025/old.yaml"])),
        [
            "unmatched-path \"risk/**\": no file matches \"risk/**\" | did you mean \"risks/**\"?",
            "unmatched-path \"risks/acess.yaml\": no file matches \"risks/acess.yaml\" | \
             did you mean \"risks/access.yaml\"?",
            "unmatched-path \"zzz\": no file matches \"zzz\" | correct or remove it",
            "unmatched-path \"archiv/*.yaml\": no file matches \"archiv/*.yaml\" | did you mean \"archive/*.yaml\"?",
        ]
    );
}
