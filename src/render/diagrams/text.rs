//! A picture as lines of text: a list of all boxes with the lines that leave them, or a tree around the one box that a
//! picture is about.

use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr as _;

use super::Style;
use crate::diagram::{Diagram, Direction, Edge, Look, Node};
use crate::render::paint::Paint;
use crate::render::wrap::wrap;

/// Writes a picture.
pub(super) fn render(diagram: &Diagram, style: &Style) -> String {
    let mut page = Page::new(diagram, style);
    let title = page.paint.bold(&diagram.title);
    page.line(0, &title);
    page.prose(0, &diagram.description);
    let mut focus = (0..diagram.nodes.len()).filter(|&at| diagram.nodes[at].look == Look::Focus);
    match (diagram.direction, focus.next(), focus.next()) {
        (Direction::Right, Some(center), None) if !diagram.steps.is_empty() => page.tree(center),
        _ => page.list(),
    }
    page.out
}

struct Page<'a> {
    diagram: &'a Diagram,
    leaving: Vec<Vec<usize>>,
    paint: Paint,
    width: usize,
    branches: [&'static str; 4],
    out: String,
}

impl<'a> Page<'a> {
    fn new(diagram: &'a Diagram, style: &Style) -> Self {
        let mut leaving = vec![Vec::new(); diagram.nodes.len()];
        diagram.edges.iter().enumerate().for_each(|(at, edge)| leaving[edge.from].push(at));
        let name = |&edge: &usize| {
            let edge = &diagram.edges[edge];
            (diagram.nodes[edge.to].step, &diagram.nodes[edge.to].id, edge.class)
        };
        leaving.iter_mut().for_each(|edges| edges.sort_by_key(name));
        let branches =
            if style.unicode { ["├─ ", "│  ", "└─ ", "   "] } else { ["|- ", "|  ", "`- ", "   "] };
        Self {
            diagram,
            leaving,
            paint: Paint { color: style.color },
            width: style.width.max(40),
            branches,
            out: String::new(),
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn prose(&mut self, indent: usize, text: &str) {
        for line in
            wrap(text, self.width.saturating_sub(indent), 0).into_iter().filter(|line| !line.is_empty())
        {
            self.line(indent, &line);
        }
    }

    /// All boxes, by step, or else by lane.
    fn list(&mut self) {
        let group = |node: &Node| if self.diagram.lanes.is_empty() { node.step } else { node.lane };
        let names = if self.diagram.lanes.is_empty() { &self.diagram.steps } else { &self.diagram.lanes };
        let groups: Vec<Option<usize>> = self.diagram.nodes.iter().map(group).collect();
        let ids =
            self.diagram.edges.iter().map(|edge| self.diagram.nodes[edge.to].id.width()).max().unwrap_or(0);
        let words = self.diagram.classes.iter().map(|class| class.word.width()).max().unwrap_or(0);
        let mut order: Vec<Option<usize>> = (0..names.len()).map(Some).collect();
        order.push(None);
        for wanted in order {
            let members: Vec<usize> = (0..groups.len()).filter(|&at| groups[at] == wanted).collect();
            if let (Some(name), false) = (wanted.map(|at| &names[at]), members.is_empty()) {
                let heading = self.paint.bold(name.to_uppercase());
                self.line(0, &format!("\n{heading}"));
            }
            for at in members {
                self.node(at);
                for edge in self.leaving[at].clone() {
                    self.edge(&self.diagram.edges[edge], ids.min(28), words);
                }
            }
        }
    }

    fn node(&mut self, at: usize) {
        let node = &self.diagram.nodes[at];
        let over = if node.look == Look::Past { "  (closed)" } else { "" };
        let id = self.paint.bold(&node.id);
        self.out.push('\n');
        let title = if node.title.is_empty() { String::new() } else { format!("  {}", node.title) };
        self.line(0, &format!("{id}{title}{over}"));
        if !node.facts.is_empty() {
            self.packed(2, &node.facts, " · ", false);
        }
    }

    fn edge(&mut self, edge: &Edge, ids: usize, words: usize) {
        let class = &self.diagram.classes[edge.class];
        let id = &self.diagram.nodes[edge.to].id;
        let arrow = if class.arrow { "->" } else { "--" };
        let pad = |text: &str, columns: usize| " ".repeat(columns.saturating_sub(text.width()));
        let head = format!("{arrow} {id}{}  {}{}  ", pad(id, ids), class.word, pad(&class.word, words));
        let used = head.width() + 2;
        let label = wrap(&edge.label, self.width.saturating_sub(2), used);
        for (at, line) in label.iter().enumerate() {
            if at == 0 { self.line(2, &format!("{head}{line}")) } else { self.line(6, line) }
        }
        if !edge.notes.is_empty() {
            self.packed(6, &edge.notes, "; ", true);
        }
    }

    /// As many items a line as there is room for.
    fn packed(&mut self, indent: usize, items: &[String], between: &str, dim: bool) {
        let room = self.width.saturating_sub(indent);
        let mut lines: Vec<String> = Vec::new();
        for item in items {
            match lines.last_mut().filter(|line| line.width() + between.width() + item.width() <= room) {
                Some(line) => *line = format!("{line}{between}{item}"),
                None => lines.push(item.clone()),
            }
        }
        for line in lines.iter().flat_map(|line| wrap(line, room, 0)) {
            let line = if dim { self.paint.dim(line) } else { line };
            self.line(indent, &line);
        }
    }

    /// What a box rests on, and a tree of what follows from it.
    fn tree(&mut self, center: usize) {
        self.node(center);
        let mut told = BTreeSet::new();
        let into: Vec<usize> =
            (0..self.diagram.edges.len()).filter(|&edge| self.diagram.edges[edge].to == center).collect();
        if !into.is_empty() {
            self.out.push('\n');
            self.line(0, "rests on");
        }
        for (at, &edge) in into.iter().enumerate() {
            let last = at + 1 == into.len();
            let from = self.diagram.edges[edge].from;
            self.branch("", last, from, edge);
            told.insert(edge);
        }
        if !self.leaving[center].is_empty() {
            self.out.push('\n');
            self.line(0, "leads to");
        }
        self.below(center, "", &mut BTreeSet::from([center]), &mut told);
        let rest: Vec<usize> = (0..self.diagram.edges.len()).filter(|edge| !told.contains(edge)).collect();
        if !rest.is_empty() {
            self.out.push('\n');
            self.line(0, "besides");
        }
        for edge in rest {
            let edge = &self.diagram.edges[edge];
            let [from, to] = [edge.from, edge.to].map(|end| &self.diagram.nodes[end].id);
            let line = format!("{from} -> {to} ({})", edge.label);
            self.line(2, &line);
        }
    }

    fn below(&mut self, at: usize, before: &str, seen: &mut BTreeSet<usize>, told: &mut BTreeSet<usize>) {
        let leaving = self.leaving[at].clone();
        for (place, &edge) in leaving.iter().enumerate() {
            let last = place + 1 == leaving.len();
            let to = self.diagram.edges[edge].to;
            told.insert(edge);
            self.branch(before, last, to, edge);
            if seen.insert(to) {
                let further = format!("{before}{}", self.branches[if last { 3 } else { 1 }]);
                self.below(to, &further, seen, told);
            }
        }
    }

    fn branch(&mut self, before: &str, last: bool, at: usize, edge: usize) {
        let node = &self.diagram.nodes[at];
        let fork = self.branches[if last { 2 } else { 0 }];
        let further = self.branches[if last { 3 } else { 1 }];
        let over = if node.look == Look::Past { ", closed" } else { "" };
        let title = if node.title.is_empty() || node.id.ends_with(&node.title) {
            String::new()
        } else {
            format!(" {}", node.title)
        };
        let text = format!("{}{title} ({}{over})", node.id, self.diagram.edges[edge].label);
        let room = self.width.saturating_sub(before.width() + 3).max(20);
        for (line, text) in wrap(&text, room, 0).into_iter().enumerate() {
            let lead = if line == 0 { fork.to_owned() } else { format!("{further}  ") };
            self.line(0, &format!("{before}{lead}{text}"));
        }
    }
}
