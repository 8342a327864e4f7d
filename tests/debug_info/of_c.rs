//! Types of C and C++, beside what their compilers say of them.

use std::path::Path;
use std::process::Command;

use layout_core::debug_info::{self, DebugType};
use layout_core::layout::{BaseRepr, Kind};
use layout_core::record::{FieldRecord, TypeRecord};
use layout_tests::skip::skip_without;

use crate::build::{directory, fixture, run};

/// Compiles a fixture; what it prints, and the types of its debug info.
fn told(
    compiler: &str,
    source: &str,
    directory: &Path,
    options: &[&str],
) -> Option<(String, debug_info::Program)> {
    if Command::new(compiler).arg("--version").output().is_err() {
        skip_without(compiler, "install gcc, g++ and clang");
        return None;
    }
    let path = directory.join("program");
    run(Command::new(compiler).arg("-g").args(options).arg(fixture(source)).arg("-o").arg(&path));
    let printed = String::from_utf8(run(&mut Command::new(&path)).stdout).expect("text");
    Some((printed, debug_info::read(&path).unwrap_or_else(|error| panic!("{options:?}: {error}"))))
}

/// Sizes and holes of structs, beside what `pahole` finds in the same file.
#[test]
fn sizes_and_holes_of_c_are_those_that_pahole_finds() {
    let directory = directory("pahole");
    let Some((_, program)) = told("gcc", "c.c", &directory, &[]) else { return };
    if Command::new("pahole").arg("--version").output().is_err() {
        return skip_without("pahole", "install dwarves");
    }
    let listed = run(Command::new("pahole").arg("--sizes").arg(directory.join("program"))).stdout;
    let listed = String::from_utf8(listed).expect("text");
    let mut holes_of_all = 0;
    for line in listed.lines() {
        let words: Vec<&str> = line.split('\t').collect();
        let [name, size, holes] = words[..] else { panic!("{line}") };
        let layout = program.named(name).unwrap_or_else(|error| panic!("{line}: {error}")).layout;
        assert_eq!(layout.size.to_string(), size, "{layout:#?}");
        // It counts bits that no field has apart.
        if layout.fields.iter().any(|it| it.bits.is_some()) {
            continue;
        }
        let mut fields: Vec<_> = layout.fields.iter().map(|it| (it.offset, it.end())).collect();
        fields.sort_unstable();
        let found = fields.windows(2).filter(|pair| pair[1].0 > pair[0].1).count();
        assert_eq!(found.to_string(), holes, "{layout:#?}");
        holes_of_all += found;
    }
    assert!(listed.lines().count() >= 5 && holes_of_all >= 2, "{listed}");
}

fn check(compiler: &str, options: &[&str], directory: &Path) {
    let Some((printed, program)) = told(compiler, "c.c", directory, options) else { return };
    let layout = |name: &str| -> TypeRecord {
        let name = name.rsplit(' ').next().expect("a word");
        program.named(name).unwrap_or_else(|error| panic!("{options:?}: {error}")).layout
    };
    let mut facts = 0;
    for line in printed.lines() {
        let words: Vec<&str> = line.split('\t').collect();
        facts += 1;
        match words[..] {
            ["size", name, size, align] => {
                let layout = layout(name);
                let told = (layout.size.to_string(), layout.align.to_string());
                assert_eq!(told, (size.into(), align.into()), "{options:?}: {layout:#?}");
                assert_eq!(layout.repr.base, BaseRepr::C, "{name}");
            }
            ["field", name, field, offset] => {
                let layout = layout(name);
                let found = layout.fields.iter().find(|it| it.name == field);
                let found = found.unwrap_or_else(|| panic!("{options:?}: {field} of {layout:#?}"));
                assert_eq!(
                    found.offset.map(|it| it.to_string()).as_deref(),
                    Some(offset),
                    "{name}.{field}"
                );
            }
            ["bits", _, ref bytes @ ..] => {
                let bytes: Vec<u8> =
                    bytes.iter().map(|byte| byte.parse().expect("a byte")).collect();
                let layout = layout("struct flags");
                for (name, value) in [("a", 5), ("b", 100), ("c", 300)] {
                    let field = layout.fields.iter().find(|it| it.name == name).expect("the field");
                    let bits = field.bits.expect("its bits");
                    let start = field.offset.expect("its bytes");
                    let low = bytes[start..start + field.size].iter().rev();
                    let all = low.fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
                    let is = all >> bits.offset & ((1 << bits.size) - 1);
                    assert_eq!(is, value, "{options:?}: {name} of {layout:#?}");
                }
                assert_eq!(layout.fields.iter().filter(|it| it.bits.is_some()).count(), 3);
            }
            _ => panic!("{line}"),
        }
    }
    assert!(facts > 20, "{printed}");
    let color = layout("color");
    let values: Vec<_> =
        color.variants.iter().map(|it| (it.name.as_str(), it.discriminant.as_i128())).collect();
    assert_eq!(values, [("RED", Some(-1)), ("GREEN", Some(5)), ("BLUE", Some(6))], "{options:?}");
    assert_eq!(color.kind, Kind::Enum);
    let message = layout("message");
    let tail = message.tail.map(|tail| (tail.offset, tail.stride));
    assert_eq!(tail, Some((Some(2), Some(1))), "{options:?}: {message:#?}");
    let place = layout("plain").declared_at.expect("a place");
    assert!(place.file.ends_with("c.c") && place.line == 6, "{options:?}: {place}");
}

