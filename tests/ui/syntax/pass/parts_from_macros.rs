//! Each part of a type as a macro may be given it: the compiler passes such on in groups of its own.
#![deny(warnings)]
#![allow(dead_code)]

use layout_core::{Layout, assert_layout};

macro_rules! whole {
    ($item:item) => {
        #[derive(Layout)]
        $item
    };
}

whole!(pub struct Whole { pub a: u8, b: [u8; { let x = 2; x }] });
whole!(#[repr(u8)] enum WholeEnum { A([u8; 3]), B = 1 });
whole!(union WholeUnion { a: u8 });
whole!(struct WholeTuple<'a, T: 'a + ?Sized>(pub &'a T) where T: Send;);

macro_rules! parts {
    (
        $(#[$meta:meta])* $vis:vis $name:ident, $lifetime:lifetime, $param:ident: $bound:path,
        $constant:ident: $int:ty, $field_vis:vis $field:ident: $ty:ty, $path:path, $length:expr,
        $literal:literal, $block:block, $other:ty
    ) => {
        $(#[$meta])*
        #[derive(Layout)]
        #[layout(offset($field) == 0, align >= $literal, size >= $length)]
        #[repr(C)]
        $vis struct $name<$lifetime, $param: $bound + $lifetime, const $constant: $int>
        where
            $other: Sized,
        {
            $field_vis $field: $ty,
            reference: &$lifetime $ty,
            mutable: &$lifetime mut $param,
            path: $path,
            length: [$ty; $length],
            literal: [$ty; $literal],
            block: [$ty; $block],
            constant: [$ty; $constant],
            holder: Option<&$lifetime $ty>,
            tuple: ($ty, $path),
            function: fn(&$ty) -> $path,
            object: Option<Box<dyn Fn($ty) -> $path + $lifetime>>,
        }

        $(#[$meta])*
        #[derive(Layout)]
        #[repr(u8)]
        $vis enum Tagged<$lifetime> {
            One($ty, &$lifetime $ty) = $literal,
            Two { $field: $path } = $block,
            Three = $length,
        }

        #[derive(Layout)]
        $vis struct Tuple<$lifetime>($field_vis $ty, $vis &$lifetime ($ty, $path), $path);

        #[derive(Layout)]
        enum Untagged<$lifetime> {
            One($ty, &$lifetime $ty),
            Two { $field: $path },
            Three,
        }

        #[derive(Layout)]
        struct Unsized<$lifetime>(&$lifetime $ty, [$ty]);

        assert_layout!($ty, size == $literal * 2);
        assert_layout!($path, size == 1, align == $literal);
        assert_layout!(Tuple<'static>, size >= $length);
    };
}

parts! {
    /// A type.
    #[allow(clippy::all)]
    pub(crate) Parts, 'a, T: Clone, N: usize, pub(self) field: u16, core::num::NonZeroU8, 2 + 1,
    1, { 5 - 3 }, Vec<Vec<u8>>
}

macro_rules! tail {
    ($name:ident, $ty:ty, $param:ident) => {
        #[derive(Layout)]
        #[repr(C)]
        struct $name<$param: ?Sized>(u8, $ty, $param);
    };
}

tail!(Tail, u32, T);

fn main() {
    let layout = Parts::<u8, 3>::LAYOUT;
    assert_eq!(layout.size, size_of::<Parts<u8, 3>>());
    assert_eq!(layout.offset("block"), Some(core::mem::offset_of!(Parts<u8, 3>, block)));
    let types: Vec<_> = layout.fields().map(|field| field.ty).collect();
    assert_eq!(types[..3], ["u16", "&'a u16", "&'a mut T"]);
    assert_eq!(Tail::<[u16]>::LAYOUT.offset("1"), Some(4));
    let numbers: Vec<_> = Tagged::LAYOUT.variants().map(|it| it.discriminant.as_i128()).collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(3)]);
    assert_eq!(WholeEnum::LAYOUT.variants().count(), 2);
}
