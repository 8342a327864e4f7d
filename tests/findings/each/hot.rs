use super::*;

#[test]
fn a_hot_field_across_two_lines() {
    #[derive(Layout)]
    #[repr(C, align(64))]
    struct Across {
        before: [u8; 56],
        #[layout(hot)]
        key: [u64; 2],
        after: [u8; 32],
        #[layout(hot)]
        whole: u64,
    }

    check::<Across>(&expect![[r#"
        warning[hot-straddle]: the hot field `key` lies across the end of a cache line of 64 bytes, though it fits one; declare key, whole, before, after: with the hot fields first, the type has 128 bytes
          fields: key, whole, before, after
    "#]]);
}

#[test]
fn hot_fields_on_more_lines_than_they_need() {
    #[derive(Layout)]
    #[repr(C)]
    struct Spread {
        #[layout(hot)]
        first: u64,
        between: [u8; 64],
        #[layout(hot)]
        second: u64,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Together {
        #[layout(hot)]
        first: u64,
        #[layout(hot)]
        second: u64,
        behind: [u8; 64],
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Large {
        #[layout(hot)]
        all: [u64; 16],
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Apart {
        #[layout(hot)]
        first: u64,
        between: [u8; 120],
        #[layout(hot)]
        none: (),
        #[layout(hot)]
        second: u64,
        #[layout(hot)]
        third: u64,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Empty {
        #[layout(hot)]
        none: (),
        between: [u8; 64],
        #[layout(hot)]
        only: u64,
    }

    check::<Spread>(&expect![[r#"
        warning[hot-straddle]: the hot fields lie on 2 cache lines of 64 bytes where 1 would hold them; declare first, second, between: with the hot fields first, the type has 80 bytes
          fields: first, second, between
    "#]]);
    check::<Apart>(&expect![[r#"
        warning[hot-straddle]: the hot fields lie on 2 cache lines of 64 bytes where 1 would hold them; declare first, second, third, none, between: with the hot fields first, the type has 144 bytes
          fields: first, second, third, none, between
    "#]]);
    assert_not_found::<Empty>(FindingId::HotStraddle);
    assert_not_found::<Together>(FindingId::HotStraddle);
    assert_not_found::<Large>(FindingId::HotStraddle);
}

#[test]
fn cold_fields_beside_hot_ones() {
    #[derive(Layout)]
    #[repr(C)]
    struct Mixed {
        #[layout(hot)]
        key: u64,
        #[layout(cold)]
        name: [u8; 24],
        body: [u8; 64],
        #[layout(cold)]
        notes: [u8; 24],
    }
    #[derive(Layout)]
    struct Small {
        #[layout(hot)]
        key: u32,
        #[layout(cold)]
        name: u32,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Sorted {
        #[layout(hot)]
        key: [u64; 8],
        #[layout(cold)]
        name: [u8; 24],
    }

    check::<Mixed>(&expect![[r#"
        warning[hot-cold-mix]: hot and cold fields share a cache line of 64 bytes: `key` and `name`; declare key, body, name, notes: with the hot fields first and the cold ones last, the type has 120 bytes
          fields: key, body, name, notes
    "#]]);
    check::<Small>(&expect![""]);
    assert_not_found::<Sorted>(FindingId::HotColdMix);
}

/// No order of the fields parts what lies on one line: what is cold goes elsewhere.
#[test]
fn cold_fields_that_no_order_parts_from_hot_ones() {
    #[derive(Layout)]
    #[repr(C)]
    struct Large {
        #[layout(hot)]
        key: u64,
        #[layout(cold)]
        notes: [u8; 80],
        #[layout(cold)]
        name: u16,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct OneLine {
        #[layout(hot)]
        key: u64,
        #[layout(cold)]
        notes: [u8; 24],
    }
    #[derive(Layout)]
    #[repr(C, packed)]
    struct Packed {
        #[layout(hot)]
        key: u64,
        #[layout(cold)]
        notes: [u8; 80],
    }
    #[derive(Layout)]
    #[repr(C)]
    struct NoLarger {
        #[layout(hot)]
        keys: [u64; 9],
        #[layout(cold)]
        note: u64,
    }

    check::<Large>(&expect![[r#"
        warning[hot-cold-mix]: hot and cold fields share a cache line of 64 bytes: `key` and `notes`; move `notes`, `name` to a struct behind a `Box`, for 16 bytes; or to a `repr(align(64))` struct as the last field, for 192 bytes
          fields: notes, name
        note[target-dependent]: the type has 96 bytes here and 92 on 32-bit x86; where files, peers or other targets read the bytes, write the padding as fields: `_pad0: [u8; 6]` at the end
          fields: 
    "#]]);
    check::<OneLine>(&expect![[r#"
        note[hot-cold-mix]: hot and cold fields share a cache line of 64 bytes: `key` and `notes`; move `notes` to a struct behind a `Box`, for 16 bytes
          fields: notes
    "#]]);
    check::<Packed>(&expect![[r#"
        warning[hot-cold-mix]: hot and cold fields share a cache line of 64 bytes: `key` and `notes`; move `notes` to a struct behind a `Box`, for 16 bytes
          fields: notes
        warning[unaligned-field]: `key` may lie at an address that is not a multiple of 8, its alignment; copy the field before use, because a reference to it does not compile; or store its bytes: `[u8; N]` has alignment 1
          fields: key
    "#]]);
    check::<NoLarger>(&expect![[r#"
        warning[hot-cold-mix]: hot and cold fields share a cache line of 64 bytes: `keys` and `note`; move `note` to a `repr(align(64))` struct as the last field, for 192 bytes
          fields: note
    "#]]);
}

/// Fields that fit a line and lie on two in any order may be aligned.
#[test]
fn hot_fields_that_no_order_keeps_on_their_lines() {
    #[derive(Layout)]
    #[repr(C)]
    struct Halves {
        #[layout(hot)]
        first: [u8; 48],
        #[layout(hot)]
        second: [u8; 48],
        last: u8,
    }
    #[derive(Layout)]
    #[repr(C, packed)]
    struct Packed {
        #[layout(hot)]
        first: [u8; 48],
        #[layout(hot)]
        second: [u8; 48],
    }

    check::<Halves>(&expect![[r#"
        warning[hot-straddle]: the hot field `second` lies across the end of a cache line of 64 bytes, though it fits one; no order alone helps: align `first` to 64, `second` to 64 with `cache::Aligned` or a `repr(align)` type around it, and declare first, second, last; the type then has 192 bytes
          fields: first, second, last
    "#]]);
    assert_not_found::<Packed>(FindingId::HotStraddle);
}
