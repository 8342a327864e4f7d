//! `#[derive(Layout)]` of arbitrary tokens never panics.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let input = layout_fuzz::input(bytes);
    for tokens in input.text.into_iter().chain([input.words]) {
        layout_fuzz::derive_with_attributes(&tokens);
        layout_fuzz::derive(tokens);
    }
});
