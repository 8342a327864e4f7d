//! The lock on types of debug info, of which none needs a derive.

mod both;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use layout_core::debug_info::{self, Program};
use layout_core::diff::DiffVerdict;
use layout_core::registry::{
    Lock, LockChange, LockError, LockMode, LockOutcome, Lockable, TypeChange,
};

use layout_core::types::Types;

use super::File;
use crate::types_of;

/// The compiler, which writes debug info of what the functions of a library use.
fn rustc(name: &str) -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    if cfg!(all(target_arch = "x86", target_os = "linux")) {
        command.args(["--target", "i686-unknown-linux-gnu"]);
    }
    command.args(["--edition=2024", "--crate-type=lib", "-Awarnings", "-g", "--crate-name", name]);
    command
}

/// Compiles a source, and gives the path of what comes of it.
fn compile(file: &File, source: &str, output: &str, command: &mut Command) -> PathBuf {
    let directory = file.0.parent().expect("a directory");
    let (input, output) = (directory.join("source"), directory.join(output));
    fs::write(&input, source).expect("it is written");
    let outcome = command.arg("-o").arg(&output).arg(&input).output().expect("it runs");
    assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&outcome.stderr));
    output
}

/// What debug info has of a source.
fn program(file: &File, source: &str) -> Program {
    read(&compile(file, source, "app.o", rustc("app").arg("--emit=obj")))
}

fn read(path: &Path) -> Program {
    let program = debug_info::read(path).unwrap_or_else(|error| panic!("{error}"));
    // An object file does not tell what this program is told of its target.
    let env = if cfg!(target_env = "gnu") { "gnu" } else { "none" };
    program.built_for(std::env::consts::OS, env)
}

impl File {
    fn in_mode<T: Lockable>(
        &self,
        mode: LockMode,
        types: &Types<T>,
    ) -> Result<LockOutcome, LockError> {
        Lock::at(&self.0).mode(mode).check(types)
    }

    fn write_types<T: Lockable>(&self, types: &Types<T>) {
        assert!(self.in_mode(LockMode::Update, types).expect("it is written").is_written);
    }

    /// What is not as the file has it.
    fn changes<T: Lockable>(&self, types: &Types<T>) -> Vec<LockChange> {
        match self.in_mode(LockMode::Check, types) {
            Ok(outcome) => outcome.diff.changes,
            Err(LockError::Changed { diff, .. }) => diff.changes,
            Err(error) => panic!("{error}"),
        }
    }

    /// The lines of each entry of the file, by its first one.
    fn entries(&self) -> Vec<(String, Vec<String>)> {
        let text = self.read();
        let entries =
            text.split("\n\n").filter(|it| it.starts_with("type ") || it.starts_with("within "));
        let lines =
            |entry: &str| -> Vec<String> { entry.lines().skip(1).map(String::from).collect() };
        let name = |entry: &str| {
            entry.lines().next().and_then(|it| it.split_once(' ')).map(|it| it.1.to_owned())
        };
        entries.filter_map(|entry| Some((name(entry)?, lines(entry)))).collect()
    }
}

/// The source of [`both`] without its derives, in the modules that it is in here.
fn without_derives() -> String {
    let source = include_str!("debug_info/both.rs");
    let source = source.replace("use layout_core::Layout;", "").replace("#[derive(Layout)]", "");
    assert!(!source.contains("layout_core"), "{source}");
    format!(
        "pub mod locks {{ pub mod debug_info {{ pub mod both {{ {source} pub fn keep(_: All<'_>) {{}} }} }} }}"
    )
}

const MODULE: &str = "registry::locks::debug_info::both";

/// The same types, of debug info and of the derive.
fn both(file: &File) -> (Program, layout_core::registry::Types) {
    let output = compile(file, &without_derives(), "both.o", rustc("registry").arg("--emit=obj"));
    (read(&output), types_of("locks::debug_info::both"))
}

