//! Changes as one file for a browser: no script, nothing from elsewhere.

use std::fmt::Write as _;

use super::{Entry, Page};

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Changes</title>\n<style>\n\
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff }\n\
h2 { margin: 2rem 0 .5rem; font-size: 1.2rem; border-bottom: 1px solid #bbb }\nh3 { margin: 1rem 0 .25rem; font-size: 1rem }\n\
h3 small { font-weight: normal; color: #555 }\ntable { border-collapse: collapse }\n\
th { text-align: left; font-weight: normal; color: #555; vertical-align: top; padding: 0 1rem 0 0; min-width: 10rem }\n\
td { overflow-wrap: anywhere; white-space: pre-wrap }\n@media print { h3, tr { break-inside: avoid } }\n</style>\n</head>\n<body>\n";

pub(super) fn html(page: &Page) -> String {
    // Writing to a String cannot fail.
    let mut out = String::from(HEAD);
    let _ = write!(
        out,
        "<h1>Changes</h1>\n<p>from {}<br>\nto {}</p>\n<p>{}</p>\n",
        escaped(&page.before),
        escaped(&page.after),
        escaped(&page.counts)
    );
    for chapter in &page.groups {
        let _ = writeln!(out, "<h2>{}</h2>", escaped(&chapter.title));
        chapter.entries.iter().for_each(|one| entry(&mut out, one));
    }
    for note in &page.notes {
        let _ = writeln!(out, "<p>{}</p>", escaped(note));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn entry(out: &mut String, entry: &Entry) {
    let _ = writeln!(
        out,
        "<h3>{} {} <small>{}</small></h3>",
        escaped(&entry.id),
        escaped(&entry.title),
        escaped(&entry.acts)
    );
    if entry.rows.is_empty() {
        return;
    }
    out.push_str("<table>\n");
    for (name, value) in &entry.rows {
        let _ = writeln!(out, "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", escaped(name), escaped(value));
    }
    out.push_str("</table>\n");
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
