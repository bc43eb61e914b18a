//! A record's life for people.

use unicode_width::UnicodeWidthStr as _;

use super::Life;
use crate::base::text;
use crate::history::{
    BodyChange, Change, Commit, Difference, Extent, FieldChange, SignatureForm, Timeline, Verdict, What,
};
use crate::record::Record;

/// The whole page, in lines of at most so many columns; words longer than a line stay whole.
pub(super) fn page(life: &Life<'_>, width: usize) -> String {
    let mut page = Page { text: String::new(), width };
    head(&mut page, life);
    for change in &life.changes {
        page.blank();
        entry(&mut page, life, *change);
    }
    if let Some(difference) = &life.uncommitted {
        page.blank();
        page.line("not committed yet");
        fields(&mut page, difference, false);
    }
    foot(&mut page, life);
    page.text
}

fn head(page: &mut Page, life: &Life<'_>) {
    let value = |field| life.timeline.and_then(|timeline| timeline.value(field));
    let now = life.record.map(|id| life.system.record(id));
    let title = now.map(Record::title).or_else(|| value("title")).unwrap_or("");
    let kind = now.map(|record| record.kind().name.as_str()).or_else(|| value("kind")).unwrap_or("");
    page.line(&format!("{}  {title}", life.id));
    let place = match life.timeline.map(Timeline::path) {
        None => "in no commit yet".to_owned(),
        Some(None) => "no longer there".to_owned(),
        Some(Some(path)) => path.to_owned(),
    };
    page.line(&format!("{kind}, {}, {place}", text::count(life.changes.len(), "change")));
}

fn foot(page: &mut Page, life: &Life<'_>) {
    let marked = life.changes.iter().any(|change| change.is_significant());
    if marked {
        page.blank();
        page.line("* means something for a review or an approval");
    }
    let unsure = life.changes.iter().any(|change| !change.is_certain());
    let said = match life.history.extent() {
        Extent::Shallow if unsure => {
            "this clone was cut short; `git fetch --unshallow` brings the history before it"
        }
        Extent::Partial => "parts of the history are not in this clone; make one without `--filter`",
        _ => return,
    };
    page.line(said);
}

fn entry(page: &mut Page, life: &Life<'_>, change: Change<'_>) {
    let commit = change.commit();
    let at = if change.is_certain() { "" } else { " or before" };
    let what = change.what();
    page.line(&format!("{}{at}  {} by {}  {}", commit.day(), what.as_str(), who(commit), commit.short()));
    if let Some(signature) = signature(commit, life.verdict(change)) {
        page.row(' ', "signature", &signature);
    }
    if let (Some(before), Some(after)) = (change.path_before(), change.path())
        && before != after
    {
        page.row(' ', "file", &format!("{before} -> {after}"));
    }
    if what != What::Deleted {
        fields(page, &change.difference(), what == What::Created);
    }
}

/// What is to be said of a commit's signature.
fn signature(commit: &Commit, verdict: Option<Verdict>) -> Option<String> {
    let form = match commit.signature? {
        SignatureForm::OpenPgp => "GPG",
        SignatureForm::Ssh => "SSH",
        SignatureForm::X509 => "X.509",
    };
    Some(match verdict {
        None | Some(Verdict::Unsigned) => format!("{form}, not verified"),
        Some(Verdict::Good { signer, key }) => format!("{form}, good, by {signer} (key {key})"),
        Some(Verdict::UnknownKey { key }) => format!("{form}, by an unknown key ({key})"),
        Some(Verdict::Lapsed { key }) => format!("{form}, by a key that has lapsed ({key})"),
        Some(Verdict::Bad) => format!("{form}, does not fit the commit"),
        Some(Verdict::Unchecked(reason)) => format!("{form}, could not be verified: {reason}"),
    })
}

/// `Ana Li, put in by GitHub, with Bo Xi`.
fn who(commit: &Commit) -> String {
    let name = |who: &crate::history::Identity| {
        if who.name.is_empty() { who.email.clone() } else { who.name.clone() }
    };
    let (author, committer) = (&commit.author.0, &commit.committer.0);
    let mut out = name(author);
    if author.email != committer.email {
        out.push_str(&format!(", put in by {}", name(committer)));
    }
    if !commit.co_authors.is_empty() {
        let others: Vec<String> = commit.co_authors.iter().map(|who| name(who)).collect();
        out.push_str(&format!(", with {}", text::list(&others, "and", 3)));
    }
    out
}

/// Fields one a row; values that came into a list or left it share one. `created` leaves out what is clear then.
fn fields(page: &mut Page, difference: &Difference, created: bool) {
    let alike = |a: &FieldChange, b: &FieldChange| {
        a.path == b.path && a.path.ends_with("[]") && a.after.is_some() == b.after.is_some()
    };
    for changes in difference.fields.chunk_by(alike) {
        let mark = if !created && changes.iter().any(|change| change.significant) { '*' } else { ' ' };
        let name = changes[0].path.strip_suffix("[]").unwrap_or(&changes[0].path);
        page.row(mark, name, &value(changes, created));
    }
    match difference.body {
        BodyChange::Wording if !created => page.row('*', "text", "wording changed"),
        BodyChange::Cosmetic => page.row(' ', "text", "layout or link targets changed, the wording did not"),
        _ => {}
    }
}

fn value(changes: &[FieldChange], created: bool) -> String {
    let all =
        |of: fn(&FieldChange) -> Option<&str>| changes.iter().filter_map(of).collect::<Vec<_>>().join(", ");
    let (before, after) = (all(|change| change.before.as_deref()), all(|change| change.after.as_deref()));
    match changes {
        [FieldChange { before: Some(before), after: Some(after), .. }] => format!("{before} -> {after}"),
        _ if after.is_empty() => format!("- {before}"),
        _ if created => after,
        _ => format!("+ {after}"),
    }
}

/// Text under construction; everything that enters is cleaned.
struct Page {
    text: String,
    width: usize,
}

/// Columns of a field's name.
const NAME: usize = 20;

impl Page {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(text::plain(line).trim_end());
        self.text.push('\n');
    }

    /// A field with its value, which is broken at spaces and begins at one column.
    fn row(&mut self, mark: char, name: &str, value: &str) {
        let (name, value) = (text::plain(name), text::plain(value));
        let first = format!("  {mark} {name:<NAME$} ");
        let indent = NAME + 5;
        let mut line = first;
        let mut is_empty = true;
        for word in value.split(' ') {
            if !is_empty && line.width() + 1 + word.width() > self.width {
                self.text.push_str(line.trim_end());
                self.text.push('\n');
                line = " ".repeat(indent);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}
