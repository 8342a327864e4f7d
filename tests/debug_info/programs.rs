//! Programs of many crates, and what the compiler lists of their types.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use layout_core::debug_info;

use crate::build::{directory, fixture, run, rustc};
use crate::listing::{Comparison, Listed, compare, parse};

/// Fails with what differs, and tells what was compared.
fn check(all: &Comparison) {
    println!("{all}");
    let first = all.differences.iter().take(40).map(String::as_str);
    assert!(all.differences.is_empty(), "{}", first.collect::<Vec<_>>().join("\n"));
}

/// A program of one file: its listing, and its debug info.
#[test]
fn what_the_compiler_lists_is_what_debug_info_says() {
    let directory = directory("listed");
    let mut all = Comparison::default();
    for name in ["traps", "nested_futures", "rare", "machines", "niches", "waits", "shapes"] {
        let path = directory.join(name);
        let output = run(rustc()
            .env("RUSTC_BOOTSTRAP", "1")
            .arg(fixture(&format!("{name}.rs")))
            .args(["-g", "-Zprint-type-sizes", "-o"])
            .arg(&path));
        let listed = parse(name, &String::from_utf8(output.stdout).expect("text"));
        let program = debug_info::read(&path).unwrap_or_else(|error| panic!("{error}"));
        all.add(compare(&listed, &program));
    }
    check(&all);
    assert!(all.pairs > 800 && all.facts() > 4500, "{all}");
    for kind in ["async fn", "async block", "async closure", "closure", "tagged enum", "struct"] {
        assert!(all.kinds.contains_key(kind), "{kind}: {all}");
    }
}

/// Crates that the standard library has in a version of its own.
const OF_STD: [&str; 8] =
    ["libc", "hashbrown", "memchr", "object", "gimli", "miniz_oxide", "addr2line", "cfg_if"];

/// The listings that `programs/keep-listing` keeps, each of a crate.
fn listings(directory: &Path) -> Vec<Listed> {
    let files = fs::read_dir(directory).expect("the listings").map(|it| it.expect("a file").path());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    let crate_of = |path: &PathBuf| {
        let name = path.file_name().expect("a name").to_str().expect("a name in ASCII");
        name.split('.').next().expect("the crate").replace('-', "_")
    };
    let crates: Vec<String> = files.iter().map(crate_of).collect();
    let has_versions = |krate: &str| {
        crates.iter().filter(|it| *it == krate).count() > 1 || OF_STD.contains(&krate)
    };
    let versioned: HashSet<&str> =
        crates.iter().map(String::as_str).filter(|it| has_versions(it)).collect();
    let mut all = Vec::new();
    for (path, krate) in files.iter().zip(&crates) {
        let mut listed = parse(krate, &fs::read_to_string(path).expect("a listing"));
        for it in &mut listed {
            // A crate lists its own instances of others' generic types.
            it.has_versions = versioned.contains(&**krate) || has_path_of(&it.name, &versioned);
        }
        all.extend(listed);
    }
    all
}

/// Whether a name has a path that begins with one of the crates.
fn has_path_of(name: &str, crates: &HashSet<&str>) -> bool {
    let paths = name.split(|sign: char| !(sign.is_alphanumeric() || sign == '_' || sign == ':'));
    paths.filter_map(|path| path.split_once("::")).any(|(krate, _)| crates.contains(krate))
}

/// Servers, futures, parsers and a `no_std` stack with all they depend on, as `programs` has them locked.
#[test]
#[ignore = "builds a hundred crates: `.ci/run debug_info_truth`"]
fn what_the_compiler_lists_of_a_hundred_crates_is_what_debug_info_says() {
    let Some(built) = std::env::var_os("LAYOUT_TRUTH").map(PathBuf::from) else {
        panic!("LAYOUT_TRUTH names no directory with `listings` and `programs`");
    };
    let files = fs::read_dir(built.join("programs")).expect("the programs");
    let files: Vec<PathBuf> = files.map(|it| it.expect("a file").path()).collect();
    let name = |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    let names: Vec<String> = files.iter().map(name).collect();
    let listed = listings(&built.join("listings"));
    let mut all = Comparison::default();
    for (path, own) in files.iter().zip(&names) {
        let program = debug_info::read(path).unwrap_or_else(|error| panic!("{error}"));
        println!("{}: {} types", path.display(), program.types().len());
        // What is listed of another program is none of this one's.
        let of_this = |it: &&Listed| it.krate == *own || !names.contains(&it.krate);
        let of_this: Vec<Listed> = listed.iter().filter(of_this).cloned().collect();
        all.add(compare(&of_this, &program));
    }
    let programs = files.len();
    check(&all);
    assert!(programs > 0 && all.pairs > 8_000 * programs, "{programs} programs, {all}");
}
