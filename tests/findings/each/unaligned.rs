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
        warning[unaligned-field]: `c` may lie at an address that is not a multiple of 4, its alignment; copy the field before use, because a reference to it does not compile; or store its bytes: `[u8; N]` has alignment 1
          fields: c
    "#]]);
    check::<Bytes>(&expect![[""]]);
}
