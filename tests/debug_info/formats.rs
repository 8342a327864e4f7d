//! Files in which debug info lies in other places: archives, split files, compressed sections; and programs that
//! were optimized.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use layout_core::debug_info::{self, DebugInfoError, Program};
use layout_core::record::TypeRecord;
use layout_tests::skip::skip;

use crate::build::{Told, compile, directory, dwarf_version, fixture, native, run};
use crate::truth::compare;

/// The layouts of the fixture's own types.
pub(crate) fn layouts(program: &Program, name: &str) -> Vec<TypeRecord> {
    let types = program.types().in_crate(name);
    types
        .iter()
        .map(|it| it.layout())
        .filter(|it| ["Packet", "Event"].contains(&&*it.name))
        .collect()
}

/// Those of a program that holds its debug info itself.
pub(crate) fn whole() -> &'static [TypeRecord] {
    static WHOLE: OnceLock<Vec<TypeRecord>> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let path = compile("small.rs", &directory("whole"), &["-g"]);
        let layouts = layouts(&debug_info::read(path).expect("it is read"), "small");
        assert_eq!(layouts.len(), 2, "{layouts:#?}");
        layouts
    })
}

/// Optimization and link-time optimization change no layout, and their units refer to each other.
#[test]
fn optimized_programs_say_the_same() {
    for (name, options) in [
        ("optimized", &["-g", "-O"][..]),
        ("whole_program", &["-g", "-O", "-Clto=fat", "-Ccodegen-units=4"]),
    ] {
        compare(&Told::new("traps.rs", name, options));
    }
}

#[test]
fn split_debug_info_is_found_where_the_compiler_puts_it() {
    let whole = whole();
    let versions = [4, 5].into_iter();
    let all = versions.flat_map(|version| ["unpacked", "packed"].map(|kind| (kind, version)));
    for (kind, version) in all {
        let directory = directory(&format!("{kind}{version}"));
        let path = directory.join("small");
        let option = format!("-Csplit-debuginfo={kind}");
        let mut command = native();
        command.current_dir(&directory).arg(fixture("small.rs")).args([
            "-g",
            "-Zunstable-options",
            &dwarf_version(version),
            &option,
        ]);
        run(command.arg("-o").arg(&path));
        assert_eq!(path.with_extension("dwp").is_file(), kind == "packed");
        let program = debug_info::read(&path).unwrap_or_else(|error| panic!("{kind}: {error}"));
        let mut split = layouts(&program, "small");
        // The lines of futures and closures stay with the skeleton.
        for it in &mut split {
            it.declared_at = None;
        }
        assert_eq!(split, whole, "{kind}, DWARF {version}");
    }
}

#[test]
fn archives_have_the_types_of_their_members() {
    let whole = whole();
    let directory = directory("archives");
    for kind in ["rlib", "staticlib"] {
        let path = directory.join(format!("libsmall.{kind}"));
        let kind = format!("--crate-type={kind}");
        run(native().arg(fixture("small.rs")).args(["-g", "-Cmetadata=x", &kind, "-o"]).arg(&path));
        let program = debug_info::read(&path).unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(layouts(&program, "small"), whole, "{kind}");
        let bytes = std::fs::read(&path).expect("it is read");
        let program = debug_info::read_bytes(&bytes).expect("it is read");
        assert_eq!(layouts(&program, "small"), whole, "{kind} in memory");
    }
    // What is stripped is a program, not a library of Rust.
    let path = directory.join("libsmall.stripped.rlib");
    let options = ["-g", "--crate-type=rlib", "-Cstrip=debuginfo", "-o"];
    run(native().arg(fixture("small.rs")).args(options).arg(&path));
    let program = debug_info::read(&path).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(layouts(&program, "small"), whole);
}

/// What the linker is to optimize has no debug info that could be read before.
#[test]
fn archives_of_bitcode_say_so() {
    let path = directory("bitcode").join("libsmall.rlib");
    let options = ["-g", "--crate-type=rlib", "-Clinker-plugin-lto", "-o"];
    run(native().arg(fixture("small.rs")).args(options).arg(&path));
    let error = debug_info::read(&path).expect_err("it has no types");
    assert!(matches!(error, DebugInfoError::NotAnObject { .. }), "{error}");
    let error = error.to_string();
    assert!(error.contains("LLVM bitcode"), "{error}");
    assert!(error.contains("a file that the linker"), "{error}");
}

/// An archive can hold the files of debug info that its objects name, which the directory holds too.
#[test]
fn split_archives_have_each_type_once() {
    let directory = directory("split_archive");
    let path = directory.join("libsmall.rlib");
    let options = ["-g", "--crate-type=rlib", "-Zunstable-options", "-Csplit-debuginfo=unpacked"];
    run(native()
        .current_dir(&directory)
        .arg(fixture("small.rs"))
        .args(options)
        .arg("-o")
        .arg(&path));
    let program = debug_info::read(&path).unwrap_or_else(|error| panic!("{error}"));
    let mut split = layouts(&program, "small");
    for it in &mut split {
        it.declared_at = None;
    }
    assert_eq!(split, whole());
}

/// More units have the same types more often, of which each is listed once.
#[test]
fn units_that_repeat_types_add_none() {
    let directory = directory("units");
    let mut lists = ["1", "16"].map(|units| {
        let path = compile("traps.rs", &directory, &["-g", &format!("-Ccodegen-units={units}")]);
        let program = debug_info::read(path).unwrap_or_else(|error| panic!("{error}"));
        let types = program.types().in_crate("traps");
        let all = program.types().len();
        let own = types.iter().map(|it| format!("{it:?}")).collect::<Vec<_>>();
        (all, own)
    });
    assert!(lists[0].1.len() > 50, "{:#?}", lists[0].1);
    assert_eq!(lists[0].1, lists[1].1);
    lists.sort();
    let [(fewest, _), (most, _)] = lists;
    assert!(most - fewest < fewest / 50, "{fewest} types, and {most}");
}

#[test]
fn what_was_stripped_into_a_file_of_its_own_is_found() {
    let whole = whole();
    let directory = directory("stripped");
    let path = compile("small.rs", &directory, &["-g"]);
    let debug = directory.join("small.debug");
    let Ok(output) = objcopy(&["--only-keep-debug"], &path, &debug) else {
        return skip("there is no objcopy");
    };
    assert!(output.status.success(), "{output:?}");
    let link = format!("--add-gnu-debuglink={}", debug.display());
    let stripped = directory.join("stripped");
    for (options, from) in [(&["--strip-debug"][..], &path), (&[link.as_str()], &stripped)] {
        assert!(objcopy(options, from, &stripped).expect("it runs").status.success());
    }
    let program = debug_info::read(&stripped).expect("its debug info is found");
    assert_eq!(layouts(&program, "small"), whole);
    for compression in ["zlib", "zstd"] {
        let compressed = directory.join(compression);
        let option = format!("--compress-debug-sections={compression}");
        let output = objcopy(&[&option], &path, &compressed).expect("it runs");
        if !output.status.success() {
            skip(&format!("objcopy cannot compress by {compression}"));
            continue;
        }
        let program =
            debug_info::read(&compressed).unwrap_or_else(|error| panic!("{compression}: {error}"));
        assert_eq!(layouts(&program, "small"), whole, "{compression}");
    }
}

fn objcopy(options: &[&str], from: &Path, to: &Path) -> std::io::Result<std::process::Output> {
    Command::new("objcopy").args(options).arg(from).arg(to).output()
}
