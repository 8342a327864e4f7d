//! The structs of the tutorials: what is found in them is what they are there to show.

#[cfg(target_pointer_width = "64")]
use std::fmt::Write;

#[cfg(target_pointer_width = "64")]
use expect_test::expect;
use layout_core::Layout;
use layout_core::analysis::{FindingId, findings};

use crate::find;
#[cfg(target_pointer_width = "64")]
use crate::ids;
use crate::structs::*;

/// The lines `Name: identifier identifier` of types.
#[cfg(target_pointer_width = "64")]
macro_rules! found {
    ($($ty:ty),* $(,)?) => {{
        let mut text = String::new();
        $(
            let line = format!("{}: {}", <$ty>::LAYOUT.name, ids(&<$ty>::LAYOUT).join(" "));
            writeln!(text, "{}", line.trim_end()).unwrap();
        )*
        text
    }};
}

#[test]
#[cfg(target_pointer_width = "64")]
fn what_is_found_is_what_is_taught() {
    expect![[r#"
        Example:
        Padded: reorder
        Person:
        CCompatible: reorder
        Wrapper:
        AlignedStruct: reorder
        PackedStruct: unaligned-field
        Packed: unaligned-field
        CacheAligned:
        CacheFriendly:
        CacheUnfriendly:
        Point:
        Packet:
        Point3:
        Portable: target-dependent
        CustomAllocator:
        MemoryPool:
        Large:
        LargeC: reorder
        Compact:
        BigFlags: bool-cluster
        CompactFlags:
    "#]]
    .assert_eq(&found![
        Example,
        Padded,
        Person,
        CCompatible,
        Wrapper,
        AlignedStruct,
        PackedStruct,
        Packed,
        CacheAligned,
        CacheFriendly,
        CacheUnfriendly,
        Point,
        Packet,
        Point3,
        Portable,
        CustomAllocator,
        MemoryPool<u8>,
        Large,
        LargeC,
        Compact,
        BigFlags,
        CompactFlags,
    ]);
}

#[test]
fn half_of_padded_is_padding() {
    let found = find::<Padded>(FindingId::Reorder).unwrap();
    assert!(found.message.starts_with("6 of 12 bytes are padding (50.0 %): "), "{found}");
    assert!(found.remedy.starts_with("declare b, a, c,"), "{found}");
}

/// In the order that the tutorial declares, which only `repr(C)` keeps.
#[test]
fn large_is_smaller_in_another_order() {
    assert_eq!(find::<Large>(FindingId::Reorder), None, "the compiler orders its fields");
    let found = find::<LargeC>(FindingId::Reorder).unwrap();
    assert!(found.remedy.starts_with("declare b, d, a, c,"), "{found}");
    let saved = size_of::<LargeC>() - size_of::<Large>();
    assert!(found.message.contains(&format!("{saved} MB less per million values")), "{found}");
    assert!(found.remedy.ends_with("drop `repr(C)` instead"), "{found}");
}

#[test]
fn the_flags_of_big_flags_fit_a_byte() {
    let found = find::<BigFlags>(FindingId::BoolCluster).unwrap();
    assert_eq!(found.fields, ["is_active", "is_visible", "is_enabled", "is_selected"]);
    let (small, large) = (size_of::<CompactFlags>(), size_of::<BigFlags>());
    assert!(found.message.contains(&format!("{small} byte instead of {large}")), "{found}");
    assert_eq!(found.remedy, "keep them as the bits of one `u8`");
    assert!(findings(&CompactFlags::LAYOUT).is_empty());
}

#[test]
fn b_of_packed_is_not_aligned() {
    for found in [
        find::<Packed>(FindingId::UnalignedField).unwrap(),
        find::<PackedStruct>(FindingId::UnalignedField).unwrap(),
    ] {
        assert_eq!(found.fields, ["b"], "{found}");
    }
}

#[test]
fn c_long_of_portable_differs_between_targets() {
    let found = find::<Portable>(FindingId::TargetDependent).unwrap();
    assert_eq!(found.fields, ["e"], "{found}");
    assert_eq!(Portable::LAYOUT.field("e").unwrap().ty, "c_long");
}
