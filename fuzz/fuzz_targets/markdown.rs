//! A Markdown file whose front matter is a record.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| isms_fuzz::load("documents/a.md", data));
