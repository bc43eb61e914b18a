//! A YAML file of records, from bytes to records, findings and what is shown of them.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| isms_fuzz::load("records/a.yaml", data));
