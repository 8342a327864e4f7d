//! Fields whose types have the names of primitives are measured in rows, of up to 16: at the ends of a row, between
//! other fields, and where such a name is that of another type.

use std::mem::offset_of;

use layout_core::Layout;

macro_rules! assert_measured {
    ($ty:ty: $($field:tt)*) => {{
        $(assert_eq!(<$ty>::LAYOUT.offset(stringify!($field)), Some(offset_of!($ty, $field)));)*
        assert_eq!(<$ty>::LAYOUT.size, size_of::<$ty>());
    }};
}

#[test]
fn sixteen_fields_are_a_row_and_seventeen_are_two() {
    #[derive(Layout)]
    struct Sixteen(u8, u64, u8, u32, u8, u16, u8, u64, u8, u32, u8, u16, u8, char, bool, f64);
    #[derive(Layout)]
    struct Seventeen(u8, u64, u8, u32, u8, u16, u8, u64, u8, u32, u8, u16, u8, char, bool, f64, u8);

    assert_measured!(Sixteen: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);
    assert_measured!(Seventeen: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);
}

#[test]
fn other_fields_stand_between_those_of_two_rows() {
    #[derive(Layout)]
    struct Mixed(
        String,
        u8,
        u64,
        u8,
        u32,
        u8,
        u16,
        [u8; 3],
        u8,
        u64,
        u8,
        u32,
        u8,
        u16,
        u8,
        char,
        bool,
        f64,
        u8,
        Option<u64>,
    );

    assert_measured!(Mixed: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);
    assert_eq!(Mixed::LAYOUT.field("7").map(|field| field.ty), Some("[u8; 3]"));
}

/// The name of a primitive may be that of a type of the user's.
#[test]
fn a_name_of_a_primitive_says_nothing_of_the_type() {
    mod described {
        #![allow(non_camel_case_types, reason = "it has the name of a primitive")]
        #[derive(layout_core::Layout)]
        pub(super) struct u8(pub(super) u32, pub(super) char);
        #[derive(layout_core::Layout)]
        pub(super) struct Holder(pub(super) u8, pub(super) u16, pub(super) u32, pub(super) u8);
    }
    mod undescribed {
        #![allow(non_camel_case_types, reason = "it has the name of a primitive")]
        pub(super) struct u8(pub(super) u32);
        #[derive(layout_core::Layout)]
        pub(super) struct Holder(pub(super) u8, pub(super) u16, pub(super) u32, pub(super) u8);
    }

    let _: fn(&described::Holder, &undescribed::Holder) -> u32 = |a, b| {
        a.0.0 + a.0.1 as u32 + a.3.0 + u32::from(a.1) + a.2 + b.0.0 + b.3.0 + u32::from(b.1) + b.2
    };
    assert_measured!(described::Holder: 0 1 2 3);
    assert_eq!(described::Holder::LAYOUT.offset("0.0"), Some(offset_of!(described::Holder, 0.0)));
    assert_measured!(undescribed::Holder: 0 1 2 3);
    assert_eq!(undescribed::Holder::LAYOUT.offset("0.0"), None);
}