/// A line without what only one of the sources knows: the `repr`, and the tags and niches that stable Rust does
/// not tell.
fn what_both_know(line: &str) -> String {
    let line = line.split(", repr(").next().unwrap_or(line);
    let line = line.split(", stored ").next().unwrap_or(line);
    let head: Vec<&str> = line
        .split(", ")
        .filter(|word| !word.starts_with("niche") && *word != "tag ?" && *word != "tag 0+2")
        .collect();
    head.join(", ")
}

#[test]
fn both_sources_write_the_same_lines() {
    let (file, other) = (File::new("debug_info-both"), File::new("debug_info-derived"));
    let (program, derived) = both(&file);
    file.write_types(&program.types().in_module(MODULE));
    other.write_types(&derived);
    let (of_debug_info, of_derive) = (file.entries(), other.entries());
    let mut compared = 0;
    for (name, lines) in &of_derive {
        // Debug info has the unit type as a number without bytes.
        if name == "()" {
            continue;
        }
        let found = of_debug_info.iter().find(|it| it.0 == *name);
        let (_, told) = found.unwrap_or_else(|| panic!("no {name} in\n{}", file.read()));
        let plain = |lines: &[String]| -> Vec<String> {
            lines.iter().map(|line| what_both_know(line)).collect()
        };
        assert_eq!(plain(told), plain(lines), "{name}");
        compared += 1;
    }
    assert!(compared >= 14, "{compared}");
    assert_eq!(of_debug_info.len(), of_derive.len() - 1, "{of_debug_info:#?}");
    // The heads of both files, up to the first type, are the same too.
    let head = |file: &File| file.read().split("\ntype ").next().map(String::from);
    assert_eq!(head(&file), head(&other));
    // What only debug info knows.
    let text = file.read();
    assert!(text.contains("  variant Yes() = 0, stored others\n"), "{text}");
    assert!(text.contains("enum, size 1, align 1, niche 0+1, repr(?)\n"), "{text}");
    assert!(text.contains("struct, size 8, align 4, repr(?)\n"), "{text}");
}

/// What one of them does not know is no change of the layout, and is no silence either.
#[test]
fn a_file_of_one_source_is_never_broken_by_the_other() {
    let file = File::new("debug_info-mixed");
    let (program, derived) = both(&file);
    let types = program.types().in_module(MODULE);
    let all_known = |changes: Vec<LockChange>| {
        assert!(changes.len() >= 10, "{changes:#?}");
        for change in changes.iter().filter(|it| !it.name.starts_with('(')) {
            assert!(matches!(change.what, TypeChange::Known { .. }), "{change}");
            assert_eq!(change.verdict(), DiffVerdict::Unknown, "{change}");
        }
    };
    file.write_types(&types);
    all_known(file.changes(&derived));
    file.in_mode(LockMode::Overwrite, &derived).expect("it is written");
    file.write_types(&derived);
    all_known(file.changes(&types));
    // A change of the layout is one, whoever wrote the file.
    file.edit("       2     2  length: u16\n", "       1     1  length: u8\n");
    let changes = file.changes(&types);
    let packet = changes.iter().find(|it| it.name.ends_with("::Packet")).expect("it changed");
    assert!(packet.verdict().is_breaking(), "{packet}");
    assert!(packet.to_string().contains("length: "), "{packet}");
}

const BEFORE: &str = "
    pub mod wire {
        pub struct Header { pub length: u16, pub kind: u8 }
        #[repr(C)] pub struct Frame { pub header: Header, pub sum: u32 }
        pub struct Old { pub x: u8 }
        pub struct Steady { pub x: u64, pub y: bool }
        pub enum Reply { Done, Failed(u32), Wait { seconds: u16 } }
    }
    pub struct Outside(pub u8);
    impl Outside {
        pub fn method(&self) -> u8 {
            struct Local { x: u8 }
            let local = Local { x: self.0 };
            let closure = move |y: u8| local.x + y;
            closure(1)
        }
    }
    pub async fn wait(x: u8) -> u8 { core::future::ready(()).await; x }
    pub fn start(x: u8) -> impl Future<Output = u8> { wait(x) }
    pub fn keep(_: (&wire::Frame, &wire::Old, &wire::Steady, &wire::Reply, &Outside)) {}
