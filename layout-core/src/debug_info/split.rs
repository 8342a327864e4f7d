//! Debug info that lies in other files than the program: `.dwo`, `.dwp`, `.dSYM`, the objects that Apple's
//! linker leaves it in, and what `objcopy --only-keep-debug` makes.

use core::fmt::Write as _;
use std::borrow::{Cow, ToOwned as _};
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::format;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::string::String;
use std::vec::Vec;

use gimli::{Dwarf, DwarfPackageSections, EndianSlice, RunTimeEndian, SectionId};
use object::read::{Object, ObjectSection, ReadCache, ReadRef};
use object::{BinaryFormat, Endianness};

use super::DebugInfoError;
use super::file::Loader;
use super::raw::{RawUnit, Reader};
use super::sections;

/// The files that hold the entries of units of which the program has but skeletons.
#[derive(Debug, Default)]
pub(super) struct Skeletons {
    wanted: Vec<PathBuf>,
    /// The names of the members of archives, which are read already.
    held: HashSet<Vec<u8>>,
}

impl Skeletons {
    pub(super) fn add(&mut self, unit: &RawUnit<'_>) {
        // In the file itself the name stands too, without anything that it is a skeleton of.
        if !unit.root.split_name.is_empty() && unit.types.is_empty() {
            let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
            let directory = PathBuf::from(text(unit.root.directory));
            self.wanted.push(directory.join(text(unit.root.split_name)));
        }
    }

    pub(super) fn hold(&mut self, member: &[u8]) {
        self.held.insert(member.into());
    }

    fn take(&mut self) -> Vec<PathBuf> {
        let held = core::mem::take(&mut self.held);
        let mut wanted = core::mem::take(&mut self.wanted);
        wanted.retain(|path| {
            let name = path.file_name().map(OsStr::as_encoded_bytes);
            name.is_none_or(|name| !held.contains(name))
        });
        wanted.sort();
        wanted.dedup();
        wanted
    }
}

/// A file that holds the entries of many units, with an index of what is whose.
pub(super) struct Package<'d> {
    endian: RunTimeEndian,
    sections: DwarfPackageSections<Cow<'d, [u8]>>,
}

impl<'d> Package<'d> {
    pub(super) fn load<R: ReadRef<'d>>(
        file: &object::File<'d, R>,
    ) -> Result<Option<Self>, DebugInfoError> {
        if file.section_by_name(".debug_cu_index").is_none() {
            return Ok(None);
        }
        let section = |id: SectionId| -> Result<Cow<'d, [u8]>, DebugInfoError> {
            let found = id.dwo_name().and_then(|name| file.section_by_name(name));
            found.map_or(Ok(Cow::Borrowed(&[][..])), |section| {
                sections::decompressed(section.compressed_data()?)
            })
        };
        let endian = match file.endianness() {
            Endianness::Little => RunTimeEndian::Little,
            Endianness::Big => RunTimeEndian::Big,
        };
        Ok(Some(Self { endian, sections: DwarfPackageSections::load(section)? }))
    }
}

impl Loader {
    pub(super) fn package(&mut self, package: &Package<'_>) -> Result<(), DebugInfoError> {
        let empty: Reader<'_> = EndianSlice::new(&[], package.endian);
        let borrowed =
            package.sections.borrow(|bytes| EndianSlice::new(bytes, package.endian), empty)?;
        let Ok(parent) = Dwarf::load(|_| Ok::<_, core::convert::Infallible>(empty));
        let units =
            (1..=borrowed.cu_index.unit_count()).map(|at| borrowed.cu_sections(at, &parent));
        let types =
            (1..=borrowed.tu_index.unit_count()).map(|at| borrowed.tu_sections(at, &parent));
        let dwarfs: Vec<Dwarf<Reader<'_>>> = units.chain(types).collect::<gimli::Result<_>>()?;
        self.add(&dwarfs, package.endian, &|| Cow::Borrowed(&[]))
    }

    /// Reads what the units of the program left to other files.
    pub(super) fn load_split(&mut self, path: Option<&Path>) -> Result<(), DebugInfoError> {
        let wanted = self.skeletons.take();
        if wanted.is_empty() {
            return Ok(());
        }
        if let Some(path) = path {
            let beside = [with_suffix(path, ".dwp"), path.with_extension("dwp")];
            if let Some(package) = beside.iter().find(|path| path.is_file()) {
                return self.open(package);
            }
        }
        let mut missing = Vec::new();
        for path in wanted {
            match self.open(&path) {
                Err(DebugInfoError::Io { .. }) => missing.push(path),
                result => result?,
            }
        }
        match missing.first() {
            Some(path) => Err(DebugInfoError::Split { path: path.clone(), count: missing.len() }),
            None => Ok(()),
        }
    }

    /// Looks for the debug info of an object that has none; says why if it is in no place where a toolchain
    /// puts it.
    pub(super) fn elsewhere<'d, R: ReadRef<'d>>(
        &mut self,
        file: &object::File<'d, R>,
        path: Option<&Path>,
    ) -> Result<(), DebugInfoError> {
        if let Some(path) = path {
            if file.format() == BinaryFormat::MachO && self.apple(file, path)? {
                return Ok(());
            }
            if let Some(debug) = separated(file, path)? {
                return self.open(&debug);
            }
        }
        let pdb = file.pdb_info().ok().flatten();
        let code_view =
            file.sections().find(|it| it.name().is_ok_and(|name| name.starts_with(".debug$")));
        if pdb.is_some() || code_view.is_some() {
            let path = pdb.map(|pdb| String::from_utf8_lossy(pdb.path()).into_owned());
            self.reason.get_or_insert(DebugInfoError::Pdb { path: path.unwrap_or_default() });
        }
        Ok(())
    }

