//! Checks of types on other targets, beside what the compiler for those says of the same types.

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

use core::marker::PhantomData;

use layout_core::__private::Op::Ge;
use layout_core::__private::{TARGETS, Target, align_on, offset_of_field_on, size_on, targets};
use layout_core::Layout;

use layout_tests::skip::{skip, skip_without};

/// Types, and their text for another compiler.
macro_rules! declared {
    ($($item:item)*) => {
        $($item)*
        const TEXT: &str = stringify!($($item)*);
    };
}

declared! {
    #[derive(Layout)]
    #[repr(C)]
    struct Three<A: Layout, B: Layout, C: Layout> {
        a: A,
        b: B,
        c: C,
    }

    #[derive(Layout)]
    #[repr(C, packed(2))]
    struct Packed<A: Layout, B: Layout> {
        a: A,
        b: B,
    }

    #[derive(Layout)]
    #[repr(C, align(8))]
    struct Aligned<A: Layout, B: Layout> {
        a: A,
        b: B,
    }

    #[derive(Layout)]
    #[repr(C)]
    union Either<A: Copy + Layout, B: Copy + Layout> {
        a: A,
        b: B,
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Tagged<A: Layout, B: Layout> {
        One { a: A, b: B },
        Two { b: B },
    }

    #[derive(Layout)]
    #[repr(C, u16)]
    enum TaggedC<A: Layout, B: Layout> {
        One { a: A, b: B },
        Two { b: B },
    }

    #[derive(Layout)]
    #[repr(u32)]
    enum Tagged32<A: Layout> {
        One(A),
        Two,
    }

    #[derive(Layout)]
    #[repr(i64)]
    enum Tagged64<A: Layout> {
        One(A),
        Two,
    }

    #[derive(Layout)]
    #[repr(usize)]
    enum TaggedWord<A: Layout> {
        One(A),
        Two,
    }

    #[derive(Layout)]
    #[repr(transparent)]
    struct Same<A: Layout>(A);

    #[derive(Layout)]
    #[repr(C)]
    struct Pointers {
        byte: u8,
        thin: *const u8,
        flag: bool,
        wide: &'static str,
        letter: char,
        list: &'static [u64],
        float: f64,
        call: Option<extern "C" fn()>,
        short: i16,
        boxed: Option<Box<u8>>,
        word: isize,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Nested {
        byte: u8,
        inner: Three<u8, u64, u16>,
        array: [Three<u32, u64, u8>; 3],
        last: u8,
        name: core::num::NonZeroU64,
    }
}

/// A target by the word of a check, and a triple of rustc.
struct Named {
    word: Target,
    triple: &'static str,
}

macro_rules! named {
    ($($word:ident $triple:literal,)*) => {
        [$(Named { word: targets::$word, triple: $triple }),*]
    };
}

/// Those without an installed library of their own are left out, but for the first.
fn all() -> [Named; 13] {
    named! {
        i686 "i686-unknown-linux-gnu",
        i686_windows "i686-pc-windows-msvc",
        x86_64 "x86_64-unknown-linux-gnu",
        x86_64 "x86_64-pc-windows-gnu",
        aarch64 "aarch64-unknown-linux-gnu",
        aarch64 "aarch64-apple-darwin",
        armv7 "armv7-unknown-linux-gnueabihf",
        thumb "thumbv7em-none-eabi",
        thumb "thumbv6m-none-eabi",
        riscv32 "riscv32imac-unknown-none-elf",
        riscv64 "riscv64gc-unknown-linux-gnu",
        wasm32 "wasm32-unknown-unknown",
        wasm32 "wasm32-wasip1",
    }
}

/// The number that a check finds, which its message tells if it fails; `None` if it depends on the compiler.
fn found(check: impl FnOnce()) -> Option<usize> {
    let said = catch_unwind(AssertUnwindSafe(check)).expect_err("no number is so large");
    let said: &String = said.downcast_ref().expect("a message put together by the check");
    if said.contains("depends on the version of the compiler") {
        return None;
    }
    let (_, number) = said.split_once(" is ").unwrap_or_else(|| panic!("{said}"));
    let (number, _) = number.split_once(", required").unwrap_or_else(|| panic!("{said}"));
    Some(number.parse().unwrap_or_else(|_| panic!("{said}")))
}

/// Assertions about types on one target.
struct Program {
    target: Target,
    text: String,
    /// The types of which nothing is known there.
    left_out: Vec<String>,
}

impl Program {
    fn assert_type<T: Layout>(&mut self, name: &str, fields: &[&str]) {
        let (target, marker) = (self.target, PhantomData::<T>);
        let size = found(|| size_on(marker, name, target, Ge, usize::MAX));
        let align = found(|| align_on(marker, name, target, Ge, usize::MAX));
        let (Some(size), Some(align)) = (size, align) else {
            self.left_out.push(name.to_owned());
            return;
        };
        self.assert(&format!("size_of::<{name}>() == {size} && align_of::<{name}>() == {align}"));
        for field in fields {
            let offset = found(|| offset_of_field_on(marker, name, field, target, Ge, usize::MAX));
            let offset = offset.expect("the size is known");
            self.assert(&format!("core::mem::offset_of!({name}, {field}) == {offset}"));
        }
    }

    fn assert(&mut self, condition: &str) {
        let _ = writeln!(self.text, "const _: () = assert!({condition});");
    }
}

/// The assertions for each combination of types.
macro_rules! assert_all {
    ($program:ident: $($ty:tt)*) => {
        assert_all! { @first $program [$($ty)*] $($ty)* }
    };
    (@first $program:ident $all:tt $($a:tt)*) => {
        $(assert_all! { @second $program $a $all $all })*
    };
    (@second $program:ident $a:tt [$($b:tt)*] $all:tt) => {
        $(
            assert_all! { @two $program $a $b }
            assert_all! { @third $program $a $b $all }
        )*
    };
    (@third $program:ident $a:tt $b:tt [$($c:tt)*]) => {
        $($program.assert_type::<Three<$a, $b, $c>>(
            concat!("Three<", stringify!($a), ", ", stringify!($b), ", ", stringify!($c), ">"),
            &["b", "c"],
        );)*
    };
    (@two $program:ident $a:tt $b:tt) => {
        assert_all! { @pair $program Packed $a $b ["b"] }
        assert_all! { @pair $program Aligned $a $b ["b"] }
        assert_all! { @pair $program Either $a $b ["b"] }
        assert_all! { @pair $program Tagged $a $b [] }
        assert_all! { @pair $program TaggedC $a $b [] }
    };
    (@pair $program:ident $name:ident $a:tt $b:tt $fields:tt) => {
        $program.assert_type::<$name<$a, $b>>(
            concat!(stringify!($name), "<", stringify!($a), ", ", stringify!($b), ">"),
            &$fields,
        );
    };
}

/// Says what is true of all types on a target.
fn program(target: Target) -> String {
    let text =
        TEXT.replace("#[derive(Layout)]", "").replace("Option<Box<u8>>", "Option<&'static u8>");
    let text = format!(
        "#![no_std]\n#![allow(dead_code)]\ntrait Layout {{}}\nimpl<T> Layout for T {{}}\n{text}\n"
    );
    let mut program = Program { target, text, left_out: Vec::new() };
    assert_all! { program: u8 u64 i128 usize }
    program.assert_type::<Same<f64>>("Same<f64>", &[]);
    program.assert_type::<Tagged32<u8>>("Tagged32<u8>", &[]);
    program.assert_type::<Tagged64<u8>>("Tagged64<u8>", &[]);
    program.assert_type::<TaggedWord<u16>>("TaggedWord<u16>", &[]);
    program.assert_type::<Pointers>(
        "Pointers",
        &["thin", "flag", "wide", "letter", "list", "float", "call", "short", "boxed", "word"],
    );
    program
        .assert_type::<Nested>("Nested", &["inner", "inner.b", "inner.c", "array", "last", "name"]);
    assert!(program.left_out.iter().all(|name| name.contains("128")), "{:?}", program.left_out);
    program.text
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn has_library(triple: &str) -> bool {
    let output = rustc().args(["--print=target-libdir", "--target", triple]).output();
    let directory = output.expect("rustc can be run").stdout;
    let directory = String::from_utf8_lossy(&directory);
    !directory.trim().is_empty() && Path::new(directory.trim()).exists()
}

/// A target that no compiler is asked for would be a guess.
#[test]
fn each_target_is_asked_for() {
    let asked = all().map(|it| it.word.word());
    for target in TARGETS {
        assert!(asked.contains(&target.word()), "{}", target.word());
    }
}

#[test]
fn the_compilers_for_other_targets_agree() {
    let programs = all().map(|it| (it.triple, program(it.word)));
    for (index, (triple, program)) in programs.into_iter().enumerate() {
        if !has_library(triple) {
            let remedy = format!("rustup target add {triple}");
            if index == 0 {
                return skip_without(&format!("target {triple}"), &remedy);
            }
            skip(&format!("there is no target {triple}; {remedy}"));
            continue;
        }
        assert!(program.lines().count() > 150, "{program}");
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("checks_on_{triple}.rs"));
        std::fs::write(&path, program).expect("the directory can be written");
        let mut command = rustc();
        command.args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--target", triple]);
        command.arg("--out-dir").arg(env!("CARGO_TARGET_TMPDIR")).arg(path);
        let output = command.output().expect("rustc can be run");
        assert!(output.status.success(), "{triple}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
