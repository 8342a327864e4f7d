//! Files of Apple's format around debug info that a compiler made: the linker, `dsymutil` and `lipo` write them
//! on machines of Apple's alone.

use std::fs;
use std::path::Path;

use object::{Object as _, ObjectSection as _};

pub(crate) const EXECUTABLE: u32 = 2;
/// The file within a bundle of debug info.
pub(crate) const BUNDLED: u32 = 10;

pub(crate) const X86_64: u32 = 0x0100_0007;
pub(crate) const AARCH64: u32 = 0x0100_000c;

/// The sections with debug info of an object file, by the names that Apple's format has for them.
pub(crate) fn sections(path: &Path) -> Vec<(String, Vec<u8>)> {
    let bytes = fs::read(path).expect("it is read");
    let file = object::File::parse(&*bytes).expect("an object file");
    let mut sections = Vec::new();
    for section in file.sections() {
        let name = section.name().expect("a name").trim_start_matches(['.', '_']);
        if name.starts_with("debug_") {
            let mut name = format!("__{name}");
            name.truncate(16);
            sections.push((name, section.data().expect("its bytes").to_vec()));
        }
    }
    assert!(!sections.is_empty(), "{}", path.display());
    sections
}

/// A file of 64 bits with an identity and sections of debug info.
pub(crate) fn file(
    machine: u32,
    kind: u32,
    identity: [u8; 16],
    sections: &[(String, Vec<u8>)],
) -> Vec<u8> {
    const HEADER: usize = 32;
    const IDENTITY: usize = 24;
    let commands = IDENTITY + 72 + 80 * sections.len();
    let start = HEADER + commands;
    let total: usize = sections.iter().map(|(_, bytes)| bytes.len()).sum();
    let mut file = Vec::new();
    words(&mut file, &[0xfeed_facf, machine, 3, kind, 2, number(commands), 0, 0]);
    words(&mut file, &[0x1b, number(IDENTITY)]);
    file.extend(identity);
    words(&mut file, &[0x19, number(commands - IDENTITY)]);
    file.extend(name("__DWARF"));
    for wide in [0, total as u64, start as u64, total as u64] {
        file.extend(wide.to_le_bytes());
    }
    words(&mut file, &[7, 3, number(sections.len()), 0]);
    let mut at = start;
    for (section, bytes) in sections {
        file.extend(name(section));
        file.extend(name("__DWARF"));
        file.extend(((at - start) as u64).to_le_bytes());
        file.extend((bytes.len() as u64).to_le_bytes());
        words(&mut file, &[number(at), 0, 0, 0, 0x0200_0000, 0, 0, 0]);
        at += bytes.len();
    }
    assert_eq!(file.len(), start);
    for (_, bytes) in sections {
        file.extend(bytes);
    }
    file
}

/// A file for several machines.
pub(crate) fn of_several(parts: &[(u32, &[u8])]) -> Vec<u8> {
    let big = |file: &mut Vec<u8>, word: u32| file.extend(word.to_be_bytes());
    let mut file = Vec::new();
    big(&mut file, 0xcafe_babe);
    big(&mut file, number(parts.len()));
    let mut at = 8 + 20 * parts.len();
    for (machine, part) in parts {
        for word in [*machine, 3, number(at), number(part.len()), 0] {
            big(&mut file, word);
        }
        at += part.len();
    }
    for (_, part) in parts {
        file.extend(*part);
    }
    file
}

fn words(file: &mut Vec<u8>, words: &[u32]) {
    file.extend(words.iter().flat_map(|word| word.to_le_bytes()));
}

fn name(text: &str) -> [u8; 16] {
    let mut name = [0; 16];
    name[..text.len()].copy_from_slice(text.as_bytes());
    name
}

fn number(number: usize) -> u32 {
    number.try_into().expect("a small file")
}
