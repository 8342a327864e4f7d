//! The names of source files, which stand in the section of lines.

use std::borrow::Cow;
use std::collections::HashMap;
use std::string::String;

use gimli::{AttributeValue, DebugLine, DebugLineOffset, Dwarf, EndianSlice, RunTimeEndian};

use super::merge::Files;
use super::raw::{RawUnit, Reader};

/// The source files of the units of a file. The section of lines is read when a type first names one.
pub(super) struct Lines<'a, 'd> {
    dwarf: &'a Dwarf<Reader<'d>>,
    endian: RunTimeEndian,
    load: &'a dyn Fn() -> Cow<'d, [u8]>,
    section: Option<Cow<'d, [u8]>>,
    /// By the place of the unit's lines, and the number of the file.
    names: HashMap<(usize, u64), Option<String>>,
}

impl<'a, 'd> Lines<'a, 'd> {
    pub(super) fn new(
        dwarf: &'a Dwarf<Reader<'d>>,
        endian: RunTimeEndian,
        load: &'a dyn Fn() -> Cow<'d, [u8]>,
    ) -> Self {
        Self { dwarf, endian, load, section: None, names: HashMap::new() }
    }

    /// The name of a file as the compiler was told it: relative to the directory that it was called in.
    fn read(&mut self, address_size: u8, lines: usize, file: u64) -> Option<String> {
        let section = self.section.get_or_insert_with(|| (self.load)());
        let section = DebugLine::from(EndianSlice::new(section, self.endian));
        let program = section.program(DebugLineOffset(lines), address_size, None, None).ok()?;
        let header = program.header();
        let file = header.file(file)?;
        let text = |value: AttributeValue<Reader<'_>>| -> Option<String> {
            let bytes = match value {
                AttributeValue::String(text) => text.slice(),
                AttributeValue::DebugStrRef(offset) => self.dwarf.string(offset).ok()?.slice(),
                AttributeValue::DebugLineStrRef(offset) => {
                    self.dwarf.line_string(offset).ok()?.slice()
                }
                _ => return None,
            };
            Some(String::from_utf8_lossy(bytes).into_owned())
        };
        let name = text(file.path_name())?;
        let is_absolute =
            name.starts_with('/') || name.get(1..3).is_some_and(|it| it.starts_with(':'));
        // The first directory is that which the compiler was called in.
        match file.directory_index() {
            0 => Some(name),
            _ if is_absolute => Some(name),
            _ => match file.directory(header).and_then(text) {
                Some(directory) if !directory.is_empty() => {
                    Some(std::format!("{directory}/{name}"))
                }
                _ => Some(name),
            },
        }
    }
}

impl Files for Lines<'_, '_> {
    fn name(&mut self, unit: &RawUnit<'_>, file: u64) -> Option<String> {
        let lines = unit.root.lines?;
        if let Some(name) = self.names.get(&(lines, file)) {
            return name.clone();
        }
        let name = self.read(unit.address_size, lines, file);
        self.names.insert((lines, file), name.clone());
        name
    }
}
