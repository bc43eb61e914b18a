//! A document as PDF: tagged (PDF/UA-1), with a cover, a list of contents, numbered sections, bookmarks and links.
//!
//! Text is set with fonts that the program carries, so that the same document is the same bytes everywhere. Lines, pages
//! and tables are ours; shaping is `parley`'s, and the file is `krilla`'s.

mod blocks;
mod cells;
mod columns;
mod contents;
mod cover;
mod draw;
mod drawings;
mod figures;
mod file;
mod flow;
mod fonts;
mod lines;
mod page;
mod running;
mod shape;
mod table;
mod tags;
mod text;
mod theme;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod fixtures_drawings;
#[cfg(test)]
mod tests;

use krilla::geom::Point;
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};

use self::blocks::{Chapter, chapters};
use self::file::File;
use self::flow::{Flow, Found, Frame, Heading};
use self::lines::Typesetter;
use super::Context;
use crate::document::{Control, Document, LogoFormat, Look};

/// A document that could not be written as PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the document cannot be written as PDF: {reason}")]
pub struct Unwritable {
    reason: String,
}

/// Writes a document. The same document gives the same bytes.
///
/// # Errors
/// What breaks a rule of PDF/UA-1 in spite of all that is done here against it.
pub fn render(document: &Document, context: &Context<'_>) -> Result<Vec<u8>, Unwritable> {
    let logo = logo(context.look);
    let chapters = chapters(&document.sections);
    let mut frame = Frame {
        words: context.words,
        control: &document.control,
        accent: theme::accent(context.look),
        anchors: document.anchors(),
        logo: logo.as_ref().map(size),
        before: Found::default(),
    };
    let mut flow = Flow::new(frame, Typesetter::new(), None);
    lay_out(&mut flow, &chapters, context.look);
    let Flow { frame: used, setter, found, .. } = flow;
    frame = used;
    let file = File::new(logo, found.places.clone());
    frame.before = found;
    let mut flow = Flow::new(frame, setter, Some(file));
    lay_out(&mut flow, &chapters, context.look);
    finish(flow, context)
}

/// Everything, from the cover to the last page.
fn lay_out(flow: &mut Flow<'_>, chapters: &[Chapter<'_>], look: &Look) {
    flow.cover(look);
    flow.contents(chapters);
    for chapter in chapters {
        flow.chapter(chapter);
    }
    flow.end_page();
}

fn finish(flow: Flow<'_>, context: &Context<'_>) -> Result<Vec<u8>, Unwritable> {
    let Flow { file, tags, found, frame, .. } = flow;
    let Some(File { mut pdf, .. }) = file else {
        return Err(Unwritable { reason: "no page was written".to_owned() });
    };
    let language = match is_language(&frame.control.language) {
        true => &frame.control.language,
        false => context.words.language(),
    };
    pdf.set_outline(outline(&found.headings));
    pdf.set_tag_tree(tags.into_tree(language));
    pdf.set_metadata(metadata(frame.control, language));
    pdf.finish().map_err(|error| Unwritable { reason: error.to_string() })
}

/// Whether a word names a language as far as its form goes (BCP 47): `en`, `de-AT`.
fn is_language(word: &str) -> bool {
    let mut parts = word.split('-');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let named = parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && letters(part));
    named
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Bookmarks: all headings.
fn outline(headings: &[Heading]) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(usize, OutlineNode)> = Vec::new();
    for heading in headings {
        close(&mut outline, &mut open, heading.level);
        let (page, y) = heading.place;
        let place = krilla::destination::XyzDestination::new(page, Point::from_xy(0.0, y));
        let text = format!("{} {}", heading.number, heading.title);
        open.push((heading.level, OutlineNode::new(text, place)));
    }
    close(&mut outline, &mut open, 0);
    outline
}

/// Puts bookmarks of a level and those below it where they belong.
fn close(outline: &mut Outline, open: &mut Vec<(usize, OutlineNode)>, level: usize) {
    while open.last().is_some_and(|(known, _)| *known >= level) {
        let Some((_, node)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.push_child(node),
            None => outline.push_child(node),
        }
    }
}

/// Title, language and the day that the records were judged as of. No clock is asked, and the file's identity comes from
/// what is in it.
fn metadata(control: &Control, language: &str) -> Metadata {
    let title = if control.title.trim().is_empty() { "ISMS" } else { &control.title };
    let metadata = Metadata::new()
        .title(title.to_owned())
        .description(control.scope.clone())
        .language(language.to_owned())
        .creator(control.tool.clone())
        .authors(if control.organisation.is_empty() {
            Vec::new()
        } else {
            vec![control.organisation.clone()]
        });
    let Some(day) = control.as_of else { return metadata };
    let day = day.to_string();
    let mut parts = day.split('-').map(|part| part.parse::<u16>().unwrap_or(1));
    let (year, month, day) =
        (parts.next().unwrap_or(1), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let small = |part: u16| u8::try_from(part).unwrap_or(1);
    let date = DateTime::new(year).month(small(month)).day(small(day)).hour(0).minute(0).second(0);
    metadata.creation_date(date.utc_offset_hour(0).utc_offset_minute(0))
}

/// The logo, where it can be read.
fn logo(look: &Look) -> Option<Image> {
    let logo = look.logo.as_ref()?;
    let bytes = logo.bytes.clone().into();
    match logo.format {
        LogoFormat::Png => Image::from_png(bytes, false).ok(),
        LogoFormat::Jpeg => Image::from_jpeg(bytes, false).ok(),
    }
}

fn size(image: &Image) -> (f32, f32) {
    let (wide, high) = image.size();
    (wide.max(1) as f32, high.max(1) as f32)
}
