//! A workbook: a cover, and a sheet for each register, to filter and to sort.
//!
//! Text is written as text, always: nothing in a workbook is a formula but the places of lists to choose from.

mod cover;
mod lists;
mod long;
mod notes;
mod plan;
mod sheet;
mod style;
#[cfg(test)]
mod tests;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::lists::Lists;
use self::long::LongTexts;
use self::plan::Plan;
use self::style::Styles;
use super::Context;
use crate::base::{Date, text};
use crate::document::{Control, Document};
use crate::words::Words;

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot make the workbook: {0}")]
pub struct WorkbookError(#[from] XlsxError);

/// What all sheets of one workbook share.
struct Book<'a> {
    document: &'a Document,
    words: &'a Words,
    styles: Styles,
    plan: Plan<'a>,
}

/// Writes a document. The same document gives the same bytes.
///
/// # Errors
/// A workbook that the format has no room for, such as one with more columns than it knows.
pub fn render(document: &Document, context: &Context<'_>) -> Result<Vec<u8>, WorkbookError> {
    let words = context.words;
    let styles = Styles::of(context.look);
    let book = Book { document, words, styles, plan: Plan::of(document, words) };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document));
    let (mut long, mut lists) = (LongTexts::default(), Lists::default());
    let mut sheets = Vec::new();
    let mut unlinked = Vec::new();
    for planned in &book.plan.sheets {
        let mut worksheet = book.worksheet(&planned.name)?;
        let left = sheet::write(&book, planned, &mut worksheet, &mut long, &mut lists)?;
        unlinked.push((planned.name.as_str(), left));
        sheets.push(worksheet);
    }
    sheets.extend(notes::write(&book, &mut long)?);
    workbook.push_worksheet(cover::write(&book, context.look, &unlinked, !long.is_empty())?);
    sheets.into_iter().for_each(|sheet| {
        workbook.push_worksheet(sheet);
    });
    if !long.is_empty() {
        workbook.push_worksheet(long.write(&book)?);
    }
    if !lists.is_empty() {
        workbook.push_worksheet(lists.write(&book)?);
    }
    Ok(workbook.save_to_buffer()?)
}

/// What a system shows of the file. Its time of creation is the day it was made as of, so that it is the same bytes later.
fn properties(document: &Document) -> DocProperties {
    let control = &document.control;
    let comment = [
        control.as_of.map(|date| format!("as of {date}")),
        control.commit.as_ref().map(|commit| format!("commit {commit}")),
        (!control.tool.is_empty()).then(|| control.tool.clone()),
    ];
    let comment: Vec<String> = comment.into_iter().flatten().collect();
    // Programs refuse more than 255 characters here.
    let short = |text: &str| text::brief(text, 200);
    let properties = DocProperties::new()
        .set_title(short(&control.title))
        .set_subject(short(&document.name))
        .set_author(short(&control.organisation))
        .set_company(short(&control.organisation))
        .set_category(short(&control.classification))
        .set_status(if control.is_draft() { "Draft" } else { "Final" })
        .set_comment(short(&comment.join(", ")));
    let made = control.as_of.and_then(day).or_else(|| ExcelDateTime::from_ymd(2000, 1, 1).ok());
    match made {
        Some(made) => properties.set_creation_datetime(&made),
        None => properties,
    }
}

/// A day as workbooks have it; `None` for one before 1900, which they know nothing of.
fn day(date: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(&date.to_string()).ok().filter(|_| date.year() >= 1900)
}

impl Book<'_> {
    /// A sheet with its name, set up for print.
    fn worksheet(&self, name: &str) -> Result<Worksheet, XlsxError> {
        let control = &self.document.control;
        let mut worksheet = Worksheet::new();
        worksheet.set_name(name)?;
        worksheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        worksheet.set_margins(0.4, 0.4, 0.8, 0.7, 0.3, 0.3);
        worksheet.set_header(self.header(control)).set_footer(self.footer(control));
        if control.is_draft() {
            worksheet.set_tab_color("#b3261e");
        }
        Ok(worksheet)
    }

    fn header(&self, control: &Control) -> String {
        let draft = if control.is_draft() { self.words.get("draft") } else { "" };
        let (left, right) = (printed(&control.organisation, 60), printed(&control.classification, 40));
        format!("&L{left}&C{} {}&R{right}", printed(draft, 20), printed(&control.title, 60))
    }

    fn footer(&self, control: &Control) -> String {
        let state = [control.as_of.map(|date| date.to_string()), control.short_commit().map(str::to_owned)];
        let state: Vec<String> = state.into_iter().flatten().collect();
        let page = printed(&self.words.fill("page", &[("page", "\u{1}"), ("pages", "\u{2}")]), 40);
        let page = page.replace('\u{1}', "&P").replace('\u{2}', "&N");
        format!("&L{}&C{}&R{page}", printed(&state.join("  "), 60), printed(&control.classification, 40))
    }

    /// The row of a table's head: the first, or the second where the first says that it is a draft.
    fn head(&self) -> u32 {
        u32::from(self.document.control.is_draft())
    }

    /// Says that it is a draft, and why, in the first row.
    fn banner(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        let control = &self.document.control;
        if control.is_draft() {
            let banner = format!("{}: {}", self.words.get("draft"), control.draft.join("; "));
            worksheet.write_string_with_format(0, 0, text::brief(&banner, 400), &self.styles.draft)?;
        }
        Ok(())
    }
}

/// Text for the head or foot of a printed page, where `&` begins a command.
fn printed(text: &str, most: usize) -> String {
    let text: String = text.chars().take(most).collect();
    text.replace('&', "&&")
}
