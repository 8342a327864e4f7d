//! Files: objects, executables, archives of them, and the files to which they leave their debug info.

use core::slice;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::string::String;
use std::sync::{Mutex, PoisonError};
use std::vec::Vec;

use gimli::{Dwarf, UnitHeader};
use object::ReadRef;
use object::read::archive::ArchiveFile;
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::read::{FileKind, Object, ReadCache};

use super::DebugInfoError;
use super::graph::Graph;
use super::identity::{Group, Identities};
use super::lines::Lines;
use super::merge::Merger;
use super::parallel;
use super::pass;
use super::raw::{RawUnit, Reader};
use super::sections::{self, Sections};
use super::split::{Package, Skeletons};
use super::target;
use crate::record::Target;

/// What is read of one file after the other.
#[derive(Default)]
pub(super) struct Loader {
    pub(super) merger: Merger,
    pub(super) target: Option<Target>,
    pub(super) has_units: bool,
    /// What is known of why there is nothing.
    pub(super) reason: Option<DebugInfoError>,
    pub(super) skeletons: Skeletons,
    /// The files that were opened: they name others, which may name them in turn.
    opened: HashSet<PathBuf>,
}

impl Loader {
    /// Reads a file and those that it leaves its debug info to.
    pub(super) fn read(path: &Path) -> Result<(Graph, Target), DebugInfoError> {
        let mut loader = Self::default();
        loader.open(path)?;
        loader.finish(Some(path))
    }

    /// Reads files as if they were one.
    pub(super) fn read_all<P: AsRef<Path>>(
        paths: impl IntoIterator<Item = P>,
    ) -> Result<(Graph, Target), DebugInfoError> {
        let mut loader = Self::default();
        for path in paths {
            loader.open(path.as_ref())?;
            loader.load_split(Some(path.as_ref()))?;
        }
        loader.finish(None)
    }

    /// Reads a file that is in memory.
    pub(super) fn read_bytes(bytes: &[u8]) -> Result<(Graph, Target), DebugInfoError> {
        let mut loader = Self::default();
        loader.file(bytes, None)?;
        loader.finish(None)
    }

    pub(super) fn open(&mut self, path: &Path) -> Result<(), DebugInfoError> {
        if let Some(cache) = self.open_once(path)? {
            self.file(&cache, Some(path))?;
        }
        Ok(())
    }

    /// A file, unless it was opened before.
    fn open_once(&mut self, path: &Path) -> Result<Option<ReadCache<File>>, DebugInfoError> {
        let found = path.canonicalize().and_then(|found| {
            if found.metadata()?.is_file() {
                return Ok(found);
            }
            // A pipe or a device may have no end.
            Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"))
        });
        let found = found.map_err(|error| DebugInfoError::io(path, error))?;
        if !self.opened.insert(found) {
            return Ok(None);
        }
        let file = File::open(path).map_err(|error| DebugInfoError::io(path, error))?;
        Ok(Some(ReadCache::new(file)))
    }

    fn finish(mut self, path: Option<&Path>) -> Result<(Graph, Target), DebugInfoError> {
        self.load_split(path)?;
        let mut graph = self.merger.graph;
        let target = self.target.filter(|_| !graph.nodes.is_empty());
        let Some(mut target) = target else {
            return Err(match self.reason {
                Some(reason) => reason,
                None if self.has_units => DebugInfoError::NoTypes,
                None => DebugInfoError::NoDebugInfo,
            });
        };
        // Of COFF, the file itself does not say it.
        target.pointer_size = usize::from(graph.pointer_size);
        graph.aligns_to_words = target.arch == "x86";
        graph.finish();
        if graph.listed.iter().all(|&id| graph.node(id).is_number()) {
            return Err(DebugInfoError::NoTypes);
        }
        Ok((graph, target))
    }