#[test]
fn types_of_c_are_those_of_its_compiler() {
    let directory = directory("of_c");
    for options in [
        &[][..],
        &["-gdwarf-2", "-gstrict-dwarf"],
        &["-gdwarf-3"],
        &["-gdwarf-4"],
        &["-gdwarf-5", "-O2"],
        &["-gz=zlib"],
    ] {
        check("cc", options, &directory);
        if options != ["-gdwarf-2", "-gstrict-dwarf"] {
            check("clang", options, &directory);
        }
    }
}

/// A field of a class, or of what has no name in it, and where it begins.
fn member<'t>(layout: &'t TypeRecord, name: &str) -> Option<(&'t FieldRecord, Option<usize>)> {
    let own = layout.fields.iter().find(|it| it.name == name).map(|it| (it, it.offset));
    own.or_else(|| {
        layout.fields.iter().filter(|it| it.name.is_empty()).find_map(|unnamed| {
            let (found, within) = member(unnamed.layout.as_ref()?, name)?;
            Some((found, unnamed.offset.zip(within).map(|(start, within)| start + within)))
        })
    })
}

/// Compares what a program of C++ prints of its classes and of values of them with its debug info.
fn check_classes(source: &str, compiler: &str, options: &[&str], directory: &Path) {
    let Some((printed, program)) = told(compiler, source, directory, options) else { return };
    let layout = |name: &str| {
        program.named(name).unwrap_or_else(|error| panic!("{compiler} {options:?}: {error}")).layout
    };
    let mut facts = 0;
    for line in printed.lines() {
        let words: Vec<&str> = line.split('\t').collect();
        let at = format!("{compiler} {options:?}: {line}");
        let layout = layout(words[1]);
        let number = |at: usize| words[at].parse::<usize>().expect("a number");
        let field = |name: &str| {
            member(&layout, name).unwrap_or_else(|| panic!("{at}: no such field: {layout:#?}"))
        };
        match words[..] {
            ["size", _, _, _] => {
                assert_eq!((layout.size, layout.align), (number(2), number(3)), "{at}");
                assert_eq!(layout.repr.base, BaseRepr::C, "{at}");
            }
            ["field", _, name, _, _] => {
                let (found, offset) = field(name);
                assert_eq!((offset, found.size), (Some(number(3)), number(4)), "{at}: {layout:#?}");
            }
            ["base", _, base, _] => {
                let is_base = |it: &&FieldRecord| it.name.is_empty() && it.type_name == base;
                let found = layout.fields.iter().find(is_base);
                let found = found.unwrap_or_else(|| panic!("{at}: {layout:#?}"));
                assert_eq!(found.offset, Some(number(3)), "{at}: {layout:#?}");
            }
            ["tail", _, _, _] => {
                let found = layout.tail.map(|tail| (tail.offset, tail.stride));
                assert_eq!(found, Some((Some(number(2)), Some(number(3)))), "{at}: {layout:#?}");
            }
            ["bits", _, name, value, ref bytes @ ..] => {
                let bytes: Vec<u8> = bytes.iter().map(|it| it.parse().expect("a byte")).collect();
                let (found, offset) = field(name);
                // Bits that fill whole bytes are a field like others.
                let (first, size) = match found.bits {
                    Some(bits) => (bits.offset, bits.size),
                    None => (0, u32::try_from(found.size).expect("a few") * 8),
                };
                let start = offset.expect("a place");
                let low = bytes[start..start + found.size].iter().rev();
                let all = low.fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
                let is = all >> first & ((1 << size) - 1);
                assert_eq!(is.to_string(), value, "{at}: {layout:#?}");
            }
            ["value", _, name, value] => {
                let found = layout.variants.iter().find(|it| it.name == name).expect("the name");
                assert_eq!(found.discriminant.to_string(), value, "{at}");
            }
            _ => panic!("{line}"),
        }
        facts += 1;
    }
    assert!(facts >= 18, "{printed}");
}

