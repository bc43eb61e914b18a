//! One commit: who made it and when, and what its message says about others who took part.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::base::Date;

/// A commit's place in a [`History`](super::History): parents stand before their children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId(pub u32);

/// Somebody as git knows them, after `.mailmap`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identity {
    /// Name; may be empty.
    pub name: String,
    /// E-mail address; may be empty.
    pub email: String,
}

/// A moment with the zone it was written down in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Seconds since 1970-01-01 in UTC.
    pub seconds: i64,
    /// Minutes that the writer's clock was ahead of UTC.
    pub offset: i16,
}

impl Stamp {
    /// The calendar day on the writer's clock: the day that the writer would have put down.
    pub fn day(self) -> Date {
        let zone = FixedOffset::east_opt(i32::from(self.offset) * 60);
        let utc = DateTime::from_timestamp(self.seconds, 0).unwrap_or_default();
        Date::from_naive(zone.map_or(utc.date_naive(), |zone| utc.with_timezone(&zone).date_naive()))
    }

    /// `2026-11-22T14:30:00+01:00`.
    pub fn rfc3339(self) -> String {
        let zone = FixedOffset::east_opt(i32::from(self.offset) * 60);
        let utc = DateTime::from_timestamp(self.seconds, 0).unwrap_or_default();
        zone.map_or_else(|| utc.to_rfc3339(), |zone| utc.with_timezone(&zone).to_rfc3339())
    }
}

/// What kind of signature a commit carries. That it is there says nothing about whether it is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignatureForm {
    /// Made with GPG or another OpenPGP program.
    OpenPgp,
    /// Made with an SSH key.
    Ssh,
    /// Made with an X.509 certificate.
    X509,
}

/// A commit.
///
/// # Which of its dates counts
/// Git keeps two. The author date says when somebody wrote the change; it survives a rebase and is whatever the author's
/// machine claimed. The committer date says when the change took its place in *this* history. A claim is supported by
/// the committer date ([`Commit::day`]): before it, nobody who looked at this history could have seen the change. Both
/// come from the clock of a machine that anybody may set; only a signature or a hosting service's log is stronger.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The object's name; [`Commit::name`] writes it out.
    pub hash: [u8; 20],
    /// Commits it follows; those that this clone does not have are left out.
    pub parents: Box<[CommitId]>,
    /// Who wrote the change, and when.
    pub author: (Arc<Identity>, Stamp),
    /// Who put it into this history, and when.
    pub committer: (Arc<Identity>, Stamp),
    /// `Co-authored-by` lines at the end of the message.
    pub co_authors: Box<[Arc<Identity>]>,
    /// `Signed-off-by` lines at the end of the message.
    pub signed_off_by: Box<[Arc<Identity>]>,
    /// The first line of the message.
    pub subject: Box<str>,
    /// The signature it carries.
    pub signature: Option<SignatureForm>,
    /// Whether a parent of it is missing here: what this commit seems to add may be older.
    pub boundary: bool,
}

impl Commit {
    /// The day on which the change took its place in this history, in the committer's zone.
    pub fn day(&self) -> Date {
        self.committer.1.day()
    }

    /// Its name, as 40 hexadecimal digits.
    pub fn name(&self) -> String {
        hex(&self.hash)
    }

    /// The first ten digits of its name.
    pub fn short(&self) -> String {
        hex(&self.hash[..5])
    }

    /// Whether it joins several lines of history.
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }

    /// Everybody who took part: author, committer, co-authors and who signed off; each once.
    pub fn people(&self) -> Vec<&Identity> {
        let first = [&self.author.0, &self.committer.0];
        let mut people: Vec<&Identity> = Vec::new();
        for person in first.into_iter().chain(&self.co_authors).chain(&self.signed_off_by) {
            if !people.contains(&&**person) {
                people.push(person);
            }
        }
        people
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(40), |mut out, byte| {
        // Writing to a String cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// What the text of a commit object says, before names are mapped.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Raw<'a> {
    pub(super) tree: &'a [u8],
    pub(super) parents: Vec<&'a [u8]>,
    pub(super) author: &'a [u8],
    pub(super) committer: &'a [u8],
    pub(super) signature: Option<&'a [u8]>,
    pub(super) message: &'a [u8],
}

impl<'a> Raw<'a> {
    /// Reads the header lines; what follows the first empty line is the message.
    pub(super) fn parse(object: &'a [u8]) -> Self {
        let mut raw = Self::default();
        let mut rest = object;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let (line, after) = (&rest[..end], &rest[end + 1..]);
            rest = after;
            if line.is_empty() {
                raw.message = rest;
                break;
            }
            let split = line.iter().position(|byte| *byte == b' ').unwrap_or(line.len());
            let value = line.get(split + 1..).unwrap_or_default();
            match &line[..split] {
                b"tree" => raw.tree = value,
                b"parent" => raw.parents.push(value),
                b"author" => raw.author = value,
                b"committer" => raw.committer = value,
                b"gpgsig" | b"gpgsig-sha256" => raw.signature = raw.signature.or(Some(value)),
                _ => {}
            }
        }
        raw
    }

    pub(super) fn form(&self) -> Option<SignatureForm> {
        let first = String::from_utf8_lossy(self.signature?);
        Some(if first.contains("SSH") {
            SignatureForm::Ssh
        } else if first.contains("SIGNED MESSAGE") {
            SignatureForm::X509
        } else {
            SignatureForm::OpenPgp
        })
    }

    /// The first line of the message that is not empty.
    pub(super) fn subject(&self) -> String {
        let text = String::from_utf8_lossy(self.message);
        text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("").to_owned()
    }

    /// Names in lines such as `Co-authored-by: Name <mail>` of the message's last paragraph.
    pub(super) fn trailers(&self) -> Vec<(Trailer, Identity)> {
        let key = b"-by:";
        if !self.message.windows(key.len()).any(|part| part.eq_ignore_ascii_case(key)) {
            return Vec::new();
        }
        let text = String::from_utf8_lossy(self.message);
        let last = text.trim_end().rsplit("\n\n").next().unwrap_or("");
        last.lines().filter_map(trailer).collect()
    }
}

