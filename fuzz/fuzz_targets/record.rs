//! A record of arbitrary JSON never leads to a panic, nor to outputs without end.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| layout_fuzz::record::read(bytes));
