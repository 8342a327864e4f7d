//! The sections of an object file that describe types, as they were before they were compressed and with
//! their relocations applied.

use std::borrow::Cow;
use std::io::Read as _;
use std::vec::Vec;

use gimli::{Dwarf, DwarfFileType, EndianSlice, RunTimeEndian, SectionId};
use object::read::{
    CompressedData, CompressionFormat, Object, ObjectSection, ObjectSymbol, RelocationKind,
    RelocationTarget,
};
use object::{BinaryFormat, ObjectKind, ReadRef};

use super::DebugInfoError;
use super::raw::Reader;

/// All that is read for types. The lines, for names of files, are read if a type names one.
const READ: [SectionId; 6] = [
    SectionId::DebugInfo,
    SectionId::DebugAbbrev,
    SectionId::DebugStr,
    SectionId::DebugLineStr,
    SectionId::DebugStrOffsets,
    SectionId::DebugTypes,
];

/// Sections that may be compressed so well, not better.
const BEST_RATIO: u64 = 40_000;

/// The sections of an object file.
pub(super) struct Sections<'d> {
    endian: RunTimeEndian,
    is_split: bool,
    found: Vec<(SectionId, Cow<'d, [u8]>)>,
    /// Further sections of entries: those of types that many object files have, one for each type.
    groups: Vec<(SectionId, Cow<'d, [u8]>)>,
}

impl<'d> Sections<'d> {
    /// The sections, if there are any. With `is_split`, those that the skeletons of another file are about.
    pub(super) fn load<R: ReadRef<'d>>(
        file: &object::File<'d, R>,
        is_split: bool,
    ) -> Result<Option<Self>, DebugInfoError> {
        let endian = match file.endianness() {
            object::Endianness::Little => RunTimeEndian::Little,
            object::Endianness::Big => RunTimeEndian::Big,
        };
        let mut loaded = Self { endian, is_split, found: Vec::new(), groups: Vec::new() };
        for id in READ {
            let Some(name) = name_of(id, is_split) else { continue };
            let Some(section) = file.section_by_name(name) else { continue };
            loaded.found.push((id, contents(file, &section)?));
            if matches!(id, SectionId::DebugInfo | SectionId::DebugTypes) {
                let is_other = |it: &object::Section<'d, '_, R>| {
                    it.index() != section.index() && it.name().ok() == Some(name)
                };
                for other in file.sections().filter(is_other) {
                    loaded.groups.push((id, contents(file, &other)?));
                }
            }
        }
        let has_entries = loaded.get(SectionId::DebugInfo).is_some_and(|bytes| !bytes.is_empty())
            || loaded.get(SectionId::DebugTypes).is_some_and(|bytes| !bytes.is_empty());
        Ok(has_entries.then_some(loaded))
    }

    fn get(&self, id: SectionId) -> Option<&[u8]> {
        self.found.iter().find(|(it, _)| *it == id).map(|(_, bytes)| &**bytes)
    }

    pub(super) const fn endian(&self) -> RunTimeEndian {
        self.endian
    }

    /// The debug info of the sections, and that of each group.
    pub(super) fn dwarfs(&self) -> Vec<Dwarf<Reader<'_>>> {
        let main = self.dwarf(|id| self.get(id).unwrap_or(&[]));
        let groups = self.groups.iter().map(|(group, bytes)| {
            self.dwarf(|id| match id {
                _ if id == *group => bytes,
                SectionId::DebugInfo | SectionId::DebugTypes => &[],
                _ => self.get(id).unwrap_or(&[]),
            })
        });
        core::iter::once(main).chain(groups).collect()
    }

    fn dwarf<'a>(&'a self, bytes: impl Fn(SectionId) -> &'a [u8]) -> Dwarf<Reader<'a>> {
        let load =
            |id| Ok::<_, core::convert::Infallible>(EndianSlice::new(bytes(id), self.endian));
        let Ok(mut dwarf) = Dwarf::load(load);
        if self.is_split {
            dwarf.file_type = DwarfFileType::Dwo;
        }
        dwarf
    }
}

/// The name of a section, as ELF has it.
fn name_of(id: SectionId, is_split: bool) -> Option<&'static str> {
    if is_split { id.dwo_name() } else { Some(id.name()) }
}

