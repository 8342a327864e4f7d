//! Enums, unions and unsized structs that a `macro_rules!` macro writes from what it is given.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

macro_rules! make_enum {
    (
        $(#[$meta:meta])* $vis:vis $name:ident [$($repr:ident),*] align $align:literal {
            $($variant:ident $(($($ty:ty),*))? $({$($field:ident: $field_ty:ty),*})? $(= $value:expr)?),*
        }
    ) => {
        #[derive(Layout)]
        $(#[$meta])*
        #[repr($($repr,)* align($align))]
        #[layout(align == $align)]
        #[allow(dead_code, reason = "its layout is what counts")]
        $vis enum $name {
            $($variant $(($($ty),*))? $({$($field: $field_ty),*})? $(= $value)?),*
        }
    };
}

make_enum! {
    /// Tagged.
    pub(super) Tagged [u16] align 8 {
        One(u8, Option<u16>) = 5,
        Two { a: u32, b: [u8; 3] } = 2 * 5,
        Three
    }
}

make_enum! {
    Plain [] align 8 {
        One(u8, Vec<u8>),
        Two { a: u32, b: &'static str },
        Three
    }
}

macro_rules! make_types {
    ($enumeration:ident $union:ident $tailed:ident $text:ident, $ty:ty, $tail:ty, $sample:expr) => {
        #[derive(Layout)]
        enum $enumeration {
            Some(u8, #[layout(sample = $sample)] $ty),
            None,
        }

        #[derive(Layout)]
        #[repr(C)]
        #[layout(size == size_of::<$ty>())]
        union $union {
            value: $ty,
            number: u8,
        }

        #[derive(Layout)]
        #[repr(C)]
        #[allow(dead_code, reason = "its layout is what counts")]
        struct $tailed {
            value: $ty,
            tail: [$ty],
        }

        #[derive(Layout)]
        #[repr(C)]
        #[allow(dead_code, reason = "its layout is what counts")]
        struct $text {
            value: $ty,
            #[layout(unsized)]
            tail: $tail,
        }
    };
}

make_types!(Enum Union Tailed Text, (u16, u16), str, (1, 2));

/// A name by the macro beside the same name by its caller.
macro_rules! hygienic {
    ($name:ident, $variant:ident, $field:ident) => {
        #[derive(Layout)]
        #[repr(u8)]
        #[layout(offset(Own.own) == 1, offset($variant.$field) == 4)]
        #[allow(dead_code, reason = "its layout is what counts")]
        enum $name {
            Own { own: u8 },
            $variant { own: u8, $field: u32 },
        }
    };
}

hygienic!(Hygienic, Given, given);

assert_layout!(Tagged, offset(Two.a) == 4, offset(One.0) == 2);

#[test]
fn types_that_macros_write_are_described() {
    let value = |name| Tagged::LAYOUT.variant(name).unwrap().discriminant.as_i128();
    assert_eq!(["One", "Two", "Three"].map(value), [Some(5), Some(10), Some(11)]);
    assert_eq!(Tagged::LAYOUT.variant("One").unwrap().field("1").unwrap().ty, "Option<u16>");
    assert!(Plain::LAYOUT.variants().all(|variant| variant.is_placed()));
    assert!(Enum::LAYOUT.variant("Some").unwrap().is_placed());
    assert!(matches!([Enum::Some(1, (1, 2)), Enum::None], [Enum::Some(1, (1, 2)), Enum::None]));
    assert_eq!(Tailed::LAYOUT.tail().unwrap().offset, Some(4));
    assert_eq!(Text::LAYOUT.tail().unwrap().stride, Some(1));
    assert_eq!(Union::LAYOUT.fields().len(), 2);
    assert_eq!(Hygienic::LAYOUT.offset("Given.given"), Some(4));
    // SAFETY: the field was written.
    let sum = unsafe { Union { number: 1 }.number + Union { value: (1, 2) }.number };
    assert!(sum > 0);
}
