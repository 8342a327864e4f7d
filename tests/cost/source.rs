//! The texts of generated programs.

use std::fmt::Write;

/// The fields' types in turn: 16 bytes without padding, in `repr(C)` and in any order that the
/// compiler may choose.
pub(crate) const DENSE: [&str; 5] = ["u64", "u32", "u16", "u8", "u8"];

/// The size of as many fields as is a multiple of 5.
pub(crate) const fn size_of_dense(fields: usize) -> usize {
    fields / DENSE.len() * 16
}

/// A struct of that many fields `f0`, `f1` and so on.
pub(crate) fn dense_struct(attributes: &str, name: &str, fields: usize) -> String {
    assert!(fields % DENSE.len() == 0, "{fields} fields are not whole turns of the types");
    let mut text = format!("{attributes}\npub struct {name} {{\n");
    for index in 0..fields {
        let ty = DENSE[index % DENSE.len()];
        writeln!(text, "    pub f{index}: {ty},").expect("a string can be written to");
    }
    text + "}\n"
}
