//! Object files of any bytes.

use layout_core::debug_info;

/// How many types of a file are looked at.
const MOST_TYPES: usize = 64;
/// How long what is written of a type may be: the rows of an output are limited, and names are parts of the file.
const MOST_TEXT: usize = 1 << 22;

/// Reads a file, and writes of its types what a program may ask of them.
pub fn read(bytes: &[u8]) {
    let program = match debug_info::read_bytes(bytes) {
        Ok(program) => program,
        Err(error) => {
            let text = error.to_string();
            assert!(!text.is_empty() && text.len() < MOST_TEXT);
            return;
        }
    };
    let types = program.types();
    assert!(types.len() <= bytes.len(), "{} types of {} bytes", types.len(), bytes.len());
    for it in types.iter().take(MOST_TYPES) {
        let record = it.record();
        assert_eq!((it.size(), it.align()), (record.layout.size, record.layout.align));
        assert!(it.align().is_power_of_two() || !it.is_rust(), "an alignment of {}", it.align());
        let text = record.to_string();
        assert!(text.len() < MOST_TEXT, "{} bytes of text", text.len());
        let _ = (it.name(), it.is_closure(), it.is_future(), record.layout.deep_padding());
        let _ = program.types().in_module(it.module_path()).len();
        // A damaged name may be the name of no type: that it is looked for has an end.
        let _ = program.types().named(&it.raw_name()).len();
    }
}
