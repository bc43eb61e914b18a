//! Finding the names one slip away from a name, among very many.

use std::collections::HashMap;

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
///
/// A polynomial hash: what is left without character `i` is made of the hashes of what stands before and after it, so
/// that each costs the same. Names that only seem alike are told apart by whoever compares them.
fn rests(name: &str) -> Vec<u64> {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    let letters: Vec<u64> = name.to_lowercase().chars().map(u64::from).collect();
    let step = |hash: u64, letter: &u64| hash.wrapping_mul(BASE).wrapping_add(letter + 1);
    let mut before = vec![0_u64];
    before.extend(letters.iter().scan(0, |hash, letter| {
        *hash = step(*hash, letter);
        Some(*hash)
    }));
    let mut rests = Vec::with_capacity(letters.len() + 1);
    let (mut after, mut power) = (0_u64, 1_u64);
    for (index, letter) in letters.iter().enumerate().rev() {
        rests.push(before[index].wrapping_mul(power).wrapping_add(after));
        after = after.wrapping_add((letter + 1).wrapping_mul(power));
        power = power.wrapping_mul(BASE);
    }
    rests.push(before[letters.len()]);
    rests
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
