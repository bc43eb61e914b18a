//! One line a finding and nothing else, for editors, `grep` and `wc -l`.

use std::io::{self, Write};

use super::{defuse, place, tag};
use crate::finding::report::CheckReport;

/// Writes `path:line:column: level[rule]: message` for each finding.
pub(super) fn write(report: &CheckReport, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        let line = format!("{}: {}: {}\n", place(&finding.primary), tag(finding), finding.message);
        out.write_all(defuse(&line).as_bytes())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{concise, report, sample};
    use crate::finding::report::Outcome;

    #[test]
    fn one_line_each_without_a_footer() {
        let text = concise(&sample());
        assert_eq!(text.lines().count(), 5);
        assert_eq!(
            text.lines().next().unwrap(),
            "actions/ACT-0031.yaml:5:6: warning[action-overdue]: ACT-0031 is open and was due on 2026-10-31, 22 days ago"
        );
        assert_eq!(concise(&report(Vec::new(), Outcome::Clean)), "");
    }
}
