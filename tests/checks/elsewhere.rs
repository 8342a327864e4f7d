//! Exact pins that hold on another target: the message says so.
#![cfg(target_arch = "x86_64")]

use layout_core::__private::Op::{Eq, Le};
use std::path::Path;
use std::process::Command;

use layout_core::Layout;

use layout_tests::skip::skip_without;

use crate::{call, said};

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
    struct Offsets {
        kind: u32,
        time: u64,
        size: u32,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Node {
        next: *mut u8,
        name: &'static str,
        call: Option<extern "C" fn()>,
        len: usize,
    }
}

#[derive(Layout)]
struct Free {
    time: u64,
    len: usize,
}

/// The last line of what a check says.
fn end(check: impl FnOnce()) -> String {
    said(check).lines().last().expect("a message").into()
}

#[test]
fn the_other_target_is_named() {
    let there = |number: usize| {
        format!(
            "  it is {number} on 32-bit x86: a pin that depends on the target needs a `cfg_attr`, or \
             `on(i686, ...)`"
        )
    };
    assert_eq!(end(call!(Offsets: size(Eq, 16))), there(16));
    assert_eq!(end(call!(Offsets: align(Eq, 4))), there(4));
    assert_eq!(end(call!(Offsets: offset_of_field("time", Eq, 4))), there(4));
    assert_eq!(end(call!(Offsets: offset_of_field("size", Eq, 12))), there(12));
    assert_eq!(end(call!(Node: size(Eq, 20))), there(20));
    assert_eq!(end(call!(Node: offset_of_field("len", Eq, 16))), there(16));
}

#[test]
fn the_compiler_for_the_other_target_agrees() {
    const TRIPLE: &str = "i686-unknown-linux-gnu";
    let rustc = || Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let directory = rustc().args(["--print=target-libdir", "--target", TRIPLE]).output();
    let directory = directory.expect("rustc can be run").stdout;
    if !Path::new(String::from_utf8_lossy(&directory).trim()).exists() {
        return skip_without(&format!("target {TRIPLE}"), &format!("rustup target add {TRIPLE}"));
    }
    let text = format!(
        "#![allow(dead_code)]\n{}\nconst _: () = {{
            assert!(size_of::<Offsets>() == 16 && align_of::<Offsets>() == 4);
            assert!(core::mem::offset_of!(Offsets, time) == 4);
            assert!(core::mem::offset_of!(Offsets, size) == 12);
            assert!(size_of::<Node>() == 20 && core::mem::offset_of!(Node, len) == 16);
        }};",
        TEXT.replace("#[derive(Layout)]", "")
    );
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checks_elsewhere.rs");
    std::fs::write(&path, text).expect("the directory can be written");
    let mut command = rustc();
    command.args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--target", TRIPLE]);
    command.arg("--out-dir").arg(env!("CARGO_TARGET_TMPDIR")).arg(path);
    let output = command.output().expect("rustc can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn nothing_is_said_of_other_numbers_and_types() {
    for said in [
        said(call!(Offsets: size(Eq, 17))),
        said(call!(Offsets: size(Le, 16))),
        said(call!(Offsets: offset_of_field("time", Eq, 5))),
        // The compiler for the other target may order the fields anew.
        said(call!(Free: size(Eq, 12))),
        said(call!(Free: offset_of_field("len", Eq, 4))),
    ] {
        assert!(!said.contains("32-bit"), "{said}");
    }
}
