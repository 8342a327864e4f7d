//! Reports of layouts that are true of no type never panic, and end.

#![no_main]

use arbitrary::Unstructured;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = layout_fuzz::report::read(&mut Unstructured::new(bytes));
});
