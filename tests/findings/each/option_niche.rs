use super::*;

#[test]
fn found_where_tags_of_integers_take_an_eighth() {
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
        note[option-niche]: the tags of `parent`, `next` and 2 more take 24 bytes, padding included: without them, the type would need 24 bytes instead of 48, 24 MB less per million values; choose for each field: where 0 is never a value, write `Option<NonZero<u64>>` and `Option<NonZero<u32>>`, which need no tag; elsewhere keep the integer, and let a bit of one `u8` field say whether it is set, for 32 bytes if all fields do so
          fields: parent, next, line, column
    "#]]);
    check::<Array>(&expect![[r#"
        note[option-niche]: the tag of `slots` takes 8 bytes, padding included: without them, the type would need 16 bytes instead of 24, 8 MB less per million values; where 0 is never a value, write `Option<NonZero<u16>>`, which needs no tag
          fields: slots
    "#]]);
}

/// A type whose tags take an eighth. Its `bool`s are bits of the same integer, if that saves more.
#[test]
fn bits_say_which_fields_are_set_and_what_bools_say() {
    #[derive(Layout)]
    #[repr(C)]
    struct Session {
        is_open: bool,
        id: u64,
        is_admin: bool,
        last_seen: Option<u64>,
        user: [u8; 40],
        parent: Option<u64>,
        is_muted: bool,
        body: [u64; 4],
    }
    #[derive(Layout)]
    struct Many {
        slots: [Option<u32>; 8],
        a: bool,
        b: u16,
        c: bool,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct One {
        id: u64,
        next: Option<u64>,
        small: u32,
        is_open: [bool; 4],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct First {
        is_open: bool,
        id: u64,
        next: Option<u64>,
    }

    check::<Session>(&expect![[r#"
        warning[reorder]: 21 of 136 bytes are padding (15.4 %): another order of the fields needs 120 bytes instead of 136, 16 MB less per million values and 1 cache line less a value; declare id, last_seen, parent, body, is_open, is_admin, user, is_muted, which changes the layout for everyone who reads the bytes; if only this program does, drop `repr(C)` instead
          fields: id, last_seen, parent, body, is_open, is_admin, user, is_muted
        note[option-niche]: the tags of `last_seen` and `parent` take 16 bytes, padding included: without them, the type would need 120 bytes instead of 136, 16 MB less per million values; choose for each field: where 0 is never a value, write `Option<NonZero<u64>>`, which needs no tag; elsewhere keep the integer, and let a bit of one `u8` field, declared last, say whether it is set, for 128 bytes if all fields do so; `is_open`, `is_admin` and `is_muted` can be bits of the same field, for 104 bytes
          fields: last_seen, parent
    "#]]);
    check::<Many>(&expect![[r#"
        note[option-niche]: the tag of `slots` takes 32 bytes, padding included: without them, the type would need 36 bytes instead of 68, 32 MB less per million values; where 0 is never a value, write `Option<NonZero<u32>>`, which needs no tag; otherwise keep the integer, and let a bit of one `u8` field say whether it is set, for 40 bytes; `a` and `c` can be bits of the same field (then one `u16`), for 36 bytes
          fields: slots
    "#]]);
    check::<First>(&expect![[r#"
        note[option-niche]: the tag of `next` takes 8 bytes, padding included: without them, the type would need 24 bytes instead of 32, 8 MB less per million values; where 0 is never a value, write `Option<NonZero<u64>>`, which needs no tag; otherwise keep the integer, and let a bit of one `u8` field, declared last, say whether it is set, and other bits hold `is_open`, for 24 bytes
          fields: next
        note[target-dependent]: `id` lies at offset 8 here and 4 on 32-bit x86; where files, peers or other targets read the bytes, write the padding as fields: `_pad0: [u8; 7]` before `id`
          fields: 
    "#]]);
    check::<One>(&expect![[r#"
        note[option-niche]: the tag of `next` takes 8 bytes, padding included: without them, the type would need 24 bytes instead of 32, 8 MB less per million values; where 0 is never a value, write `Option<NonZero<u64>>`, which needs no tag; otherwise keep the integer, and let a bit of one `u8` field, declared last, say whether it is set, and other bits hold `is_open`, for 24 bytes
          fields: next
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
        note[option-niche]: the tags of `height`, `width` and 1 more take 24 bytes, padding included: without them, the type would need 24 bytes instead of 48, 24 MB less per million values; choose for each field: where 0 is never a value, write `Option<NonZero<u64>>`, which needs no tag; where NaN is never a value, write `f64`, and let NaN stand for `None`; elsewhere keep the value, and let a bit of one `u8` field say whether it is set, for 32 bytes if all fields do so
          fields: height, width, id
    "#]]);
    check::<Peer>(&expect![[r#"
        note[option-niche]: the tag of `address` takes 1 byte, padding included: without them, the type would need 24 bytes instead of 32, 8 MB less per million values; where all zeros are never a value, write `[u8; 8]`, and let zeros stand for `None`
          fields: address
    "#]]);
    check::<Rates>(&expect![[r#"
        note[option-niche]: the tags of `0` and `1` take 18 bytes, padding included: without them, the type would need 20 bytes instead of 40, 20 MB less per million values; choose for each field: where NaN is never a value, write `f32`, and let NaN stand for `None`; where all zeros are never a value, write `[u16; 2]`, and let zeros stand for `None`; elsewhere keep the value, and let a bit of one `u8` field say whether it is set, for 24 bytes if all fields do so
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
        body: [u64; 9],
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
