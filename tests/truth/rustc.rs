//! The structs against rustc's own listing of type sizes (`-Zprint-type-sizes`), which rests on
//! neither `offset_of!` nor our derive.

use std::path::Path;
use std::process::Command;

use layout_tests::type_sizes::{self, ListedType};

use crate::measured::{Subject, subjects};
use crate::table::{Row, Source, Table, assert_none, differences};
use crate::{IS_32_BIT_X86, TRIPLE_OF_32_BIT_X86, scratch_directory};

const STRUCTS: &str = include_str!("../../layout-core/examples/tutorials/structs.rs");

/// The crate in which rustc sees the structs. The unstable flag is allowed for it alone.
const CRATE_NAME: &str = "tutorial_structs";

#[test]
fn rustc_lists_the_same_layouts() {
    let subjects = subjects();
    let listed = parse(&list_type_sizes(&subjects));
    let mut all = Vec::new();
    for subject in &subjects {
        let stated = Table::stated(&subject.stated);
        match listed.iter().find(|table| table.name == stated.name) {
            Some(table) => all.extend(differences(
                Source { who: "rustc", table },
                Source { who: "LAYOUT", table: &stated },
            )),
            None => all.push(format!("{}: not in rustc's listing", stated.name)),
        }
    }
    assert_none(&all);
}

/// The rustc to ask. Cargo runs the tests with the environment that chose the one it used.
fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// What rustc prints of the structs without their derive.
fn list_type_sizes(subjects: &[Subject]) -> String {
    let uses: Vec<String> = subjects.iter().map(|subject| subject.written.to_owned()).collect();
    list_type_sizes_of("structs", STRUCTS, &uses)
}

/// What rustc prints of the types of a source without their derive; `purpose` names the test's own
/// directory.
pub(crate) fn list_type_sizes_of(purpose: &str, types: &str, uses: &[String]) -> String {
    assert_same_compiler();
    let directory = scratch_directory(&format!("rustc-{purpose}"));
    let source = directory.join("types.rs");
    std::fs::write(&source, source_without_derive(types, uses))
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", source.display()));
    let listing = compile(&source, &directory);
    let _ = std::fs::remove_dir_all(&directory);
    listing
}

/// The source of the types, free of `layout-core`, and with a use of each so that rustc lists it.
fn source_without_derive(types: &str, uses: &[String]) -> String {
    let mut source = types
        .replace("#[derive(Layout)]\n", "")
        .replace("#[derive(Layout, ", "#[derive(")
        .replace("use layout_core::Layout;\n", "");
    assert!(!source.contains("Layout"), "the derive is still in the source:\n{source}");
    source.push_str("pub const SIZES: &[usize] = &[\n");
    source.extend(uses.iter().map(|written| format!("size_of::<{written}>(),\n")));
    source.push_str("];\n");
    source
}

fn compile(source: &Path, directory: &Path) -> String {
    let mut command = rustc();
    command
        .env("RUSTC_BOOTSTRAP", CRATE_NAME)
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "-Zprint-type-sizes"])
        .args(["--crate-name", CRATE_NAME])
        .arg("--out-dir")
        .arg(directory)
        .arg(source);
    if IS_32_BIT_X86 {
        command.args(["--target", TRIPLE_OF_32_BIT_X86]);
    }
    stdout_of(&mut command)
}

fn stdout_of(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{stderr}", output.status);
    String::from_utf8(output.stdout).expect("rustc prints UTF-8")
}

/// Checks that the rustc to ask is the one that compiled this test: another one may lay out types
/// without `repr(C)` in another way.
///
/// rustc leaves its name, `rustc version 1.85.0 (…)`, in the comment section or the debug
/// information of what it compiles. A program that has been stripped of both passes.
fn assert_same_compiler() {
    let asked = stdout_of(rustc().arg("--version"));
    let asked = asked.trim().strip_prefix("rustc ").unwrap_or(&asked);
    let program = std::env::current_exe().and_then(std::fs::read).expect("this program is a file");
    // Put together here so that the text is not found in our own constants.
    let mark = ["rustc", "version", ""].join(" ");
    let marks = || program.windows(mark.len()).enumerate().filter(|(_, w)| *w == mark.as_bytes());
    let is_by =
        |at: usize, version: &str| program[at + mark.len()..].starts_with(version.as_bytes());
    let is_marked = marks().any(|(at, _)| is_by(at, "1."));
    assert!(
        !is_marked || marks().any(|(at, _)| is_by(at, asked)),
        "`rustc` is {asked}, which is not what compiled this test; name the one that did in RUSTC",
    );
}

/// Reads the crate's own structs from rustc's listing, which are those without a path before their
/// name.
fn parse(listing: &str) -> Vec<Table> {
    let types = type_sizes::parse(listing).into_iter();
    types.filter(|listed| !name(listed).contains("::")).map(|listed| table(&listed)).collect()
}

/// The name of a type without its arguments.
fn name(listed: &ListedType) -> &str {
    listed.name.split('<').next().unwrap_or_default()
}

fn table(listed: &ListedType) -> Table {
    let rows = listed.fields.iter().map(|field| Row {
        name: field.name.clone(),
        offset: field.offset,
        size: field.size,
        align: field.align,
    });
    Table {
        name: name(listed).to_owned(),
        size: listed.size,
        align: listed.align,
        rows: rows.collect(),
    }
}

#[test]
fn the_own_structs_are_read_from_the_listing() {
    let listing = "\
print-type-size type: `std::string::String`: 24 bytes, alignment: 8 bytes
print-type-size     field `.vec`: 24 bytes
print-type-size type: `Of<std::string::String>`: 12 bytes, alignment: 4 bytes
print-type-size     field `.a`: 1 bytes
print-type-size     padding: 3 bytes
print-type-size     field `.b`: 4 bytes, alignment: 4 bytes
print-type-size     field `.c`: 1 bytes
print-type-size     end padding: 3 bytes
";
    let tables = parse(listing);
    assert_eq!(tables.len(), 1, "{tables:?}");
    let Table { name, size, align, rows } = &tables[0];
    assert_eq!((name.as_str(), *size, *align), ("Of", 12, 4));
    let rows: Vec<_> =
        rows.iter().map(|row| (row.name.as_str(), row.offset, row.size, row.align)).collect();
    assert_eq!(rows, [("a", 0, 1, None), ("b", 4, 4, Some(4)), ("c", 8, 1, None)]);
}