/// A line at the end of a message that names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trailer {
    CoAuthor,
    SignedOff,
}

fn trailer(line: &str) -> Option<(Trailer, Identity)> {
    let (key, value) = line.split_once(':')?;
    let trailer = match key.trim().to_ascii_lowercase().as_str() {
        "co-authored-by" => Trailer::CoAuthor,
        "signed-off-by" => Trailer::SignedOff,
        _ => return None,
    };
    Some((trailer, identity(value)))
}

/// `Name <mail>`.
fn identity(text: &str) -> Identity {
    let (name, rest) = text.split_once('<').unwrap_or((text, ""));
    let email = rest.split('>').next().unwrap_or("");
    Identity { name: name.trim().to_owned(), email: email.trim().to_owned() }
}

/// `Name <mail> 1700000000 +0100`; what cannot be read is empty or zero.
pub(super) fn signature(line: &[u8]) -> (Identity, Stamp) {
    let text = String::from_utf8_lossy(line);
    let after = text.rfind('>').map_or("", |at| &text[at + 1..]);
    let mut words = after.split_whitespace();
    let seconds = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let offset = words.next().and_then(offset).unwrap_or(0);
    (identity(&text), Stamp { seconds, offset })
}

/// `+0130` as minutes.
fn offset(zone: &str) -> Option<i16> {
    let number: i16 = zone.parse().ok()?;
    let minutes = (number / 100) * 60 + number % 100;
    (minutes.abs() < 24 * 60).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_tells_who_when_and_with_whom() {
        let object = b"tree aa\nparent bb\nparent cc\nauthor Ana Li <ana@x.org> 1700000000 +0130\n\
            committer GitHub <noreply@github.com> 1700003600 -0800\ngpgsig -----BEGIN SSH SIGNATURE-----\n U1NI\n \
            -----END SSH SIGNATURE-----\nencoding UTF-8\n\nMove the risk\n\nCo-authored-by: no@body.org\n\n\
            co-authored-by: Bo <bo@x.org>\nSigned-off-by: Cy <cy@x.org>\nReviewed-by: Di <di@x.org>\n";
        let raw = Raw::parse(object);
        assert_eq!((raw.tree, raw.parents.len(), raw.form()), (&b"aa"[..], 2, Some(SignatureForm::Ssh)));
        let (author, stamp) = signature(raw.author);
        assert_eq!((author.name.as_str(), author.email.as_str()), ("Ana Li", "ana@x.org"));
        assert_eq!(stamp, Stamp { seconds: 1_700_000_000, offset: 90 });
        let names: Vec<_> = raw.trailers().into_iter().map(|(trailer, who)| (trailer, who.email)).collect();
        let (bo, cy) = ("bo@x.org".to_owned(), "cy@x.org".to_owned());
        assert_eq!(names, [(Trailer::CoAuthor, bo), (Trailer::SignedOff, cy)]);
        assert_eq!(raw.subject(), "Move the risk");
    }

    #[test]
    fn a_day_is_the_day_of_the_writer() {
        // 2023-11-14 22:13:20 in UTC.
        let day = |offset| Stamp { seconds: 1_700_000_000, offset }.day().to_string();
        assert_eq!(
            (day(0).as_str(), day(120).as_str(), day(-480).as_str()),
            ("2023-11-14", "2023-11-15", "2023-11-14")
        );
        assert_eq!(Stamp { seconds: 0, offset: -60 }.rfc3339(), "1969-12-31T23:00:00-01:00");
    }

    #[test]
    fn a_broken_commit_is_read_as_far_as_it_goes() {
        let (who, stamp) = signature(b"nobody");
        assert_eq!((who.email.as_str(), stamp.seconds), ("", 0));
        assert_eq!(Raw::parse(b"tree").subject(), "");
        assert_eq!(signature(b"x <y> 99999999999999999999 +9999").1, Stamp { seconds: 0, offset: 0 });
    }
}
