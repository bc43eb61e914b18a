//! Which rank each box stands in.

use std::collections::BTreeMap;

use super::acyclic;
use super::dagre::{self, Arc};
use crate::diagram::{Diagram, Direction};

/// The rank of each box, from 0 without gaps; boxes of a step come before those of the next.
pub(super) fn ranks(diagram: &Diagram) -> Vec<usize> {
    let steps: Vec<usize> = diagram.nodes.iter().map(|node| node.step.unwrap_or(0)).collect();
    let mut lines: Vec<(usize, usize)> = diagram.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.retain(|(from, to)| from != to);
    let row = acyclic::row(&steps, &lines);
    match diagram.direction {
        Direction::Down => filled(&row, &steps, &lines),
        Direction::Right => drawn_out(&row, &steps, &lines),
    }
}

/// The most boxes that stand beside each other on a page.
const MOST_BESIDE: usize = 5;
/// What a further rank costs on a full page, in lines that run between boxes of one rank.
const RANK_COST: usize = 3;
/// So many boxes make a further rank cost one line more.
const ROOMY: usize = 8;

/// Ranks that fill a page: the row is cut into pieces of at most [`MOST_BESIDE`] boxes of one step, such that few lines
/// run between boxes of one piece.
fn filled(row: &[usize], steps: &[usize], lines: &[(usize, usize)]) -> Vec<usize> {
    let place = inverse(row);
    let rank_cost = (row.len() / ROOMY).min(RANK_COST);
    // For each end of a piece the least cost up to there, and where the piece begins.
    let mut best: Vec<(usize, usize)> = vec![(0, 0)];
    for end in 1..=row.len() {
        let mut level = 0;
        let mut found = (usize::MAX, end - 1);
        for start in (0..end).rev().take(MOST_BESIDE) {
            if steps[row[start]] != steps[row[end - 1]] {
                break;
            }
            let within = |&&(from, to): &&(usize, usize)| {
                let (from, to) = (place[from], place[to]);
                from.min(to) == start && from.max(to) < end
            };
            level += lines.iter().filter(within).count();
            // Pieces of even size look best where cost does not decide.
            let cost = best[start].0 + 100 * (level + rank_cost) + (end - start).pow(2);
            found = found.min((cost, start));
        }
        best.push(found);
    }
    let mut cuts = vec![row.len()];
    while let Some(&end) = cuts.last().filter(|&&end| end > 0) {
        cuts.push(best[end].1);
    }
    cuts.reverse();
    place.iter().map(|&at| cuts.partition_point(|&cut| cut <= at).saturating_sub(1)).collect()
}

/// Ranks in which every line leads on, and most only one rank.
fn drawn_out(row: &[usize], steps: &[usize], lines: &[(usize, usize)]) -> Vec<usize> {
    let count = steps.len();
    let place = inverse(row);
    let mut arcs: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    for &(from, to) in lines {
        arcs.insert(if place[from] > place[to] { (to, from) } else { (from, to) }, true);
    }
    // A fence between two steps: all boxes of the one before it, all of the other after it.
    let fences = steps.iter().copied().max().unwrap_or(0);
    for (node, &step) in steps.iter().enumerate() {
        if step < fences {
            arcs.insert((node, count + step), false);
        }
        if step > 0 {
            arcs.insert((count + step - 1, node), false);
        }
    }
    (1..fences).for_each(|fence| {
        arcs.insert((count + fence - 1, count + fence), false);
    });
    let arcs: Vec<Arc> = arcs.into_iter().map(|((from, to), pulls)| Arc { from, to, pulls }).collect();
    let mut ranks = dagre::ranks(count + fences, &arcs);
    ranks.truncate(count);
    let mut used = ranks.clone();
    used.sort_unstable();
    used.dedup();
    ranks.into_iter().map(|rank| used.partition_point(|&known| known < rank)).collect()
}

fn inverse(row: &[usize]) -> Vec<usize> {
    let mut place = vec![0; row.len()];
    row.iter().enumerate().for_each(|(at, &node)| place[node] = at);
    place
}
