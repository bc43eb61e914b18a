//! A repository of any size that `isms check` finds nothing wrong with, and the same with a fault in each record.
//!
//! Made from a fixed seed, so that two runs time the same bytes.

use std::fmt::Write as _;
use std::path::Path;

/// How many files lie in one folder at most.
const FOLDER: usize = 500;
const ROLES: usize = 12;
const PERSONS: usize = 40;
/// Each hands to the next, to [`RISKS`] and to [`ASSETS`], and takes from [`CONTROLS`]: about a hundred hand-overs.
const PROCESSES: usize = 25;
/// The processes that alone have the records of a kind; documents and suppliers name theirs.
const RISKS: usize = 0;
const ASSETS: usize = 1;
const ACTIONS: usize = 2;
const CONTROLS: usize = 3;
/// A clause for each step of the chain of processes, so that none is missing.
const CLAUSES: [&str; 18] = [
    "6.1.2", "6.1.3", "10.1", "8.1", "4.1", "4.3", "A.5.31", "6.2", "7.1", "7.2", "7.5.1", "6.3", "A.5.19",
    "A.5.24", "9.1", "9.2.1", "9.3.1", "10.2",
];
const VERBS: [&str; 4] = ["establish", "implement", "improve", "maintain"];
const KINDS: [&str; 6] = ["risk", "asset", "action", "control", "document", "supplier"];
/// Of 100 records, how many are of each of [`KINDS`].
const SHARES: [usize; 6] = [30, 22, 18, 10, 10, 10];
const PREFIXES: [&str; 6] = ["RSK", "AST", "ACT", "CTL", "DOC", "SUP"];

/// Whether the records are right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Faults {
    /// Nothing is wrong.
    None,
    /// One link of each record leads nowhere.
    BrokenLinks,
}

/// What a folder of records made by chance lacks, and a company has: the standard's own controls, a management review. These
/// rules run all the same, and what they find, the same at every size, is dropped.
const COMPANY: [&str; 6] = [
    "clause-without-evidence",
    "control-undecided",
    "management-review-overdue",
    "missing-documented-information",
    "no-full-cycle",
    "process-without-resources",
];

/// Writes `isms.toml` and as many records as asked for.
pub(crate) fn write(folder: &Path, records: usize, faults: Faults) {
    let mut writer = Writer::new(records, faults);
    let off: String = COMPANY.iter().map(|rule| format!("{rule} = \"off\"\n")).collect();
    let config = format!("[organisation]\nname = \"Benchmark\"\n\n[rules]\n{off}");
    std::fs::create_dir_all(folder).expect("the temporary folder can be written");
    std::fs::write(folder.join("isms.toml"), config).expect("the temporary folder can be written");
    let sets = [("role", ROLES), ("person", PERSONS), ("process", PROCESSES)];
    let sets = sets.into_iter().chain(KINDS.into_iter().zip(writer.counts));
    for (kind, count) in sets {
        for index in 0..count {
            let inner = folder.join(format!("{kind}s/{:03}", index / FOLDER));
            std::fs::create_dir_all(&inner).expect("the temporary folder can be written");
            let text = writer.record(kind, index);
            let name = text.lines().next().and_then(|line| line.strip_prefix("id: ")).unwrap_or("record");
            std::fs::write(inner.join(format!("{name}.yaml")), &text).expect("the folder can be written");
        }
    }
}

/// Sebastiano Vigna's splitmix64: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

const WORDS: [&str; 24] = [
    "backup",
    "access",
    "supplier",
    "customer",
    "payment",
    "Zürich",
    "laptop",
    "review",
    "contract",
    "server",
    "key",
    "office",
    "password",
    "règlement",
    "network",
    "audit",
    "staff",
    "release",
    "restore",
    "log",
    "visitor",
    "cloud",
    "Größe",
    "patch",
];

struct Writer {
    random: Random,
    faults: Faults,
    counts: [usize; 6],
}

impl Writer {
    fn new(records: usize, faults: Faults) -> Self {
        let rest = records.saturating_sub(ROLES + PERSONS + PROCESSES);
        let mut counts = SHARES.map(|share| (rest * share / 100).max(1));
        counts[0] += rest.saturating_sub(counts.iter().sum());
        Self { random: Random(27001), faults, counts }
    }

