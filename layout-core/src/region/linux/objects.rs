//! The segments of the program and its libraries, from their ELF program headers.
//!
//! Source: System V ABI, chapter 5, "Program Header"; `elf(5)`.

use core::ffi::{c_int, c_void};
use std::vec::Vec;

use super::super::Section;

/// The values that the ABI gives, which `libc` does not name for every system.
const PT_LOAD: u32 = 1;
const PT_GNU_RELRO: u32 = 0x6474_e552;
const PF_X: u32 = 1;
const PF_W: u32 = 2;

/// A loaded segment, or the part of one that the loader alone writes. The addresses are those of the process.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// Where its first page begins; of such a part, the first byte.
    pub(super) start: usize,
    /// Where the bytes end that come from the file.
    pub(super) file_end: usize,
    /// Where its last page ends; of such a part, the last byte.
    pub(super) end: usize,
    pub(super) part: Part,
}

/// What is in a part of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Code,
    Section(Section),
}

impl Segment {
    /// Where something else begins.
    pub(super) fn cuts(&self) -> [usize; 3] {
        [self.start, self.file_end, self.end]
    }

    /// What is at an address of the segment.
    pub(super) fn part_at(&self, address: usize) -> Option<Part> {
        match self.part {
            _ if address < self.start || self.end <= address => None,
            Part::Section(Section::Data) if address >= self.file_end => {
                Some(Part::Section(Section::Bss))
            }
            part => Some(part),
        }
    }
}

/// All loaded segments.
pub(super) fn segments() -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    // SAFETY: `each_object` takes what it is given here: the address of a vector that nobody else
    // uses until the call returns.
    unsafe { libc::dl_iterate_phdr(Some(each_object), (&raw mut segments).cast()) };
    segments
}

/// Adds the segments of an object to the vector that `segments` is the address of.
unsafe extern "C" fn each_object(
    object: *mut libc::dl_phdr_info,
    _: libc::size_t,
    segments: *mut c_void,
) -> c_int {
    // SAFETY: `dl_iterate_phdr` gives a description that is valid during the call.
    let object = unsafe { &*object };
    if object.dlpi_phdr.is_null() {
        return 0;
    }
    let count = usize::from(object.dlpi_phnum);
    // SAFETY: the loader says that so many headers are there, and keeps them while it calls.
    let headers = unsafe { core::slice::from_raw_parts(object.dlpi_phdr, count) };
    // SAFETY: it is the vector of the caller, `segments`, which it lends to this call.
    let segments = unsafe { &mut *segments.cast::<Vec<Segment>>() };
    let page = super::page_size();
    #[allow(clippy::cast_possible_truncation, reason = "addresses of the process are in its reach")]
    let base = object.dlpi_addr as usize;
    // What the loader alone writes lies in a segment of data, and is looked for first.
    segments.extend(headers.iter().filter_map(|header| relocated(header, base)));
    segments.extend(headers.iter().filter_map(|header| segment(header, base, page)));
    0
}

/// The kinds of header that targets have.
#[cfg(target_pointer_width = "64")]
type Header = libc::Elf64_Phdr;
#[cfg(target_pointer_width = "32")]
type Header = libc::Elf32_Phdr;

/// What the loader writes before the program runs, and nobody after: tables of addresses, which a loader may
/// leave writable (musl's does in static programs).
#[allow(clippy::cast_possible_truncation, reason = "addresses of the process are in its reach")]
fn relocated(header: &Header, base: usize) -> Option<Segment> {
    if header.p_type != PT_GNU_RELRO {
        return None;
    }
    let start = base.wrapping_add(header.p_vaddr as usize);
    let end = start.checked_add(header.p_memsz as usize)?;
    Some(Segment { start, file_end: end, end, part: Part::Section(Section::Rodata) })
}

/// The segment of a header of an object that is loaded at `base`.
#[allow(clippy::cast_possible_truncation, reason = "addresses of the process are in its reach")]
fn segment(header: &Header, base: usize, page: usize) -> Option<Segment> {
    if header.p_type != PT_LOAD {
        return None;
    }
    let address = base.wrapping_add(header.p_vaddr as usize);
    let (in_file, in_memory) = (header.p_filesz as usize, header.p_memsz as usize);
    let is = |flag: u32| header.p_flags & flag != 0;
    let part = match () {
        () if is(PF_X) => Part::Code,
        () if is(PF_W) => Part::Section(Section::Data),
        () => Part::Section(Section::Rodata),
    };
    // Whole pages are mapped, so those that it begins and ends in belong to it.
    let start = address - address % page;
    let end = address.checked_add(in_memory)?.checked_next_multiple_of(page)?;
    let file_end = if in_memory > in_file { address + in_file } else { end };
    Some(Segment { start, file_end, end, part })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A segment has whole pages, and zeros behind what comes from the file; if nothing does, none of it is
    /// cut off.
    #[test]
    fn segments_are_read_from_their_headers() {
        let mut header = Header {
            p_type: PT_LOAD,
            p_flags: 0,
            p_offset: 0,
            p_vaddr: 0x1_0100,
            p_paddr: 0,
            p_filesz: 0,
            p_memsz: 0,
            p_align: 0,
        };
        let (r, w, x) = (4, PF_W, PF_X);
        let data = Part::Section(Section::Data);
        for (flags, in_file, in_memory, file_end, end, part) in [
            (r, 0x200, 0x200, 0x41_1000, 0x41_1000, Part::Section(Section::Rodata)),
            (r | x, 0xf00, 0xf00, 0x41_1000, 0x41_1000, Part::Code),
            (r | w, 0x200, 0x200, 0x41_1000, 0x41_1000, data),
            (r | w, 0x200, 0x201, 0x41_0300, 0x41_1000, data),
            (r | w, 0x200, 0x2000, 0x41_0300, 0x41_3000, data),
            (r | w, 0, 0x10, 0x41_0100, 0x41_1000, data),
        ] {
            (header.p_flags, header.p_filesz, header.p_memsz) = (flags, in_file, in_memory);
            let segment = segment(&header, 0x40_0000, 0x1000).expect("it has an end");
            assert_eq!(segment.cuts(), [0x41_0000, file_end, end], "{header:?}");
            assert_eq!(segment.part, part, "{header:?}");
            let bss = Part::Section(Section::Bss);
            let behind = if part == data && file_end < end { bss } else { part };
            for (address, expected) in [
                (0x41_0000 - 1, None),
                (file_end - 1, Some(part)),
                (end - 1, Some(behind)),
                (end, None),
            ] {
                assert_eq!(segment.part_at(address), expected, "{address:#x} of {segment:?}");
            }
        }
        (header.p_type, header.p_memsz) = (PT_GNU_RELRO, 0x123);
        let table = relocated(&header, 0x40_0000).expect("it has an end");
        assert_eq!(table.cuts(), [0x41_0100, 0x41_0223, 0x41_0223]);
        assert_eq!(table.part_at(0x41_0222), Some(Part::Section(Section::Rodata)));
        assert!(segment(&header, 0x40_0000, 0x1000).is_none(), "it is part of a segment");
        (header.p_type, header.p_memsz) = (PT_LOAD, !0);
        assert!(relocated(&header, 0x40_0000).is_none(), "it is a segment");
        assert!(segment(&header, 0x40_0000, 0x1000).is_none(), "it ends beyond all addresses");
    }
}