    /// Reads a file of any kind.
    pub(super) fn file<'d, R: ReadRef<'d>>(
        &mut self,
        data: R,
        path: Option<&Path>,
    ) -> Result<(), DebugInfoError> {
        let start = data.read_bytes_at(0, data.len().unwrap_or(0).min(64)).unwrap_or(&[]);
        let kind = FileKind::parse(data).map_err(|_| what_it_is(start))?;
        match kind {
            FileKind::Archive => self.archive(data, path),
            FileKind::MachOFat32 => {
                let fat = MachOFatFile32::parse(data)?;
                self.of_one_machine(of_this_machine(fat.arches())?.data(data)?, path)
            }
            FileKind::MachOFat64 => {
                let fat = MachOFatFile64::parse(data)?;
                self.of_one_machine(of_this_machine(fat.arches())?.data(data)?, path)
            }
            _ => self.object(data, path),
        }
    }

    /// Reads a part of a file for several machines. It is no such file, which could be within itself.
    fn of_one_machine(&mut self, data: &[u8], path: Option<&Path>) -> Result<(), DebugInfoError> {
        match FileKind::parse(data)? {
            FileKind::Archive => self.archive(data, path),
            _ => self.object(data, path),
        }
    }

    /// Reads each object of an archive.
    fn archive<'d, R: ReadRef<'d>>(
        &mut self,
        data: R,
        path: Option<&Path>,
    ) -> Result<(), DebugInfoError> {
        let archive = ArchiveFile::parse(data)?;
        for member in archive.members() {
            let member = member?;
            if archive.is_thin() {
                let name = String::from_utf8_lossy(member.name()).into_owned();
                let directory = path.and_then(Path::parent).unwrap_or(Path::new(""));
                self.open(&directory.join(name))?;
                continue;
            }
            let bytes = member.data(data)?;
            // An archive of Rust holds metadata too, and of link-time optimization the compiler's own code.
            match FileKind::parse(bytes) {
                Err(_) if bytes.starts_with(BITCODE) => {
                    self.reason.get_or_insert(what_it_is(bytes));
                }
                Ok(FileKind::Archive) | Err(_) => {}
                Ok(_) => {
                    self.skeletons.hold(member.name());
                    self.object(bytes, None)?;
                }
            }
        }
        Ok(())
    }

    fn object<'d, R: ReadRef<'d>>(
        &mut self,
        data: R,
        path: Option<&Path>,
    ) -> Result<(), DebugInfoError> {
        let file = object::File::parse(data)?;
        self.target.get_or_insert_with(|| target::of(&file));
        let mut is_found = false;
        if let Some(package) = Package::load(&file)? {
            return self.package(&package);
        }
        if let Some((name, _)) = file.gnu_debugaltlink().ok().flatten() {
            let path = PathBuf::from(String::from_utf8_lossy(name).into_owned());
            return Err(DebugInfoError::Shared { path });
        }
        for is_split in [false, true] {
            if let Some(sections) = Sections::load(&file, is_split)? {
                is_found = true;
                let lines = || lines(&file, is_split);
                self.add(&sections.dwarfs(), sections.endian(), &lines)?;
            }
        }
        if is_found { Ok(()) } else { self.elsewhere(&file, path) }
    }

