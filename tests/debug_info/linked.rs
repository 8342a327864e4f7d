//! Libraries for Windows and macOS, linked by the linker that comes with the compiler, and what lies beside them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use layout_core::debug_info::{self, DebugInfoError, Program};
use layout_core::record::TypeRecord;
use layout_tests::skip::{skip, skip_without};

use crate::build::{compile, directory, run, rustc};
use crate::mach_o;
use crate::objects::object;

/// The linker of the compiler's toolchain. Only rustup's have it.
fn linker() -> Option<PathBuf> {
    let text = |option: &str| {
        String::from_utf8(run(rustc().arg(option)).stdout).expect("text").trim().to_owned()
    };
    let version = text("-vV");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("the host");
    let libraries = Path::new(&text("--print=sysroot")).join("lib/rustlib");
    let path = libraries.join(host).join("bin/rust-lld");
    if path.is_file() {
        return Some(path);
    }
    // What installs toolchains leaves this file.
    if libraries.join("components").is_file() {
        skip_without("rust-lld", "the toolchain of rustup has it");
    } else {
        skip("the compiler has no linker of its own");
    }
    None
}

fn types(program: &Program) -> Vec<TypeRecord> {
    program.types().in_crate("objects").iter().map(|it| it.layout()).collect()
}

/// The layouts that the object files have, which `objects` compares with what the compiler says.
fn of_object(path: &Path) -> Vec<TypeRecord> {
    let types = types(&debug_info::read(path).unwrap_or_else(|error| panic!("{error}")));
    assert!(types.len() >= 9, "{types:#?}");
    types
}

/// A library for macOS, and the object that it is linked of.
fn apple(directory: &Path) -> Option<(PathBuf, PathBuf)> {
    let linker = linker()?;
    let object = object("aarch64-apple-darwin", directory, &[])?;
    let library = directory.join("libobjects.dylib");
    let mut command = Command::new(linker);
    command.args(["-flavor", "darwin", "-arch", "arm64", "-platform_version", "macos", "11.0"]);
    command.args(["11.0", "-dylib", "-undefined", "dynamic_lookup", "-o"]).arg(&library);
    run(command.arg(&object));
    Some((library, object))
}

/// What `dsymutil` writes beside a library, with the library's identity.
fn write_bundle(library: &Path, object: &Path, identity: [u8; 16]) -> PathBuf {
    let name = library.file_name().expect("a name");
    let mut bundle = library.as_os_str().to_owned();
    bundle.push(".dSYM/Contents/Resources/DWARF");
    fs::create_dir_all(&bundle).expect("the bundle can be made");
    let path = PathBuf::from(bundle).join(name);
    let sections = mach_o::sections(object);
    fs::write(&path, mach_o::file(mach_o::AARCH64, mach_o::BUNDLED, identity, &sections))
        .expect("it is written");
    path
}

fn identity(path: &Path) -> [u8; 16] {
    use object::Object as _;
    let bytes = fs::read(path).expect("it is read");
    let file = object::File::parse(&*bytes).expect("an object file");
    file.mach_uuid().expect("it is right").expect("an identity")
}

#[test]
fn linked_libraries_for_windows_are_read() {
    let directory = directory("linked_windows");
    let Some(linker) = linker() else { return };
    let Some(object) = object("x86_64-pc-windows-gnu", &directory, &[]) else { return };
    let library = directory.join("objects.dll");
    let mut command = Command::new(linker);
    command.args(["-flavor", "gnu", "-m", "i386pep", "--shared", "-e", "plain", "-o"]);
    run(command.arg(&library).arg(&object));
    let program = debug_info::read(&library).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(program.target().os, "windows");
    assert_eq!(types(&program), of_object(&object));
}

/// Apple's linker leaves debug info in the objects, which the library names.
#[test]
fn linked_libraries_for_macos_are_read_from_their_objects() {
    let directory = directory("linked_macos");
    let Some((library, object)) = apple(&directory) else { return };
    let program = debug_info::read(&library).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(program.target().os, "macos");
    assert_eq!(types(&program), of_object(&object));
    fs::remove_file(&object).expect("it is removed");
    let error = debug_info::read(&library).expect_err("its debug info is gone");
    assert!(matches!(error, DebugInfoError::Split { .. }), "{error}");
    assert!(error.to_string().contains("aarch64-apple-darwin.o"), "{error}");
}

/// Of a bundle beside the library no object is needed; one of another build is refused.
#[test]
fn bundles_beside_libraries_are_read() {
    let directory = directory("bundles");
    let Some((library, object)) = apple(&directory) else { return };
    let own = identity(&library);
    let types_of_object = of_object(&object);
    let bundled = write_bundle(&library, &object, own);
    let sections = fs::read(&object).expect("it is read");
    fs::remove_file(&object).expect("it is removed");
    for path in [&library, &bundled] {
        let program = debug_info::read(path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(types(&program), types_of_object, "{}", path.display());
    }
    fs::write(&object, sections).expect("it is written");
    write_bundle(&library, &object, [7; 16]);
    let error = debug_info::read(&library).expect_err("the bundle is of another build");
    assert!(matches!(error, DebugInfoError::Stale { .. }), "{error}");
}

/// Of a file for several machines, the part for this one is read, wherever it stands; else the first.
#[test]
#[cfg(target_os = "linux")]
fn files_for_several_machines_are_read_for_this_one() {
    let directory = directory("several_machines");
    // Debug info is the same in each format: what two programs of this machine have.
    let part = |machine, source| {
        let sections = mach_o::sections(&compile(source, &directory, &["-g"]));
        mach_o::file(machine, mach_o::EXECUTABLE, [1; 16], &sections)
    };
    let (intel, arm) = (part(mach_o::X86_64, "small.rs"), part(mach_o::AARCH64, "findings.rs"));
    let parts = [(mach_o::X86_64, &*intel), (mach_o::AARCH64, &*arm)];
    for (parts, first) in [(parts, "small"), ([parts[1], parts[0]], "findings")] {
        let wanted = match std::env::consts::ARCH {
            "x86_64" => "small",
            "aarch64" => "findings",
            _ => first,
        };
        let path = directory.join(format!("{first}.fat"));
        fs::write(&path, mach_o::of_several(&parts)).expect("it is written");
        let program = debug_info::read(&path).unwrap_or_else(|error| panic!("{error}"));
        for name in ["small", "findings"] {
            let is_there = !program.types().in_crate(name).is_empty();
            assert_eq!(is_there, name == wanted, "{name} of {}", path.display());
        }
    }
}
