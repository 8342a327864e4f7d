//! The assertions in C, compiled by a C compiler: beside a header that declares the same, and beside
//! such as differ in one thing.

use std::path::PathBuf;
use std::process::Command as Process;

use layout_core::report::CAsserts;
use layout_core::{Layout, LayoutReport};

use crate::samples::{
    Command, Entry, Frame, Handle, Message, Number, Packet, Session, Tailed, Wide,
};

const INSTALL: &str = "this test needs a C compiler, gcc or the one that the environment variable CC \
                       names; on Debian: apt-get install gcc libc6-dev";

/// What the compiler says of the assertions beside a header; `Ok` if it accepts them.
fn compile(test: &str, header: &str, asserts: &CAsserts) -> Result<(), String> {
    let directory: PathBuf =
        std::env::temp_dir().join(format!("layout-c-{}-{test}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a temporary directory can be made");
    let write = |name: &str, text: &str| {
        let file = directory.join(name);
        std::fs::write(&file, text).expect("a file can be written");
        file
    };
    write("header.h", &format!("#include <stdint.h>\n#include <stdbool.h>\n{header}\n"));
    let file = write("asserts.c", &asserts.clone().include("header.h").to_string());
    let compiler = std::env::var("CC").unwrap_or_default();
    let mut words = compiler.split_whitespace();
    let mut command = Process::new(words.next().unwrap_or("gcc"));
    command.args(words).args([
        "-std=c11",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-pedantic",
        "-fsyntax-only",
    ]);
    if cfg!(target_arch = "x86") {
        command.arg("-m32");
    }
    let output = command.arg(&file).output().unwrap_or_else(|error| panic!("{error}: {INSTALL}"));
    let _ = std::fs::remove_dir_all(&directory);
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn asserts(report: LayoutReport) -> CAsserts {
    report.to_c_asserts().expect("the type is one that C can declare")
}

#[track_caller]
fn accepts(test: &str, header: &str, asserts: &CAsserts) {
    if let Err(said) = compile(test, header, asserts) {
        panic!("{said}\n{asserts}");
    }
}

/// The compiler refuses a header, for exactly those assertions.
#[track_caller]
fn refuses(test: &str, header: &str, asserts: &CAsserts, expected: &[&str]) {
    let said = compile(test, header, asserts).expect_err("the header differs");
    let failed: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split("static assertion failed: \"").nth(1))
        .map(|line| line.split('"').next().unwrap_or(line))
        .collect();
    assert_eq!(failed, expected, "{said}");
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct Words {
    int: u32,
    register: u8,
    r#struct: u8,
}

#[derive(Layout)]
#[repr(u8)]
#[allow(dead_code, non_camel_case_types)]
enum short {
    r#static,
    auto = 7,
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
enum Colour {
    Red = 1,
    Green = 5,
    Blue,
}

const PACKET: &str = "struct Packet { uint8_t version; uint16_t length; uint32_t checksum; };";

#[test]
fn a_header_that_agrees_is_accepted() {
    accepts("packet", PACKET, &asserts(Packet::layout_report()));
}

#[test]
fn a_header_that_differs_is_refused_at_the_field() {
    let packet = asserts(Packet::layout_report());
    let another_type = "struct Packet { uint8_t version; uint32_t length; uint32_t checksum; };";
    refuses(
        "grown",
        another_type,
        &packet,
        &[
            "struct Packet: size is 8 in Rust",
            "struct Packet: offset of length is 2 in Rust",
            "struct Packet: size of length is 2 in Rust",
            "struct Packet: offset of checksum is 4 in Rust",
        ],
    );
    let another_order = "struct Packet { uint16_t length; uint8_t version; uint32_t checksum; };";
    refuses(
        "order",
        another_order,
        &packet,
        &[
            "struct Packet: offset of version is 0 in Rust",
            "struct Packet: offset of length is 2 in Rust",
        ],
    );
    let dense = "struct __attribute__((packed)) Packet { uint8_t version; uint16_t length; uint32_t checksum; };";
    refuses(
        "packed",
        dense,
        &packet,
        &[
            "struct Packet: size is 8 in Rust",
            "struct Packet: alignment is 4 in Rust",
            "struct Packet: offset of length is 2 in Rust",
            "struct Packet: offset of checksum is 4 in Rust",
        ],
    );
    let said = compile("missing", "struct Packet { uint8_t version; };", &packet)
        .expect_err("fields are missing");
    assert!(said.contains("length"), "{said}");
}

#[test]
fn fields_of_fields_are_asserted() {
    let frame = asserts(Frame::layout_report()).rename("pair", "pair_of_words");
    let header = |packet: &str| {
        format!(
            "{packet}
             struct Frame {{ uint8_t kind; struct Packet packet; uint16_t pair_of_words[2]; uint8_t type; }};"
        )
    };
    accepts("frame", &header(PACKET), &frame);
    let other = "struct Packet { uint8_t version; uint8_t flags; uint16_t length[1]; uint16_t checksum[2]; };";
    refuses(
        "frame-other",
        &header(other),
        &frame,
        &[
            "struct Frame: size is 20 in Rust",
            "struct Frame: alignment is 4 in Rust",
            "struct Frame: offset of packet is 4 in Rust",
            "struct Frame: offset of packet.version is 4 in Rust",
            "struct Frame: offset of packet.length is 6 in Rust",
            "struct Frame: offset of packet.checksum is 8 in Rust",
            "struct Frame: offset of pair_of_words is 12 in Rust",
            "struct Frame: offset of type is 16 in Rust",
        ],
    );
}

#[test]
fn tuples_keywords_and_names_of_c() {
    let header = format!(
        "{PACKET}
         typedef struct __attribute__((packed, aligned(2))) {{ uint8_t _0; uint32_t _1; struct Packet _2[2]; }} entry;"
    );
    // Rust rounds no field up that its limit of 2 lets lie lower, which C says field by field.
    let header = header.replace("uint32_t _1", "uint8_t pad; uint32_t _1");
    accepts("entry", &header, &asserts(Entry::layout_report()).named("entry"));

    let header = "struct Words { uint32_t int_; uint8_t register_; uint8_t type; };";
    accepts("words", header, &asserts(Words::layout_report()).rename("struct", "type"));

    let header = "enum { static_, auto_ = 7 }; typedef uint8_t short_;";
    accepts("short", header, &asserts(short::layout_report()));
}

#[test]
fn unions_tails_enums_and_wrappers() {
    let number = "union Number { uint32_t int_; double float_; uint8_t bytes[3]; };";
    accepts("union", number, &asserts(Number::layout_report()));
    let other = number.replace("double", "float");
    let said =
        compile("union-other", &other, &asserts(Number::layout_report())).expect_err("it differs");
    for expected in ["union Number: size is 8 in Rust", "union Number: size of float_ is 8 in Rust"]
    {
        assert!(said.contains(expected), "{said}");
    }

    accepts("handle", "typedef uint32_t Handle;", &asserts(Handle::layout_report()));

    let colour = asserts(Colour::layout_report()).rename("Green", "COLOUR_GREEN");
    accepts("enum", "enum Colour { Red = 1, COLOUR_GREEN = 5, Blue };", &colour);
    refuses(
        "enum-other",
        "enum Colour { Red = 1, COLOUR_GREEN = 4, Blue };",
        &colour,
        &["enum Colour: COLOUR_GREEN is 5 in Rust", "enum Colour: Blue is 6 in Rust"],
    );
}

#[test]
fn a_tail_is_a_flexible_array() {
    let header = "struct Tailed { uint32_t len; uint8_t tag; uint16_t items[]; };";
    accepts("tail", header, &asserts(Tailed::layout_report()));
    let other = "struct Tailed { uint32_t len; uint8_t tag; uint32_t items[]; };";
    refuses(
        "tail-other",
        other,
        &asserts(Tailed::layout_report()),
        &[
            "struct Tailed: offset of items is 6 in Rust",
            "struct Tailed: size of an element of items is 2 in Rust",
        ],
    );
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
enum Event {
    Key(u8),
    Click { x: u16 },
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct Outer {
    id: u32,
    rust: Pair,
    #[layout(unsized)]
    last: Tailed,
}

/// Its fields are the compiler's to place.
#[derive(Layout)]
#[allow(dead_code)]
struct Pair {
    first: u8,
    second: u32,
}

/// C has no enum with fields: it declares the struct or the union that the Reference says it is.
#[test]
fn types_are_called_as_c_declares_them() {
    for (asserts, name) in [
        (asserts(Packet::layout_report()), "struct Packet"),
        (asserts(Number::layout_report()), "union Number"),
        (asserts(Handle::layout_report()), "Handle"),
        (asserts(Colour::layout_report()), "enum Colour"),
        (asserts(Wide::layout_report()), "Wide"),
        (asserts(Command::layout_report()), "union Command"),
        (asserts(Event::layout_report()), "struct Event"),
    ] {
        let text = asserts.to_string();
        assert!(text.contains(&format!("(sizeof({name}) == ")), "no {name:?} in\n{text}");
    }
}

/// Fields within fields are told where C has them: of structs of C, and of a tail its own elements.
#[test]
fn only_structs_of_c_are_entered() {
    let text = asserts(Outer::layout_report()).to_string();
    for (what, is_told) in [
        ("offset of rust is", true),
        ("rust.first", false),
        ("offset of last.len is", true),
        ("size of an element of last is", false),
        ("size of an element of last.items is 2", true),
    ] {
        assert_eq!(text.contains(what), is_told, "{what:?} in\n{text}");
    }
}

/// Whatever a type or a header is called, the file has no line but comments, includes and assertions, and
/// no message ends before its quote.
#[test]
fn names_cannot_begin_a_line() {
    let mut record = Packet::layout_report().record();
    record.layout.type_name = "a::B\n#error \\\nC\\".into();
    let asserts = record.to_c_asserts().expect("it is a struct");
    let text = asserts.include("a\n#error\\").named("P\t").to_string();
    for line in text.lines() {
        let mut starts = ["//", "#include ", "_Static_assert("].iter();
        let is_known = line.is_empty() || starts.any(|start| line.starts_with(start));
        assert!(is_known && !line.ends_with('\\'), "{line:?} in\n{text}");
        let (_, message) = line.split_once(", \"").unwrap_or_default();
        assert!(!message.contains('\t'), "{line:?} in\n{text}");
    }
}

#[test]
fn what_c_cannot_declare_is_refused() {
    let refuse =
        |report: LayoutReport| report.to_c_asserts().expect_err("C cannot declare it").to_string();
    assert_eq!(
        refuse(Message::layout_report()),
        "the layout of `Message` is not that of a C type: it is repr(Rust), where repr(C) is needed"
    );
    assert_eq!(
        refuse(u64::layout_report()),
        "`u64` is not a struct, a union or an enum that C can declare"
    );
    refuse(<(u8, u16)>::layout_report());
    // Not even if a record says that it has a defined layout.
    for mut record in [u64::layout_report().record(), <[u8; 4]>::layout_report().record()] {
        record.layout.repr = Packet::LAYOUT.repr;
        let refusal = record.to_c_asserts().expect_err("it is no declaration").to_string();
        assert!(
            refusal.ends_with("is not a struct, a union or an enum that C can declare"),
            "{refusal}"
        );
    }
    assert!(Session::layout_report().to_c_asserts().is_ok());
    assert!(Wide::layout_report().to_c_asserts().is_ok());
}
