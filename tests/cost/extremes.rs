//! Types as deep and enums as wide as the compiler takes them, within its default limits for constants.

use crate::alone;
use crate::generated::Package;

const HEAD: &str = "#![deny(warnings)]\nuse layout_core::Layout;\n";

/// A type of that many levels, each declared by the text with its own name and that of the next.
fn nested(prefix: &str, levels: usize, declare: impl Fn(&str, &str) -> String) -> String {
    let name = |level| if level < levels { format!("{prefix}{level}") } else { "u8".to_owned() };
    let mut source = String::new();
    for level in 0..levels {
        let declaration = declare(&name(level), &name(level + 1));
        source += &format!("#[derive(Layout)]\n{declaration}\n");
    }
    let outer = name(0);
    source + &format!("const _: () = assert!({outer}::LAYOUT.size == size_of::<{outer}>());\n")
}

#[test]
fn types_may_be_nested_as_deep_as_without_the_derive() {
    let _alone = alone();
    let source = [
        HEAD.to_owned(),
        nested("Enum", 50, |name, inner| format!("pub enum {name} {{ A({inner}), B(u32), C }}")),
        nested("Tagged", 50, |name, inner| {
            format!("#[repr(u8)]\npub enum {name} {{ A({inner}), B(u32), C }}")
        }),
        nested("Struct", 120, |name, inner| {
            format!("pub struct {name} {{ pub a: {inner}, pub b: u32 }}")
        }),
        nested("Checked", 120, |name, inner| {
            format!("#[layout(size >= 1)]\npub struct {name}(pub {inner}, pub u8);")
        }),
        nested("Optional", 50, |name, inner| {
            format!("pub struct {name}(pub Option<{inner}>, pub u32);")
        }),
        nested("Array", 50, |name, inner| format!("pub struct {name}(pub [{inner}; 1], pub u32);")),
    ];
    let package = Package::write("nested_types", "2024", &[("lib.rs", &source.concat())]);
    package.cargo_succeeds(&["check", "--quiet"]);
}

/// The time that it takes is that of the suite.
#[test]
fn an_enum_may_have_thousands_of_payloads() {
    const TYPES: [&str; 4] = ["u8", "Option<u16>", "Box<u8>", "[u8; 3]"];
    let _alone = alone();
    let ty = |at: usize| TYPES[at % TYPES.len()];
    let one: Vec<_> = (0..5000).map(|it| format!("V{it}({})", ty(it))).collect();
    let two: Vec<_> = (0..5000).map(|it| format!("V{it}({}, {})", ty(it), ty(it + 1))).collect();
    let mut source = HEAD.to_owned();
    for (name, repr, variants) in [("One", "", &one), ("Tagged", "#[repr(u16)]\n", &two)] {
        source += &format!(
            "#[derive(Layout)]\n{repr}pub enum {name} {{ {} }}\n\
             const _: () = assert!({name}::LAYOUT.offset(\"V4999.0\").is_some());\n",
            variants.join(", ")
        );
    }
    let package = Package::write("many_variants", "2024", &[("lib.rs", &source)]);
    package.cargo_succeeds(&["check", "--quiet"]);
}
