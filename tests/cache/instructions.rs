//! What is done with a wrapped value compiles to the same instructions as with `repr(align)` by hand
//! and with crossbeam's `CachePadded`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::generated::{Package, read};

/// The same functions over each of the wrappers.
const SOURCE: &str = r"
use core::sync::atomic::{AtomicU64, Ordering};

macro_rules! functions {
    ($prefix:ident, $Wrapper:ident, $new:expr, $value:expr) => {
        pub mod $prefix {
            use super::*;

            #[inline(never)]
            pub fn increment(counters: &[$Wrapper<AtomicU64>; 4], index: usize) -> u64 {
                let value: fn(&$Wrapper<AtomicU64>) -> &AtomicU64 = $value;
                value(&counters[index]).fetch_add(1, Ordering::Relaxed)
            }

            #[inline(never)]
            pub fn sum(values: &[$Wrapper<u64>]) -> u64 {
                let value: fn(&$Wrapper<u64>) -> &u64 = $value;
                values.iter().fold(0, |sum, each| sum ^ *value(each))
            }

            #[inline(never)]
            pub fn wrap(values: [u32; 8]) -> $Wrapper<[u32; 8]> {
                let new: fn([u32; 8]) -> $Wrapper<[u32; 8]> = $new;
                new(values)
            }
        }
    };
}

use crossbeam_utils::CachePadded;
use layout_core::cache::CacheAligned;

#[repr(C, align(ALIGN))]
pub struct ByHand<T>(pub T);

functions!(by_hand, ByHand, ByHand, |wrapper| &wrapper.0);
functions!(crossbeam, CachePadded, CachePadded::new, |wrapper| wrapper);
functions!(ours, CacheAligned, CacheAligned::new, |wrapper| wrapper);
";

#[test]
#[cfg_attr(
    not(all(target_os = "linux", target_arch = "x86_64")),
    ignore = "reads assembly as it looks on 64-bit x86 Linux"
)]
fn instructions_are_those_of_crossbeam_and_of_repr_align() {
    let align = layout_core::cache::DESTRUCTIVE_INTERFERENCE_SIZE.to_string();
    let source = SOURCE.replace("ALIGN", &align);
    let package = Package::write_with(
        "instructions",
        "2024",
        "crossbeam-utils = \"0.8\"",
        &[("lib.rs", &source)],
    );
    // Of the package alone, so that what it depends on is built as for other packages.
    let units = "--config=profile.release.package.instructions.codegen-units=1";
    package.cargo_succeeds(&["rustc", "--release", "--quiet", units, "--", "--emit=asm"]);
    let functions = functions(&assembly(&package.target_directory().join("release/deps")));
    for name in ["increment", "sum", "wrap"] {
        let of = |wrapper: &str| {
            let path = format!("{wrapper}::{name}");
            let body = functions.get(&path);
            body.unwrap_or_else(|| panic!("no {path} among {:?}", functions.keys()))
        };
        assert!(of("ours").len() > 1, "{name} has no instructions: {:?}", of("ours"));
        assert_eq!(of("ours"), of("by_hand"), "{name}: ours, and repr(align) by hand");
        assert_eq!(of("ours"), of("crossbeam"), "{name}: ours, and crossbeam's");
    }
    assert_ne!(functions["ours::sum"], functions["ours::increment"], "nothing can be told apart");
}

/// The one assembly file of the package.
fn assembly(directory: &Path) -> String {
    let files = std::fs::read_dir(directory)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", directory.display()));
    let newest = files
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "s"))
        .filter(|path| path.to_string_lossy().contains("instructions-"))
        .max_by_key(|path| path.metadata().and_then(|metadata| metadata.modified()).ok());
    read(&newest.expect("the compiler has written assembly"))
}

/// The instructions of each function, by `module::name`, with its labels made the same. Of functions
/// that are the same, the compiler may write one, and name the others after it.
fn functions(assembly: &str) -> BTreeMap<String, Vec<String>> {
    let mut functions = BTreeMap::new();
    let mut others = Vec::new();
    let mut current: Option<(String, Vec<String>)> = None;
    for line in assembly.lines() {
        if let Some(symbol) = line.strip_suffix(':').filter(|symbol| symbol.starts_with('_')) {
            current = path_of(symbol).map(|path| (path, Vec::new()));
        } else if line.starts_with(".Lfunc_end") {
            functions.extend(current.take());
        } else if let Some((other, one)) = equal(line) {
            others.extend(path_of(other).zip(path_of(one)));
        } else if let Some((_, body)) = &mut current {
            let line = line.trim();
            if !line.starts_with('.') {
                body.push(without_labels(line));
            }
        }
    }
    for (other, one) in others {
        let body: Vec<String> = functions.get(&one).cloned().unwrap_or_default();
        functions.insert(other, body);
    }
    functions
}

/// Two names of one function: `other = one`, or `.set other, one`.
fn equal(line: &str) -> Option<(&str, &str)> {
    match line.trim().strip_prefix(".set") {
        Some(names) => names.trim().split_once(", "),
        None => line.split_once(" = "),
    }
}

/// `module::name`, of a mangled `instructions::module::name`.
fn path_of(symbol: &str) -> Option<String> {
    ["by_hand", "crossbeam", "ours"].iter().find_map(|module| {
        let (_, rest) = symbol.split_once(&format!("{}{module}", module.len()))?;
        let name = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let length: usize = rest[..rest.len() - name.len()].parse().ok()?;
        Some(format!("{module}::{}", name.get(..length)?))
    })
}

/// The line with the numbers of its labels left out, which count through the file.
fn without_labels(line: &str) -> String {
    let words = line.split_inclusive(|c: char| c.is_whitespace() || c == ',' || c == '(');
    words.map(|word| if word.contains(".L") { "label" } else { word }).collect()
}
