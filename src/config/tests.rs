use proptest::prelude::*;

use super::*;
use crate::base::Span;
use crate::finding::Level;

const NAME: &str = "organisation = { name = \"Müller GmbH\" }\n";

fn read(text: &str) -> (Config, Vec<Finding>) {
    Config::read(&Arc::new(Source::new("isms.toml", text)))
}

/// The settings of a text that must be right; the organisation is added.
#[track_caller]
fn right(text: &str) -> Config {
    let (config, findings) = read(&format!("{NAME}{text}"));
    assert!(findings.is_empty(), "{findings:#?}");
    config
}

/// Each finding as `rule slice: message | help`.
fn shown(findings: &[Finding]) -> Vec<String> {
    let show = |finding: &Finding| {
        let slice = finding.primary.source.slice(finding.primary.span);
        format!("{} {slice}: {} | {}", finding.rule, finding.message, finding.help.as_deref().unwrap_or(""))
    };
    findings.iter().map(show).collect()
}

/// The findings of a text; the organisation is added.
fn wrong(text: &str) -> Vec<String> {
    shown(&read(&format!("{NAME}{text}")).1)
}

#[test]
fn a_minimal_file_has_defaults_for_the_rest() {
    let config = right("");
    assert_eq!(config.organisation.name, "Müller GmbH");
    assert_eq!(config.profile, Profile::Regular);
    assert_eq!(config.standards[0].value, DEFAULT_STANDARD);
    assert_eq!(config.risk.default_name(), "product-5x5");
    assert_eq!(config.limits, Limits::default());
    assert!(config.records.covers("any/file.yaml"));
    assert!(config.kinds_folder.is_none() && config.required_version.is_none());
    assert_eq!(config.level_for("broken-link", None, "a.yaml", Level::Error), Some(Level::Error));
    assert_eq!(Config::default().limits, Limits::default());
}

#[test]
fn an_organisation_has_a_name() {
    let help = "write `[organisation]` and under it `name = \"...\"`, which reports print";
    assert_eq!(
        shown(&read("").1),
        [format!("invalid-configuration : isms.toml has no `organisation` | {help}")]
    );
    assert_eq!(
        shown(&read("[organisation]\nnmae = \"x\"\n").1),
        [
            "invalid-configuration [organisation]: `[organisation]` has no `name` | add the name that reports print",
            "unknown-setting nmae: `[organisation]` has no setting `nmae` | did you mean `name`?",
        ]
    );
    assert_eq!(
        shown(&read("[organisation]\nname = \" \"\n").1),
        ["invalid-configuration \" \": the organisation's name is empty | add the name that reports print"]
    );
    let (config, _) = read(
        "[organisation]\nname = \"x\"\ndescription = \"makes\tthings\"\nwebsite = \"https://x.example\"\n",
    );
    assert_eq!(config.organisation.description.as_deref(), Some("makes things"));
    assert_eq!(config.organisation.website.as_deref(), Some("https://x.example"));
}

#[test]
fn the_profile_is_one_of_three() {
    assert_eq!(right("profile = \"audit\"").profile, Profile::Audit);
    assert_eq!(
        wrong("profile = \"adit\""),
        ["invalid-configuration \"adit\": `profile` is \"adit\"; wanted is `draft`, `regular` or `audit` | \
             did you mean `audit`?"]
    );
}

#[test]
fn a_newer_tool_can_be_required() {
    let config = right("required_version = \"0.2\"");
    assert!(config.check_version("0.2.0").is_none() && config.check_version("1.0.0-rc.1").is_none());
    let finding = config.check_version("0.1.9").unwrap();
    assert_eq!(finding.message, "this repository wants isms 0.2.0 or later, and this is isms 0.1.9");
    for text in ["2", "v0.2", "0.2.1.1", "0.x", ">=0.2", "0.99999999999", ""] {
        assert_eq!(wrong(&format!("required_version = \"{text}\"")).len(), 1, "{text}");
    }
}

#[test]
fn standards_are_checked_by_those_who_know_them() {
    let config = right("standards = { enabled = [\"iso27001-2202\", \"iso27001-2202\", \"own\"] }");
    assert_eq!(
        shown(&config.check_standard_names(&["iso27001-2022"])),
        [
            "unknown-setting \"iso27001-2202\": standard \"iso27001-2202\" does not exist | did you mean `iso27001-2022`?",
            "unknown-setting \"own\": standard \"own\" does not exist | use `iso27001-2022`",
        ]
    );
    assert_eq!(wrong("standards = { enabled = [] }").len(), 1);
}

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