/// The bytes of a section.
pub(super) fn contents<'d, R: ReadRef<'d>>(
    file: &object::File<'d, R>,
    section: &object::Section<'d, '_, R>,
) -> Result<Cow<'d, [u8]>, DebugInfoError> {
    let mut bytes = decompressed(section.compressed_data()?)?;
    // Of Mach-O and wasm the values are right as they stand.
    let is_relocated = file.kind() == ObjectKind::Relocatable
        && matches!(file.format(), BinaryFormat::Elf | BinaryFormat::Coff);
    if is_relocated {
        relocate(file, section, &mut bytes);
    }
    Ok(bytes)
}

pub(super) fn decompressed(section: CompressedData<'_>) -> Result<Cow<'_, [u8]>, DebugInfoError> {
    let CompressedData { format, data, uncompressed_size } = section;
    if format == CompressionFormat::None {
        return Ok(Cow::Borrowed(data));
    }
    let is_possible = uncompressed_size <= BEST_RATIO.saturating_mul(data.len() as u64);
    let Some(size) = usize::try_from(uncompressed_size).ok().filter(|_| is_possible) else {
        return Err(DebugInfoError::malformed(
            "a compressed section exceeds the largest possible size",
        ));
    };
    let bytes = match format {
        CompressionFormat::Zlib => {
            miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(data, size)
                .map_err(DebugInfoError::malformed)?
        }
        CompressionFormat::Zstandard => unpack_zstandard(data, size)?,
        _ => {
            return Err(DebugInfoError::Unsupported {
                what: "a section has an unknown compression format; build without `compress-debug-sections`",
            });
        }
    };
    if bytes.len() != size {
        return Err(DebugInfoError::malformed(
            "the size of a compressed section differs from the one in its header",
        ));
    }
    Ok(Cow::Owned(bytes))
}

fn unpack_zstandard(mut data: &[u8], size: usize) -> Result<Vec<u8>, DebugInfoError> {
    let mut bytes = Vec::new();
    // There may be several frames, one behind the other.
    while !data.is_empty() && bytes.len() < size {
        let decoder =
            ruzstd::StreamingDecoder::new(&mut data).map_err(DebugInfoError::malformed)?;
        let limit = (size - bytes.len()) as u64 + 1;
        decoder.take(limit).read_to_end(&mut bytes).map_err(DebugInfoError::malformed)?;
    }
    Ok(bytes)
}

/// Writes what the linker would write: the places of other sections.
fn relocate<'d, R: ReadRef<'d>>(
    file: &object::File<'d, R>,
    section: &object::Section<'d, '_, R>,
    bytes: &mut Cow<'d, [u8]>,
) {
    for (offset, relocation) in section.relocations() {
        // The others are of code, which says nothing of types.
        if !matches!(relocation.kind(), RelocationKind::Absolute | RelocationKind::SectionOffset) {
            continue;
        }
        let base = match relocation.target() {
            RelocationTarget::Symbol(symbol) => {
                file.symbol_by_index(symbol).map_or(0, |symbol| symbol.address())
            }
            RelocationTarget::Section(section) => {
                file.section_by_index(section).map_or(0, |section| section.address())
            }
            _ => continue,
        };
        let width = usize::from(relocation.size()) / 8;
        let Ok(start) = usize::try_from(offset) else { continue };
        let Some(place) =
            start.checked_add(width).and_then(|end| bytes.to_mut().get_mut(start..end))
        else {
            continue;
        };
        let implicit =
            if relocation.has_implicit_addend() { read(place, file.endianness()) } else { 0 };
        #[expect(clippy::cast_sign_loss, reason = "what is added wraps")]
        let value = base.wrapping_add(relocation.addend() as u64).wrapping_add(implicit);
        write(place, value, file.endianness());
    }
}

fn read(bytes: &[u8], endian: object::Endianness) -> u64 {
    let push = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
    match endian {
        object::Endianness::Little => bytes.iter().rev().fold(0, push),
        object::Endianness::Big => bytes.iter().fold(0, push),
    }
}

fn write(bytes: &mut [u8], value: u64, endian: object::Endianness) {
    let len = bytes.len().min(8);
    let little = value.to_le_bytes();
    bytes[..len].copy_from_slice(&little[..len]);
    if endian == object::Endianness::Big {
        bytes[..len].reverse();
    }
}
