//! The organisation's own look and words, from the files that `[look]` names.

use std::sync::Arc;

use super::snapshot::Snapshot;
use crate::base::{Source, Spanned, text};
use crate::config::Config;
use crate::document::{Logo, LogoFormat, Look};
use crate::finding::{Finding, Label};
use crate::words::Words;

/// Bytes of a logo at most: it stands in every document, on some of their pages.
const LOGO_SIZE: usize = 512 << 10;

/// Pixels of a side of a logo at most, so that a small file cannot fill the memory.
const LOGO_SIDE: u32 = 4096;

/// Bytes of a cover at most.
const COVER_SIZE: usize = 64 << 10;

/// Bytes of a file of words at most.
const WORDS_SIZE: usize = 256 << 10;

/// How an organisation's documents look, and their fixed words.
#[derive(Debug, Clone)]
pub struct Own {
    /// The look.
    pub look: Look,
    /// The words.
    pub words: Words,
}

/// Reads them, in the language that is asked for or else the one that is set. What is wrong keeps the default and becomes a
/// finding.
pub fn read(snapshot: &Snapshot, config: &Config, language: Option<&str>) -> (Own, Vec<Finding>) {
    let mut reader = Reader { snapshot, config, findings: Vec::new() };
    let settings = &config.look;
    let language = language.or(settings.language.as_deref());
    let mut words = language.and_then(Words::named).unwrap_or_else(Words::english);
    if let Some((path, text)) = reader.text(settings.words.as_ref(), "words", WORDS_SIZE) {
        reader.findings.extend(words.overlay(&Arc::new(Source::new(path, text))));
    }
    let look = Look {
        logo: reader.logo(),
        accent: settings.accent,
        ranks: settings.ranks(),
        cover: reader.text(settings.cover.as_ref(), "cover", COVER_SIZE).map(|(_, text)| text),
    };
    (Own { look, words }, reader.findings)
}

struct Reader<'a> {
    snapshot: &'a Snapshot,
    config: &'a Config,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn report(&mut self, at: &Spanned<String>, key: &str, what: &str, help: &str) {
        let label = Label::new(&self.config.source, at.span, "named here");
        let message = format!("`[look] {key}`: {what}");
        self.findings.push(Finding::new("invalid-configuration", message, label).help(help));
    }

    fn bytes(&mut self, path: &Spanned<String>, key: &str, most: usize) -> Option<Vec<u8>> {
        match self.snapshot.bytes(&path.value, most) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                let near = self.nearest(&path.value);
                let help = near
                    .map_or("correct the path, which begins at the folder of isms.toml".to_owned(), |near| {
                        format!("did you mean \"{near}\"?")
                    });
                self.report(path, key, &text::brief(&error.to_string(), 160), &help);
                None
            }
        }
    }

    /// The file that is there and has the most similar path.
    fn nearest(&self, path: &str) -> Option<String> {
        let (candidates, _) = self.snapshot.candidates();
        text::nearest(path, candidates.iter().map(|candidate| &*candidate.path)).map(str::to_owned)
    }

    fn text(&mut self, path: Option<&Spanned<String>>, key: &str, most: usize) -> Option<(String, String)> {
        let path = path?;
        let bytes = self.bytes(path, key, most)?;
        let text = String::from_utf8(bytes).ok();
        if text.is_none() {
            self.report(path, key, "is not UTF-8 text", "save it with the encoding UTF-8");
        }
        text.map(|text| (path.value.clone(), text))
    }

    fn logo(&mut self) -> Option<Logo> {
        let path = self.config.look.logo.as_ref()?;
        let bytes = self.bytes(path, "logo", LOGO_SIZE)?;
        let Some((format, width, height)) = picture(&bytes) else {
            self.report(path, "logo", "is neither PNG nor JPEG", "save it as PNG");
            return None;
        };
        if width == 0 || height == 0 || width > LOGO_SIDE || height > LOGO_SIDE {
            let what = format!("has {width} by {height} pixels");
            self.report(path, "logo", &what, &format!("make it {LOGO_SIDE} pixels a side at most"));
            return None;
        }
        Some(Logo { format, bytes, words: text::plain(&self.config.organisation.name).into_owned() })
    }
}

/// The format and size of a picture, by its first bytes.
fn picture(bytes: &[u8]) -> Option<(LogoFormat, u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR") {
        let side = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return Some((LogoFormat::Png, side(16)?, side(20)?));
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        let (width, height) = frame(bytes)?;
        return Some((LogoFormat::Jpeg, width, height));
    }
    None
}

/// The size that the frame of a JPEG states.
fn frame(bytes: &[u8]) -> Option<(u32, u32)> {
    let word = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            // Padding before a marker.
            0xff => at += 1,
            0xc4 | 0xc8 | 0xcc => at += 2 + word(at + 2)? as usize,
            0xc0..=0xcf => return Some((word(at + 7)?, word(at + 5)?)),
            _ => at += 2 + word(at + 2)? as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_bytes() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 1, 0, 0, 0, 0, 64, 8, 6, 0, 0, 0]);
        assert_eq!(picture(&png), Some((LogoFormat::Png, 256, 64)));
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 64, 1, 0, 1, 1, 17, 0];
        assert_eq!(picture(&jpeg), Some((LogoFormat::Jpeg, 256, 64)));
        for wrong in
            [&b"GIF89a"[..], b"\x89PNG", &[0xff, 0xd8, 0xff], &[0xff, 0xd8, 0xff, 0xe0, 0, 0], b"<svg/>", b""]
        {
            assert_eq!(picture(wrong), None, "{wrong:?}");
        }
    }
}
