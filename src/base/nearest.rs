//! Finding the names one slip away from a name, among very many.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Names by what is left of them when one character is taken out.
///
/// Two names that differ by one character more, one less or one other share such a rest (Wolf Garbe's symmetric
/// delete). Building costs one hash for each character of each name, where comparing costs that for each question.
#[derive(Debug)]
pub struct Neighbours<'a> {
    names: Vec<&'a str>,
    by_rest: HashMap<u64, Vec<u32>>,
}

impl<'a> Neighbours<'a> {
    /// Takes the names that may be meant.
    pub fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = names.into_iter().filter(|name| name.len() <= 100).collect();
        let mut by_rest: HashMap<u64, Vec<u32>> = HashMap::with_capacity(names.len() * 8);
        for (index, name) in names.iter().enumerate() {
            for rest in rests(name) {
                by_rest.entry(rest).or_default().push(index as u32);
            }
        }
        Self { names, by_rest }
    }

    /// Names that may be one slip away, in no particular order; compare them to be sure.
    pub fn of(&self, name: &str) -> impl Iterator<Item = &'a str> {
        let rests = if name.len() <= 100 { rests(name) } else { Vec::new() };
        let mut found: Vec<u32> =
            rests.iter().filter_map(|rest| self.by_rest.get(rest)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|index| self.names[index as usize])
    }
}

/// Hashes of the name and of what is left when each of its characters is taken out, case ignored.
fn rests(name: &str) -> Vec<u64> {
    let letters: Vec<char> = name.to_lowercase().chars().collect();
    let without = |skip: usize| {
        let mut hasher = DefaultHasher::new();
        for (index, letter) in letters.iter().enumerate() {
            if index != skip {
                letter.hash(&mut hasher);
            }
        }
        hasher.finish()
    };
    (0..=letters.len()).map(without).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_one_slip_away_are_found() {
        let near = Neighbours::new(["RSK-0001", "RSK-0044", "DOC-0044"]);
        for (typed, meant) in [
            ("RSK-0045", "RSK-0044"),
            ("RSK-044", "RSK-0044"),
            ("rsk-0001", "RSK-0001"),
            ("DOOC-0044", "DOC-0044"),
        ] {
            assert!(near.of(typed).any(|name| name == meant), "{typed}");
        }
        assert_eq!(near.of("SUP-9").count(), 0);
    }
}
