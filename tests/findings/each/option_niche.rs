use super::*;

#[test]
fn found_where_tags_of_integers_take_a_quarter() {
    type Id = u64;
    #[derive(Layout)]
    struct Row {
        parent: Option<Id>,
        next: Option<u64>,
        line: Option<u32>,
        column: Option<u32>,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Array {
        id: u64,
        slots: [Option<u16>; 4],
    }

    check::<Row>(&expect![[r#"
        note[option-niche]: the tags of `parent`, `next` and 2 more take 24 bytes, padding included: without them, the type would need 24 bytes instead of 48, 24 MB less per million values; where 0 is never a value, write `Option<NonZero<u64>>` and `Option<NonZero<u32>>`, which need no tag; or keep the integers, and store which of them are set as the bits of one `u8` after them, for 32 bytes
          fields: parent, next, line, column
    "#]]);
    check::<Array>(&expect![[r#"
        note[option-niche]: the tag of `slots` takes 8 bytes, padding included: without them, the type would need 16 bytes instead of 24, 8 MB less per million values; where 0 is never a value, write `Option<NonZero<u16>>`, which needs no tag
          fields: slots
    "#]]);
}

#[test]
fn floats_and_arrays_have_values_to_spare() {
    #[derive(Layout)]
    struct Reading {
        height: Option<f64>,
        width: Option<f64>,
        id: Option<u64>,
    }
    #[derive(Layout)]
    struct Peer {
        address: Option<[u8; 8]>,
        sent: u64,
        seen: u64,
    }
    #[derive(Layout)]
    struct Rates([Option<f32>; 4], Option<[u16; 2]>);

    check::<Reading>(&expect![[r#"
        note[option-niche]: the tags of `height`, `width` and 1 more take 24 bytes, padding included: without them, the type would need 24 bytes instead of 48, 24 MB less per million values; where 0 is never a value, write `Option<NonZero<u64>>`, which needs no tag; where NaN is never a value, write `f64`, and let NaN stand for `None`; or keep the values, and store which of them are set as the bits of one `u8` after them, for 32 bytes
          fields: height, width, id
    "#]]);
    check::<Peer>(&expect![[r#"
        note[option-niche]: the tag of `address` takes 1 byte, padding included: without them, the type would need 24 bytes instead of 32, 8 MB less per million values; where all zeros are never a value, write `[u8; 8]`, and let zeros stand for `None`
          fields: address
    "#]]);
    check::<Rates>(&expect![[r#"
        note[option-niche]: the tags of `0` and `1` take 18 bytes, padding included: without them, the type would need 20 bytes instead of 40, 20 MB less per million values; where NaN is never a value, write `f32`, and let NaN stand for `None`; where all zeros are never a value, write `[u16; 2]`, and let zeros stand for `None`; or keep the values, and store which of them are set as the bits of one `u8` after them, for 24 bytes
          fields: 0, 1
    "#]]);
}

#[test]
fn not_found_where_a_niche_is_used_or_little_is_saved() {
    #[derive(Layout)]
    struct Niches {
        a: Option<std::num::NonZeroU64>,
        b: Option<Box<u64>>,
        c: Option<bool>,
        d: Option<char>,
        e: Option<&'static u64>,
    }
    #[derive(Layout)]
    struct Others {
        // Which of their values they never have, nobody knows.
        a: Option<(u64, u64)>,
        b: Option<Point>,
    }
    #[derive(Layout, Clone, Copy)]
    struct Point {
        x: u64,
        y: u64,
    }
    #[derive(Layout)]
    struct Little {
        body: [u64; 8],
        next: Option<u64>,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Hidden {
        // As large with an `Option<NonZero<u8>>`.
        kind: Option<u8>,
        time: u64,
    }

    #[derive(Layout)]
    struct Few {
        id: Option<u8>,
        line: Option<u16>,
    }

    assert_not_found::<Few>(FindingId::OptionNiche);
    assert_not_found::<Niches>(FindingId::OptionNiche);
    assert_not_found::<Others>(FindingId::OptionNiche);
    assert_not_found::<Little>(FindingId::OptionNiche);
    assert_not_found::<Hidden>(FindingId::OptionNiche);
}
