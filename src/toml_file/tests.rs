use super::*;
use crate::base::Period;

/// A file with its text, read under the words for `isms.toml`.
fn file(text: &str) -> TomlFile {
    TomlFile::parse(&Arc::new(Source::new("isms.toml", text)), Wording::CONFIGURATION)
}

/// Each finding as `rule line:column "slice" message | help`.
fn shown(file: TomlFile) -> Vec<String> {
    let source = Arc::clone(file.source());
    let show = |finding: Finding| {
        let (span, help) = (finding.primary.span, finding.help.unwrap_or_default());
        let place = source.position(span.start);
        let slice = source.slice(span);
        format!("{} {}:{} {slice:?} {} | {help}", finding.rule, place.line, place.column, finding.message)
    };
    file.into_findings().into_iter().map(show).collect()
}

/// The findings about the syntax of a text, each as `line:column message`.
fn syntax(text: &str) -> Vec<String> {
    let file = file(text);
    let source = Arc::clone(file.source());
    let show = |finding: Finding| {
        let place = source.position(finding.primary.span.start);
        format!("{}:{} {}", place.line, place.column, finding.message)
    };
    file.into_findings().into_iter().map(show).collect()
}

/// The names at the top level in the order written.
fn names(text: &str) -> Vec<String> {
    file(text).root().entries().iter().map(|item| item.key().value.clone()).collect()
}

#[test]
fn a_right_file_is_read_without_a_word() {
    let file = file(
        "name = \"Prüfung\"\nlimit = 3\nshare = 2.5\nfast = true\nlist = [\"a\", \"b\"]\nevery = \"6 months\"\n\
                     [part]\nx = 1\n[[row]]\ny = 1\n[[row]]\ny = 2\n",
    );
    let mut root = file.root();
    assert_eq!(root.string("name").unwrap().value, "Prüfung");
    assert_eq!(root.integer("limit").unwrap().value, 3);
    assert_eq!(root.number("share").unwrap().value, 2.5);
    assert!(root.bool("fast").unwrap().value);
    assert_eq!(root.strings("list").unwrap().len(), 2);
    assert_eq!(root.parsed::<Period>("every").unwrap().value, Period::months(6));
    let mut part = root.table("part").unwrap();
    assert_eq!(part.number("x").unwrap().value, 1.0);
    part.finish();
    let rows: Vec<i64> =
        root.tables("row").into_iter().map(|mut row| row.integer("y").unwrap().value).collect();
    assert_eq!(rows, [1, 2]);
    root.finish();
    assert_eq!(shown(file), Vec::<String>::new());
}

#[test]
fn wrong_types_say_what_is_wanted_and_what_stands_there() {
    let file = file(
        "[review]\ninterval = 6\nevery = 6\nlist = \"a\"\nrow = [1]\nflag = \"yes\"\nsize = 1.5\nlevel = \"eror\"\n",
    );
    let mut root = file.root();
    let mut table = root.table("review").unwrap();
    assert!(table.string("interval").is_none());
    assert!(table.parsed::<Period>("every").is_none());
    assert!(table.strings("list").is_none());
    assert!(table.tables("row").is_empty());
    assert!(table.bool("flag").is_none());
    assert!(table.integer("size").is_none());
    assert!(table.choice("level", &[("error", 1), ("warning", 2)]).is_none());
    assert_eq!(
        shown(file),
        [
            "invalid-configuration 2:12 \"6\" `[review] interval` is the number 6; wanted is a text in quotes | write \"6\"",
            "invalid-configuration 3:9 \"6\" `[review] every` is the number 6; wanted is a text in quotes | \
             a period is a number and a unit: `90 days`, `2 weeks`, `6 months` or `1 year`",
            "invalid-configuration 4:8 \"\\\"a\\\"\" `[review] list` is the text \"a\"; wanted is a list in square brackets \
             | write [\"a\"]",
            "invalid-configuration 5:8 \"1\" `[review] row` is the number 1; wanted is a table | ",
            "invalid-configuration 6:8 \"\\\"yes\\\"\" `[review] flag` is the text \"yes\"; wanted is `true` or `false` without \
             quotes | ",
            "invalid-configuration 7:8 \"1.5\" `[review] size` is the number 1.5; wanted is a whole number without quotes | ",
            "invalid-configuration 8:9 \"\\\"eror\\\"\" `[review] level` is \"eror\"; wanted is `error` or `warning` | \
             did you mean `error`?",
        ]
    );
}

#[test]
fn keys_that_nobody_asked_for_are_named_with_the_nearest() {
    let file = file("\"überschrift\" = \"ä\"\r\nprofil = \"ä\"\r\n[part]\r\nzzz = 1\r\n");
    let mut root = file.root();
    root.take("profile");
    root.take("title");
    root.table("part").unwrap().finish();
    root.finish();
    assert_eq!(
        shown(file),
        [
            "unknown-setting 1:1 \"\\\"überschrift\\\"\" isms.toml has no setting `überschrift` | \
             remove it, or use one of `profile`, `title` and `part`",
            "unknown-setting 2:1 \"profil\" isms.toml has no setting `profil` | did you mean `profile`?",
            "unknown-setting 4:1 \"zzz\" `[part]` has no setting `zzz` | ",
        ]
    );
}