";

/// The worked example: a crate without a derive, its lock, and an edit.
#[test]
fn an_edit_of_a_field_is_breaking_and_names_the_field() {
    let file = File::new("debug_info-edit");
    let before = program(&file, BEFORE);
    let locked = |program: &'static Program| program.types().in_crate("app");
    let before: &'static Program = Box::leak(Box::new(before));
    file.write_types(&locked(before));
    let text = file.read();
    for name in ["Header", "Frame", "Old", "Steady", "Reply"] {
        assert!(text.contains(&format!("\ntype app::wire::{name}\n")), "{name} in\n{text}");
    }
    // What the compiler numbers has another number after each edit.
    assert!(!text.contains('#') || !text.contains("{closure"), "{text}");
    for unnamed in ["{", "Local", "wait"] {
        let found = file.entries().into_iter().find(|it| it.0.contains(unnamed));
        assert_eq!(found, None, "{unnamed}");
    }
    assert_eq!(file.changes(&locked(before)), []);

    let after = BEFORE
        .replace("pub length: u16", "pub length: u32")
        .replace("pub struct Old { pub x: u8 }", "pub struct New { pub x: u8 }")
        .replace("&wire::Old", "&wire::New")
        .replace("Wait { seconds: u16 }", "Wait { seconds: u16 }, Later");
    let after: &'static Program = Box::leak(Box::new(program(&file, &after)));
    let error = file.in_mode(LockMode::Check, &locked(after)).expect_err("it is not as it was");
    let text = error.to_string();
    let LockError::Changed { diff, .. } = error else { panic!("{text}") };
    let found: Vec<(&str, DiffVerdict)> =
        diff.changes.iter().map(|it| (it.name.as_str(), it.verdict())).collect();
    let expected = [
        ("app::wire::Frame", DiffVerdict::BreaksBoth),
        ("app::wire::Header", DiffVerdict::BreaksBoth),
        ("app::wire::New", DiffVerdict::Compatible),
        ("app::wire::Old", DiffVerdict::Unknown),
        ("app::wire::Reply", DiffVerdict::BreaksOldReaders),
    ];
    assert_eq!(found, expected, "{text}");
    assert!(
        text.contains("~ length: grew from 2 to 4 bytes; type u16 -> u32 (breaking)"),
        "{text}"
    );
    assert!(text.contains("+ app::wire::New: added, struct, size 1, align 1, repr(?)"), "{text}");
    assert!(text.contains("- app::wire::Old: removed"), "{text}");
    assert!(text.contains("5 layout changes"), "{text}");
    // As with derived types, an update accepts them, and the next check passes.
    file.write_types(&locked(after));
    assert_eq!(file.changes(&locked(after)), []);
}

/// Of a module, types of other modules in the file are not judged, and stay.
#[test]
fn a_module_has_its_own_types_alone() {
    let file = File::new("debug_info-module");
    let program = program(&file, BEFORE);
    file.write_types(&program.types().in_crate("app"));
    let whole = file.read();
    file.write_types(&program.types().in_module("app::wire"));
    assert_eq!(file.read(), whole);
    assert_eq!(file.changes(&program.types().in_module("app::wire")), []);
    // A filter that leaves some of a module finds that the others are gone.
    let some = program.types().in_module("app::wire").filter(|it| it.name() != "app::wire::Old");
    let changes = file.changes(&some);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!((&*changes[0].name, &changes[0].what), ("app::wire::Old", &TypeChange::Removed));
    let none = program.types().in_module("app::nowhere");
    let error = file.in_mode(LockMode::Check, &none).expect_err("there is none");
    assert!(error.to_string().starts_with("no types to check in `app::nowhere`"), "{error}");
    // Neither are there any that have a name that lasts.
    let error = file.in_mode(LockMode::Check, &program.futures()).expect_err("none is locked");
    assert!(matches!(error, LockError::NoTypes { .. }), "{error}");
}

