//! The reader of debug info takes files of any bytes: an error, or types of which every output ends.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| layout_fuzz::debug_info::read(bytes));
