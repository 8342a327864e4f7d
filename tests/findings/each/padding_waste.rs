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
        warning[reorder]: 8 of 32 bytes are padding (25.0 %): another order of the fields needs 24 bytes instead of 32, 8 MB less per million values; declare 1, 2, 0, 3, which changes the layout for everyone who reads the bytes; if only this program does, drop `repr(C)` instead
          fields: 1, 2, 0, 3
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
        note[padding-waste]: 4 of 8 bytes are padding (50.0 %); no order of the fields is smaller: lower the alignment, or use the free bytes: a field of up to 4 bytes, alignment up to 4, fits at 4
          fields: 
    "#]]);
}

#[test]
fn a_finding_of_its_own_only_where_the_order_is_not_to_blame() {
    #[derive(Layout)]
    #[repr(C)]
    struct Order(u8, u64, u8);
    #[derive(Layout)]
    #[repr(align(64))]
    struct Aligned(u8);

    assert_not_found::<Order>(FindingId::PaddingWaste);
    assert_eq!(find::<Order>(FindingId::Reorder).unwrap().severity, Severity::Warning);
    // It is to be alone on a line.
    assert_not_found::<Aligned>(FindingId::PaddingWaste);
    assert_not_found::<CacheAligned<u64>>(FindingId::PaddingWaste);
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
