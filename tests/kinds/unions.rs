//! Unions: places, padding, checks and reports.

use std::cell::Cell;
use std::mem::{ManuallyDrop, MaybeUninit};

use layout_core::layout::Kind;
use layout_core::{HoleKind, Layout, TypeLayout, assert_layout};

#[derive(Layout)]
#[repr(C)]
union Plain {
    small: u8,
    wide: u64,
    bytes: [u8; 11],
}

#[derive(Layout)]
union Reordered {
    small: u8,
    pair: (u8, u32),
    unit: (),
}

#[derive(Layout)]
#[repr(C, packed)]
union Packed {
    wide: u64,
    bytes: [u8; 9],
}

#[derive(Layout)]
#[repr(packed(2))]
#[allow(clippy::repr_packed_without_abi, reason = "the default representation is tested")]
union PackedTwo {
    wide: u64,
    bytes: [u8; 9],
}

#[derive(Layout)]
#[repr(align(32))]
union Aligned {
    small: u8,
    wide: u16,
}

#[derive(Layout)]
#[layout(size == size_of::<[T; N]>(), offset(bytes) == 0)]
#[repr(C)]
union Generic<T: Copy, const N: usize>
where
    T: Default,
{
    value: T,
    values: [T; N],
    bytes: [u8; N],
}

#[derive(Layout)]
union Owning<'a, T> {
    text: ManuallyDrop<String>,
    value: ManuallyDrop<T>,
    borrowed: &'a str,
    open: MaybeUninit<u8>,
    cell: ManuallyDrop<Cell<u8>>,
    r#type: u8,
}

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Holey {
    a: u8,
    b: u32,
}

#[derive(Layout, Clone, Copy)]
#[repr(C)]
#[layout(no_padding)]
union Full {
    int: u32,
    float: f32,
    bytes: [u8; 4],
}

#[derive(Layout)]
#[repr(C)]
union Nested {
    full: Full,
    holey: Holey,
}

/// What the compiler says of a union's fields by the places of its memory.
macro_rules! assert_placed {
    ($ty:ty { $($field:tt),* }) => {{
        type Measured = $ty;
        let value = MaybeUninit::<Measured>::zeroed();
        let start = value.as_ptr();
        let layout: TypeLayout = Measured::LAYOUT;
        assert_eq!(layout.kind, Kind::Union, stringify!($ty));
        assert_eq!((layout.size, layout.align), (size_of::<Measured>(), align_of::<Measured>()));
        let mut index = 0;
        $({
            // SAFETY: the place is within the memory of `value`, and is not read.
            let field = unsafe { &raw const (*start).$field };
            let stated = layout.fields().get(index).unwrap();
            assert_eq!(stated.name, stringify!($field).trim_start_matches("r#"));
            assert_eq!(stated.offset, Some(field.addr() - start.addr()), stringify!($field));
            assert_eq!((stated.size, stated.align), size_align_of(field), stringify!($field));
            assert_eq!(layout.offset(stated.name), stated.offset);
            index += 1;
        })*
        assert_eq!(layout.fields().len(), index, stringify!($ty));
    }};
}

fn size_align_of<T>(_: *const T) -> (usize, usize) {
    (size_of::<T>(), align_of::<T>())
}

