//! A program that never reads its metadata is, byte for byte, the one without the derive: of structs and of
//! enums, in the program and in a library of it, with several profiles and linkers.
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

/// What else a build may be like: what the profile sets for the package, and what the program's compiler is
/// told of the linker. The first is the default. What `layout-core` is built with stays the same.
const BUILDS: [(&str, &str, &[&str]); 5] = [
    ("default", "opt-level=3", &[]),
    ("not optimized", "opt-level=0", &[]),
    ("one unit", "codegen-units=1", &[]),
    ("bfd", "opt-level=3", &["-Clink-arg=-fuse-ld=bfd"]),
    ("gold", "opt-level=3", &["-Clink-arg=-fuse-ld=gold"]),
];

#[test]
fn metadata_of_a_library_that_is_not_read_is_not_in_the_program() {
    let _alone = alone();
    for (name, setting, linker) in BUILDS {
        let plain = build_with_library("", setting, linker);
        let derived = build_with_library("#[derive(layout_core::Layout)]", setting, linker);
        assert_same(&plain, &derived, &format!("#[derive(Layout)] in a library ({name})"));
    }
    let (_, setting, linker) = BUILDS[0];
    let read = "#[derive(layout_core::Layout)] #[doc = \"READ\"]";
    assert!(
        build_with_library(read, setting, linker) != build_with_library("", setting, linker),
        "a program that reads its library's metadata is the same as one without any"
    );
}

/// The release binary of a program and its library of types of all kinds, which carry those attributes. The
/// program reads the metadata if the word `READ` is among them.
fn build_with_library(attributes: &str, setting: &str, linker: &[&str]) -> Vec<u8> {
    let read = if attributes.contains("READ") {
        "layout_core::Layout::layout_report_of(&types::Message::Quit).to_string().len()"
    } else {
        "0"
    };
    let main = format!(
        "#[path = \"types.rs\"]\nmod own;\nuse library_size as types;\nfn main() {{\n    \
         let n = std::env::args().count() as u32;\n    \
         println!(\"{{:?}} {{:?}} {{}}\", types::all(n), own::all(n), {read});\n}}\n"
    );
    let types = TYPES.replace("ATTRIBUTES", attributes);
    let lib = format!("#![allow(dead_code)]\nuse layout_core as _;\n{types}");
    let package = Package::write(
        "library_size",
        "2024",
        &[("lib.rs", &lib), ("types.rs", &types), ("main.rs", &main)],
    );
    let setting = format!("profile.release.package.library_size.{setting}");
    // Cargo forgets `strip` where the profile sets something for a package.
    let mut command = vec!["rustc", "--release", "--quiet", "--bin", "library_size"];
    command.extend(["--config", &setting, "--", "-Cstrip=symbols"]);
    command.extend(linker);
    package.cargo_succeeds(&command);
    read_binary(&package, "library_size")
}

/// Types of all kinds, each of which `all` uses.
const TYPES: &str = r"
ATTRIBUTES
#[derive(Debug)]
pub enum Message { Quit, Move { x: i32, y: i32 }, Write(String), Color(u8, u8, u8), Never(std::convert::Infallible) }
ATTRIBUTES
#[derive(Debug)]
pub enum Plain { A(u32), C }
ATTRIBUTES
#[derive(Debug)]
pub enum Unit { A, B = 7 }
ATTRIBUTES
#[derive(Debug)]
#[repr(u8)]
pub enum Tagged { A(u64) = 3, B { b: u8 }, C }
ATTRIBUTES
#[derive(Debug)]
#[repr(C)]
pub enum OfC { A(u64), B }
ATTRIBUTES
#[derive(Debug)]
pub struct Holder { message: Message, list: Vec<Plain>, map: Option<Box<Holder>> }
ATTRIBUTES
#[derive(Debug)]
pub enum Generic<'a, T> { Borrowed(&'a T), Owned(T), Many(u8, u16, u32, u64, i8, i16, i32, i64, bool, char) }
ATTRIBUTES
#[derive(Debug)]
pub struct Unsized<T: ?Sized> { head: u8, tail: T }

pub fn all(n: u32) -> impl std::fmt::Debug {
    let message = match n {
        0 => Message::Quit,
        1 => Message::Move { x: 1, y: n as i32 },
        2 => Message::Write(n.to_string()),
        _ => Message::Color(n as u8, 1, 2),
    };
    let list = vec![Plain::A(n), Plain::C];
    let unit = if n > 3 { Unit::A } else { Unit::B };
    let tagged = if n > 2 { Tagged::A(7) } else if n > 1 { Tagged::B { b: 3 } } else { Tagged::C };
    let of_c = if n > 2 { OfC::A(7) } else { OfC::B };
    let generic = [Generic::Borrowed(&7_u8), Generic::Owned(n as u8)];
    let holder = Holder { message, list, map: None };
    (unit, tagged, of_c, generic, holder, Unsized { head: 1, tail: [n; 3] })
}
";

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
    read_binary(&package, "binary_size")
}

fn read_binary(package: &Package, name: &str) -> Vec<u8> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
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