/// The compiler itself reorders fields, if it is told to. In the file, another version did.
#[test]
fn what_another_compiler_reordered_is_told_apart() {
    const SOURCE: &str = "
        pub struct Free { pub a: u8, pub b: u32, pub c: u16, pub d: u64, pub e: u8 }
        #[repr(C)] pub struct Defined { pub a: u8, pub b: u32, pub c: u16, pub d: u64, pub e: u8 }
        pub fn keep(_: &Free, _: &Defined) {}
    ";
    let file = File::new("debug_info-reordered");
    let plain = program(&file, SOURCE);
    file.write_types(&plain.types().in_crate("app"));
    let text = file.read();
    let compiler = text.lines().find(|it| it.starts_with("rustc ")).expect("a compiler").to_owned();
    assert_eq!(plain.compilers(), std::slice::from_ref(&compiler));
    let moved = (1..20).find_map(|seed| {
        let mut command = rustc("app");
        command.env("RUSTC_BOOTSTRAP", "1").arg("-Zrandomize-layout");
        command.arg(format!("-Zlayout-seed={seed}")).arg("--emit=obj");
        let program = read(&compile(&file, SOURCE, "app.o", &mut command));
        let layout = program.named("app::Free").expect("it is there").layout;
        let is_in_order = layout.fields.is_sorted_by_key(|field| field.offset);
        let is_as_before = layout == plain.named("app::Free").expect("it is there").layout;
        (!is_in_order && !is_as_before).then_some(program)
    });
    let moved = moved.expect("one of 19 orders is another");
    let types = moved.types().in_crate("app");
    let the_same = file.changes(&types);
    assert_eq!(the_same.len(), 1, "{the_same:?}");
    assert!(matches!(the_same[0].what, TypeChange::Changed(_)), "{}", the_same[0]);
    assert!(the_same[0].verdict().is_breaking());

    file.edit(&format!("\n{compiler}\n"), "\nrustc 1.60.0\n");
    let by_other = file.changes(&types);
    let newer = compiler.as_str();
    let words = format!("~ app::Free: reordered by {newer} (was 1.60.0); its fields");
    assert!(by_other[0].to_string().starts_with(&words), "{}", by_other[0]);
    let lock = Lock::at(&file.0).mode(LockMode::Check).allow_reordered();
    lock.check(&types).expect("it lets pass what the compiler did");
    // A field that was changed too is a change.
    let renamed = SOURCE.replace("pub a: u8, pub b: u32", "pub a: u8, pub z: u32");
    let renamed = program(&file, &renamed);
    lock.check(&renamed.types().in_crate("app")).expect_err("a field has another name");
}

/// A field that follows the others as it is declared may be where `repr(C)` has it: another compiler is no excuse.
#[test]
fn what_may_be_repr_c_is_not_called_reordered() {
    let source =
        |fields: &str| format!("#[repr(C)] pub struct S {{ {fields} }} pub fn keep(_: &S) {{}}");
    let file = File::new("debug_info-defined");
    let before = program(&file, &source("pub a: u8, pub b: u32"));
    file.write_types(&before.types().in_crate("app"));
    let text = file.read();
    let compiler = text.lines().find(|it| it.starts_with("rustc ")).expect("a compiler");
    file.edit(&format!("\n{compiler}\n"), "\nrustc 1.60.0\n");
    let after = program(&file, &source("pub b: u32, pub a: u8"));
    let changes = file.changes(&after.types().in_crate("app"));
    assert!(matches!(changes[0].what, TypeChange::Changed(_)), "{}", changes[0]);
    assert!(changes[0].verdict().is_breaking());
}

