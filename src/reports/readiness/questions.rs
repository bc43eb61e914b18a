//! The fifteen questions as data.

use super::{Judgement, judges};
use crate::finding::Finding;
use crate::system::System;

/// One question of an auditor.
#[derive(Debug)]
pub struct Question {
    /// Its name in machine output. Stable.
    pub name: &'static str,
    /// The question.
    pub asks: &'static str,
    /// The clauses it rests on.
    pub clauses: &'static [&'static str],
    /// Who usually answers.
    pub who: &'static str,
    /// Whether top management answers.
    pub top_management: bool,
    /// Whoever owns the process that produces the first of these that any does, `kind` or `kind/type`, answers.
    pub produced: &'static [&'static str],
    /// The rules that fail it.
    pub rules: &'static [Deciding],
    /// The records that show it.
    pub shown: &'static [Shown],
    /// What rules cannot tell.
    pub judge: fn(&System) -> Judgement,
    /// What to do where it does not pass.
    pub todo: &'static str,
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Question {}

/// A rule that decides a question.
#[derive(Debug, Clone, Copy)]
pub struct Deciding {
    /// Its name.
    pub rule: &'static str,
    /// Only what it finds about records of this kind.
    pub kind: Option<&'static str>,
    /// Only what it finds about this field.
    pub field: Option<&'static str>,
}

/// Records that show something: of a kind, and of a `type` where it is given.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// The kind.
    pub kind: &'static str,
    /// The value of `type`.
    pub ty: Option<&'static str>,
}

impl Question {
    /// Whether a finding counts for this question.
    pub fn is_decided_by(&self, finding: &Finding) -> bool {
        self.rules.iter().any(|deciding| {
            deciding.rule == finding.rule
                && deciding.kind.is_none_or(|kind| finding.subject.kind.as_deref() == Some(kind))
                && deciding.field.is_none_or(|field| finding.field.as_deref() == Some(field))
        })
    }
}

const fn rule(rule: &'static str) -> Deciding {
    Deciding { rule, kind: None, field: None }
}

const fn about(rule: &'static str, kind: &'static str) -> Deciding {
    Deciding { rule, kind: Some(kind), field: None }
}

const fn all(kind: &'static str) -> Shown {
    Shown { kind, ty: None }
}

const fn of(kind: &'static str, ty: &'static str) -> Shown {
    Shown { kind, ty: Some(ty) }
}

