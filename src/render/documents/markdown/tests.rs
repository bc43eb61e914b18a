use super::*;
use crate::document::Look;
use crate::render::documents::fixtures_sheets::{everything, single};
use crate::words::Words;

fn rendered(document: &Document) -> String {
    let (words, look) = (Words::english(), Look::default());
    render(document, &Context { words: &words, look: &look })
}

#[test]
fn a_small_document_reads_well() {
    assert_eq!(
        rendered(&single()),
        "# Actions\n\n\
         |  |  |\n| --- | --- |\n| Organisation | Aehrenfeld &amp; Söhne |\n| Scope | All sites |\n| Document | Actions |\n\
         | As of | 2026-12-01 |\n| Commit | 0123456789abcdef0123456789abcdef01234567, no changes beside it |\n\
         | Classification | Internal |\n| Owner | ROL-ciso |\n| History | seen in full |\n| Made by | isms 0.1.0 |\n\n\
         ## <a name=\"actions\"></a>Actions\n\nWhat is to be done.\n\n\
         | Id | What | Days | Cost | Due | State |\n| --- | --- | ---: | ---: | --- | --- |\n\
         | A-1 | =1+1 | -3 | 12.50 EUR | 2026-12-31 | open |\n\
         | A-2 | B-1<br>B-2 |  |  | **Gap**: no day is set (`missing-date`) |  |\n"
    );
}

#[test]
fn links_lead_to_marks_that_are_there_once() {
    let text = rendered(&everything());
    let marks: Vec<&str> =
        text.split("<a name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    for link in text.split("](#").skip(1).map(|rest| rest.split(')').next().unwrap()) {
        assert_eq!(marks.iter().filter(|mark| **mark == link).count(), 1, "{link}");
    }
    assert!(text.contains("[RSK-0](#RSK-0)") && text.contains("| <a name=\"RSK-0\"></a>RSK-0 |"), "{text}");
    assert!(text.contains("| CTL-1<br>[RSK-0](#RSK-0) |"), "{text}");
}

#[test]
fn hostile_text_stays_in_its_place() {
    let text = rendered(&everything());
    for sign in [
        "<script", "<img", "@octocat", " #123", "://evil", "www.evil", ":tada:", "\n/close", "\u{1b}",
        "\u{202e}",
    ] {
        assert!(!text.contains(sign), "{sign}");
    }
    // A table has as many pipes in each row as in its head, whatever is in its cells.
    let pipes = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
    let table: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("| Id | Title")).collect();
    for row in table.iter().take_while(|line| line.starts_with('|')) {
        assert_eq!(pipes(row), 7, "{row}");
    }
    assert!(text.contains("```mermaid\n---\n"), "{text}");
}

#[test]
fn somebodys_prose_keeps_its_form() {
    let text = rendered(&everything());
    for part in [
        "\n**Own heading**\n\nSome *words*, **more**, ~~none~~ and `code`, see [page](https://a.example/).\n\n1. one\n\n2. two\n\n   - inner\n",
        "\n> said\n",
        "\n````text\nlet x = \"```\";\n````\n",
        "\n> **Gap**: RSK-9 has no treatment (`untreated-risk`)\n",
        "\n- **Owner**: [RSK-1](#RSK-1)\n",
        "\n| Treated | 88 % | 22 of 25 |\n",
        "minutes (`minutes/2026 (1).pdf`)",
        "[a page](https://a.example/x?a=1&amp;b=%282%29%7C3)",
        "**strong**<br>``a\\|b`c``",
        "\n\\# not a heading\n",
    ] {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
}
