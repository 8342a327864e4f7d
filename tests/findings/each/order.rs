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
        warning[reorder]: 49 of 104 bytes are padding (47.1 %): another order of the fields needs 56 bytes instead of 104, 48 MB less per million values and 1 cache line less a value; declare b, d, f, h, j, l, a, c, e, g, i, k, m, which changes the layout for everyone who reads the bytes; if only this program does, drop `repr(C)` instead
          fields: b, d, f, h, j, l, a, c, e, g, i, k, m
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