/// Templates, base classes, virtual tables and references; virtual bases, bases that lie in padding or have no bytes,
/// unions without names, bits, pointers to members, packed and aligned classes.
#[test]
fn types_of_cpp_are_those_of_its_compilers() {
    let directory = directory("of_cpp");
    for (compiler, options) in [
        ("c++", &["-gdwarf-4"][..]),
        ("c++", &["-gdwarf-5", "-fdebug-types-section"]),
        ("c++", &["-gdwarf-3", "-O2"]),
        ("clang++", &["-fstandalone-debug"]),
        ("clang++", &["-fstandalone-debug", "-gdwarf-4", "-O1"]),
    ] {
        let options = [&["-std=c++20", "-w"], options].concat();
        for source in ["cpp.cc", "classes.cc"] {
            check_classes(source, compiler, &options, &directory);
        }
    }
}

/// Where a virtual base lies is different in each class that derives from one that has it.
#[test]
fn a_virtual_base_has_no_place() {
    let directory = directory("virtual_bases");
    for compiler in ["c++", "clang++"] {
        let options = ["-std=c++20", "-w"];
        let Some((_, program)) = told(compiler, "classes.cc", &directory, &options) else {
            continue;
        };
        let left = program.named("rare::Left").unwrap_or_else(|error| panic!("{error}")).layout;
        let base = left.fields.iter().find(|it| it.type_name == "rare::Top").expect("the base");
        assert_eq!(base.offset, None, "{compiler}: {left:#?}");
        assert!(left.unknown_inside.is_some(), "{compiler}: {left:#?}");
    }
}

/// What debug info says of C for other machines is asserted by the compiler for them.
#[test]
fn objects_of_c_for_other_machines_are_read() {
    if Command::new("clang").arg("--version").output().is_err() {
        return skip_without("clang", "install clang");
    }
    let directory = directory("of_c_elsewhere");
    for target in [
        "powerpc-linux-gnu",
        "s390x-linux-gnu",
        "aarch64-linux-gnu",
        "thumbv7em-none-eabi",
        "i686-linux-gnu",
        "x86_64-pc-windows-gnu",
        "arm64-apple-darwin",
        "riscv32-none-elf",
    ] {
        let compile = |source: &Path| {
            let object = directory.join("object.o");
            let mut command = Command::new("clang");
            command.args(["-g", "-ffreestanding", "-fno-eliminate-unused-debug-types"]);
            run(command.args(["-target", target, "-c"]).arg(source).arg("-o").arg(&object));
            debug_info::read(object).unwrap_or_else(|error| panic!("{target}: {error}"))
        };
        let program = compile(&fixture("elsewhere.c"));
        let mut source = std::fs::read_to_string(fixture("elsewhere.c")).expect("the fixture");
        let mut facts = 0;
        let mut assert = |what: String, is: usize| {
            let line = format!("_Static_assert({what} == {is}, \"{what} is not {is}\");\n");
            source += &line;
            facts += 1;
        };
        for it in &program.types().filter(DebugType::is_compound) {
            let layout = it.layout();
            let name = match layout.kind {
                Kind::Union => format!("union {}", it.name()),
                Kind::Enum => format!("enum {}", it.name()),
                _ => format!("struct {}", it.name()),
            };
            assert(format!("sizeof({name})"), layout.size);
            assert(format!("_Alignof({name})"), layout.align);
            for field in &layout.fields {
                let offset = field.offset.expect("it is known");
                assert(format!("__builtin_offsetof({name}, {})", field.name), offset);
                assert(format!("sizeof((({name} *)0)->{})", field.name), field.size);
            }
        }
        assert!(facts >= 40, "{target}: {facts} facts");
        let path = directory.join("asserted.c");
        std::fs::write(&path, source).expect("it is written");
        compile(&path);
    }
}
