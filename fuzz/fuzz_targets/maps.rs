//! A list of mappings of arbitrary bytes is an error, or is read without overlaps; one that the kernel writes is
//! read byte by byte.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| layout_fuzz::maps::read(bytes));
