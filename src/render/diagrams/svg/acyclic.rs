//! A row of all boxes in which few lines lead back.
//!
//! A box of an earlier step stands before one of a later step, whatever runs between them. Within a step the boxes are
//! put into a row by the greedy rule of Eades, Lin and Smyth, and then each is moved to where it turns the fewest lines
//! around.

/// All boxes in a row. `steps` gives the step of each.
pub(super) fn row(steps: &[usize], lines: &[(usize, usize)]) -> Vec<usize> {
    let mut row = Vec::with_capacity(steps.len());
    for step in 0..=steps.iter().copied().max().unwrap_or(0) {
        let members: Vec<usize> = (0..steps.len()).filter(|&node| steps[node] == step).collect();
        let inner: Vec<(usize, usize)> = lines
            .iter()
            .copied()
            .filter(|&(from, to)| from != to && steps[from] == step && steps[to] == step)
            .collect();
        row.extend(improved(greedy(&members, &inner, steps.len()), &inner, steps.len()));
    }
    row
}

/// Sinks to the end, sources to the beginning, and else whoever gives most more than it takes.
fn greedy(members: &[usize], lines: &[(usize, usize)], count: usize) -> Vec<usize> {
    let mut rest: Vec<usize> = members.to_vec();
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    let mut gone = vec![false; count];
    while !rest.is_empty() {
        let (mut gives, mut takes) = (vec![0_usize; count], vec![0_usize; count]);
        for &(from, to) in lines.iter().filter(|&&(from, to)| !gone[from] && !gone[to]) {
            gives[from] += 1;
            takes[to] += 1;
        }
        let sink = rest.iter().rposition(|&node| gives[node] == 0 && takes[node] > 0);
        let source = rest.iter().position(|&node| takes[node] == 0);
        let surplus = |node: usize| gives[node].cast_signed() - takes[node].cast_signed();
        let best = (0..rest.len()).max_by_key(|&at| (surplus(rest[at]), std::cmp::Reverse(at)));
        let at = sink.or(source).or(best).unwrap_or(0);
        let node = rest.remove(at);
        gone[node] = true;
        if sink.is_some() { tail.push(node) } else { head.push(node) }
    }
    tail.reverse();
    head.extend(tail);
    head
}

/// Moves each box to the place in the row that turns the fewest lines around, until none gains.
fn improved(mut row: Vec<usize>, lines: &[(usize, usize)], count: usize) -> Vec<usize> {
    let mut ends: Vec<Vec<(usize, bool)>> = vec![Vec::new(); count];
    for &(from, to) in lines {
        ends[from].push((to, true));
        ends[to].push((from, false));
    }
    for _ in 0..ROUNDS {
        let mut gained = false;
        for node in row.clone() {
            let at = row.iter().position(|&other| other == node).unwrap_or(0);
            let best = best_place(&row, at, &ends[node], count);
            if let Some(best) = best.filter(|&best| best != at) {
                row.remove(at);
                row.insert(best, node);
                gained = true;
            }
        }
        if !gained {
            break;
        }
    }
    row
}

/// Times that every box is tried at every place.
const ROUNDS: usize = 12;

/// Where a box is best, as its place in the row once it is taken out; `None` where it is best as it is.
fn best_place(row: &[usize], at: usize, ends: &[(usize, bool)], count: usize) -> Option<usize> {
    let mut step = vec![0_isize; count];
    for &(other, gives) in ends {
        // Moving past a box that this one gives to turns that line around; past one that gives to it, sets it right.
        step[other] += if gives { 1 } else { -1 };
    }
    let others: Vec<usize> = row.iter().copied().filter(|&other| other != row[at]).collect();
    let (mut cost, mut costs) = (0_isize, vec![0_isize]);
    for other in others {
        cost += step[other];
        costs.push(cost);
    }
    let least = costs.iter().copied().min()?;
    (least < costs[at]).then(|| costs.iter().position(|&cost| cost == least)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_is_opened_at_one_line() {
        let lines = [(0, 1), (1, 2), (2, 0)];
        let row = row(&[0, 0, 0], &lines);
        let place = |box_: usize| row.iter().position(|&other| other == box_).unwrap();
        assert_eq!(lines.iter().filter(|(from, to)| place(*from) > place(*to)).count(), 1);
    }

    #[test]
    fn the_step_decides_whatever_else_runs() {
        assert_eq!(row(&[1, 0], &[(0, 1), (1, 0)]), [1, 0]);
        assert_eq!(row(&[0, 0], &[(0, 0), (1, 0)]), [1, 0]);
        assert!(row(&[], &[]).is_empty());
    }

    #[test]
    fn two_that_lean_on_one_stay_before_it() {
        // 0 gives to 1 and 2, 2 gives to 1; only the line from 1 back to 0 runs against.
        assert_eq!(row(&[0, 0, 0], &[(0, 1), (0, 2), (2, 1), (1, 0)]), [0, 2, 1]);
    }
}
