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
        note[bool-cluster]: `flags` and `last` take 9 bytes for 9 bits: with one bit set, the type would need 16 bytes instead of 24, 8 MB less per million values; keep them as the bits of one `u16`
          fields: flags, last
    "#]]);
    check::<Apart>(&expect![[r#"
        warning[reorder]: 6 of 12 bytes are padding (50.0 %): another order of the fields needs 8 bytes instead of 12, 4 MB less per million values; declare size, first, second, which changes the layout for everyone who reads the bytes; if only this program does, drop `repr(C)` instead
          fields: size, first, second
    "#]]);
}

#[test]
fn not_found_where_little_is_saved() {
    #[derive(Layout)]
    struct Pair {
        id: u64,
        a: bool,
        b: bool,
    }
    #[derive(Layout)]
    struct Few {
        first: bool,
        second: bool,
        id: u8,
    }
    #[derive(Layout)]
    struct Large {
        flags: [bool; 9],
        body: [u64; 8],
    }
    #[derive(Layout)]
    struct One(bool);

    assert_not_found::<Pair>(FindingId::BoolCluster);
    assert_not_found::<Few>(FindingId::BoolCluster);
    assert_not_found::<Large>(FindingId::BoolCluster);
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
    assert_eq!(crate::ids(&Slice::LAYOUT), [""; 0]);
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
        second: [bool; 5],
    }

    let sizes = |found: Option<Finding>| found.unwrap().message;
    let said = [
        sizes(find::<Bytes>(FindingId::BoolCluster)),
        sizes(find::<Words>(FindingId::BoolCluster)),
        sizes(find::<Halves>(FindingId::BoolCluster)),
    ];
    expect![[r#"
        `flags` takes 9 bytes for 9 bits: with one bit set, the type would need 3 bytes instead of 10, 7 MB less per million values
        `flags` takes 9 bytes for 9 bits: with one bit set, the type would need 4 bytes instead of 10, 6 MB less per million values
        `first` and `second` take 6 bytes for 6 bits: with one bit set, the type would need 6 bytes instead of 12, 6 MB less per million values"#]].assert_eq(&said.join("\n"));
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
        note[bool-cluster]: `a`, `b` and 3 more take 65 bytes for 65 bits: with one bit set, the type would need 9 bytes instead of 65, 56 MB less per million values; keep them as the bits of one `[u8; 9]`
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

#[test]
fn found_in_variants() {
    #[derive(Layout)]
    #[repr(u8)]
    enum Flags {
        All { a: bool, b: bool, c: bool, d: bool, e: bool, f: bool, g: bool, h: bool },
        Some([bool; 3]),
        None(bool),
    }
    #[derive(Layout)]
    enum Free {
        All([bool; 16], u8),
        None,
    }
    #[derive(Layout)]
    #[repr(u8)]
    enum Hidden {
        Flags(bool, bool),
        Large([u8; 8]),
    }

    check::<Flags>(&expect![[r#"
        note[bool-cluster]: `All.a`, `All.b` and 7 more take 11 bytes for 11 bits: with bit sets, the type would need 2 bytes instead of 9, 7 MB less per million values; keep them as the bits of one `u8` in `All` and one `u8` in `Some`
          fields: All.a, All.b, All.c, All.d, All.e, All.f, All.g, All.h, Some.0
    "#]]);
    check::<Free>(&expect![[r#"
        note[bool-cluster]: `All.0` takes 16 bytes for 16 bits: with one bit set, the type would need 4 bytes instead of 17, 13 MB less per million values; keep them as the bits of one `u16` in `All`
          fields: All.0
    "#]]);
    assert_not_found::<Hidden>(FindingId::BoolCluster);
}
