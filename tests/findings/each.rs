//! Each finding where it is due, with what it says, and where it is not.
#![cfg(target_pointer_width = "64")]

use std::cell::{Cell, RefCell, UnsafeCell};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};

use expect_test::{Expect, expect};
use layout_core::Layout;
use layout_core::analysis::{Finding, FindingId, Severity, findings, reorder};
use layout_core::cache::CacheAligned;

use crate::find;

/// Compares all that is said of a type.
fn check<T: Layout>(expected: &Expect) {
    let lines = findings(&T::LAYOUT).into_iter().map(|found| {
        let fields = found.fields.join(", ");
        format!("{found}\n  fields: {fields}\n")
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[track_caller]
fn assert_not_found<T: Layout>(id: FindingId) {
    assert_eq!(find::<T>(id), None, "{}", T::layout_report());
}

mod padding_waste {
    use super::*;

    #[test]
    fn found_where_a_quarter_is_padding_that_need_not_be() {
        #[derive(Layout)]
        #[repr(C)]
        struct Quarter(u8, u64, u64, [u8; 7]);
        #[derive(Layout)]
        #[repr(C)]
        struct Less(u8, u64, u64, u64, [u8; 7]);

        check::<Quarter>(&expect![[r#"
            warning[padding-waste]: 8 of 32 bytes are padding (25.0 %); order the fields by alignment, the greatest first
              fields: 
            warning[reorder]: another order of the fields needs 24 bytes instead of 32, 8 MB less per million values; declare 1, 2, 0, 3; it changes the layout for all who read the bytes
              fields: 
            note[repr-c-cost]: `repr(C)` costs 8 bytes a value: without it the compiler orders the fields, in 24 bytes; drop `repr(C)` if nothing but this program reads the bytes
              fields: 
        "#]]);
        assert_not_found::<Less>(FindingId::PaddingWaste);
    }

    #[test]
    fn found_where_half_is_padding_that_must_be() {
        #[derive(Layout)]
        #[repr(C)]
        struct Half(u32, u8);
        #[derive(Layout)]
        #[repr(C, align(8))]
        struct Needed(u32);

        assert_not_found::<Half>(FindingId::PaddingWaste);
        check::<Needed>(&expect![[r#"
            note[padding-waste]: 4 of 8 bytes are padding (50.0 %); use the room for more fields, or ask for less alignment
              fields: 
        "#]]);
    }

    #[test]
    fn a_warning_only_where_the_order_is_to_blame() {
        #[derive(Layout)]
        #[repr(C)]
        struct Order(u8, u64, u8);
        #[derive(Layout)]
        #[repr(align(64))]
        struct Aligned(u8);

        assert_eq!(find::<Order>(FindingId::PaddingWaste).unwrap().severity, Severity::Warning);
        check::<Aligned>(&expect![[r#"
            note[padding-waste]: 63 of 64 bytes are padding (98.4 %); use the room for more fields, or ask for less alignment
              fields: 
        "#]]);
    }

    #[test]
    fn the_bytes_beside_the_fields_of_a_union_are_not_wasted() {
        #[derive(Layout)]
        #[repr(C)]
        union Narrow {
            wide: u64,
            bytes: [u8; 9],
        }
        #[derive(Layout)]
        #[repr(C, align(64))]
        union Wide {
            byte: u8,
        }

        assert_not_found::<Narrow>(FindingId::PaddingWaste);
        assert_not_found::<Wide>(FindingId::PaddingWaste);
    }
}

mod order {
    use super::*;

    #[test]
    fn the_first_and_the_last_of_many_fields_are_named() {
        #[derive(Layout)]
        #[repr(C)]
        struct Many {
            a: u8,
            b: u64,
            c: u8,
            d: u64,
            e: u8,
            f: u64,
            g: u8,
            h: u64,
            i: u8,
            j: u64,
            k: u8,
            l: u64,
            m: u8,
        }

        check::<Many>(&expect![[r#"
            warning[padding-waste]: 49 of 104 bytes are padding (47.1 %); order the fields by alignment, the greatest first
              fields: 
            warning[reorder]: another order of the fields needs 56 bytes instead of 104, 48 MB less per million values and 1 cache line less a value; declare b, d, f, h, j, l, a, c, e, g, i, …, m; it changes the layout for all who read the bytes
              fields: 
            note[repr-c-cost]: `repr(C)` costs 48 bytes a value: without it the compiler orders the fields, in 56 bytes; drop `repr(C)` if nothing but this program reads the bytes
              fields: 
        "#]]);
    }

    /// The order is that of the alignments with which a packed type places its fields.
    #[test]
    fn of_a_packed_type() {
        #[derive(Layout)]
        #[repr(C, packed(2))]
        struct Packed {
            a: u8,
            b: u16,
            c: u32,
            d: u8,
        }

        let best = reorder(&Packed::LAYOUT).unwrap();
        let order: Vec<_> = best.order().iter().map(|field| field.name).collect();
        assert_eq!((best.size, order), (8, vec!["b", "c", "a", "d"]));
    }

    /// The last field of a type without a size must stay the last.
    #[test]
    fn there_is_none_of_a_type_without_a_size() {
        #[derive(Layout)]
        #[repr(C)]
        struct Slice {
            a: u8,
            b: u32,
            c: u8,
            rest: [u8],
        }

        assert!(reorder(&Slice::LAYOUT).is_none());
    }

    #[test]
    fn not_found_of_the_best_order() {
        #[derive(Layout)]
        #[repr(C)]
        struct Best(u64, u32, u8, u8);

        check::<Best>(&expect![[""]]);
    }
}

mod bools {
    use super::*;

    #[test]
    fn found_where_a_bit_set_makes_the_type_smaller() {
        #[derive(Layout)]
        struct Nine {
            id: u64,
            flags: [bool; 8],
            last: bool,
        }
        #[derive(Layout)]
        #[repr(C)]
        struct Apart {
            first: bool,
            size: u32,
            second: bool,
        }

        check::<Nine>(&expect![[r#"
            note[bool-cluster]: `flags` and `last` take 9 bytes for as many bits: as one bit set the type would need 16 bytes instead of 24, 8 MB less per million values; keep them as the bits of one `u16`
              fields: flags, last
        "#]]);
        check::<Apart>(&expect![[r#"
            warning[padding-waste]: 6 of 12 bytes are padding (50.0 %); order the fields by alignment, the greatest first
              fields: 
            warning[reorder]: another order of the fields needs 8 bytes instead of 12, 4 MB less per million values; declare size, first, second; it changes the layout for all who read the bytes
              fields: 
            note[repr-c-cost]: `repr(C)` costs 4 bytes a value: without it the compiler orders the fields, in 8 bytes; drop `repr(C)` if nothing but this program reads the bytes
              fields: 
            note[bool-cluster]: `first` and `second` take 2 bytes for as many bits: as one bit set the type would need 8 bytes instead of 12, 4 MB less per million values; keep them as the bits of one `u8`
              fields: first, second
        "#]]);
    }

    #[test]
    fn not_found_where_nothing_is_saved() {
        #[derive(Layout)]
        struct Pair {
            id: u64,
            a: bool,
            b: bool,
        }
        #[derive(Layout)]
        struct One(bool);

        assert_not_found::<Pair>(FindingId::BoolCluster);
        assert_not_found::<One>(FindingId::BoolCluster);
    }

    #[test]
    fn found_in_structs_with_a_size_only() {
        #[derive(Layout)]
        #[repr(C)]
        struct Slice {
            flags: [bool; 16],
            rest: [u8],
        }
        #[derive(Layout)]
        #[repr(u8)]
        enum Either {
            Some([bool; 16]),
            None,
        }

        assert_eq!(crate::ids(&Slice::LAYOUT), [""; 0]);
        assert_not_found::<Either>(FindingId::BoolCluster);
    }

    /// A packed type places the bit set and all other fields as closely as it says.
    #[test]
    fn found_in_packed_types() {
        #[derive(Layout)]
        #[repr(C, packed)]
        struct Bytes {
            a: u8,
            flags: [bool; 9],
        }
        #[derive(Layout)]
        #[repr(C, packed(4))]
        struct Words {
            a: u8,
            flags: [bool; 9],
        }
        #[derive(Layout)]
        #[repr(C, packed(2))]
        struct Halves {
            first: bool,
            a: u8,
            b: u32,
            second: bool,
        }

        let sizes = |found: Option<Finding>| found.unwrap().message;
        let said = [
            sizes(find::<Bytes>(FindingId::BoolCluster)),
            sizes(find::<Words>(FindingId::BoolCluster)),
            sizes(find::<Halves>(FindingId::BoolCluster)),
        ];
        expect![[r#"
            `flags` takes 9 bytes for as many bits: as one bit set the type would need 3 bytes instead of 10, 7 MB less per million values
            `flags` takes 9 bytes for as many bits: as one bit set the type would need 4 bytes instead of 10, 6 MB less per million values
            `first` and `second` take 2 bytes for as many bits: as one bit set the type would need 6 bytes instead of 8, 2 MB less per million values"#]].assert_eq(&said.join("\n"));
    }

    /// The names of the first two are told, and how many there are.
    #[test]
    fn more_bits_than_an_integer_has() {
        #[derive(Layout)]
        struct Many {
            a: [bool; 61],
            b: [bool; 1],
            c: [bool; 1],
            d: [bool; 1],
            e: bool,
        }

        check::<Many>(&expect![[r#"
            note[bool-cluster]: `a`, `b` and 3 more take 65 bytes for as many bits: as one bit set the type would need 9 bytes instead of 65, 56 MB less per million values; keep them as the bits of one `[u8; 9]`
              fields: a, b, c, d, e
        "#]]);
    }

    /// The type with the bit set is as large as it says.
    #[test]
    fn the_bit_set_is_as_large_as_it_says() {
        #[derive(Layout)]
        struct Bools {
            a: [bool; 20],
            b: u16,
        }
        #[derive(Layout)]
        struct Bits {
            a: u32,
            b: u16,
        }

        let found = find::<Bools>(FindingId::BoolCluster).unwrap();
        assert_eq!(found.remedy, "keep them as the bits of one `u32`");
        let (bits, bools) = (size_of::<Bits>(), size_of::<Bools>());
        assert!(found.message.contains(&format!("{bits} bytes instead of {bools}")), "{found}");
    }
}

mod contended {
    use super::*;

    #[test]
    fn found_of_atomics_locks_and_cells_that_may_share_a_line() {
        #[derive(Layout)]
        #[repr(C)]
        struct Queue {
            head: AtomicU64,
            name: [u8; 16],
            tail: AtomicU64,
        }
        #[derive(Layout)]
        #[repr(C)]
        struct Held {
            lock: Mutex<u32>,
            inner: (u8, UnsafeCell<u8>),
            flags: [AtomicBool; 4],
        }

        check::<Queue>(&expect![[r#"
            warning[contended-line]: `head` and `tail` may share a cache line of 64 bytes: a thread that writes one of them slows down the others; wrap each in a `cache::CacheAligned`; if the same thread writes them, give them one name by `#[layout(contended = "name")]`
              fields: head, tail
        "#]]);
        check::<Held>(&expect![[r#"
            warning[contended-line]: `lock`, `inner` and 1 more may share a cache line of 64 bytes: a thread that writes one of them slows down the others; wrap each in a `cache::CacheAligned`; if the same thread writes them, give them one name by `#[layout(contended = "name")]`
              fields: lock, inner, flags
        "#]]);
    }

    /// `b` begins a line if `a` does, but a value begins at any multiple of 8.
    #[test]
    fn a_line_apart_is_not_enough_where_the_value_may_lie_anywhere() {
        #[derive(Layout)]
        #[repr(C)]
        struct Bytes {
            a: [AtomicBool; 8],
            between: [u8; 56],
            b: AtomicBool,
        }
        #[derive(Layout)]
        #[repr(C, align(64))]
        struct Fixed {
            a: [AtomicBool; 8],
            between: [u8; 56],
            b: AtomicBool,
        }
        #[derive(Layout)]
        #[repr(C)]
        struct Apart {
            a: AtomicU64,
            between: [u8; 56],
            b: AtomicU64,
        }

        assert_eq!(find::<Bytes>(FindingId::ContendedLine).unwrap().fields, ["a", "b"]);
        assert_not_found::<Fixed>(FindingId::ContendedLine);
        assert_not_found::<Apart>(FindingId::ContendedLine);
    }

    /// What the remedy says helps.
    #[test]
    fn cache_aligned_fields_are_apart() {
        #[derive(Layout)]
        struct Wrapped {
            head: CacheAligned<AtomicU64>,
            tail: CacheAligned<AtomicU64>,
        }
        #[derive(Layout)]
        struct Half {
            head: CacheAligned<AtomicU64>,
            tail: AtomicU64,
            count: AtomicU64,
        }

        assert_not_found::<Wrapped>(FindingId::ContendedLine);
        let found = find::<Half>(FindingId::ContendedLine).unwrap();
        assert_eq!(found.fields, ["tail", "count"], "{found}");
    }

    #[test]
    fn fields_of_one_group_may_lie_together() {
        #[derive(Layout)]
        #[repr(C)]
        struct Grouped {
            #[layout(contended = "producer")]
            head: AtomicU64,
            #[layout(contended = "producer")]
            cached_tail: u64,
        }
        #[derive(Layout)]
        #[repr(C)]
        struct Two {
            #[layout(contended = "producer")]
            head: AtomicU32,
            #[layout(contended = "producer")]
            count: u32,
            #[layout(contended = "consumer")]
            tail: u32,
            #[layout(contended = "producer")]
            late: u32,
        }

        assert_not_found::<Grouped>(FindingId::ContendedLine);
        let found = find::<Two>(FindingId::ContendedLine).unwrap();
        assert_eq!(found.fields, ["count", "tail", "late"], "the nearest of each group");
    }

    #[test]
    fn cells_of_one_thread_are_not_contended() {
        #[derive(Layout)]
        struct Cells {
            a: Cell<u8>,
            b: RefCell<u8>,
            c: AtomicU32,
        }
        #[derive(Layout)]
        #[repr(C)]
        union Either {
            a: std::mem::ManuallyDrop<AtomicU32>,
            b: std::mem::ManuallyDrop<AtomicU64>,
        }

        assert_not_found::<Cells>(FindingId::ContendedLine);
        assert_not_found::<Either>(FindingId::ContendedLine);
    }

    #[test]
    fn variants_are_looked_at_one_by_one() {
        #[derive(Layout)]
        #[repr(u8)]
        enum Slot {
            One(AtomicU32),
            Other(AtomicU32),
            Both { a: AtomicU32, b: AtomicU32 },
        }

        check::<Slot>(&expect![[r#"
            warning[contended-line]: `Both.a` and `Both.b` may share a cache line of 64 bytes: a thread that writes one of them slows down the others; wrap each in a `cache::CacheAligned`; if the same thread writes them, give them one name by `#[layout(contended = "name")]`
              fields: Both.a, Both.b
        "#]]);
    }
}

mod hot {
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
            warning[hot-straddle]: the hot field `key` lies across the end of a cache line of 64 bytes, though it fits one; declare the hot fields first, the widest of them before the others
              fields: key
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
            warning[hot-straddle]: the hot fields lie on 2 cache lines of 64 bytes where 1 would hold them; declare the hot fields first, the widest of them before the others
              fields: first, second
        "#]]);
        check::<Apart>(&expect![[r#"
            warning[hot-straddle]: the hot fields lie on 2 cache lines of 64 bytes where 1 would hold them; declare the hot fields first, the widest of them before the others
              fields: first, none, second, third
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
            warning[hot-cold-mix]: hot and cold fields share a cache line of 64 bytes: `key` and `name`; declare the hot fields first and the cold ones last
              fields: key, name
        "#]]);
        check::<Small>(&expect![[r#"
            note[hot-cold-mix]: hot and cold fields share a cache line of 64 bytes: `key` and `name`; put the cold fields behind a pointer, so that more values fit a line
              fields: key, name
        "#]]);
        assert_not_found::<Sorted>(FindingId::HotColdMix);
    }
}

mod unaligned {
    use super::*;

    #[test]
    fn found_of_fields_that_a_packed_type_does_not_align() {
        #[derive(Layout)]
        #[repr(C, packed(2))]
        struct Two {
            a: u8,
            b: u16,
            c: u32,
        }
        #[derive(Layout)]
        #[repr(C, packed)]
        struct Bytes {
            a: u8,
            b: [u8; 4],
        }

        check::<Two>(&expect![[r#"
            warning[unaligned-field]: `c` may lie at an address that is not a multiple of 4, its alignment; copy such a field before use, as no reference to it compiles, or store its bytes: `[u8; N]` has alignment 1
              fields: c
        "#]]);
        check::<Bytes>(&expect![[""]]);
    }
}

mod target {
    use super::*;

    #[test]
    fn found_of_words_and_pointers_in_defined_layouts() {
        #[derive(Layout)]
        #[repr(C)]
        struct Sized {
            length: usize,
            next: *const u8,
            code: u32,
            flags: u32,
        }
        #[derive(Layout)]
        struct Free {
            length: usize,
        }
        #[derive(Layout)]
        #[repr(u8)]
        enum Tagged {
            Word(usize),
            Byte(u8),
        }

        check::<Sized>(&expect![[r#"
            note[target-dependent]: the sizes of `length` and `next` differ between targets; use integers of a fixed size where files, peers or other targets read the bytes
              fields: length, next
        "#]]);
        assert_not_found::<Free>(FindingId::TargetDependent);
        assert_eq!(find::<Tagged>(FindingId::TargetDependent).unwrap().fields, ["Word.0"]);
    }
}