/// Names do not tell types of two versions of a crate apart: numbers do, and each keeps its own.
#[test]
fn two_versions_of_a_crate_have_an_entry_each() {
    let file = File::new("debug_info-versions");
    let wire = |version: &str, fields: &str| {
        let source = format!("pub struct Header {{ {fields} }}");
        let mut command = rustc("wire");
        command.args([format!("-Cmetadata={version}"), "--emit=metadata".into()]);
        compile(&file, &source, &format!("libwire{version}.rmeta"), &mut command)
    };
    let app = |one: &Path, two: &Path| {
        let source = "
            pub struct Both { pub one: one::Header, pub two: two::Header }
            pub struct One { pub it: one::Header }
            pub struct Two { pub it: [two::Header; 2] }
            pub fn keep(_: &Both, _: &One, _: &Two) {}
        ";
        let mut command = rustc("app");
        for (name, path) in [("one", one), ("two", two)] {
            command.arg("--extern").arg(format!("{name}={}", path.display()));
        }
        read(&compile(&file, source, "app.o", command.arg("--emit=obj")))
    };
    let (one, two) = (wire("1", "pub length: u16"), wire("2", "pub length: u32, pub kind: u8"));
    let before = app(&one, &two);
    let types = |program: &'static Program| program.types().in_crate("app");
    let before: &'static Program = Box::leak(Box::new(before));
    file.write_types(&types(before));
    let text = file.read();
    let entry = |size: usize| {
        let head = format!("struct, size {size}, ");
        let entries = file.entries();
        let entry =
            entries.iter().find(|it| it.0.starts_with("wire::Header") && it.1[0].contains(&head));
        entry.unwrap_or_else(|| panic!("{text}")).0.clone()
    };
    let (small, large) = (entry(2), entry(8));
    let mut labels = [small.as_str(), large.as_str()];
    labels.sort_unstable();
    assert_eq!(labels, ["wire::Header (1)", "wire::Header (2)"]);
    assert!(text.contains(&format!("one: {small}\n")), "{text}");
    assert!(text.contains(&format!("two: {large}\n")), "{text}");
    assert!(text.contains(&format!("it: [wire::Header; 2] with {large}\n")), "{text}");

    // The second version changes, and grows beyond the first one's place in any order.
    let two = wire("2", "pub length: u64, pub kind: u8");
    let after: &'static Program = Box::leak(Box::new(app(&one, &two)));
    let changes = file.changes(&types(after));
    let names: Vec<&str> = changes.iter().map(|it| it.name.as_str()).collect();
    assert!(!names.contains(&"app::One"), "{names:?}");
    assert!(["app::Both", "app::Two"].iter().all(|it| names.contains(it)), "{names:?}");
    let header = changes.iter().find(|it| it.name.starts_with("wire::Header")).expect("it changed");
    assert!(header.to_string().contains("length: grew from 4 to 8 bytes"), "{header}");
}

