//! The style sheet of a page: the program's own, with colours for light and dark, and what is printed on every page.

use std::fmt::Write as _;

use super::escape::css_string;
use crate::document::{Colour, Control, Look};
use crate::render::charts::palette::{Scheme, colour, roles};
use crate::render::charts::scene::Role;
use crate::words::Words;

const SHEET: &str = include_str!("../../../../templates/pages/document.css");

/// The whole style sheet.
pub(super) fn sheet(control: &Control, look: &Look, words: &Words, dimming: &str) -> String {
    let mut css = String::with_capacity(SHEET.len() + 8192);
    let light = variables(Scheme::Light, look.accent);
    let dark = variables(Scheme::Dark, look.accent);
    // Writing to a String cannot fail.
    let _ = write!(
        css,
        ":root{{color-scheme:light;{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n\
         @media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n"
    );
    for (name, _) in roles() {
        let _ =
            write!(css, ".f-{name},svg text.f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}");
    }
    css.push('\n');
    css.push_str(SHEET);
    if !dimming.is_empty() {
        let _ = writeln!(css, "@media screen{{{dimming}.diagram .e:hover .w{{stroke-width:5px}}}}");
    }
    css.push_str(&margins(control, words));
    css
}

fn variables(scheme: Scheme, accent: Option<Colour>) -> String {
    let mut css = String::new();
    for (name, role) in roles() {
        let own = accent.filter(|_| role == Role::Accent).map(|accent| readable(accent, scheme));
        let _ = write!(css, "--{name}:{};", hex(own.unwrap_or_else(|| colour(role, scheme))));
    }
    // Borders of what can be operated keep a contrast of 3, and so do the double lines of diagrams.
    let (edge, double) =
        if scheme == Scheme::Light { ("#76838f", "#7e22ce") } else { ("#7d8ea0", "#cf9bff") };
    let _ = write!(css, "--edge:{edge};--double:{double}");
    css
}

fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue)
}

/// An organisation's colour, darker or lighter by as little as lets it be read on every field of a scheme.
pub(super) fn readable(accent: Colour, scheme: Scheme) -> Colour {
    let is_field = |role: &Role| matches!(role, Role::Paper | Role::Panel | Role::Soft(_));
    let fields: Vec<Colour> =
        roles().into_iter().map(|(_, role)| role).filter(is_field).map(|role| colour(role, scheme)).collect();
    let end = if scheme == Scheme::Light { 0.0 } else { 255.0 };
    let mixed = |part: u8, step: u8| {
        (f64::from(part) + (end - f64::from(part)) * f64::from(step) / 50.0).round() as u8
    };
    let tried = (0..=50).map(|step| Colour {
        red: mixed(accent.red, step),
        green: mixed(accent.green, step),
        blue: mixed(accent.blue, step),
    });
    let reads = |colour: &Colour| fields.iter().all(|field| colour.contrast(*field) >= 4.5);
    tried.into_iter().find(reads).unwrap_or_else(|| colour(Role::Accent, scheme))
}

/// What stands in the margins of every printed page.
fn margins(control: &Control, words: &Words) -> String {
    let state = [
        Some(control.organisation.clone()),
        Some(control.title.clone()),
        (!control.version.is_empty()).then(|| control.version.clone()),
        control.as_of.map(|day| format!("{} {day}", words.get("html.as_of"))),
    ];
    let state: Vec<String> = state.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let page = words.get("page");
    let (before, rest) = page.split_once("{page}").unwrap_or((page, ""));
    let (between, after) = rest.split_once("{pages}").unwrap_or((rest, ""));
    let draft = if control.is_draft() { words.get("draft") } else { "" };
    let secrecy = [draft, &control.classification].into_iter().filter(|part| !part.is_empty());
    let secrecy = secrecy.collect::<Vec<&str>>().join(" \u{b7} ");
    let font = "font:8pt system-ui,sans-serif;color:#55616f";
    format!(
        "@page{{margin:20mm 16mm 18mm;@top-left{{content:{};{font}}}@top-right{{content:{};{font};font-weight:700}}\
         @bottom-left{{content:{};{font}}}@bottom-right{{content:{} counter(page) {} counter(pages) {};{font}}}}}\n\
         @page broad{{size:landscape}}\n",
        css_string(&state.join(" \u{b7} ")),
        css_string(&secrecy),
        css_string(control.short_commit().unwrap_or_default()),
        css_string(before),
        css_string(between),
        css_string(after),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Tone;

    #[test]
    fn every_accent_can_be_read_and_changes_no_more_than_it_must() {
        let dark_blue = Colour::read("#123456").unwrap();
        assert_eq!(readable(dark_blue, Scheme::Light), dark_blue);
        for text in ["#ffff00", "#ffffff", "#000000", "#ff0000", "#777777", "#00ff88", "#123456"] {
            for scheme in [Scheme::Light, Scheme::Dark] {
                let found = readable(Colour::read(text).unwrap(), scheme);
                for role in [Role::Paper, Role::Panel, Role::Soft(Tone::Bad), Role::Soft(Tone::Watch)] {
                    assert!(
                        found.contrast(colour(role, scheme)) >= 4.5,
                        "{text} {scheme:?} {role:?}: {found:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn words_in_the_margins_end_neither_the_string_nor_the_style() {
        let control = Control {
            organisation: "A\"; } </style><script>x</script>".into(),
            classification: "secret\\".into(),
            ..Control::default()
        };
        let css = sheet(&control, &Look::default(), &Words::english(), "");
        assert!(!css.contains("</style") && !css.contains("<script"));
        assert!(css.contains("secret\\5c \""));
    }
}
