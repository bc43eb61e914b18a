//! A cover of the organisation's own: a template that gets values and gives markup, in a box.
//!
//! The template reads no file and includes nothing, cannot run for long, and cannot make much of little: it joins no texts and
//! repeats none. Values are escaped, always. What it gives is held against a list of harmless markup before it is shown.

use std::io;

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context, filters};

use super::{escape, markup};
use crate::document::{Control, Extent, Look};

/// Steps that a template may take.
const FUEL: u64 = 20_000;
/// Bytes of a template, and of what it may give.
const MOST_BYTES: usize = 1 << 18;

/// Why an organisation's own cover is not shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the cover template cannot be used: {0}")]
pub struct CoverRefused(String);

/// Fills a template.
pub(super) fn fill(template: &str, control: &Control, look: &Look) -> Result<String, CoverRefused> {
    if template.len() > MOST_BYTES {
        return Err(CoverRefused("it is larger than 256 KiB".to_owned()));
    }
    if let Some(sign) = growing(template) {
        return Err(CoverRefused(format!("{sign} is not for cover templates")));
    }
    let mut out = Bounded::default();
    let filled = environment()
        .template_from_named_str("cover.html", template)
        .and_then(|template| template.render_captured_to(values(control, look), &mut out).map(drop));
    if out.full {
        return Err(CoverRefused("it gives more than 256 KiB".to_owned()));
    }
    filled.map_err(|error| CoverRefused(told(&error)))?;
    let html = String::from_utf8(out.bytes).map_err(|error| CoverRefused(error.to_string()))?;
    if html.matches("<h1").count() > 1 {
        return Err(CoverRefused("a page has one <h1>".to_owned()));
    }
    markup::refusal(&html).map_or(Ok(html), |why| Err(CoverRefused(why)))
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(32);
    environment.add_filter("upper", filters::upper);
    environment.add_filter("lower", filters::lower);
    environment.add_filter("title", filters::title);
    environment.add_filter("trim", filters::trim);
    environment.add_filter("default", filters::default);
    environment
}

fn values(control: &Control, look: &Look) -> Value {
    let history = match control.history {
        Extent::None => "none",
        Extent::Part => "part",
        Extent::Full => "full",
    };
    // An address of bytes has no sign in it that ends an attribute.
    let logo =
        look.logo.as_ref().map_or_else(|| Value::from(""), |logo| Value::from_safe_string(address(logo)));
    context! {
        organisation => control.organisation.as_str(),
        scope => control.scope.as_str(),
        title => control.title.as_str(),
        version => control.version.as_str(),
        as_of => control.as_of.map(|day| day.to_string()).unwrap_or_default(),
        commit => control.commit.as_deref().unwrap_or(""),
        dirty => control.dirty,
        classification => control.classification.as_str(),
        owner => control.owner.as_str(),
        approved => control.approved.as_str(),
        history => history,
        tool => control.tool.as_str(),
        generated => control.generated.as_str(),
        draft => control.draft.clone(),
        left_out => control.left_out.clone(),
        language => control.language.as_str(),
        logo => logo,
        logo_words => look.logo.as_ref().map_or("", |logo| logo.words.as_str()),
    }
}

/// A picture as an address that holds its bytes.
pub(super) fn address(logo: &crate::document::Logo) -> String {
    let format = match logo.format {
        crate::document::LogoFormat::Png => "png",
        crate::document::LogoFormat::Jpeg => "jpeg",
    };
    format!("data:image/{format};base64,{}", escape::base64(&logo.bytes))
}

/// A sign or word in the code of a template by which little becomes much, or text becomes markup. Strings in code may have
/// them, and text outside of code.
fn growing(template: &str) -> Option<&'static str> {
    let mut rest = template;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let code = &rest[at + 2..];
        let mut quote = None;
        let mut end = code.len();
        for (place, letter) in code.char_indices() {
            match (quote, letter) {
                (Some(open), _) if open == letter => quote = None,
                (Some(_), '\\') => return Some("a backslash in a string"),
                (None, '"' | '\'') => quote = Some(letter),
                (None, '~') => return Some("~"),
                (None, '+') => return Some("+"),
                (None, '*') => return Some("*"),
                (None, '}') => {
                    end = place;
                    break;
                }
                _ => {}
            }
        }
        if code[..end].contains("autoescape") {
            return Some("autoescape");
        }
        rest = &code[end..];
    }
    None
}

fn told(error: &minijinja::Error) -> String {
    let detail = error.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
    let line = error.line().map(|line| format!(" (line {line})")).unwrap_or_default();
    crate::base::text::brief(&format!("{}{detail}{line}", error.kind()), 300)
}

/// A writer that takes so much and no more.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_BYTES {
            self.full = true;
            return Err(io::Error::other("full"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> Result<String, CoverRefused> {
        let control =
            Control { organisation: "A & <b>B</b>".into(), scope: "x".repeat(200_000), ..Control::default() };
        fill(template, &control, &Look::default())
    }

    #[test]
    fn a_template_gets_values_as_text() {
        let html = filled("<h1>{{ organisation|upper }}</h1>{% if draft %}<p>draft</p>{% endif %}").unwrap();
        assert_eq!(html, "<h1>A &amp; &lt;B&gt;B&lt;&#x2f;B&gt;</h1>");
    }

    #[test]
    fn a_template_reaches_nothing_and_grows_nothing() {
        for bad in [
            "{% include 'isms.toml' %}",
            "{% import 'x' as x %}",
            "{% extends 'x' %}",
            "{{ organisation|safe }}",
            "{% autoescape false %}{{ organisation }}{% endautoescape %}",
            "{{ nothing }}",
            "{{ debug() }}",
            "{{ range(9) }}",
            "{% set a = scope ~ scope %}",
            "{% set a = scope * 9 %}",
            "{% set a = 'a}}' ~ scope %}",
            "{% for a in scope %}{% for b in scope %}{% endfor %}{% endfor %}",
            "{{ scope }}{{ scope }}",
            "{{ organisation }",
            "<script>alert(1)</script>",
            "<h1>a</h1><h1>b</h1>",
            "<img src=\"https://evil.example/{{ organisation }}\">",
        ] {
            assert!(filled(bad).is_err(), "{bad}");
        }
    }
}
