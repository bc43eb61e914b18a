//! `isms sample`: what is drawn, and what is said about it.

use serde_json::Value;

use super::{company, expect, refuses};
use crate::env::World;

/// Five roles, written in the order that is asked for.
fn roles(order: [u8; 5]) -> World {
    let world = World::new();
    let roles: String =
        order.iter().map(|number| format!("- {{id: ROL-{number}, title: R{number}}}\n")).collect();
    world.write("roles.yaml", format!("kind: role\nrecords:\n{roles}"));
    world
}

fn draw(world: &World, arguments: &[&str]) -> Value {
    let ran = world.run(&[&["sample", "--format", "json"], arguments].concat());
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stderr))
}

#[test]
fn the_pick_is_what_sha256sum_gives_whatever_the_order_of_the_files() {
    // for i in 1 2 3 4 5; do printf 'A1\nROL-%s' $i | sha256sum; done | sort, the two smallest.
    let wanted = [
        "389ba6d150c19f35c244c32d3bbdddddbce06f32f7775bc5529e92268ba41a4a ROL-3",
        "554eb4af23223e38f01d8aef6f5de17b6ac1f7aeea3886705ff94ce2dc190497 ROL-4",
    ];
    for order in [[1, 2, 3, 4, 5], [5, 3, 1, 4, 2]] {
        let drawn = draw(&roles(order), &["role", "-n", "2", "--seed", "A1"]);
        let picks = drawn["sample"].as_array().unwrap();
        let picks: Vec<String> = picks
            .iter()
            .map(|pick| format!("{} {}", pick["sha256"].as_str().unwrap(), pick["id"].as_str().unwrap()))
            .collect();
        assert_eq!(picks, wanted);
        // printf 'ROL-1\nROL-2\nROL-3\nROL-4\nROL-5\n' | sha256sum
        assert_eq!(
            drawn["population"]["sha256"],
            "0de2aadf338b9209f76a0f5a0ec8d6e89a069f543f8cba67fc698372a0d29510"
        );
        assert_eq!((&drawn["population"]["records"], &drawn["commit"]), (&5.into(), &Value::Null));
    }
}

#[test]
fn population_method_and_pick_are_said_in_words() {
    let ran = roles([1, 2, 3, 4, 5]).run(&["sample", "role", "status:active", "-n", "2", "--seed", "A1"]);
    let words = [
        "5 roles: every record that fits `role` and `status:active`",
        "as of         2026-12-01",
        "2 of 5",
        "ranked by the SHA-256 of the seed, a line feed and the id",
        "isms list role status:active --as-of 2026-12-01 --format json",
        "$(printf '%s\\n%s' A1 \"$id\" | sha256sum | cut -c1-64)",
    ];
    expect(&ran, 0, &words);
    let ran = roles([1, 2, 3, 4, 5]).run(&["sample", "ROL-*", "-n", "9", "--seed", "it's $(x)"]);
    expect(&ran, 0, &["all 5, since 9 were asked for", "'ROL-*'", "'it'\\''s $(x)'"]);
}

#[test]
fn what_cannot_be_drawn_again_is_refused() {
    let world = company();
    refuses(&world, &["sample", "risk", "-n", "1"], &["needs a seed", "--seed 2026-12-01"]);
    refuses(&world, &["sample", "risk", "-n", "1", "--seed", " "], &["cannot be a seed"]);
    refuses(&world, &["sample", "risk", "-n", "0", "--seed", "a"], &["-n"]);
    refuses(&world, &["sample", "risk", "status:closed", "-n", "1", "--seed", "a"], &["no record fits"]);
    refuses(&world, &["sample", "rissk", "-n", "1", "--seed", "a"], &["did you mean `risk`?"]);
}

#[test]
fn a_population_that_may_not_be_whole_is_said_so() {
    let world = company();
    world.write("x.yaml", b"\xff");
    let ran = world.run(&["sample", "risk", "-n", "1", "--seed", "a"]);
    expect(&ran, 2, &["could not be read; the population may not be whole", "RSK-1"]);
    assert_eq!(draw(&world, &["risk", "-n", "1", "--seed", "a"])["population"]["complete"], false);
}

#[test]
fn a_sample_of_none_is_refused_in_words() {
    let world = company();
    for number in ["0", "many"] {
        refuses(&world, &["sample", "risk", "-n", number, "--seed", "x"], &["at least 1"]);
    }
}
