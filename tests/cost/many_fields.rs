//! Structs of 1,000 fields, within the compiler's default limits for constants.

use crate::alone;
use crate::generated::Package;
use crate::source::{dense_struct, size_of_dense};

const FIELDS: usize = 1000;

const ALL_FINDINGS: &str = "padding-waste, reorder, repr-c-cost, large-variant, bool-cluster, \
                            contended-line, hot-straddle, hot-cold-mix, unaligned-field, \
                            target-dependent";

/// Each check on a `repr(C)` struct and on one whose fields the compiler orders; and metadata that is
/// read in constants.
#[test]
fn checks_of_a_thousand_fields_hold_without_a_warning() {
    let _alone = alone();
    let last = FIELDS - 1;
    let checks = format!(
        "#[layout(size == {}, align >= 4, fields == {FIELDS}, padding == 0, cache_lines >= 1)]\n\
         #[layout(offset(f{last}) == core::mem::offset_of!(Self, f{last}), size(f{last}) == 1)]\n\
         #[layout(align(f500) >= 4, no_holes, no_padding)]\n\
         #[layout(deny({ALL_FINDINGS}))]",
        size_of_dense(FIELDS)
    );
    let c = dense_struct(&format!("#[derive(Layout)]\n#[repr(C)]\n{checks}"), "C", FIELDS);
    let rust = dense_struct(&format!("#[derive(Layout)]\n{checks}"), "Rust", FIELDS);
    let tuple = format!(
        "#[derive(Layout)]\n#[repr(C)]\n#[layout(offset({last}) == {}, no_holes)]\n\
         pub struct Tuple({});\n",
        4 * last,
        "u32, ".repeat(FIELDS)
    );
    let uses = format!(
        "assert_layout!(C, offset(f{last}) == {}, no_padding);\n\
         assert_layout!(Rust, offset(f{last}) >= 0, no_padding);\n\
         pub const AT: usize = C::LAYOUT.offset(\"f{last}\").unwrap();\n\
         pub const SUM: usize = {{\n    \
             let mut fields = Rust::LAYOUT.fields();\n    \
             let mut sum = 0;\n    \
             while let Some(field) = fields.next() {{ sum += field.size; }}\n    \
             sum\n\
         }};\n\
         pub const HOLES: bool = C::LAYOUT.holes().next().is_some();\n\
         pub const DEEP: usize = Rust::LAYOUT.least_deep_padding();\n\
         pub const TRAILING: usize = Rust::LAYOUT.trailing_padding();\n\
         pub const NONE: Option<usize> = Rust::LAYOUT.offset(\"no_such_field\");\n",
        size_of_dense(FIELDS) - 1
    );
    let head = "#![deny(warnings)]\n#![crate_type = \"lib\"]\n\
                use layout_core::{Layout, assert_layout};\n";
    let source = [head, &c, &rust, &tuple, &uses].concat();
    let package = Package::write("many_fields", "2024", &[("lib.rs", &source)]);
    package.cargo_succeeds(&["check"]);
}

#[test]
fn a_check_that_fails_of_a_thousand_fields_is_readable() {
    let _alone = alone();
    let size = size_of_dense(FIELDS);
    for (name, repr) in [("Big", "#[repr(C)]"), ("Bag", "")] {
        let attributes = format!("#[derive(Layout)]\n{repr}\n#[layout(size == 1)]");
        let source =
            "use layout_core::Layout;\n".to_owned() + &dense_struct(&attributes, name, FIELDS);
        let package = Package::write("fails_of_many", "2024", &[("lib.rs", &source)]);
        let output = package.cargo(&["check"]);
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "a size of {size} passed for 1:\n{message}");
        for part in [
            &format!("layout of `{name}`: size is {size}, required == 1"),
            "offset size  field",
            "0    8  f",
            ": u64",
            "1000 fields in all",
            "#[layout(size == 1)]",
        ] {
            assert!(message.contains(part), "`{part}` is missing in the message:\n{message}");
        }
        assert!(!message.contains("taking a long time"), "the compiler lost patience:\n{message}");
        assert!(message.lines().count() < 120, "too long to read:\n{message}");
        let errors = message.lines().filter(|line| line.starts_with("error[")).count();
        assert_eq!(errors, 1, "one fault, one error:\n{message}");
    }
}