#[test]
fn review_intervals_belong_to_kinds() {
    let config = right("[review_intervals]\nrisk = \"6 months\"\nsuplier = \"2 years\"\n");
    assert_eq!(config.review_interval("risk"), Some(Period::months(6)));
    assert_eq!(config.review_interval("asset"), None);
    assert_eq!(
        shown(&config.check_kind_names(&["risk", "supplier"])),
        ["unknown-setting suplier: kind \"suplier\" does not exist | did you mean `supplier`?"]
    );
    assert_eq!(wrong("review_intervals = { risk = 6, asset = \"6 moons\" }").len(), 2);
}

#[test]
fn rules_have_levels_and_later_overrides_win() {
    let config = right(
        "[rules]\nbroken-link = \"warning\"\norphan-record = \"off\"\n\
         [[override]]\npaths = [\"archive/**\"]\nkinds = [\"supplier\"]\nrules = { stale-review = \"off\", broken-link = \"note\" }\n\
         [[override]]\nkinds = [\"risk\", \"supplier\"]\nrules = { broken-link = \"error\" }\n",
    );
    let level = |rule, kind, path| config.level_for(rule, kind, path, Level::Error);
    assert_eq!(level("broken-link", None, "a.yaml"), Some(Level::Warning));
    assert_eq!(level("broken-link", Some("asset"), "archive/a.yaml"), Some(Level::Warning)); // path without kind
    assert_eq!(level("broken-link", Some("supplier"), "archive/a.yaml"), Some(Level::Error)); // both hold: the later
    assert_eq!(level("broken-link", Some("risk"), "a.yaml"), Some(Level::Error));
    assert_eq!(level("stale-review", Some("supplier"), "archive/a.yaml"), None);
    assert_eq!(level("stale-review", Some("supplier"), "a.yaml"), Some(Level::Error)); // kind without path
    assert_eq!(level("orphan-record", Some("risk"), "a.yaml"), None);
    assert_eq!(level("missing-field", Some("risk"), "a.yaml"), Some(Level::Error));
}

#[test]
fn names_of_rules_and_kinds_are_checked_with_their_places() {
    let config = right(
        "[rules]\nbroken-lnik = \"off\"\n[[override]]\nkinds = [\"rsik\", \"zebra\"]\nrules = { zebra = \"off\" }\n",
    );
    assert_eq!(
        shown(&config.check_rule_names(&["broken-link"])),
        [
            "unknown-rule broken-lnik: rule \"broken-lnik\" does not exist | did you mean `broken-link`?",
            "unknown-rule zebra: rule \"zebra\" does not exist | run `isms rules` to see all rules",
        ]
    );
    assert_eq!(
        shown(&config.check_kind_names(&["risk"])),
        [
            "unknown-setting \"rsik\": kind \"rsik\" does not exist | did you mean `risk`?",
            "unknown-setting \"zebra\": kind \"zebra\" does not exist | run `isms explain` to see all kinds",
        ]
    );
}

#[test]
fn an_override_that_would_hold_for_too_much_is_left_out() {
    let (config, findings) = read(&format!(
        "{NAME}[[override]]\nrules = {{ a = \"off\" }}\n[[override]]\npaths = [\"..\"]\nrules = {{ a = \"off\" }}\n\
         [[override]]\nkinds = [\"risk\"]\n"
    ));
    assert_eq!(
        shown(&findings),
        [
            "invalid-configuration [[override]]: an override names neither paths nor kinds | \
             add `paths` or `kinds`, or move its rules to `[rules]`",
            "invalid-configuration \"..\": `[override] paths` has \"..\", which leads out of the repository | \
             write it relative to the folder of isms.toml",
            "invalid-configuration [[override]]: `[override]` has no `rules` | \
             say which rules it sets, such as `rules = { stale-review = \"off\" }`",
        ]
    );
    assert_eq!(config.level_for("a", Some("risk"), "x", Level::Note), Some(Level::Note));
}

#[test]
fn limits_have_units_and_bounds() {
    let limits = right(
        "[limits]\nfile_size = \"16 MiB\"\nscalar_size = 4096\nkey_size = \"1 KiB\"\nnodes = 1_000\ndepth = 10\n\
         documents = 5\nfindings_per_file = 7\n",
    )
    .limits;
    assert_eq!((limits.file_size, limits.scalar_size, limits.key_size), (16 << 20, 4096, 1024));
    assert_eq!((limits.nodes, limits.depth, limits.documents, limits.findings_per_file), (1000, 10, 5, 7));
    assert_eq!(
        wrong(
            "limits = { file_size = 0, depth = 100_000, scalar_size = \"4 MB\", key_size = -1, nodes = \"many\" }"
        ),
        [
            "invalid-configuration 0: `[limits] file_size` is 0 | choose a size from 1 KiB to 256 MiB",
            "invalid-configuration 100_000: `[limits] depth` is 100000 | choose a number from 4 to 128",
            "invalid-configuration \"4 MB\": `[limits] scalar_size` is \"4 MB\"; \
             a size is a whole number and a unit: `512 B`, `64 KiB` or `4 MiB` | ",
            "invalid-configuration -1: `[limits] key_size` is -1 | choose a size from 16 B to 4 KiB",
            "invalid-configuration \"many\": `[limits] nodes` is the text \"many\"; \
             wanted is a whole number without quotes | ",
        ]
    );
}

