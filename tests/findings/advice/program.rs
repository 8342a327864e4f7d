//! A program of generated types, which prints what is found in them.

use std::collections::HashMap;
use std::fmt::{self, Display, Formatter, Write as _};
use std::path::Path;
use std::process::Command;

use super::model::Definition;

/// What the program prints of a type.
#[derive(Clone, Debug, Default)]
pub(super) struct Described {
    pub(super) size: usize,
    /// The offset, if it is known, and the size of each field by its path.
    pub(super) fields: HashMap<String, (Option<usize>, usize)>,
    pub(super) found: Vec<Found>,
}

/// A finding.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) id: String,
    pub(super) size_after: Option<usize>,
    pub(super) fields: Vec<String>,
    pub(super) message: String,
    pub(super) remedy: String,
}

impl Found {
    pub(super) fn says(&self, words: &str) -> bool {
        self.message.contains(words) || self.remedy.contains(words)
    }
}

impl Display for Found {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { id, size_after, fields, message, remedy } = self;
        write!(f, "{id}: {message}; {remedy} ({size_after:?}, {})", fields.join(", "))
    }
}

const HEAD: &str = r#"#![allow(dead_code, unused_imports, non_camel_case_types)]
use core::cell::{Cell, UnsafeCell};
use core::ffi::c_long;
use core::num::*;
use core::sync::atomic::*;
use core::time::Duration;
use std::sync::Mutex;
use layout_core::{Layout, TypeLayout};
use layout_core::analysis::findings;
use layout_core::cache::CacheAligned;

#[derive(Layout, Clone, Copy)]
#[repr(C, align(32))]
struct Wide([u8; 32]);
#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Pair { small: u8, large: u32 }
#[derive(Layout, Clone, Copy)]
#[repr(u8)]
enum Three { A, B, C }
#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Nested { at: u64, kind: Three, on: bool }
/// Not described.
#[derive(Clone, Copy)]
struct Plain([u8; 40]);

fn print(layout: &TypeLayout) {
    println!("type\t{}", layout.size);
    for field in layout.fields() {
        println!("field\t{}\t{:?}\t{}", field.name, field.offset, field.size);
    }
    for variant in layout.variants() {
        for field in variant.fields() {
            println!("field\t{}.{}\t{:?}\t{}", variant.name, field.name, field.offset, field.size);
        }
    }
    for found in findings(layout) {
        let layout_core::analysis::Finding { id, size_after, fields, message, remedy, .. } = found;
        println!("found\t{id}\t{size_after:?}\t{}\t{message}\t{remedy}", fields.join(","));
    }
}
"#;

/// The items that the types are made of, without what the library adds.
pub(super) fn items() -> String {
    let (items, _) = HEAD.split_once("fn print(").expect("the function is last");
    let lines = items.lines().filter(|line| !line.contains("layout_core"));
    lines.map(|line| line.replace("derive(Layout, ", "derive(") + "\n").collect()
}

/// Compiles and runs a program of these types.
pub(super) fn describe(name: &str, types: &[Definition]) -> Vec<Described> {
    let mut text = String::from(HEAD);
    for definition in types {
        let _ = write!(text, "{definition}");
    }
    text.push_str("fn main() {\n");
    for definition in types {
        let _ = writeln!(text, "    print(&{}::LAYOUT);", definition.name);
    }
    text.push_str("}\n");
    let printed = run(name, &text);
    let described = parse(&printed);
    assert_eq!(described.len(), types.len(), "one for each type");
    described
}

fn run(name: &str, text: &str) -> String {
    // Where the packages of other suites are, which depend on the same.
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages");
    let directory = root.join(name);
    std::fs::create_dir_all(directory.join("src")).expect("the target directory can be written");
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../layout-core");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n\
         [dependencies.layout-core]\npath = {:?}\n",
        core.display().to_string()
    );
    let write = |file: &str, text: &str| {
        let path = directory.join(file);
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    };
    write("Cargo.toml", &manifest);
    // The same versions of all dependencies as in the workspace, which are there offline.
    write("Cargo.lock", include_str!("../../../Cargo.lock"));
    write("src/main.rs", text);
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--offline"])
        .current_dir(&directory)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}/src/main.rs: {errors}", directory.display());
    String::from_utf8(output.stdout).expect("the program prints text")
}

fn parse(printed: &str) -> Vec<Described> {
    let mut described: Vec<Described> = Vec::new();
    for line in printed.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        match parts[..] {
            ["type", size] => {
                let size = size.parse().expect("a size");
                described.push(Described { size, ..Described::default() });
                continue;
            }
            _ => {}
        }
        let last = described.last_mut().expect("the type comes first");
        match parts[..] {
            ["field", name, offset, size] => {
                let size = size.parse().expect("a size");
                last.fields.insert(name.to_owned(), (optional(offset), size));
            }
            ["found", id, size, fields, message, remedy] => last.found.push(Found {
                id: id.to_owned(),
                size_after: optional(size),
                fields: fields.split(',').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
                message: message.to_owned(),
                remedy: remedy.to_owned(),
            }),
            _ => panic!("unexpected line {line:?}"),
        }
    }
    described
}

/// `Some(8)` or `None`.
fn optional(text: &str) -> Option<usize> {
    let number = text.strip_prefix("Some(")?.strip_suffix(')')?;
    Some(number.parse().expect("a number"))
}
