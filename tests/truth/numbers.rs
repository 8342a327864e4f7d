//! The numbers that hold on x86, literally: they were worked out from the rules of the platform's
//! ABI, and do not change with what the other tests ask.
//!
//! Of structs without `repr(C)` only the sizes stand here, which the compiler has no reason to
//! change: each is the least multiple of the alignment that holds the fields.

#![cfg(all(any(target_arch = "x86", target_arch = "x86_64"), target_os = "linux"))]

use layout_core::{Layout, TypeLayout};

use crate::measured::subjects;

/// Size and alignment of a type.
type Number = (&'static str, usize, usize);

/// A pointer is 8 bytes, `long` too, and `u64` is aligned to 8: System V ABI, AMD64 supplement,
/// figure 3.1. `String` and `Vec` are three words.
#[cfg(target_pointer_width = "64")]
const STRUCTS: [Number; 21] = [
    ("Example", 8, 4),
    ("Padded", 12, 4),
    ("Person", 32, 8),
    ("CCompatible", 12, 4),
    ("Wrapper", 4, 4),
    ("AlignedStruct", 12, 4),
    ("PackedStruct", 6, 1),
    ("Packed", 6, 1),
    ("CacheAligned", 64, 64),
    ("CacheFriendly", 56, 8),
    ("CacheUnfriendly", 56, 8),
    ("Point", 16, 8),
    ("Packet", 8, 4),
    ("Point3", 12, 4),
    ("Portable", 32, 8),
    ("CustomAllocator", 24, 8),
    ("Large", 16, 8),
    ("LargeC", 24, 8),
    ("Compact", 16, 8),
    ("BigFlags", 4, 1),
    ("CompactFlags", 1, 1),
];

/// A pointer is 4 bytes, `long` too, and what is 8 bytes is aligned to 4 inside and outside of
/// structs: System V ABI, Intel386 supplement, figure 3-1. So `LargeC` is 1, a hole of 3, 8, 1, a
/// hole of 3 and 4 bytes; `Portable` has no hole.
#[cfg(target_pointer_width = "32")]
const STRUCTS: [Number; 21] = [
    ("Example", 8, 4),
    ("Padded", 12, 4),
    ("Person", 20, 4),
    ("CCompatible", 12, 4),
    ("Wrapper", 4, 4),
    ("AlignedStruct", 12, 4),
    ("PackedStruct", 6, 1),
    ("Packed", 6, 1),
    ("CacheAligned", 64, 64),
    ("CacheFriendly", 32, 4),
    ("CacheUnfriendly", 32, 4),
    ("Point", 16, 4),
    ("Packet", 8, 4),
    ("Point3", 12, 4),
    ("Portable", 24, 4),
    ("CustomAllocator", 12, 4),
    ("Large", 16, 4),
    ("LargeC", 20, 4),
    ("Compact", 16, 4),
    ("BigFlags", 4, 1),
    ("CompactFlags", 1, 1),
];

/// Nobody but the standard library knows the size of a `Mutex`.
const UNPINNED: [&str; 1] = ["MemoryPool"];

#[test]
fn structs_have_these_sizes_and_alignments() {
    let mut wrong = Vec::new();
    for subject in &subjects() {
        let TypeLayout { name, size, align, .. } = subject.stated;
        match STRUCTS.iter().find(|number| number.0 == name) {
            Some(&number) if number == (name, size, align) => {}
            Some(number) => wrong.push(format!("{number:?} expected, {:?} found", (size, align))),
            None if UNPINNED.contains(&name) => {}
            None => wrong.push(format!("{name}: no number is written down")),
        }
    }
    assert!(wrong.is_empty(), "(name, size, alignment):\n  {}", wrong.join("\n  "));
}

/// The offsets of the fields in the order of their declaration.
#[cfg(target_pointer_width = "64")]
const PORTABLE_AND_LARGE_C: [(&str, &[usize]); 2] =
    [("Portable", &[0, 8, 16, 20, 24]), ("LargeC", &[0, 8, 16, 20])];
#[cfg(target_pointer_width = "32")]
const PORTABLE_AND_LARGE_C: [(&str, &[usize]); 2] =
    [("Portable", &[0, 4, 12, 16, 20]), ("LargeC", &[0, 4, 12, 16])];

#[test]
fn fields_of_c_structs_have_these_offsets() {
    let everywhere: [(&str, &[usize]); 8] = [
        ("Padded", &[0, 4, 8]),
        ("CCompatible", &[0, 4, 8]),
        ("AlignedStruct", &[0, 4, 8, 10]),
        ("Packed", &[0, 1, 5]),
        ("Wrapper", &[0]),
        ("Point", &[0, 8]),
        ("Packet", &[0, 2, 4]),
        ("Point3", &[0, 4, 8]),
    ];
    let subjects = subjects();
    for (name, offsets) in everywhere.into_iter().chain(PORTABLE_AND_LARGE_C) {
        let subject = subjects.iter().find(|subject| subject.stated.name == name);
        let stated = subject.unwrap_or_else(|| panic!("no struct {name}")).stated;
        let found: Vec<_> = stated.fields().filter_map(|field| field.offset).collect();
        assert_eq!(found, offsets, "{name}: offsets of the fields");
    }
}

#[test]
fn leaves_have_these_sizes_and_alignments() {
    let word = size_of::<usize>();
    let align_of_8_bytes = if cfg!(target_pointer_width = "64") { 8 } else { 4 };
    for (layout, size, align) in [
        (bool::LAYOUT, 1, 1),
        (u8::LAYOUT, 1, 1),
        (i8::LAYOUT, 1, 1),
        (u16::LAYOUT, 2, 2),
        (i16::LAYOUT, 2, 2),
        (u32::LAYOUT, 4, 4),
        (i32::LAYOUT, 4, 4),
        (f32::LAYOUT, 4, 4),
        (char::LAYOUT, 4, 4),
        (u64::LAYOUT, 8, align_of_8_bytes),
        (i64::LAYOUT, 8, align_of_8_bytes),
        (f64::LAYOUT, 8, align_of_8_bytes),
        (u128::LAYOUT, 16, 16),
        (i128::LAYOUT, 16, 16),
        (usize::LAYOUT, word, word),
        (isize::LAYOUT, word, word),
        (<*const u8>::LAYOUT, word, word),
        (<fn() -> u8>::LAYOUT, word, word),
        (String::LAYOUT, 3 * word, word),
        (<Vec<u8>>::LAYOUT, 3 * word, word),
        (<[u32; 4]>::LAYOUT, 16, 4),
        (<[i32; 3]>::LAYOUT, 12, 4),
        (<(u8, u32)>::LAYOUT, 8, 4),
        (<(u32, u8)>::LAYOUT, 8, 4),
    ] {
        let found = (layout.size, layout.align);
        assert_eq!(found, (size, align), "size and alignment of {}", layout.type_name());
    }
}