    fn record(&mut self, kind: &str, index: usize) -> String {
        let mut text = String::with_capacity(1200);
        match kind {
            "role" => self.role(&mut text, index),
            "person" => self.person(&mut text, index),
            "process" => self.process(&mut text, index),
            "risk" => self.risk(&mut text, index),
            "asset" => self.asset(&mut text, index),
            "action" => self.action(&mut text, index),
            "control" => self.control(&mut text, index),
            "document" => self.document(&mut text, index),
            _ => self.supplier(&mut text, index),
        }
        if self.faults == Faults::BrokenLinks && !text.contains("kind: person") {
            text = text.replacen("owner: ROL-", "owner: ROL-gone-", 1);
            text = text.replacen("holders: [PER-", "holders: [PER-gone-", 1);
        }
        text
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.random.below(WORDS.len())]).collect();
        words.join(" ")
    }

    fn any(&mut self, kind: usize) -> String {
        let index = self.random.below(self.counts[kind]);
        id(PREFIXES[kind], index)
    }

    fn role_id(&mut self) -> String {
        id("ROL", self.random.below(ROLES))
    }

    fn head(&mut self, text: &mut String, prefix: &str, kind: &str, index: usize) {
        let (title, owner) = (self.words(6), self.role_id());
        add(text, &format!("id: {}\nkind: {kind}\ntitle: About {title}\nowner: {owner}", id(prefix, index)));
    }

    fn prose(&mut self, text: &mut String, lines: usize) {
        add(text, "description: >-");
        for _ in 0..lines {
            let words = self.words(11);
            add(text, &format!("  {words},"));
        }
        add(text, "tags: [benchmark, \"made: by seed\"]\nlast_review: 2026-10-14");
        let role = self.role_id();
        add(text, &format!("reviewed_by: {role}"));
    }

    fn role(&mut self, text: &mut String, index: usize) {
        let words = self.words(5);
        add(text, &format!("id: {}\nkind: role\ntitle: Role of {words}", id("ROL", index)));
        add(text, &format!("responsibilities:\n  - Answers for {words}\n  - Reports once a month"));
        let first = index * 3;
        add(text, &format!("holders: [{}, {}]", id("PER", first), id("PER", first + 1)));
        add(text, &format!("deputies: [{}]\nlast_review: 2026-09-03", id("PER", first + 2)));
    }

    fn person(&mut self, text: &mut String, index: usize) {
        let words = self.words(2);
        add(text, &format!("id: {}\nkind: person\ntitle: {words}", id("PER", index)));
        add(text, &format!("emails: [p{index}@benchmark.example]\njoined_on: 2019-04-01"));
    }

    fn process(&mut self, text: &mut String, index: usize) {
        self.head(text, "PRC", "process", index);
        add(text, "purpose: So that every kind of record comes from somewhere.");
        add(text, &format!("verb: {}", VERBS[index % VERBS.len()]));
        for (field, part) in [("inputs", "from"), ("outputs", "to")] {
            add(text, &format!("{field}:"));
            for other in (0..PROCESSES).filter(|&other| other != index) {
                let (from, to) = if part == "to" { (index, other) } else { (other, index) };
                if hands_over(from, to) {
                    let other = id("PRC", other);
                    add(text, &format!("  - {{ item: results, {part}: {other}, every: 1 year }}"));
                }
            }
        }
        let kinds = [(RISKS, "risk"), (ASSETS, "asset"), (ACTIONS, "action"), (CONTROLS, "control")];
        if let Some((_, kind)) = kinds.iter().find(|(process, _)| *process == index) {
            add(text, &format!("produces: [{kind}]"));
        }
        if let Some(clause) = CLAUSES.get(index) {
            add(text, &format!("clauses: [\"{clause}\"]"));
        }
        let (first, second) = (self.any(4), self.any(4));
        add(text, &format!("maturity: 3\ndocuments: [{first}, {second}]"));
        self.prose(text, 3);
    }

    fn risk(&mut self, text: &mut String, index: usize) {
        self.head(text, "RSK", "risk", index);
        let (threat, weakness) = (self.words(9), self.words(9));
        let named = id("AST", index % self.counts[1]);
        let other = self.any(1);
        let control = id("CTL", index % self.counts[3]);
        let cause = id("SUP", index % self.counts[5]);
        add(text, "status: open");
        add(text, &format!("assets:\n  - {named}"));
        if other != named {
            add(text, &format!("  - {other}"));
        }
        add(text, &format!("causes: [{cause}]"));
        add(text, &format!("threat: {threat}\nvulnerability: \"{weakness}\""));
        add(text, "inherent_likelihood: 4\ninherent_impact: 4\nlikelihood: 2\nimpact: 2");
        add(text, "residual_likelihood: 1\nresidual_impact: 2\ntreatment: mitigate");
        add(text, &format!("controls: [{control}]\nassessed_on: 2026-10-14"));
        self.prose(text, 5);
    }

    fn asset(&mut self, text: &mut String, index: usize) {
        self.head(text, "AST", "asset", index);
        let supplier = id("SUP", index % self.counts[5]);
        add(text, "type: information\nstatus: active\nclassification: internal");
        add(text, "confidentiality: 4\nintegrity: 3\navailability: 2");
        add(text, &format!("supplier: {supplier}"));
        if index > 0 {
            let below = id("AST", self.random.below(index));
            add(text, &format!("depends_on: [{below}]"));
        }
        self.prose(text, 7);
    }

    fn action(&mut self, text: &mut String, index: usize) {
        self.head(text, "ACT", "action", index);
        let (risk, control) = (self.any(0), self.any(3));
        let cause = self.words(20);
        add(text, &format!("type: treatment\nstatus: open\naddresses: [{risk}]\ndue: 2027-02-28"));
        add(text, &format!("changed: [{control}]\nroot_cause: |\n  {cause}\n\n  - first\n  - then"));
        self.prose(text, 6);
    }

    fn control(&mut self, text: &mut String, index: usize) {
        self.head(text, "CTL", "control", index);
        let document = id("DOC", index % self.counts[4]);
        let (decider, note) = (self.role_id(), self.words(20));
        add(
            text,
            "applicable: true\njustification: 'It''s needed for the risks that name it'\nreasons: [risk]",
        );
        add(text, &format!("implementation_status: implemented\nimplementation_note: >-\n  {note}"));
        add(text, &format!("documents:\n  - {document}\ntested_on: 2026-08-20\neffectiveness: effective"));
        add(text, &format!("decided_on: 2025-12-05\ndecided_by: {decider}"));
        self.prose(text, 5);
    }

    fn document(&mut self, text: &mut String, index: usize) {
        self.head(text, "DOC", "document", index);
        let approver = self.role_id();
        let process = id("PRC", index % PROCESSES);
        add(text, "type: procedure\nstatus: approved\nversion: \"1.10\"\nclassification: internal");
        add(text, &format!("approved_by: {approver}\napproved_on: 2026-02-26\neffective_on: 2026-03-01"));
        add(text, &format!("process: {process}"));
        if index > 0 {
            add(text, &format!("supersedes: [{}]", id("DOC", index - 1)));
        }
        self.prose(text, 7);
    }

    fn supplier(&mut self, text: &mut String, index: usize) {
        self.head(text, "SUP", "supplier", index);
        let process = id("PRC", index % PROCESSES);
        add(text, &format!("services:\n  - hosting\n  - support\ncriticality: high\nprocess: {process}"));
        add(text, "assessed_on: 2026-05-07\ncontract_until: 2029-08-31\ndata_access: None");
        add(text, "evidence: [\"https://benchmark.example/report\"]");
        self.prose(text, 7);
    }
}

/// Which hand-overs the links of the records show: suppliers and documents are spread over all processes.
fn hands_over(from: usize, to: usize) -> bool {
    let by_kind = [(ASSETS, RISKS), (RISKS, CONTROLS), (RISKS, ACTIONS), (ACTIONS, CONTROLS)];
    let of_suppliers = matches!(to, RISKS | ASSETS);
    let of_documents = from == CONTROLS || to == (from + 1) % PROCESSES;
    from != to && (of_suppliers || of_documents || by_kind.contains(&(from, to)))
}

fn id(prefix: &str, index: usize) -> String {
    format!("{prefix}-{:06}", index + 1)
}

fn add(text: &mut String, lines: &str) {
    writeln!(text, "{lines}").expect("a string takes all that is written");
}