/// Where packages of a registry lie tells their versions: the lock, lists and errors say it in place of a number.
#[test]
fn two_versions_of_a_package_are_told_apart_by_them() {
    let file = File::new("debug_info-releases");
    let directory = file.0.parent().expect("a directory").to_owned();
    let wire = |version: &str, fields: &str| {
        let package = directory.join(format!("wire-{version}/src"));
        fs::create_dir_all(&package).expect("it can be made");
        let (input, output) =
            (package.join("lib.rs"), directory.join(format!("libwire-{version}.rlib")));
        let source = format!(
            "pub struct Header {{ {fields} }} pub fn keep(_: &Header) {{}}
            pub struct Same {{ pub it: u8 }} pub fn same(_: &Same) {{}}"
        );
        fs::write(&input, source).expect("it is written");
        let mut command = rustc("wire");
        command.arg(format!("-Cmetadata={version}")).arg("-o").arg(&output).arg(&input);
        let outcome = command.output().expect("it runs");
        assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&outcome.stderr));
        output
    };
    let (one, two) =
        (wire("1.2.3", "pub length: u16"), wire("2.0.1", "pub length: u32, pub kind: u8"));
    let source =
        "pub struct Both { pub one: one::Header, pub two: two::Header } pub fn keep(_: &Both) {}";
    let mut command = rustc("app");
    for (name, path) in [("one", &one), ("two", &two)] {
        command.arg("--extern").arg(format!("{name}={}", path.display()));
    }
    let app = compile(&file, source, "app.o", command.arg("--emit=obj"));
    let program =
        debug_info::read_all([&app, &one, &two]).unwrap_or_else(|error| panic!("{error}"));
    file.write_types(&program.types().in_crate("app"));
    let labels: Vec<String> = file.entries().into_iter().map(|it| it.0).collect();
    assert_eq!(labels, ["app::Both", "wire::Header (v1)", "wire::Header (v2)"]);
    let text = file.read();
    assert!(text.contains("one: wire::Header (v1)\n"), "{text}");
    file.write_types(&program.types().in_crate("wire"));
    let labels: Vec<String> = file.entries().into_iter().map(|it| it.0).collect();
    // Equal types of both are one, whose version is not known.
    let expected = ["app::Both", "wire::Header (v1)", "wire::Header (v2)", "wire::Same"];
    assert_eq!(labels, expected);

    let version_of = |size: usize| {
        let types = program.types().named("wire::Header").filter(|it| it.size() == size);
        types.iter().next().expect("it is there").crate_version()
    };
    assert_eq!((version_of(2), version_of(8)), (Some("1.2.3"), Some("2.0.1")));
    let same = program.types().named("wire::Same");
    assert_eq!(same.iter().map(|it| it.crate_version()).collect::<Vec<_>>(), [None]);
    let both = program.types().named("app::Both");
    assert_eq!(both.iter().map(|it| it.crate_version()).collect::<Vec<_>>(), [None]);
    let error = program.named("wire::Header").expect_err("there are two").to_string();
    assert!(error.contains("\n  wire::Header (v1.2.3, size 2, align 2)"), "{error}");
    assert!(error.contains("\n  wire::Header (v2.0.1, size 8, align 4)"), "{error}");
    let list = program.types().in_crate("wire").to_string();
    assert!(list.contains("wire::Header (v1.2.3)\n"), "{list}");
    assert!(list.contains("wire::Same\n"), "{list}");
}

/// What is in no line of a derived type: which values a niche has, where it lies, and bits.
#[test]
fn what_debug_info_alone_knows_is_locked_too() {
    let file = File::new("debug_info-niche");
    let program =
        program(&file, "pub enum Choice { Yes(bool), No, Later } pub fn keep(_: &Choice) {}");
    let types = program.types().in_crate("app");
    file.write_types(&types);
    let text = file.read();
    let niche = text.split("niche ").nth(1).and_then(|it| it.split(',').next()).expect("a niche");
    for (from, to, words) in [
        (
            format!("niche {niche}"),
            "niche 7+1".to_owned(),
            "(the type): the niche is 1 byte at offset",
        ),
        ("stored 2".into(), "stored 9".into(), "No: the niche has 2, had 9 (breaking)"),
    ] {
        file.edit(&from, &to);
        let changes = file.changes(&types);
        assert_eq!(changes.len(), 1, "{changes:?}");
        let text = changes[0].to_string();
        assert!(changes[0].verdict().is_breaking() && text.contains(words), "{text}");
        file.edit(&to, &from);
    }
    // A file that a derive wrote does not tell them.
    file.edit(&format!("niche {niche}"), "niche");
    assert!(matches!(file.changes(&types)[0].what, TypeChange::Known { .. }));
}

