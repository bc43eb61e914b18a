//! A repository of any size that `isms check` finds nothing wrong with, and the same with a fault in each record.
//!
//! Made from a fixed seed, so that two runs time the same bytes.

use std::fmt::Write as _;
use std::path::Path;

/// How many files lie in one folder at most.
const FOLDER: usize = 500;
const ROLES: usize = 12;
const PERSONS: usize = 40;
const PROCESSES: usize = 6;
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

/// Writes `isms.toml` and as many records as asked for.
pub(crate) fn write(folder: &Path, records: usize, faults: Faults) {
    let mut writer = Writer::new(records, faults);
    let config = "[organisation]\nname = \"Benchmark\"\n";
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
        let next = id("PRC", (index + 1) % PROCESSES);
        let before = id("PRC", (index + PROCESSES - 1) % PROCESSES);
        add(text, "purpose: So that every kind of record comes from somewhere.\nverb: maintain");
        add(text, &format!("inputs:\n  - {{ item: results, from: {before}, every: 1 year }}"));
        add(text, &format!("outputs:\n  - {{ item: results, to: {next}, every: 1 year }}"));
        add(text, &format!("produces: [{}]\nmaturity: 3", KINDS[index % KINDS.len()]));
        let (first, second) = (self.any(4), self.any(4));
        add(text, &format!("documents: [{first}, {second}]"));
        self.prose(text, 3);
    }

    fn risk(&mut self, text: &mut String, index: usize) {
        self.head(text, "RSK", "risk", index);
        let (threat, weakness) = (self.words(9), self.words(9));
        let named = id("AST", index % self.counts[1]);
        let other = self.any(1);
        let control = id("CTL", index % self.counts[3]);
        let cause = self.any(5);
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
        let supplier = self.any(5);
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
        let (document, decider, note) = (self.any(4), self.role_id(), self.words(20));
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
        let process = id("PRC", self.random.below(PROCESSES));
        add(text, "type: procedure\nstatus: approved\nversion: \"1.10\"\nclassification: internal");
        add(text, &format!("approved_by: {approver}\napproved_on: 2026-02-26\neffective_on: 2026-03-01"));
        add(text, &format!("process: {process}"));
        self.prose(text, 7);
    }

    fn supplier(&mut self, text: &mut String, index: usize) {
        self.head(text, "SUP", "supplier", index);
        let process = id("PRC", self.random.below(PROCESSES));
        add(text, &format!("services:\n  - hosting\n  - support\ncriticality: high\nprocess: {process}"));
        add(text, "assessed_on: 2026-05-07\ncontract_until: 2029-08-31\ndata_access: None");
        add(text, "evidence: [\"https://benchmark.example/report\"]");
        self.prose(text, 7);
    }
}

fn id(prefix: &str, index: usize) -> String {
    format!("{prefix}-{:06}", index + 1)
}

fn add(text: &mut String, lines: &str) {
    writeln!(text, "{lines}").expect("a string takes all that is written");
}
