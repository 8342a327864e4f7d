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
        note[option-niche]: the tags of `parent`, `next` and 2 more take 24 bytes with the padding: without them the type would need 24 bytes instead of 48, 24 MB less per million values; where 0 is never a value, write `Option<NonZero<u64>>` and `Option<NonZero<u32>>`, which need no tag; or keep the integers, and whether they are there as the bits of one `u8` after them, in 32 bytes
          fields: parent, next, line, column
    "#]]);
    check::<Array>(&expect![[r#"
        note[option-niche]: the tag of `slots` takes 8 bytes with the padding: without them the type would need 16 bytes instead of 24, 8 MB less per million values; where 0 is never a value, write `Option<NonZero<u16>>`, which needs no tag
          fields: slots
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
        // No other type of the same values has a niche.
        a: Option<f64>,
        b: Option<(u64, u64)>,
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
