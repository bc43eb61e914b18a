mod governance;
mod look;
mod page;
mod paths;
mod robust;
mod rules;

use super::*;
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
        ["unknown-setting nmae: `[organisation]` has no setting `nmae` | did you mean `name`?",]
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
