//! The same bytes as `isms.toml` and as a kind file of the repository's own.

#![no_main]

use isms::config::Config;
use isms::schema;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(source) = isms_fuzz::source("isms.toml", data) else {
        return;
    };
    let (config, mut findings) = Config::read(&source);
    // Loading kinds reads the built-in ones, too, which takes far longer than the rest: only for what may be a kind.
    if source.text().contains("kind") {
        let (schema, wrong) = schema::load(&[source]);
        findings.extend(config.check_kind_names(&schema.names().collect::<Vec<_>>()));
        findings.extend(wrong);
    }
    findings.extend(config.check_version("0.1.0"));
    findings.extend(config.check_standard_names(&["iso27001-2022"]));
    findings.extend(config.check_rule_names(&["broken-link"]));
    findings.extend(config.unmatched_paths(&["risks/RSK-0001.yaml"]));
    isms_fuzz::check_findings(&findings);
    isms_fuzz::show(findings);
});
