//! Pools do what their model does, whatever the operations.

#![no_main]

use arbitrary::Unstructured;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = layout_fuzz::pools::play(&mut Unstructured::new(bytes));
});
