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
        warning[hot-straddle]: the hot field `key` lies across the end of a cache line of 64 bytes, though it fits one; declare key, whole, before, after: the hot fields first, in 128 bytes
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
        warning[hot-straddle]: the hot fields lie on 2 cache lines of 64 bytes where 1 would hold them; declare first, second, between: the hot fields first, in 80 bytes
          fields: first, second, between
    "#]]);
    check::<Apart>(&expect![[r#"
        warning[hot-straddle]: the hot fields lie on 2 cache lines of 64 bytes where 1 would hold them; declare first, second, third, none, between: the hot fields first, in 144 bytes
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
        warning[hot-cold-mix]: hot and cold fields share a cache line of 64 bytes: `key` and `name`; declare key, body, name, notes: the hot fields first and the cold ones last, in 120 bytes
          fields: key, body, name, notes
    "#]]);
    check::<Small>(&expect![""]);
    assert_not_found::<Sorted>(FindingId::HotColdMix);
}
