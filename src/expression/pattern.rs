//! Regular expressions, as the CEL library has them.

use cel::{Context, Program};

/// Whether a regular expression fits a part of a text; `None` where it is none. Takes time in proportion to the text.
pub(super) fn matches(text: &str, expression: &str) -> Option<bool> {
    thread_local! {
        static PROGRAM: Option<Program> = Program::compile("text.matches(expression)").ok();
    }
    PROGRAM.with(|program| {
        let mut context = Context::default();
        context.add_variable_from_value("text", text);
        context.add_variable_from_value("expression", expression);
        match program.as_ref()?.execute(&context).ok()? {
            cel::Value::Bool(fits) => Some(fits),
            _ => None,
        }
    })
}
