//! The segments of the program and its libraries, from their ELF program headers.
//!
//! Source: System V ABI, chapter 5, "Program Header"; `elf(5)`.

use core::ffi::{c_int, c_void};
use std::vec::Vec;

use super::super::Section;

/// A loaded segment. The addresses are those of the process.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// Where its first page begins.
    start: usize,
    /// Where the bytes end that come from the file.
    file_end: usize,
    /// Where its last page ends.
    end: usize,
    part: Part,
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
    let loaded = headers.iter().filter(|header| header.p_type == libc::PT_LOAD);
    segments.extend(loaded.filter_map(|header| segment(header, object, page)));
    0
}

/// The kinds of header that targets have.
#[cfg(target_pointer_width = "64")]
type Header = libc::Elf64_Phdr;
#[cfg(target_pointer_width = "32")]
type Header = libc::Elf32_Phdr;

/// The segment of a header of an object.
#[allow(clippy::cast_possible_truncation, reason = "addresses of the process are in its reach")]
fn segment(header: &Header, object: &libc::dl_phdr_info, page: usize) -> Option<Segment> {
    let address = (object.dlpi_addr as usize).wrapping_add(header.p_vaddr as usize);
    let (in_file, in_memory) = (header.p_filesz as usize, header.p_memsz as usize);
    let is = |flag: u32| header.p_flags & flag != 0;
    let part = match () {
        () if is(libc::PF_X) => Part::Code,
        () if is(libc::PF_W) => Part::Section(Section::Data),
        () => Part::Section(Section::Rodata),
    };
    // Whole pages are mapped, so those that it begins and ends in belong to it.
    let start = address - address % page;
    let end = address.checked_add(in_memory)?.checked_next_multiple_of(page)?;
    let file_end = if in_memory > in_file { address + in_file } else { end };
    Some(Segment { start, file_end, end, part })
}
