//! Many mistakes at once, and damage of any kind.

use proptest::prelude::*;

use super::*;
use crate::base::Span;

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