    /// Reads the bundle beside a program for Apple's systems, or else the objects that it was linked of.
    fn apple<'d, R: ReadRef<'d>>(
        &mut self,
        file: &object::File<'d, R>,
        path: &Path,
    ) -> Result<bool, DebugInfoError> {
        let Some(name) = path.file_name() else { return Ok(false) };
        let bundle = with_suffix(path, ".dSYM").join("Contents/Resources/DWARF").join(name);
        if bundle.is_file() {
            if bundle != path && !has_same_identity(file, &bundle)? {
                return Err(DebugInfoError::Stale { path: bundle });
            }
            self.open(&bundle)?;
            return Ok(true);
        }
        let map = file.object_map();
        let mut objects: Vec<PathBuf> = map
            .objects()
            .iter()
            .map(|object| PathBuf::from(String::from_utf8_lossy(object.path()).into_owned()))
            .collect();
        objects.sort();
        objects.dedup();
        let missing: Vec<&PathBuf> = objects.iter().filter(|path| !path.is_file()).collect();
        if let Some(&first) = missing.first() {
            return Err(DebugInfoError::Split { path: first.clone(), count: missing.len() });
        }
        for object in &objects {
            self.open(object)?;
        }
        Ok(!objects.is_empty())
    }
}

/// Whether a bundle is of the same build as a program.
fn has_same_identity<'d, R: ReadRef<'d>>(
    program: &object::File<'d, R>,
    path: &Path,
) -> Result<bool, DebugInfoError> {
    let cache = opened(path)?;
    let Ok(debug) = object::File::parse(&cache) else { return Ok(true) };
    Ok(program.mach_uuid().ok() == debug.mach_uuid().ok())
}

/// The file that a stripped ELF program names, or that is called as its build is. One of another build is an
/// error, if there is no other.
fn separated<'d, R: ReadRef<'d>>(
    file: &object::File<'d, R>,
    path: &Path,
) -> Result<Option<PathBuf>, DebugInfoError> {
    let Some(directory) = path.parent() else { return Ok(None) };
    let build = file.build_id().ok().flatten();
    let link = file.gnu_debuglink().ok().flatten();
    let mut places = Vec::new();
    if let Some((name, _)) = link {
        let name = String::from_utf8_lossy(name).into_owned();
        places.push(directory.join(&name));
        places.push(directory.join(".debug").join(&name));
        if let Ok(absolute) = directory.canonicalize() {
            let absolute = absolute.to_string_lossy().into_owned();
            places.push(PathBuf::from(format!("/usr/lib/debug{absolute}/{name}")));
        }
    }
    if let Some([first, rest @ ..]) = build {
        let mut place = format!("/usr/lib/debug/.build-id/{first:02x}/");
        for byte in rest {
            let _ = write!(place, "{byte:02x}");
        }
        places.push(PathBuf::from(place + ".debug"));
    }
    let mut stale = None;
    for place in places.into_iter().filter(|place| place != path && place.is_file()) {
        if is_of_build(&place, build, link.map(|(_, sum)| sum))? {
            return Ok(Some(place));
        }
        stale.get_or_insert(place);
    }
    stale.map_or(Ok(None), |path| Err(DebugInfoError::Stale { path }))
}

/// Whether a file was stripped off a program: it has the identity of the build or, where one of both has none,
/// the checksum that the program has of it.
fn is_of_build(
    path: &Path,
    build: Option<&[u8]>,
    sum: Option<u32>,
) -> Result<bool, DebugInfoError> {
    let cache = opened(path)?;
    let debug = object::File::parse(&cache).ok();
    match (build, debug.as_ref().and_then(|debug| debug.build_id().ok().flatten()), sum) {
        (Some(wanted), Some(found), _) => Ok(wanted == found),
        (_, _, Some(sum)) => Ok(checksum(path)? == sum),
        (_, _, None) => Ok(false),
    }
}

fn opened(path: &Path) -> Result<ReadCache<File>, DebugInfoError> {
    let file = File::open(path).map_err(|error| DebugInfoError::io(path, error))?;
    Ok(ReadCache::new(file))
}

/// The CRC-32 of a file, by which `.gnu_debuglink` knows it.
fn checksum(path: &Path) -> Result<u32, DebugInfoError> {
    let mut file = File::open(path).map_err(|error| DebugInfoError::io(path, error))?;
    let mut buffer = std::vec![0; 1 << 16];
    let mut sum = u32::MAX;
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(!sum),
            Ok(len) => {
                for byte in &buffer[..len] {
                    let [low, ..] = sum.to_le_bytes();
                    sum = SUMS[usize::from(low ^ byte)] ^ sum >> 8;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(DebugInfoError::io(path, error)),
        }
    }
}

/// What each byte adds to a checksum.
const SUMS: [u32; 256] = {
    let mut sums = [0; 256];
    let mut at = 0;
    while at < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "it is less than 256")]
        let mut sum = at as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
            bit += 1;
        }
        sums[at] = sum;
        at += 1;
    }
    sums
};

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
