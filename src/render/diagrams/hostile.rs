//! A picture whose every word tries to get out of its place, in each format.

use super::{Format, Style, render};
use crate::diagram::{Diagram, Direction, Edge, EdgeClass, Look, Node, Stroke};

const WORDS: [&str; 12] = [
    "\"quoted\" and 'single'",
    "ends ]] --> n0",
    "</title><script>alert(1)</script>",
    "two\nlines\r\nand\ttab",
    "back\\slash \\N \\\" end\\",
    "a & b &lt; &#34; #quot; #35;",
    "\u{1b}[31mred\u{202e}right\u{0}",
    "`code` **bold** $$x$$ %%{init: {}}%%",
    "]]> <!-- --> <?x?>",
    "{ } | ; : [ ] ( ) ::: class x red",
    "日本語 Ünïcödé 🛡 \u{301}\u{fffe}",
    "::error::x ##[group]y end subgraph",
];

fn picture(direction: Direction) -> Diagram {
    let mut diagram = Diagram::new(WORDS[0], WORDS[2]);
    diagram.direction = direction;
    diagram.classes = vec![
        EdgeClass::new("current", "declared <current>", Stroke::Solid),
        EdgeClass::new("undeclared", "\"undeclared\"", Stroke::Double),
    ];
    diagram.steps = vec!["step \"one\" </text>".to_owned(), "two]".to_owned()];
    for (at, words) in WORDS.iter().enumerate() {
        let mut node = Node::new(format!("{at}-{words}"), words);
        node.note(words);
        node.fact(words);
        node.step = Some(at % 2);
        node.look = [Look::Plain, Look::Focus, Look::Past][at % 3];
        diagram.nodes.push(node);
    }
    for (at, words) in WORDS.iter().enumerate() {
        let mut edge = Edge::new(at, (at + 1) % WORDS.len(), at % 2, words);
        edge.note(words);
        diagram.edges.push(edge);
    }
    diagram
}

fn written(format: Format) -> Vec<String> {
    let style = Style { width: 80, color: false, unicode: true };
    [Direction::Down, Direction::Right].map(|way| render(&picture(way), format, &style).unwrap()).to_vec()
}

#[test]
fn nothing_that_a_terminal_obeys_gets_into_any_format() {
    for format in Format::ALL {
        for text in written(format) {
            let bad = text.chars().find(|c| *c != '\n' && crate::base::text::is_hidden(*c));
            assert_eq!(bad, None, "{format:?}");
        }
    }
}

#[test]
fn svg_has_the_tags_it_means_and_no_others() {
    for svg in written(Format::Svg) {
        let mut open = Vec::new();
        for tag in svg.split('<').skip(1) {
            let (tag, rest) = tag.split_once('>').unwrap();
            assert!(!rest.contains('>'), "{tag}>{rest}");
            let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap();
            let known = ["svg", "title", "desc", "style", "g", "rect", "text", "path", "polygon"];
            assert!(known.contains(&name), "{tag}");
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name));
            } else if !tag.ends_with('/') {
                open.push(name);
            }
        }
        assert!(open.is_empty());
        for entity in svg.split('&').skip(1) {
            assert!(
                ["amp;", "lt;", "gt;", "quot;"].iter().any(|known| entity.starts_with(known)),
                "{entity}"
            );
        }
        for outside in ["http://", "https://", "url(", "@import", "href", "<script", " on"] {
            let svg = svg.replace("http://www.w3.org/2000/svg", "");
            let attributes = svg.split('<').filter_map(|tag| tag.split('>').next()).collect::<String>();
            assert!(!attributes.contains(outside), "{outside}");
        }
    }
}

#[test]
fn mermaid_has_one_statement_a_line_and_plain_letters_between_quotes() {
    for mermaid in written(Format::Mermaid) {
        let mut lines = mermaid.lines();
        assert_eq!(lines.next(), Some("---"));
        assert!(lines.next().unwrap().starts_with("title: \"\\\"quoted\\\""));
        for line in lines.skip(2) {
            assert_eq!(line.matches('"').count() % 2, 0, "{line}");
            for (at, part) in line.split('"').enumerate() {
                let sign = |c: char| "[]{}|`\\%$*".contains(c) || (c == '<' && !part.contains("<br/>"));
                assert!(at % 2 == 0 || !part.contains(sign), "{line}");
            }
            let first = line.trim_start().split([' ', '[']).next().unwrap();
            let node = first.strip_prefix('n').is_some_and(|rest| rest.parse::<usize>().is_ok());
            let word = ["subgraph", "end", "legend", "classDef", "style", "linkStyle"].contains(&first);
            assert!(node || word, "{line}");
        }
    }
}

#[test]
fn dot_ends_each_string_where_it_means_to() {
    for dot in written(Format::Dot) {
        for line in dot.lines() {
            let mut quoted = false;
            let mut letters = line.chars();
            while let Some(letter) = letters.next() {
                match letter {
                    '\\' if quoted => {
                        let next = letters.next();
                        assert!(matches!(next, Some('\\' | '"' | 'n')), "{line}");
                    }
                    '"' => quoted = !quoted,
                    _ => assert!(quoted || !"<>".contains(letter) || line.contains(" -> "), "{line}"),
                }
            }
            assert!(!quoted, "{line}");
        }
    }
}

#[test]
fn json_says_all_of_it_in_the_order_of_names() {
    for json in written(Format::Json) {
        let whole: serde_json::Value = serde_json::from_str(&json).unwrap();
        let ids: Vec<&str> =
            whole["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
        assert!(ids.is_sorted() && ids.len() == WORDS.len(), "{ids:?}");
        assert_eq!(whole["counts"], serde_json::json!({"current": 6, "undeclared": 6}));
        assert_eq!(whole["schema"], 1);
    }
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    for format in Format::ALL {
        assert_eq!(written(format), written(format));
    }
}
