//! A lock file of arbitrary bytes is an error or is understood, and is never lost.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| layout_fuzz::lock::read(bytes));
