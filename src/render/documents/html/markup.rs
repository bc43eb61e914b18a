//! Which markup an organisation's own cover may bring: what shows text and its logo, and nothing that acts, loads, styles or
//! leaves the place it was put into.

/// Elements that a cover may have.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "b",
    "bdi",
    "blockquote",
    "br",
    "cite",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
];

/// Elements without an end.
const EMPTY: &[&str] = &["br", "hr", "img"];

/// Attributes that an element may have.
const ATTRIBUTES: &[&str] = &[
    "alt", "class", "colspan", "datetime", "dir", "height", "href", "lang", "rowspan", "scope", "src",
    "title", "width",
];

/// Says why a cover may not be shown; `None` for one that may.
pub(super) fn refusal(html: &str) -> Option<String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let tag = match Tag::read(after) {
            Ok((tag, after)) => {
                rest = after;
                tag
            }
            Err(why) => return Some(why),
        };
        if let Some(why) = tag.refusal() {
            return Some(why);
        }
        if tag.end {
            match open.pop() {
                Some(last) if last == tag.name => {}
                Some(last) => return Some(format!("</{}> comes where </{last}> is wanted", tag.name)),
                None => return Some(format!("</{}> ends what was not begun", tag.name)),
            }
        } else if !EMPTY.contains(&tag.name.as_str()) {
            open.push(tag.name);
        }
    }
    open.pop().map(|name| format!("<{name}> is not ended"))
}

/// One tag.
struct Tag {
    name: String,
    end: bool,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Reads what stands behind a `<`, and gives what follows the tag. Only the plain form is read, so that no browser sees
    /// another tag than this.
    fn read(text: &str) -> Result<(Self, &str), String> {
        let (end, text) = text.strip_prefix('/').map_or((false, text), |text| (true, text));
        let length = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        let (name, mut rest) = text.split_at(length);
        if name.is_empty() {
            return Err("a < that begins no element is written &lt;".to_owned());
        }
        let mut attributes = Vec::new();
        loop {
            let spaced = rest.trim_start();
            if let Some(after) = spaced.strip_prefix("/>").or_else(|| spaced.strip_prefix('>')) {
                return Ok((Self { name: name.to_ascii_lowercase(), end, attributes }, after));
            }
            let apart = spaced.len() < rest.len();
            let (attribute, after) = attribute(spaced).filter(|_| apart).ok_or_else(|| {
                format!("<{name}> is not written plainly: attributes are name=\"value\", with a blank between them")
            })?;
            attributes.push(attribute);
            rest = after;
        }
    }

    fn refusal(&self) -> Option<String> {
        let name = &self.name;
        if !ELEMENTS.contains(&name.as_str()) {
            return Some(format!("<{name}> is not among the elements that a cover may have"));
        }
        if self.end && !self.attributes.is_empty() {
            return Some(format!("</{name}> has attributes"));
        }
        for (attribute, value) in &self.attributes {
            let known = ATTRIBUTES.contains(&attribute.as_str()) || attribute.starts_with("aria-");
            let leads = ["https://", "http://", "mailto:", "#"].iter().any(|start| value.starts_with(start));
            let shows = ["data:image/png;base64,", "data:image/jpeg;base64,"]
                .iter()
                .any(|start| value.starts_with(start));
            if !known {
                return Some(format!("{attribute} is not among the attributes that <{name}> may have"));
            }
            if (attribute == "href" && !(name == "a" && leads))
                || (attribute == "src" && !(name == "img" && shows))
            {
                return Some(format!("<{name} {attribute}> leads to what a page may not load or open"));
            }
        }
        None
    }
}

/// `name="value"` at the beginning of a text, and what follows.
fn attribute(text: &str) -> Option<((String, String), &str)> {
    let (name, rest) = text.split_once("=\"")?;
    let (value, rest) = rest.split_once('"')?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    // A browser reads entities in values: `javascript&colon;` must not get past.
    let value = value.replace("&amp;", "&");
    plain.then(|| ((name.to_ascii_lowercase(), value), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_markup_passes() {
        for fine in [
            "<h1>A</h1><p class=\"x\">b<br>c</p>",
            "<img src=\"data:image/png;base64,AAAA\" alt=\"\"><a href=\"https://a.example/?a=1&amp;b=2\">x</a>",
            "1 &lt; 2 > 1",
            "<P>x</p>",
        ] {
            assert_eq!(refusal(fine), None, "{fine}");
        }
    }

    #[test]
    fn nothing_that_acts_loads_styles_or_breaks_out_passes() {
        for bad in [
            "<script>alert(1)</script>",
            "<style>p{}</style>",
            "<p style=\"color:red\">x</p>",
            "<p onclick=\"x\">x</p>",
            "<img src=\"https://evil.example/x.png\">",
            "<img src=x onerror=alert(1)>",
            "<img/src=\"data:image/png;base64,A\">",
            "<link rel=\"dns-prefetch\" href=\"//evil.example\">",
            "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example\">",
            "<base href=\"https://evil.example\">",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\"&#106;avascript:alert(1)\">x</a>",
            "<a href='https://a.example'>x</a>",
            "<iframe src=\"https://evil.example\"></iframe>",
            "<svg><a></a></svg>",
            "<form action=\"https://evil.example\"></form>",
            "</section></main>",
            "<div>",
            "<p><b></p></b>",
            "<!-- x -->",
            "<p id=\"content\">x</p>",
            "a < b",
            "<p\u{0}>",
            "<p class=\"a\"class=\"b\">x</p>",
            "<",
        ] {
            assert!(refusal(bad).is_some(), "{bad}");
        }
    }
}
