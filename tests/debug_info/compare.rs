//! Types of Rust compared with those of C, from objects of both compilers: right ones, and one mistake at a
//! time.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

use layout_core::debug_info::{self, Comparison, DifferenceKind, Program};
use layout_tests::skip::skip;

use crate::build::{directory, run, rustc};

const C: &str = r"
#include <stdint.h>
typedef struct { int32_t x; int32_t y; } point_t;
struct packet { uint8_t version; uint16_t length; uint32_t flags : 3; uint32_t rest : 29; point_t at; double weight; };
union number { uint64_t whole; uint8_t bytes[3]; };
enum color { COLOR_RED = 1, COLOR_DARK_RED = 2, COLOR_BLUE = 4 };
enum sign { LOW = -1, HIGH = 5 };
struct node { struct node *next; enum color color; struct { int a; union { int b; float c; }; } in; char name[2][4]; int (*call)(int); };
struct holder { int kind; union { int number; float real; }; };
struct tail { uint32_t length; uint8_t bytes[]; };
struct { int x; } unnamed;
point_t point; struct packet packet; union number number; enum color color; enum sign sign;
struct node node; struct holder holder; struct tail *tail; struct tail use(void) { return *tail; }
";

const RUST: &str = r"
#![allow(non_camel_case_types)]
use core::ffi::{c_char, c_int};
pub mod ffi {
    use super::*;
    #[repr(C)] pub struct Point { pub x: i32, pub y: i32 }
    #[repr(C)] pub struct Packet { pub version: u8, pub length: u16, pub bits: Bits, pub at: Point, pub weight: f64 }
    #[repr(transparent)] pub struct Bits(pub u32);
    #[repr(C)] pub union number { pub whole: u64, pub bytes: [u8; 3] }
    #[repr(C)] #[derive(Clone, Copy)] pub enum color { Red = 1, DarkRed = 2, Blue = 4 }
    #[repr(C)] #[derive(Clone, Copy)] pub enum sign { LOW = -1, HIGH = 5 }
    #[repr(C)] pub struct node { pub next: Option<core::ptr::NonNull<node>>, pub color: color, pub r#in: In, pub name: [[c_char; 4]; 2], pub call: Option<fn(c_int) -> c_int> }
    #[repr(C)] pub struct In { pub a: c_int, pub __anonymous: Both }
    #[repr(C)] pub union Both { pub b: c_int, pub c: f32 }
    #[repr(C)] pub struct holder { pub kind: c_int, pub value: Value }
    #[repr(C)] pub union Value { pub number: c_int, pub real: f32 }
    #[repr(C)] pub struct tail { pub length: u32, pub bytes: [u8; 0] }
}
use ffi::*;
macro_rules! keep { ($($ty:ty)*) => { $(const _: () = { #[used] static KEEP: fn(&$ty) -> *const u8 = keep::<$ty>; };)* } }
pub fn keep<T>(it: &T) -> *const u8 { core::ptr::from_ref(it).cast() }
keep! { Point Packet number color sign node holder tail }
";

/// The program of C, by each compiler that is there; `None` if there is none.
fn c(source: &str, directory: &Path, compiler: &str) -> Option<Program> {
    let (input, output) = (directory.join("types.c"), directory.join(format!("{compiler}.o")));
    fs::write(&input, source).expect("it is written");
    if Command::new(compiler).arg("--version").output().is_err() {
        skip(&format!("there is no {compiler}"));
        return None;
    }
    let word = if cfg!(target_pointer_width = "32") { "-m32" } else { "-m64" };
    run(Command::new(compiler).args(["-g", "-c", word]).arg(&input).arg("-o").arg(&output));
    Some(debug_info::read(output).unwrap_or_else(|error| panic!("{compiler}: {error}")))
}

fn rust(source: &str, directory: &Path, name: &str) -> Program {
    let (input, output) =
        (directory.join(format!("{name}.rs")), directory.join(format!("{name}.o")));
    fs::write(&input, source).expect("it is written");
    let options =
        ["--crate-type=lib", "--crate-name=types", "-g", "--emit=obj", "-Ccodegen-units=1"];
    // As C is compiled, whatever machine the compiler runs on.
    let target = cfg!(target_pointer_width = "32").then_some("--target=i686-unknown-linux-gnu");
    run(rustc().args(options).args(target).arg(&input).arg("-o").arg(&output));
    debug_info::read(output).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn compared<'r, 'c>(rust: &'r Program, c: &'c Program) -> Comparison<'r, 'c> {
    debug_info::compare(rust.types().in_crate("types"), c)
        .rename("types::ffi::Point", "point_t")
        .rename("Packet", "packet")
}

#[test]
fn declarations_that_are_right_pass() {
    let directory = directory("compare-right");
    let rust = rust(RUST, &directory, "right");
    for compiler in ["gcc", "clang"] {
        let Some(c) = c(C, &directory, compiler) else { continue };
        let comparison = compared(&rust, &c);
        assert!(comparison.is_same(), "{compiler}: {comparison}");
        comparison.assert();
        let names: Vec<_> = comparison.types().iter().map(|it| it.c.as_str()).collect();
        let all = ["color", "holder", "node", "number", "packet", "point_t", "sign", "tail"];
        assert_eq!(names, all, "{compiler}");
        let alone = comparison.only_in_rust();
        assert!(alone.contains(&"types::ffi::Bits".into()), "{compiler}: {alone:?}");
    }
}

/// Each mistake, and what is said of it: the C type, the path and the difference.
const MISTAKES: [(&str, &str, &str); 17] = [
    ("length: u16", "length: u32", "length: offset 4 in Rust, 2 in C"),
    ("pub length: u16, ", "", "length: only in C, 2 bytes at offset 2"),
    ("pub version: u8", "pub edition: u8", "edition: only in Rust, 1 byte at offset 0"),
    ("weight: f64", "weight: u64", "weight: an unsigned integer in Rust, a float in C"),
    ("pub at: Point", "pub at: u64", "at: an unsigned integer in Rust, a struct in C"),
    ("pub bits: Bits, ", "", "flags, rest: only in C, bit-fields in bytes 4 to 7"),
    (
        "Point { pub x: i32, pub y: i32 }",
        "Point { pub y: i32, pub x: i32 }",
        "x: offset 4 in Rust, 0 in C",
    ),
    ("pub y: i32", "pub y: u32", "y: an unsigned integer in Rust, a signed integer in C"),
    ("bytes: [u8; 3]", "bytes: [u8; 4]", "bytes: size 4 in Rust, 3 in C"),
    ("pub union number", "pub struct number", "a struct in Rust, a union in C"),
    ("Blue = 4", "Blue = 3", "COLOR_BLUE: value 3 in Rust, 4 in C"),
    (", Blue = 4", "", "COLOR_BLUE: only in C, value 4"),
    (
        "#[repr(C)] #[derive(Clone, Copy)] pub enum sign",
        "#[repr(i8)] pub enum sign",
        "size 1 in Rust, 4 in C",
    ),
    (
        "pub b: c_int, pub c: f32",
        "pub b: c_int, pub c: u32",
        "c: an unsigned integer in Rust, a float in C",
    ),
    ("pub name: [[c_char; 4]; 2]", "pub name: [u32; 2]", "name[]: size 4 in Rust, 1 in C"),
    ("Option<fn(c_int) -> c_int>", "usize", "call: an unsigned integer in Rust, a pointer in C"),
    ("pub number: c_int", "pub number: i64", "number: size 8 in Rust, 4 in C"),
];

#[test]
fn each_mistake_is_told() {
    let directory = directory("compare-wrong");
    let Some(c) = c(C, &directory, "gcc") else { return };
    for (index, (from, to, expected)) in MISTAKES.into_iter().enumerate() {
        assert!(RUST.contains(from), "{from}");
        let rust = rust(&RUST.replacen(from, to, 1), &directory, &format!("wrong_{index}"));
        let comparison = compared(&rust, &c);
        assert!(!comparison.is_same(), "{to}: {comparison}");
        let text = comparison.to_string();
        let is_told = text.lines().any(|line| line.starts_with("  ") && line.contains(expected));
        assert!(is_told, "{to}: {expected} is missing from {text}");
        let panic = catch_unwind(AssertUnwindSafe(|| comparison.assert())).expect_err("it differs");
        assert_eq!(panic.downcast_ref::<String>(), Some(&text));
    }
}

/// A type that holds another one which differs is not at fault for it.
#[test]
fn a_difference_is_told_once() {
    let directory = directory("compare-once");
    let Some(c) = c(C, &directory, "gcc") else { return };
    let rust = rust(&RUST.replacen("pub y: i32", "pub z: i32", 1), &directory, "once");
    let comparison = compared(&rust, &c);
    let wrong: Vec<_> = comparison.types().iter().filter(|it| !it.differences.is_empty()).collect();
    assert_eq!(wrong.len(), 1, "{comparison}");
    let paths: Vec<_> = wrong[0].differences.iter().map(|it| it.path.as_str()).collect();
    assert_eq!((wrong[0].c.as_str(), &paths[..]), ("point_t", &["y", "z"][..]), "{comparison}");
    assert!(matches!(wrong[0].differences[0].kind, DifferenceKind::OnlyInC { .. }));
    // A rename mends it.
    let comparison = compared(&rust, &c).rename("Point.z", "y");
    assert!(comparison.is_same(), "{comparison}");
}

#[test]
fn what_has_no_counterpart_and_what_is_not_decided_fails() {
    let directory = directory("compare-missing");
    let Some(c) = c(C, &directory, "gcc") else { return };
    let right = rust(RUST, &directory, "right");

    // A name that differs is no match; the text says what it may be called.
    let types = || right.types().in_crate("types");
    let comparison = debug_info::compare(types(), &c).rename("Point", "point_t");
    assert!(!comparison.is_same());
    let [missing] = comparison.only_in_c() else { panic!("{comparison}") };
    assert!(missing.starts_with("packet (") && missing.contains("types.c:4"), "{missing}");
    assert!(missing.contains(".rename(\"Packet\", \"packet\")"), "{missing}");
    assert!(comparison.to_string().contains("only in C: 1 type\n  packet ("), "{comparison}");
    // Types of C that nobody cares for are left out by a filter.
    let others = c.types().filter(|it| it.name() != "packet");
    debug_info::compare(types(), others).rename("Point", "point_t").assert();

    for (from, to) in [("Nothing", "packet"), ("Point", "nothing"), ("Packet.nothing", "length")] {
        let comparison = compared(&right, &c).rename(from, to);
        assert!(!comparison.is_same(), "{comparison}");
        assert!(comparison.undecided().iter().any(|it| it.contains(from)), "{comparison}");
    }

    // No types at all are no pass.
    let comparison = debug_info::compare(types().in_module("types::nowhere"), &c);
    assert!(!comparison.is_same() && comparison.types().is_empty(), "{comparison}");

    // One name of two types.
    let twice = format!(
        "{RUST}\npub mod other {{ #[repr(C)] pub struct tail {{ pub length: u64 }} }}\nkeep! {{ other::tail }}"
    );
    let twice = rust(&twice, &directory, "twice");
    let comparison = compared(&twice, &c);
    let [text] = comparison.undecided() else { panic!("{comparison}") };
    assert!(text.contains("types::ffi::tail") && text.contains("types::other::tail"), "{text}");
    let comparison = comparison.rename("types::ffi::tail", "tail");
    assert!(comparison.undecided().is_empty(), "{comparison}");
    assert!(comparison.is_same(), "{comparison}");
}

/// Two objects of C are compared bit by bit.
#[test]
fn bit_fields_of_two_objects_of_c_are_compared() {
    let directory = directory("compare-bits");
    let Some(one) = c(C, &directory, "gcc") else { return };
    let other = C.replace("flags : 3; uint32_t rest : 29", "flags : 4; uint32_t rest : 28");
    let Some(other) = c(&other, &directory, "gcc") else { return };
    let comparison = debug_info::compare(&one, &other);
    let packet = comparison.types().iter().find(|it| it.c == "packet").expect("it is compared");
    let kinds: Vec<_> = packet.differences.iter().map(|it| (it.path.as_str(), &it.kind)).collect();
    let expected = [
        ("flags", &DifferenceKind::Bits { rust: (32, 3), c: (32, 4) }),
        ("rest", &DifferenceKind::Bits { rust: (35, 29), c: (36, 28) }),
    ];
    assert_eq!(kinds, expected, "{comparison}");
    let comparison = debug_info::compare(&one, &one);
    assert!(comparison.is_same(), "{comparison}");
}

#[test]
fn files_for_different_targets_are_refused() {
    let directory = directory("compare-targets");
    let Some(c) = c("struct only { int a; } only;", &directory, "gcc") else { return };
    let input = directory.join("only.rs");
    let source = "#![no_std]\n#[repr(C)] pub struct only { pub a: i32 }\n\
        #[unsafe(no_mangle)] pub extern \"C\" fn take(it: only) -> i32 { it.a }";
    fs::write(&input, source).expect("it is written");
    let output = directory.join("only.o");
    let target = if cfg!(target_arch = "aarch64") { "x86_64" } else { "aarch64" };
    let target = format!("{target}-unknown-linux-gnu");
    let mut command = rustc();
    command
        .args(["--crate-type=lib", "-g", "--emit=obj", "--target", &target])
        .arg(&input)
        .arg("-o");
    let compiled = command.arg(&output).output().expect("it runs");
    if String::from_utf8_lossy(&compiled.stderr).contains("can't find crate") {
        return skip(&format!("the compiler has no `core` for {target}"));
    }
    assert!(compiled.status.success(), "{compiled:?}");
    let other = debug_info::read(&output).unwrap_or_else(|error| panic!("{error}"));
    let comparison = debug_info::compare(&other, &c);
    assert!(!comparison.is_same());
    assert!(comparison.undecided()[0].contains("different targets"), "{comparison}");
}
