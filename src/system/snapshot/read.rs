//! Reading one file: within the limits, and only if it is text.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use super::{reason, unread};
use crate::base::{Source, text};
use crate::finding::Finding;
use crate::system::git::Content;

/// What became of reading one file.
#[derive(Debug)]
pub enum Reading {
    /// Its text.
    Text(Arc<Source>),
    /// It could not be read: why, and ids that it seems to hold.
    Unread(Box<Finding>, Vec<String>),
}

/// The bytes of a file, or `None` where there are more than `most`. Asks the open file for its size, once.
#[expect(clippy::disallowed_methods, reason = "this is the room that reads files")]
fn bytes_within(path: &Path, most: usize) -> std::io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    let size = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    if size > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(size + 1);
    // A file that grows while it is read is held to the limit, too.
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= most).then_some(bytes))
}

/// Why there are no bytes: what is wrong, and what to do.
pub(super) struct Refused {
    what: String,
    help: &'static str,
}

impl Refused {
    fn new(what: impl Into<String>, help: &'static str) -> Self {
        Self { what: what.into(), help }
    }

    fn too_large(most: usize) -> Self {
        let help = "split it, or raise `file_size` under `[limits]` in isms.toml";
        Self::new(format!("is larger than {}", size(most)), help)
    }
}

/// The bytes of a file on the disk.
pub(super) fn file(path: &Path, regular: bool, most: usize) -> Result<Vec<u8>, Refused> {
    if !regular {
        let help = "delete it, or put a text file in its place";
        return Err(Refused::new("is a pipe or device and holds no text", help));
    }
    match bytes_within(path, most) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(Refused::too_large(most)),
        Err(error) => {
            Err(Refused::new(format!("cannot be read: {}", reason(&error)), "check who may read it"))
        }
    }
}

/// The bytes of an object of git.
pub(super) fn object(content: Content, most: usize) -> Result<Vec<u8>, Refused> {
    match content {
        Content::Bytes(bytes) => Ok(bytes),
        Content::TooLarge => Err(Refused::too_large(most)),
        Content::Gone => {
            let help = "make a clone without `--filter`";
            Err(Refused::new("cannot be read: its content is not in this clone", help))
        }
    }
}

/// What bytes come to.
pub(super) fn reading(path: &Arc<str>, bytes: Result<Vec<u8>, Refused>) -> Reading {
    let stem = || {
        Path::new(&**path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).into_iter().collect()
    };
    let refuse =
        |what: &str, help: &str, ids: Vec<String>| Reading::Unread(Box::new(unread(path, what, help)), ids);
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(refused) => return refuse(&refused.what, refused.help, stem()),
    };
    text_of(bytes).map(|text| Reading::Text(Arc::new(Source::new(Arc::clone(path), text)))).unwrap_or_else(
        |wrong| {
            let help =
                "save it with the encoding UTF-8; editors offer that under \"save as\" or \"encoding\"";
            refuse(&wrong.what, help, wrong.ids.unwrap_or_else(stem))
        },
    )
}

/// Why bytes are no text, and the ids that can be seen in them nevertheless.
struct NoText {
    what: String,
    ids: Option<Vec<String>>,
}

fn text_of(bytes: Vec<u8>) -> Result<String, NoText> {
    if is_utf16(&bytes) {
        return Err(NoText {
            what: "is text in the encoding UTF-16, and UTF-8 is wanted".to_owned(),
            ids: None,
        });
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
        let what = format!("is not text in the encoding UTF-8: line {line} has a character in another one");
        NoText { what, ids: Some(crate::record::ids_in(&String::from_utf8_lossy(error.as_bytes()))) }
    })?;
    match text.find('\0') {
        None => Ok(text),
        Some(at) => {
            let line = text[..at].matches('\n').count() + 1;
            let what = format!("is not a text file: line {line} has a NUL character, which no text has");
            Err(NoText { what, ids: Some(crate::record::ids_in(&text)) })
        }
    }
}

/// By its mark, or since every second byte of its beginning is zero.
fn is_utf16(bytes: &[u8]) -> bool {
    let zeros =
        |skip: usize| bytes.len() >= 4 && bytes[..4].iter().skip(skip).step_by(2).all(|byte| *byte == 0);
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || zeros(0) != zeros(1)
}

/// `4 MiB`, or bytes where they are no whole number of MiB.
pub(super) fn size(bytes: usize) -> String {
    const MIB: usize = 1 << 20;
    if bytes >= MIB && bytes.is_multiple_of(MIB) {
        format!("{} MiB", bytes / MIB)
    } else {
        text::count(bytes, "byte")
    }
}