#[test]
fn fields_are_placed_truly() {
    assert_placed!(Plain { small, wide, bytes });
    assert_placed!(Reordered { small, pair, unit });
    assert_placed!(Packed { wide, bytes });
    assert_placed!(PackedTwo { wide, bytes });
    assert_placed!(Aligned { small, wide });
    assert_placed!(Generic<u16, 5> { value, values, bytes });
    assert_placed!(Owning<'static, Vec<u8>> { text, value, borrowed, open, cell, r#type });
    assert_placed!(Full { int, float, bytes });
    assert_placed!(Nested { full, holey });
}

#[test]
fn padding_is_what_belongs_to_no_field() {
    for (layout, padding, deep) in [
        (Plain::LAYOUT, 16 - 11, 15),
        (Packed::LAYOUT, 0, 1),
        (PackedTwo::LAYOUT, 1, 2),
        (Aligned::LAYOUT, 30, 31),
        (Full::LAYOUT, 0, 0),
        // Beside `full` 4 bytes; within `holey` 3.
        (Nested::LAYOUT, 0, 4),
        (Generic::<u16, 5>::LAYOUT, 0, 8),
    ] {
        // The alignment of `u64` is that of its target.
        let padding = if layout.name == "Plain" { layout.size - 11 } else { padding };
        let deep = if layout.name == "Plain" { layout.size - 1 } else { deep };
        assert_eq!(layout.padding(), padding, "{}", layout.name);
        assert_eq!(layout.least_deep_padding(), deep, "deep: {}", layout.name);
        assert_eq!(layout.trailing_padding(), padding, "trailing: {}", layout.name);
        let holes: Vec<_> = layout.holes().collect();
        assert_eq!(holes.iter().map(|hole| hole.size).sum::<usize>(), padding, "{}", layout.name);
        assert!(holes.iter().all(|hole| hole.kind == HoleKind::Trailing), "{holes:?}");
    }
    let mask = PackedTwo::LAYOUT.padding_mask::<10>();
    assert_eq!(mask, [false, false, false, false, false, false, false, false, false, true]);
}

/// The bytes beside a field count where the union lies in another type, too.
#[test]
fn deep_padding_counts_unions_in_other_types() {
    #[derive(Layout)]
    #[repr(C)]
    struct Holder {
        first: Nested,
        many: [Nested; 3],
    }

    assert_eq!((Holder::LAYOUT.padding(), Holder::LAYOUT.least_deep_padding()), (0, 16));
}

#[test]
fn paths_lead_through_unions() {
    assert_eq!(Nested::LAYOUT.offset("holey.b"), Some(4));
    assert_eq!(Nested::LAYOUT.offset("full.float"), Some(0));
    assert_eq!(Nested::LAYOUT.offset("full.bytes.3"), Some(3));
    assert_eq!(Plain::LAYOUT.offset("bytes.10"), Some(10));
    assert!(Plain::LAYOUT.place("bytes.11").is_none());
}

assert_layout!(Plain, padding <= 7, fields == 3, offset(wide) == 0, size(bytes) == 11, no_holes);
assert_layout!(Full, no_padding, size == 4);
assert_layout!(Owning<'_, u8>, offset(type) == 0, align == align_of::<usize>());
assert_layout!(Generic<u32, 3>, size == 12);

#[test]
fn the_report_shows_each_field_with_the_bytes_beside_it() {
    let report = PackedTwo::layout_report().to_string();
    if layout_core::CACHE_LINE == 64 && align_of::<u64>() == 8 {
        expect_test::expect![[r#"
            PackedTwo: size 10, align 2, repr(Rust, packed(2)), a union
              offset  size  align  line  map  field
                   0     8      8     0   a   wide: u64
                   8     2                .   (padding)
                   0     9      1     0   b   bytes: [u8; 9]
                   9     1                .   (padding)
                   0  aaaaaaaa..  wide
                   0  bbbbbbbbb.  bytes
              1 of 10 bytes is padding (10.0 %), in 1 hole; up to 1 more beside or inside fields; 1 cache line of 64 bytes
              warning[unaligned-field]: `wide` may lie at an address that is not a multiple of 8, its alignment
                copy the field before use, because a reference to it does not compile; or store its bytes: `[u8; N]` has alignment 1
        "#]].assert_eq(&report);
    }
    let text = format!("{:#}", Nested::layout_report());
    assert!(text.contains("\n       4     4      4     0         b: u32\n"), "{text}");
}

#[test]
fn names_of_fields_are_unraw() {
    let names: Vec<_> = Owning::<'_, u8>::LAYOUT.fields().map(|field| field.name).collect();
    assert_eq!(names, ["text", "value", "borrowed", "open", "cell", "type"]);
    assert_eq!(Owning::<'_, u8>::LAYOUT.field("borrowed").unwrap().ty, "&'a str");
}
