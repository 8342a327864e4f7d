//! Object files of many targets: what debug info says is compiled as assertions for the same target.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use layout_core::debug_info::{self, DebugInfoError, Program};
use layout_core::layout::Kind;
use layout_core::record::{Endian, VariantRecord};

use layout_tests::skip::skip;

use crate::build::{directory, dwarf_version, fixture, run, rustc};

/// The object file of the fixture, or `None` if the compiler does not have the target.
pub(crate) fn object(target: &str, directory: &Path, options: &[&str]) -> Option<PathBuf> {
    let path = directory.join(format!("{target}.o"));
    let output = rustc()
        .env("RUSTC_BOOTSTRAP", "1")
        .arg(fixture("objects.rs"))
        .args(["-g", "--emit=obj", "-Ccodegen-units=1", "--target", target])
        .args(options)
        .arg("-o")
        .arg(&path)
        .output()
        .expect("the compiler runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() && errors.contains("can't find crate for `core`") {
        skip(&format!("the compiler has no `core` for {target}"));
        return None;
    }
    assert!(output.status.success(), "{target}: {errors}");
    Some(path)
}

/// Compiles what debug info says of the fixture's types as assertions.
fn check(program: &Program, target: &str, directory: &Path) {
    let mut source = String::from("#![feature(offset_of_enum)]\n");
    source += &fs::read_to_string(fixture("objects.rs")).expect("the fixture").replace("//!", "//");
    let (mut types, mut places) = (0, 0);
    for it in program.types().in_crate("objects") {
        let layout = it.layout();
        let name = &layout.name;
        let mut assert = |what: String, is: usize| {
            let _ = writeln!(source, "const _: () = assert!({what} == {is}, \"{name}\");");
            places += 1;
        };
        assert(format!("size_of::<{name}>()"), layout.size);
        assert(format!("align_of::<{name}>()"), layout.align);
        for field in &layout.fields {
            let offset = field.offset.expect("it is known");
            assert(format!("core::mem::offset_of!({name}, {})", field.name), offset);
        }
        for variant in &layout.variants {
            for field in &variant.fields {
                let offset = field.offset.expect("it is known");
                assert(
                    format!("core::mem::offset_of!({name}, {}.{})", variant.name, field.name),
                    offset,
                );
            }
        }
        if layout.kind == Kind::Enum && layout.variants.iter().all(|it| it.fields.is_empty()) {
            for VariantRecord { name: variant, discriminant, .. } in &layout.variants {
                let is = format!("{name}::{variant} as i128 == {discriminant}");
                let _ = writeln!(source, "const _: () = assert!({is});");
            }
        }
        types += 1;
    }
    assert!(types >= 9 && places >= 42, "{target}: {types} types, {places} places");
    let path = directory.join(format!("{target}.rs"));
    fs::write(&path, source).expect("it is written");
    let mut command: Command = rustc();
    command.env("RUSTC_BOOTSTRAP", "1").arg(&path).args(["--emit=metadata", "--target", target]);
    run(command.arg("--out-dir").arg(directory));
}

#[test]
fn objects_of_all_kinds_of_targets_are_read() {
    let directory = directory("objects");
    let mut checked = 0;
    for (target, pointer_size, endian, arch, os) in [
        ("x86_64-unknown-linux-gnu", 8, Endian::Little, "x86_64", "unknown"),
        ("i686-unknown-linux-gnu", 4, Endian::Little, "x86", "unknown"),
        ("aarch64-unknown-linux-gnu", 8, Endian::Little, "aarch64", "unknown"),
        ("armv7-unknown-linux-gnueabihf", 4, Endian::Little, "arm", "unknown"),
        ("thumbv7em-none-eabi", 4, Endian::Little, "arm", "unknown"),
        ("powerpc-unknown-linux-gnu", 4, Endian::Big, "powerpc", "unknown"),
        ("riscv32imac-unknown-none-elf", 4, Endian::Little, "riscv32", "unknown"),
        ("s390x-unknown-linux-gnu", 8, Endian::Big, "s390x", "unknown"),
        ("powerpc64-unknown-linux-gnu", 8, Endian::Big, "powerpc64", "unknown"),
        ("wasm32-unknown-unknown", 4, Endian::Little, "wasm32", "unknown"),
        ("x86_64-pc-windows-gnu", 8, Endian::Little, "x86_64", "windows"),
        ("aarch64-apple-darwin", 8, Endian::Little, "aarch64", "macos"),
    ] {
        let Some(path) = object(target, &directory, &[]) else { continue };
        let program = debug_info::read(&path).unwrap_or_else(|error| panic!("{target}: {error}"));
        let told = program.target();
        assert_eq!((told.pointer_size, told.endian), (pointer_size, endian), "{target}");
        assert_eq!((told.arch.as_str(), told.os.as_str()), (arch, os), "{target}");
        check(&program, target, &directory);
        checked += 1;
    }
    assert!(checked > 0);
}

/// Each version of DWARF says the same, and so does a file whose sections are compressed.
#[test]
fn all_versions_of_dwarf_say_the_same() {
    let directory = directory("versions");
    let target = "x86_64-unknown-linux-gnu";
    let mut versions = Vec::new();
    for version in 2..=5 {
        let Some(object) = object(target, &directory, &[&dwarf_version(version)]) else { return };
        let program =
            debug_info::read(object).unwrap_or_else(|error| panic!("DWARF {version}: {error}"));
        let types = program.types().in_crate("objects");
        versions.push(types.iter().map(|it| it.layout()).collect::<Vec<_>>());
    }
    assert!(versions[0].len() >= 9);
    for (at, version) in versions.iter().enumerate() {
        assert_eq!(*version, versions[3], "DWARF {}", at + 2);
    }
}

#[test]
fn debug_info_of_microsofts_kind_is_told() {
    let directory = directory("msvc");
    let Some(path) = object("x86_64-pc-windows-msvc", &directory, &[]) else { return };
    let error = debug_info::read(path).expect_err("it is not read");
    assert!(matches!(error, DebugInfoError::Pdb { .. }), "{error}");
    assert!(error.to_string().contains("x86_64-pc-windows-gnu"), "{error}");
}
