//! What holds of every record at one commit: a list that shares what it has in common with that of other commits.

use std::rc::Rc;

/// Records of one part of the list. Small, so that a branch that touches a few records shares the others.
const PART: usize = 64;

/// A number for each record; 0 where there is none yet.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    parts: Vec<Rc<[u32; PART]>>,
}

impl State {
    /// A list for as many records, all 0.
    pub(super) fn new(records: usize) -> Self {
        let empty = Rc::new([0; PART]);
        Self { parts: vec![empty; records.div_ceil(PART)] }
    }

    /// The number of a record.
    pub(super) fn get(&self, record: u32) -> u32 {
        let at = record as usize;
        self.parts.get(at / PART).map_or(0, |part| part[at % PART])
    }

    /// Sets the number of a record; lists that share its part keep theirs.
    pub(super) fn set(&mut self, record: u32, number: u32) {
        let at = record as usize;
        if self.get(record) != number
            && let Some(part) = self.parts.get_mut(at / PART)
        {
            Rc::make_mut(part)[at % PART] = number;
        }
    }

    /// Adds the records whose numbers differ from those of another list.
    pub(super) fn differences(&self, other: &Self, out: &mut Vec<u32>) {
        for (index, (a, b)) in self.parts.iter().zip(&other.parts).enumerate() {
            if !Rc::ptr_eq(a, b) {
                let differ = a.iter().zip(b.iter()).enumerate().filter(|(_, (a, b))| a != b);
                out.extend(differ.map(|(at, _)| (index * PART + at) as u32));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_shares_all_but_what_is_changed() {
        let mut one = State::new(200);
        one.set(199, 7);
        let mut two = one.clone();
        two.set(3, 1);
        two.set(130, 2);
        two.set(199, 7);
        let mut differ = Vec::new();
        one.differences(&two, &mut differ);
        assert_eq!((differ, one.get(3), two.get(3), two.get(199)), (vec![3, 130], 0, 1, 7));
        assert!(Rc::ptr_eq(&one.parts[1], &two.parts[1]) && !Rc::ptr_eq(&one.parts[2], &two.parts[2]));
    }
}
