//! A program that never reads its metadata is, byte for byte, the one without the derive.
//!
//! All programs are built at one place, one after the other, and have the same lines, so that no
//! path and no line number in them differs. The names of their symbols, in which the compiler writes
//! hashes of all that it has read, are stripped.

use std::fmt::Write;

use crate::alone;
use crate::generated::Package;

const STRUCTS: usize = 100;

/// What the structs of a program carry.
struct Variant {
    /// The import, on one line.
    import: &'static str,
    /// The attributes of each struct, on one line.
    attributes: &'static str,
    /// What stands behind each struct, on one line.
    assertion: fn(usize) -> String,
    /// What `main` adds to its output.
    output: &'static str,
}

const PLAIN: Variant = Variant {
    import: "use layout_core as _;",
    attributes: "",
    assertion: |_| String::new(),
    output: "0",
};

const DERIVED: Variant =
    Variant { import: "use layout_core::Layout;", attributes: "#[derive(Layout)]", ..PLAIN };

/// 16 checks that hold for each struct, some of each sort.
const CHECKED: Variant = Variant {
    import: "use layout_core::{Layout, assert_layout};",
    attributes: "#[derive(Layout)] \
                 #[layout(size == 16, align == 4, fields == 4, padding == 5, offset(count) == 8)] \
                 #[layout(same_as(S0), separate_lines(tag, tail), starts_line(key), line(tag) == 0, line_size(4))]",
    assertion: |index| {
        format!(
            "assert_layout!(S{index}, cache_lines == 1, offset(tail.1) == 13, fingerprint != 0); \
             assert_layout!(u32, portable, size == 4); assert_layout!(Option<char>, niche, size == 4);"
        )
    },
    ..PLAIN
};

/// It does read what the others do not, so it must differ: this is how we know that the comparison
/// can tell.
const READ: Variant = Variant { output: "S7::LAYOUT.offset(&text).unwrap_or(0)", ..DERIVED };

#[test]
fn metadata_that_is_not_read_is_not_in_the_program() {
    let _alone = alone();
    let plain = build(&PLAIN);
    assert_same(&plain, &build(&DERIVED), "#[derive(Layout)] on 100 structs");
    assert_same(&plain, &build(&CHECKED), "#[derive(Layout)] and 16 checks on each of 100 structs");
    assert!(
        plain != build(&READ),
        "a program that reads its metadata is the same as one without any"
    );
}

fn assert_same(plain: &[u8], other: &[u8], what: &str) {
    assert_eq!(
        plain.len(),
        other.len(),
        "{what} changed the length of a release binary that does not use the metadata"
    );
    let differing = plain.iter().zip(other).filter(|(a, b)| a != b).count();
    assert_eq!(
        differing,
        0,
        "{what} changed {differing} of {} bytes of a release binary that does not use the metadata",
        plain.len()
    );
}

/// The release binary of a program.
fn build(variant: &Variant) -> Vec<u8> {
    let package = Package::write("binary_size", "2024", &[("main.rs", &program(variant))]);
    let strip = "profile.release.strip=\"symbols\"";
    package.cargo_succeeds(&["build", "--release", "--quiet", "--config", strip]);
    let name = format!("binary_size{}", std::env::consts::EXE_SUFFIX);
    let path = package.target_directory().join("release").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

/// A program that puts values of every struct on the heap and computes with them, so that they are
/// all in it.
fn program(variant: &Variant) -> String {
    let Variant { import, attributes, assertion, output } = variant;
    let mut text = format!("#![deny(warnings)]\n#![allow(dead_code)]\n{import}\n");
    let mut calls = String::new();
    for index in 0..STRUCTS {
        let assertion = assertion(index);
        write!(
            text,
            "\n#[derive(Debug)]\n\
             #[repr(C)]\n\
             {attributes}\n\
             pub struct S{index} {{ tag: u8, key: u32, count: u32, tail: (u8, u8) }}\n\
             {assertion}\n\
             fn f{index}(n: u32) -> Box<S{index}> {{\n    \
                 Box::new(S{index} {{ tag: {index}, key: n, count: n / {}, tail: (1, 2) }})\n\
             }}\n",
            index + 1
        )
        .expect("a string can be written to");
        writeln!(calls, "    println!(\"{{:?}}\", f{index}(n));")
            .expect("a string can be written to");
    }
    text + "\nfn main() {\n    \
            let text = std::env::args().next().unwrap_or_default();\n    \
            let n = text.len() as u32;\n"
        + &calls
        + &format!("    println!(\"{{}}\", {output});\n}}\n")
}