    /// Takes in the types of parts of a file, which may refer to each other by signatures.
    pub(super) fn add<'d>(
        &mut self,
        dwarfs: &[Dwarf<Reader<'d>>],
        endian: gimli::RunTimeEndian,
        lines: &dyn Fn() -> Cow<'d, [u8]>,
    ) -> Result<(), DebugInfoError> {
        let mut headers = Vec::new();
        for (at, dwarf) in dwarfs.iter().enumerate() {
            let (mut units, mut type_units) = (dwarf.units(), dwarf.type_units());
            while let Some(header) = units.next()? {
                headers.push((at, 2 * at, header));
            }
            while let Some(header) = type_units.next()? {
                headers.push((at, 2 * at + 1, header));
            }
        }
        headers.sort_by_key(|&(_, section, _)| section);
        let Some(first) = dwarfs.first() else { return Ok(()) };
        let mut files = Lines::new(first, endian, lines);
        let read = |&(dwarf, section, header): &Header<'d>, room| {
            pass::read(&dwarfs[dwarf], section, header, room)
        };
        if self.add_each(&headers, &read, &mut files)? {
            return Ok(());
        }
        // Some units refer to others: all of them are kept until the last is read.
        let units = parallel::map(&headers, bytes, |it| Ok(read(it, RawUnit::default())?))?;
        let group = Group::new(&units);
        self.take(&group, &Identities::of(&group)?, &mut files);
        Ok(())
    }

    /// Takes units in while the next ones are read, and forgets them; `false` if that is no way, as one refers
    /// to others.
    fn add_each<'d>(
        &mut self,
        headers: &[Header<'d>],
        read: &(dyn Fn(&Header<'d>, RawUnit<'d>) -> gimli::Result<RawUnit<'d>> + Sync),
        files: &mut Lines<'_, 'd>,
    ) -> Result<bool, DebugInfoError> {
        // New room would be cold, and the system would have to clear it.
        let rooms = Mutex::new(Vec::new());
        let rooms = || rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let read = |header: &Header<'d>| -> Result<_, DebugInfoError> {
            let room = rooms().pop().unwrap_or_default();
            let unit = read(header, room)?;
            let is_alone = !unit.is_open;
            let group = Group::new(slice::from_ref(&unit));
            let identities = if is_alone { Identities::of(&group)? } else { Identities::default() };
            Ok((unit, identities))
        };
        parallel::in_order(headers, bytes, read, |read| {
            let (unit, identities) = read?;
            if unit.is_open {
                return Ok(false);
            }
            self.take(&Group::new(slice::from_ref(&unit)), &identities, files);
            rooms().push(unit);
            Ok(true)
        })
    }

    fn take(&mut self, group: &Group<'_, '_>, identities: &Identities, files: &mut Lines<'_, '_>) {
        self.has_units |= !group.units.is_empty();
        for unit in group.units {
            self.skeletons.add(unit);
        }
        self.merger.add(group, identities, files);
    }
}

/// The number of the debug info that a unit is of, the number of its section, and the unit.
type Header<'d> = (usize, usize, UnitHeader<Reader<'d>>);

fn bytes((_, _, header): &Header<'_>) -> usize {
    header.length_including_self()
}

/// The section of lines; empty if it cannot be read, as no type is lost without it.
fn lines<'d, R: ReadRef<'d>>(file: &object::File<'d, R>, is_split: bool) -> Cow<'d, [u8]> {
    let name = if is_split { ".debug_line.dwo" } else { ".debug_line" };
    let section = file.section_by_name(name);
    section.and_then(|section| sections::contents(file, &section).ok()).unwrap_or_default()
}

/// The part of a file for several machines that is for this one, or the first.
fn of_this_machine<T: FatArch>(parts: &[T]) -> Result<&T, DebugInfoError> {
    let this = Target::this().arch;
    let is_of_this = |part: &&T| target::arch(part.architecture()) == this;
    let part = parts.iter().find(is_of_this).or(parts.first());
    part.ok_or_else(|| DebugInfoError::malformed("the list of machines is empty"))
}

/// How files begin that link-time optimization leaves for the linker.
const BITCODE: &[u8] = b"BC\xc0\xde";

/// What a file is that is no object file.
fn what_it_is(start: &[u8]) -> DebugInfoError {
    let what = match start {
        [] => "empty",
        _ if start.starts_with(b"Microsoft C/C++ MSF") => {
            return DebugInfoError::Pdb { path: String::new() };
        }
        _ if start.starts_with(BITCODE) => {
            "LLVM bitcode, which link-time optimization leaves for the linker"
        }
        _ if start.starts_with(b"#!") => "a script",
        _ if start.starts_with(b"rust\0\0\0") => "metadata of the compiler",
        _ => "of an unknown kind",
    };
    DebugInfoError::NotAnObject { what }
}