/// Types of C have no crate; their bit-fields are told apart, and so are targets.
#[test]
fn types_of_c_are_locked_for_their_own_target() {
    let source = |flags: &str| {
        format!("struct device {{ unsigned char kind; {flags} long base; }}; struct device keep;")
    };
    let object = |file: &File, text: &str, option: &str| {
        let mut command = Command::new("cc");
        command.args(["-g", "-c", "-x", "c", option]);
        debug_info::read(compile(file, text, "device.o", &mut command))
            .unwrap_or_else(|error| panic!("{error}"))
    };
    let file = File::new("debug_info-c");
    let of_c = |program: &'static Program| program.types();
    let leaked = |program| -> &'static Program { Box::leak(Box::new(program)) };
    let plain = "unsigned a : 3; unsigned b : 5;";
    let before = leaked(object(&file, &source(plain), "-O0"));
    file.write_types(&of_c(before));
    let text = file.read();
    assert!(text.contains("\ntype device\n  struct, size "), "{text}");
    assert!(text.contains("a: unsigned int, bits 0+3\n"), "{text}");
    assert!(text.contains("b: unsigned int, bits 3+5\n"), "{text}");
    assert!(!text.contains("\nrustc "), "{text}");
    assert_eq!(file.changes(&of_c(before)), []);

    let after = leaked(object(&file, &source("unsigned a : 4; unsigned b : 4;"), "-O0"));
    let changes = file.changes(&of_c(after));
    assert!(changes[0].verdict().is_breaking(), "{}", changes[0]);
    let text = changes[0].to_string();
    assert!(text.contains("a: 4 bits from bit 0, was 3 bits from bit 0 (breaking)"), "{text}");
    // Renamed, the older one is gone.
    let other = leaked(object(&file, &source(plain).replace("device", "gadget"), "-O0"));
    let changes = file.changes(&of_c(other));
    let found: Vec<_> = changes.iter().map(|it| (it.name.as_str(), it.verdict())).collect();
    assert_eq!(found, [("device", DiffVerdict::Unknown), ("gadget", DiffVerdict::Compatible)]);

    // For a target that this program is not of, in the same file.
    if cfg!(target_arch = "x86_64") {
        let narrow = leaked(object(&file, &source(plain), "-m32"));
        let wide = file.read();
        file.write_types(&of_c(narrow));
        let text = file.read();
        assert!(text.contains("\n[x86-unknown-unknown 32-bit little-endian]\n"), "{text}");
        assert!(text.contains("\n[x86_64-unknown-unknown 64-bit little-endian]\n"), "{text}");
        assert!(text.len() > wide.len());
        assert_eq!(file.changes(&of_c(before)), []);
        assert_eq!(file.changes(&of_c(narrow)), []);
    }
}

/// Without a filter all types are locked, those of the standard library too, and are read as they were written.
#[test]
fn all_types_of_a_program_are_read_as_they_were_written() {
    let file = File::new("debug_info-all");
    let source = "
        pub trait Shape { fn area(&self) -> u32; }
        pub struct Square(pub u32);
        impl Shape for Square { fn area(&self) -> u32 { self.0 * self.0 } }
        pub struct Held {
            pub boxes: (Box<[Square]>, Box<dyn Shape>, Box<str>),
            pub shared: std::sync::Arc<[Square]>,
            pub lists: Vec<Option<Result<Square, String>>>,
            pub text: std::borrow::Cow<'static, str>,
            pub cell: std::cell::RefCell<std::collections::BTreeMap<char, (Square,)>>,
        }
        pub fn shape(side: u32) -> Box<dyn Shape> { Box::new(Square(side)) }
        pub fn keep(held: &Held) -> String { format!(\"{:?}\", held.lists.len()) }
    ";
    let program = program(&file, &source.replace('\\', ""));
    file.write_types(&program.types());
    let text = file.read();
    assert!(text.contains("\ntype app::Held\n") && text.contains("\ntype Option<"), "{text}");
    let changes = file.changes(&program.types());
    assert!(changes.is_empty(), "{}", changes[0]);
    file.write_types(&program.types());
    assert_eq!(file.read(), text);
    let boxes = text.lines().find(|line| line.contains(" Box<[") && !line.starts_with("  "));
    assert_eq!(boxes, None, "a box is what a field has");
}
