//! An audit sample that anybody can draw again: the same population and seed give the same pick on every machine.
//!
//! Each id of the population gets a rank, the SHA-256 of the seed, a line feed and the id; the smallest ranks are taken.
//! So the pick depends on nothing else: not on the order of files, not on a random generator, not on this program. The
//! rank of an id does not change when other records come or go.

use sha2::{Digest as _, Sha256};

/// One id of the population with its rank.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranked<'a> {
    /// SHA-256 of seed, line feed and id, as 64 hexadecimal digits.
    pub digest: String,
    /// The id.
    pub id: &'a str,
}

/// The method in words, for who reads the sample.
pub const METHOD: &str = "each id is ranked by the SHA-256 of the seed, a line feed and the id, written in hexadecimal \
                          digits; the smallest are taken";

/// The ids in the order of their ranks; one that stands twice counts once. The first of them are the sample.
pub fn rank<'a>(seed: &str, ids: impl IntoIterator<Item = &'a str>) -> Vec<Ranked<'a>> {
    let digest = |id: &str| hex(&Sha256::digest(format!("{seed}\n{id}")));
    let mut ranked: Vec<Ranked<'_>> = ids.into_iter().map(|id| Ranked { digest: digest(id), id }).collect();
    ranked.sort();
    ranked.dedup();
    ranked
}

/// SHA-256 of all ids, sorted by their bytes and each followed by a line feed: two people who see the same have the
/// same population.
pub fn fingerprint<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let mut ids: Vec<&str> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut digest = Sha256::new();
    for id in ids {
        digest.update(id);
        digest.update("\n");
    }
    hex(&digest.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Made with `printf 'AUD-1\nRSK-0001' | sha256sum` and so on.
    const RANKS: [(&str, &str); 3] = [
        ("RSK-0001", "8c8495c636285c801ffff539e4649353eef6dc237a6d5e0707b8cd5c39498598"),
        ("RSK-0002", "b49fb9cc4424800ef7f54e1c7a8387075322e7f7aafcd866b9783961558b9b44"),
        ("RSK-0003", "80484001e06a6d8c7bb796d667439a0717e119c60aaa616f285b605df7863853"),
    ];

    #[test]
    fn ranks_are_what_sha256sum_says() {
        for (id, digest) in RANKS {
            assert_eq!(rank("AUD-1", [id])[0].digest, digest);
        }
    }

    #[test]
    fn the_pick_depends_on_seed_and_ids_alone() {
        let forward = rank("AUD-1", RANKS.map(|(id, _)| id));
        let mut backward: Vec<&str> = RANKS.iter().rev().map(|(id, _)| *id).collect();
        backward.push("RSK-0002");
        assert_eq!(rank("AUD-1", backward), forward);
        assert!(forward.windows(2).all(|pair| pair[0].digest < pair[1].digest));
        assert_ne!(rank("AUD-2", RANKS.map(|(id, _)| id))[0].digest, forward[0].digest);
    }

    #[test]
    fn the_population_has_one_fingerprint_in_any_order() {
        // printf 'RSK-0001\nRSK-0002\nRSK-0003\n' | sha256sum
        let wanted = "d8c8fed4ca866642647e492e97921e7b98868ed0b71a6a9afcf5cc3cbb0056ca";
        assert_eq!(fingerprint(["RSK-0003", "RSK-0001", "RSK-0002"]), wanted);
    }
}