#[test]
fn risk_methods_are_read_from_their_table() {
    let config = right("[risk.methods.own]\nlikelihood = [1, 2]\nimpact = [1, 2]\nacceptance = 2\n");
    assert_eq!(config.risk.get(None).unwrap().name(), "own");
    assert_eq!(wrong("risk = { methd = \"x\" }").len(), 1);
}

#[test]
fn everything_wrong_at_once_is_all_reported_in_the_order_of_the_text() {
    let (config, findings) = read(
        "profil = \"draft\"\r\nrequired_version = 2\r\nname: Größe\r\n[organisation]\r\nname = 5\r\n[standards]\r\n\
         enabled = \"iso27001-2022\"\r\n[records]\r\ninclude = [\"ä[\"]\r\n[kinds]\r\nfolder = \"../x\"\r\n\
         [risk]\r\nmethod = \"none\"\r\n[review_intervals]\r\nrisk = \"soon\"\r\n[rules]\r\nx = \"eror\"\r\n\
         [[override]]\r\npaths = [\"a\"]\r\nrules = 1\r\n[limits]\r\ndepth = 0\r\nsize = 08\r\n[riks]\r\n",
    );
    let lines: Vec<u32> =
        findings.iter().map(|finding| config.source.position(finding.primary.span.start).line).collect();
    assert_eq!(lines, [1, 2, 3, 5, 7, 9, 11, 13, 15, 17, 20, 22, 23, 23, 24], "{:#?}", shown(&findings));
    assert!(findings.iter().all(|finding| finding.primary.span != Span::at(0)));
}

#[test]
fn every_example_of_the_reference_page_is_right() {
    let page = include_str!("../../docs/configuration.md");
    let blocks: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() > 15, "{}", blocks.len());
    for block in blocks {
        let (config, findings) =
            if block.contains("[organisation]") { read(block) } else { (right(block), vec![]) };
        assert!(findings.is_empty(), "{block}\n{:#?}", shown(&findings));
        assert!(config.risk.get(None).is_some(), "{block}");
    }
}

#[test]
fn the_reference_page_states_the_limits_as_they_are() {
    let page = include_str!("../../docs/configuration.md");
    let limits = Limits::default();
    for (name, default) in [
        ("nodes", limits.nodes),
        ("depth", limits.depth),
        ("documents", limits.documents),
        ("findings_per_file", limits.findings_per_file),
    ] {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}`:"))).unwrap();
        assert!(row.contains(&format!("| {} |", text::thousands(default))), "{row}");
    }
}

const EVERYTHING: &str = "profile = \"audit\"\nrequired_version = \"0.1\"\n[organisation]\nname = \"Größe\"\n[records]\n\
    include = [\"a/**\"]\n[risk.methods.cia]\nlikelihood = [\"low\", \"high\"]\nacceptance = 3\n\
    [risk.methods.cia.impact]\ncombine = \"sum\"\ndimensions = { c = [1, 2], i = [1, 2] }\n[review_intervals]\n\
    risk = \"6 months\"\n[[override]]\npaths = [\"b\"]\nrules = { x = \"off\" }\n[limits]\nfile_size = \"4 MiB\"\n";

proptest! {
    /// Whatever is cut out of a file or put into it, reading ends, and every finding lies on character borders.
    #[test]
    fn no_damage_to_a_file_stops_the_reading(at in 0..400usize, cut in 0..40usize, put in "[\\[\\]{}=\"'#,.\n\r a-c0-9ä🛡\\\\]{0,6}") {
        let characters: Vec<char> = EVERYTHING.chars().collect();
        let at = at.min(characters.len());
        let rest = &characters[(at + cut).min(characters.len())..];
        let text: String = characters[..at].iter().copied().chain(put.chars()).chain(rest.iter().copied()).collect();
        let (config, findings) = read(&text);
        for finding in findings {
            let span = finding.primary.span;
            prop_assert!(config.source.text().get(span.range()).is_some(), "{span:?} in {text:?}");
        }
    }
}