#[test]
fn what_must_be_there_and_is_not_is_reported_once_the_file_is_whole() {
    let whole = file("[part]\n");
    assert!(whole.root().table("part").unwrap().needed("name", "add it").is_none());
    assert_eq!(shown(whole), ["invalid-configuration 1:1 \"[part]\" `[part]` has no `name` | add it"]);
    let broken = file("[part]\nname\n");
    broken.root().table("part").unwrap().needed("name", "add it");
    assert_eq!(shown(broken).len(), 1);
}

#[test]
fn entries_come_in_the_order_written() {
    assert_eq!(names("b = 1\na = 2\n[d]\n[c]\n"), ["b", "a", "d", "c"]);
}

#[test]
fn places_are_exact_after_umlauts_a_byte_order_mark_and_windows_line_ends() {
    for text in
        ["\u{feff}ort = \"Köln\"\r\ngröße = 1\r\nx = draft\r\n", "ort = \"Köln\"\ngröße = 1\nx = draft\n"]
    {
        let wrong = shown(file(text));
        assert!(wrong[0].contains("2:3 \"öß\""), "{wrong:?}");
        assert!(wrong[1].contains("3:5 \"draft\" `draft` is not in quotes | write \"draft\""), "{wrong:?}");
        assert_eq!(names(text), ["ort", "größe", "x"]);
    }
}

#[test]
fn one_wrong_statement_hides_no_other() {
    let text = "name: x\n[a]\nlist = [1, 2\nb = 08\n[c\nd = 1\n[e]\nf = { g = 1\nh = yes\n[last]\n";
    assert_eq!(
        syntax(text),
        [
            "1:6 `name` is followed by `:` instead of `=`",
            "3:13 a list is not closed, or a comma is missing in it",
            "4:5 a number begins with a zero",
            "5:3 a heading is not closed",
            "8:12 a table in braces is not closed, or a comma is missing in it",
            "9:5 `yes` is not in quotes",
        ]
    );
    assert_eq!(names(text), ["a", "e", "last"]);
}

#[test]
fn each_mistake_in_syntax_has_words_and_what_follows_is_still_read() {
    for (text, words) in [
        ("profile = draft\nend = 1", "`draft` is not in quotes"),
        ("profile =\nend = 1", "a value is missing"),
        ("profile\nend = 1", "`profile` has no value"),
        ("a b = 1\nend = 1", "`a` has no value"),
        ("- a\nend = 1", "`-` has no value"),
        ("a = 1\na = 2\nend = 1", "`a` is given twice"),
        ("[a]\n[a]\n[end]", "`a` is given twice"),
        ("a = \"x\nend = 1", "a text is not closed"),
        (
            "a = \"\\q\"\nend = 1",
            "a backslash in a text is followed by a character that it cannot stand before",
        ),
        ("a = 1 b = 2\nend = 1", "there are two things on one line"),
        ("a = True\nend = 1", "`True` is not a truth value"),
        ("a = “x”\nend = 1", "`“x”` is not in straight quotation marks"),
        ("a = {x = 1 y = 2}\nend = 1", "a table in braces is not closed, or a comma is missing in it"),
        ("a = [\n  [1, 2],\n  [3, 4]\nend = 1", "a list is not closed, or a comma is missing in it"),
        ("a = [\n  [1, 2]\n  [3, 4]\n]\nend = 1", "a list is not closed, or a comma is missing in it"),
    ] {
        let found = syntax(text);
        assert_eq!(found.len(), 1, "{text:?}: {found:?}");
        assert!(found[0].ends_with(words), "{text:?}: {found:?}");
        assert_eq!(names(text).last().map(String::as_str), Some("end"), "{text:?}");
    }
}

#[test]
fn a_merge_conflict_is_called_one() {
    let found = syntax("<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\nend = 1\n");
    assert!(found[0].contains("merge conflict"), "{found:?}");
}

#[test]
fn a_wrong_value_is_reported_once() {
    let file = file("profile = 08\n");
    assert!(file.root().string("profile").is_none());
    assert_eq!(shown(file).len(), 1);
}

#[test]
fn hostile_texts_end() {
    let hostile = [
        "[".repeat(100_000),
        "a = ".to_owned() + &"[".repeat(100_000),
        "a\n".repeat(5_000),
        "{".repeat(100_000),
        "a = [\n".to_owned() + &"b = 1\n".repeat(20_000),
        "a = {\n".to_owned() + &"b = 1\n".repeat(20_000),
        "a = 08\n".repeat(20_000),
        "a.".repeat(200_000) + "b = 1",
        "[".to_owned() + &"a.".repeat(200_000) + "b]\nx = 1",
        "\"".repeat(100_000),
    ];
    for text in hostile {
        assert!(!file(&text).is_whole(), "{:?}", text.get(..12));
    }
}
