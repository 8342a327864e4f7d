//! Types of C, beside what a C compiler says of them.

use std::path::Path;
use std::process::Command;

use layout_core::debug_info;
use layout_core::layout::{BaseRepr, Kind};
use layout_core::record::TypeRecord;
use layout_tests::skip::skip_without;

use crate::build::{directory, fixture, run};

/// Compiles the fixture; what it prints, and the types of its debug info.
fn told(directory: &Path, options: &[&str]) -> Option<(String, debug_info::Program)> {
    if Command::new("cc").arg("--version").output().is_err() {
        skip_without("C compiler", "install gcc or clang");
        return None;
    }
    let path = directory.join("c");
    run(Command::new("cc").arg("-g").args(options).arg(fixture("c.c")).arg("-o").arg(&path));
    let printed = String::from_utf8(run(&mut Command::new(&path)).stdout).expect("text");
    Some((printed, debug_info::read(&path).unwrap_or_else(|error| panic!("{options:?}: {error}"))))
}

fn check(options: &[&str], directory: &Path) {
    let Some((printed, program)) = told(directory, options) else { return };
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
        check(options, &directory);
    }
}
