//! The first sheet: whose the workbook is, which state it shows, what is in it, and how it is read.

use rust_xlsxwriter::{Format, Image, Url, Worksheet, XlsxError};

use super::{Book, sheet};
use crate::document::Look;
use crate::render::documents::control;

/// Writes it. `unlinked` says for each sheet how many links it had no room for.
pub(super) fn write(
    book: &Book<'_>,
    look: &Look,
    unlinked: &[(&str, usize)],
    has_long: bool,
) -> Result<Worksheet, XlsxError> {
    let mut worksheet = book.worksheet(&book.plan.cover)?;
    worksheet.set_column_width(0, 26)?.set_column_width(1, 90)?.set_column_width(2, 12)?;
    worksheet.set_screen_gridlines(false).set_active(true);
    let mut cover = Cover { book, worksheet, row: 0 };
    if book.document.control.is_draft() {
        let draft = format!("{}: {}", book.words.get("draft"), book.document.control.draft.join("; "));
        cover.line(&draft, &book.styles.draft)?;
    }
    cover.logo(look)?;
    cover.line(&book.document.control.title, &book.styles.title)?;
    cover.row += 1;
    for (name, value) in control::facts(&book.document.control, book.words) {
        cover.pair(&name, &value)?;
    }
    cover.contents()?;
    cover.guide(unlinked, has_long)?;
    Ok(cover.worksheet)
}

struct Cover<'a, 'd> {
    book: &'a Book<'d>,
    worksheet: Worksheet,
    row: u32,
}

impl Cover<'_, '_> {
    fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = super::plan::cut(text, 2_000);
        self.worksheet.merge_range(self.row, 0, self.row, 1, text, format)?;
        self.row += 1;
        Ok(())
    }

    fn pair(&mut self, name: &str, value: &str) -> Result<(), XlsxError> {
        let value = super::plan::cut(value, 32_000);
        self.worksheet.write_string_with_format(self.row, 0, name, &self.book.styles.name)?;
        self.worksheet.write_string_with_format(self.row, 1, value, &self.book.styles.text)?;
        self.row += 1;
        Ok(())
    }

    /// The organisation's sign, 40 pixels high. A picture that cannot be read was reported when the settings were.
    fn logo(&mut self, look: &Look) -> Result<(), XlsxError> {
        const HEIGHT: f64 = 40.0;
        let Some(logo) = &look.logo else { return Ok(()) };
        let Ok(image) = Image::new_from_buffer(&logo.bytes) else { return Ok(()) };
        let scale = (HEIGHT / image.height().max(1.0)).min(600.0 / image.width().max(1.0));
        let image = image.set_scale_height(scale).set_scale_width(scale).set_alt_text(&logo.words);
        self.worksheet.insert_image(self.row, 0, &image)?;
        self.worksheet.set_row_height_pixels(self.row, HEIGHT as u32 + 8)?;
        self.row += 1;
        Ok(())
    }

    fn contents(&mut self) -> Result<(), XlsxError> {
        let (words, styles) = (self.book.words, &self.book.styles);
        self.row += 1;
        self.line(words.get("contents"), &styles.heading)?;
        let heads = ["sheet", "rows"].map(|key| words.get(&format!("sheets.{key}")).to_owned());
        for (column, head) in [0, 2].into_iter().zip(heads) {
            self.worksheet.write_string_with_format(self.row, column, head, &styles.head)?;
        }
        self.worksheet.write_string_with_format(self.row, 1, words.get("sheets.title"), &styles.head)?;
        self.row += 1;
        for planned in &self.book.plan.sheets {
            let link = Url::new(format!("internal:'{}'!A1", planned.name)).set_text(&planned.name);
            self.worksheet.write_url_with_format(self.row, 0, link, &styles.link)?;
            let title = super::plan::cut(&planned.table.title, 2_000);
            self.worksheet.write_string_with_format(self.row, 1, title, &styles.text)?;
            self.worksheet.write_number_with_format(
                self.row,
                2,
                sheet::rows(planned) as f64,
                &styles.text,
            )?;
            self.row += 1;
        }
        Ok(())
    }

    fn guide(&mut self, unlinked: &[(&str, usize)], has_long: bool) -> Result<(), XlsxError> {
        let (words, styles) = (self.book.words, &self.book.styles);
        self.row += 1;
        self.line(words.get("sheets.how_to_read"), &styles.heading)?;
        let mut lines: Vec<String> = ["how_rows", "how_links", "how_computed"]
            .map(|key| words.get(&format!("sheets.{key}")).to_owned())
            .into();
        lines.insert(2, words.fill("sheets.how_gaps", &[("gap", words.get("sheets.gap"))]));
        if has_long {
            lines.push(words.fill("sheets.how_long", &[("sheet", &self.book.plan.long)]));
        }
        for (name, left) in unlinked.iter().filter(|(_, left)| *left > 0) {
            lines.push(words.fill("sheets.too_many_links", &[("n", &left.to_string()), ("sheet", name)]));
        }
        for line in lines {
            self.line(&line, &styles.text)?;
        }
        Ok(())
    }
}
