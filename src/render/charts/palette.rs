//! What each colour of a drawing looks like on paper and on a dark screen.
//!
//! Text keeps a contrast of 4.5 and signs one of 3 on every field that they stand on (WCAG 2.2, 1.4.3 and 1.4.11).

use super::scene::{BANDS, Role};
use crate::document::{Colour, Tone};

/// Where a drawing is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// On paper, or on a light screen.
    Light,
    /// On a dark screen.
    Dark,
}

const TONES: [Tone; 5] = [Tone::Plain, Tone::Good, Tone::Watch, Tone::Bad, Tone::Past];

/// The colour that a role has; that of [`Role::Accent`] is the program's own.
pub fn colour(role: Role, scheme: Scheme) -> Colour {
    let (light, dark) = both(role);
    let part = |number: u32, shift: u32| (number >> shift & 0xff) as u8;
    let number = if scheme == Scheme::Light { light } else { dark };
    Colour { red: part(number, 16), green: part(number, 8), blue: part(number, 0) }
}

fn both(role: Role) -> (u32, u32) {
    match role {
        Role::Ink => (0x1b_2733, 0xe8_edf3),
        Role::Faint => (0x55_6270, 0xa3_b0be),
        Role::Grid => (0xd8_dee5, 0x2c_3642),
        Role::Paper => (0xff_ffff, 0x11_161d),
        Role::Panel => (0xf5_f7f9, 0x19_2029),
        Role::Accent => (0x1f_4e79, 0x8f_b8e6),
        Role::Tone(Tone::Plain) => (0x3d_5a80, 0x9d_bbdf),
        Role::Tone(Tone::Good) => (0x17_6b43, 0x6f_d39b),
        Role::Tone(Tone::Watch) => (0x85_5400, 0xf0_b95b),
        Role::Tone(Tone::Bad) => (0xb0_2318, 0xff_9088),
        Role::Tone(Tone::Past) => (0x55_6270, 0xa3_b0be),
        Role::Soft(Tone::Plain) => (0xe9_eff6, 0x1c_2a3a),
        Role::Soft(Tone::Good) => (0xe4_f3ea, 0x13_2e20),
        Role::Soft(Tone::Watch) => (0xfc_f1d9, 0x33_280e),
        Role::Soft(Tone::Bad) => (0xfc_eae8, 0x3b_1a18),
        Role::Soft(Tone::Past) => (0xee_f1f4, 0x20_2833),
        Role::Band(band) => match band {
            0 => (0xdc_efe2, 0x17_3f2b),
            1 => (0xed_f2c6, 0x39_4219),
            2 => (0xfd_e8b0, 0x57_4211),
            3 => (0xfb_cb9f, 0x6d_3715),
            _ => (0xf3_a8a1, 0x7d_2226),
        },
    }
}

/// Every role with its name in style sheets.
pub fn roles() -> Vec<(String, Role)> {
    let plain = [
        ("ink", Role::Ink),
        ("faint", Role::Faint),
        ("grid", Role::Grid),
        ("paper", Role::Paper),
        ("panel", Role::Panel),
        ("accent", Role::Accent),
    ];
    let plain = plain.map(|(name, role)| (name.to_owned(), role));
    let tones = TONES.map(|tone| (tone.as_str().to_owned(), Role::Tone(tone)));
    let soft = TONES.map(|tone| (format!("{}-soft", tone.as_str()), Role::Soft(tone)));
    let bands = (0..BANDS).map(|band| (format!("band{band}"), Role::Band(band)));
    plain.into_iter().chain(tones).chain(soft).chain(bands).collect()
}

/// The name of a role in style sheets.
pub fn name(role: Role) -> String {
    match role {
        Role::Ink => "ink".to_owned(),
        Role::Faint => "faint".to_owned(),
        Role::Grid => "grid".to_owned(),
        Role::Paper => "paper".to_owned(),
        Role::Panel => "panel".to_owned(),
        Role::Accent => "accent".to_owned(),
        Role::Tone(tone) => tone.as_str().to_owned(),
        Role::Soft(tone) => format!("{}-soft", tone.as_str()),
        Role::Band(band) => format!("band{}", band.min(BANDS - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_signs_can_be_read_on_every_field_they_stand_on() {
        let mut fields = vec![Role::Paper, Role::Panel];
        fields.extend(TONES.map(Role::Soft));
        let bands: Vec<Role> = (0..BANDS).map(Role::Band).collect();
        for scheme in [Scheme::Light, Scheme::Dark] {
            let contrast = |above: Role, below: Role| colour(above, scheme).contrast(colour(below, scheme));
            for &field in fields.iter().chain(&bands) {
                assert!(contrast(Role::Ink, field) >= 7.0, "ink on {field:?}");
            }
            let tones = TONES.map(Role::Tone);
            for text in [Role::Faint, Role::Accent].iter().chain(&tones) {
                for &field in &fields {
                    let found = contrast(*text, field);
                    assert!(found >= 4.5, "{text:?} on {field:?} in {scheme:?}: {found}");
                }
            }
        }
    }

    #[test]
    fn every_role_is_listed_under_its_name() {
        for (listed, role) in roles() {
            assert_eq!(name(role), listed);
        }
    }
}