/// The questions in the order they are asked.
pub const QUESTIONS: &[Question] = &[
    Question {
        name: "process-map",
        asks: "Does the process map show every core process, and what each hands to the next?",
        clauses: &["4.4", "8.1"],
        who: "CISO",
        top_management: false,
        produced: &["process", "scope"],
        rules: &[
            rule("missing-process"),
            rule("process-without-record"),
            rule("ambiguous-process"),
            rule("unconnected-process"),
            rule("one-sided-interaction"),
            rule("interaction-without-evidence"),
            rule("quiet-interaction"),
            rule("undeclared-interaction"),
            rule("open-loop"),
        ],
        shown: &[all("process")],
        judge: judges::process_map,
        todo: "write down each process with `inputs`, `outputs` and `produces`, and let records name each other where one \
               process works with what another made",
    },
    Question {
        name: "owners",
        asks: "Does everything have an owner who is still there and has the authority?",
        clauses: &["5.3"],
        who: "top management",
        top_management: true,
        produced: &["role"],
        rules: &[
            rule("owner-left"),
            rule("vacant-role"),
            Deciding { rule: "missing-field", kind: None, field: Some("owner") },
        ],
        shown: &[all("role")],
        judge: judges::owners,
        todo: "give each process a role as `owner`, and each such role `holders` and `authorities`",
    },
    Question {
        name: "tracked-work",
        asks: "Is security work tracked in the tools that people work with anyway?",
        clauses: &["8.1"],
        who: "CISO",
        top_management: false,
        produced: &["action/treatment", "action"],
        rules: &[rule("untracked-work")],
        shown: &[],
        judge: judges::tracked_work,
        todo: "name the tracker under `[tracker]` in isms.toml, and give each open action its `tickets`",
    },
    Question {
        name: "management-review",
        asks: "Do the minutes of the management review show that effectiveness and resources were looked at?",
        clauses: &["9.3"],
        who: "top management",
        top_management: true,
        produced: &["review/management"],
        rules: &[
            rule("management-review-overdue"),
            rule("review-input-missing"),
            rule("decision-without-action"),
        ],
        shown: &[of("review", "management")],
        judge: judges::management_review,
        todo: "hold the review, record its `inputs`, `decisions` and `minutes`, and give each decision an action",
    },
    Question {
        name: "resources",
        asks: "Are the resources of the processes approved?",
        clauses: &["5.1", "7.1"],
        who: "finance",
        top_management: false,
        produced: &["resource"],
        rules: &[rule("process-without-resources"), rule("unapproved-resources")],
        shown: &[all("resource")],
        judge: judges::resources,
        todo: "record budget and headcount as resources, let top management approve them, and name them in the processes",
    },
    Question {
        name: "policies",
        asks: "Do three policies drawn by lot have a version, an approval and a review in time?",
        clauses: &["5.2", "7.5"],
        who: "CISO",
        top_management: false,
        produced: &["document/policy", "document"],
        rules: &[about("missing-field", "document"), about("stale-review", "document")],
        shown: &[],
        judge: judges::policies,
        todo: "give the policies `version`, `approved_by` and `approved_on`, and review what is out of date",
    },
    Question {
        name: "corrective-actions",
        asks: "Do nonconformities have live corrective actions with a root cause?",
        clauses: &["10.2"],
        who: "compliance manager",
        top_management: false,
        produced: &["finding", "action/corrective"],
        rules: &[
            rule("finding-without-action"),
            rule("missing-root-cause"),
            rule("action-without-cause"),
            rule("overdue-action"),
            rule("effectiveness-not-checked"),
            rule("verified-by-doer"),
            rule("repeat-finding"),
            about("missing-field", "finding"),
        ],
        shown: &[of("action", "corrective")],
        judge: judges::corrective_actions,
        todo: "give each nonconformity an action with `root_cause`, a date and a check of its effect by somebody else",
    },
    Question {
        name: "staff-trained",
        asks: "Held against the staff list, has everybody been trained, top management included?",
        clauses: &["7.2", "7.3"],
        who: "HR",
        top_management: false,
        produced: &["training"],
        rules: &[rule("training-expired")],
        shown: &[all("training")],
        judge: judges::staff_trained,
        todo: "hold the training and record the session with its `attendees`; record who has left",
    },
    Question {
        name: "metrics",
        asks: "Are metrics updated and reported to management?",
        clauses: &["9.1", "9.3.2"],
        who: "CISO",
        top_management: false,
        produced: &["metric"],
        rules: &[
            about("missed-occurrence", "metric"),
            about("missing-field", "metric"),
            rule("objective-without-metric"),
        ],
        shown: &[all("metric")],
        judge: judges::metrics,
        todo: "add the missing `measurements`, and name the metrics in `inputs` or `covers` of the management review",
    },
    Question {
        name: "sites",
        asks: "Are offices, work at home and clouds covered, and is it said who secures what?",
        clauses: &["4.3", "A.5.23", "A.6.7"],
        who: "CISO",
        top_management: false,
        produced: &["location", "scope"],
        rules: &[about("missing-field", "location")],
        shown: &[all("location")],
        judge: judges::sites,
        todo: "record each location with its `type`, name it in the scope, and say for clouds who secures what",
    },
    Question {
        name: "internal-audits",
        asks: "Do internal audits happen as planned, by people who are independent?",
        clauses: &["9.2"],
        who: "compliance manager",
        top_management: false,
        produced: &["audit/internal", "audit"],
        rules: &[
            about("overdue-audit", "audit"),
            about("missing-field", "audit"),
            rule("unaudited"),
            rule("auditor-not-independent"),
            about("missed-occurrence", "audit-programme"),
        ],
        shown: &[of("audit", "internal")],
        judge: judges::internal_audits,
        todo: "hold the audits that are late, and plan those that the programme lacks with auditors from elsewhere",
    },
    Question {
        name: "full-cycle",
        asks: "Has at least one full cycle been gone through?",
        clauses: &["4.4", "10.1"],
        who: "CISO",
        top_management: false,
        produced: &["review/management"],
        rules: &[rule("no-full-cycle")],
        shown: &[],
        judge: judges::full_cycle,
        todo: "do next what the cycle lacks, and record when it was done",
    },
    Question {
        name: "changes-follow",
        asks: "Do findings change something?",
        clauses: &["10.1", "10.2"],
        who: "compliance manager",
        top_management: false,
        produced: &["action/improvement", "action"],
        rules: &[rule("incident-without-lesson"), rule("decision-without-action")],
        shown: &[],
        judge: judges::changes_follow,
        todo: "name in `changed` of each action that is done the documents, controls and risks that it changed",
    },
    Question {
        name: "policy-content",
        asks: "Does the policy say what is intended, which processes there are, what they get, how they interact and how it \
               all gets better?",
        clauses: &["4.4", "5.2"],
        who: "top management",
        top_management: true,
        produced: &["document/policy", "document"],
        rules: &[rule("policy-content-missing")],
        shown: &[of("document", "policy")],
        judge: judges::policy_content,
        todo: "add the part that is missing, and have the policy approved again",
    },
    Question {
        name: "roles-trained",
        asks: "Is everybody who holds a role trained for it?",
        clauses: &["7.2"],
        who: "HR",
        top_management: false,
        produced: &["training", "role"],
        rules: &[rule("untrained-role"), rule("training-expired")],
        shown: &[],
        judge: judges::roles_trained,
        todo: "name in each role the `trainings` it needs, and hold those that holders lack",
    },
];
