//! Types and checks that a `macro_rules!` macro writes from what it is given.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

macro_rules! packet {
    (
        $(#[$meta:meta])*
        $vis:vis $name:ident <$life:lifetime, $param:ident> align $align:literal size $size:expr;
        $($field:ident: $ty:ty = $offset:tt),* $(,)?
    ) => {
        #[derive(Layout)]
        $(#[$meta])*
        #[repr(C, align($align))]
        #[layout(size == $size, align == $align $(, offset($field) == $offset)*)]
        $vis struct $name<$life, $param> {
            $(#[layout(offset == $offset)] $field: $ty,)*
            last: &$life $param,
        }

        assert_layout!($name<'static, u8>, align == $align, size == $size $(, offset($field) == $offset)*);
    };
}

packet! {
    /// A packet.
    #[layout(align >= 8)]
    pub(crate) Packet<'a, T> align 16 size 8 + 8;
    version: u8 = 0,
    length: Option<u16> = 2,
}

macro_rules! pair {
    ($name:ident, $ty:ty, $index:tt) => {
        #[derive(Layout)]
        #[repr(C)]
        #[layout(offset($index) == size_of::<$ty>())]
        struct $name($ty, $ty);
    };
}

pair!(Pair, [u8; 3], 1);
pair!(Pointers, Option<&'static (dyn Fn(&str) -> u8 + Sync)>, 1);

// A field named by the macro beside one of the same spelling named by its caller.
macro_rules! hygienic {
    ($name:ident, $field:ident) => {
        #[derive(Layout)]
        #[repr(C)]
        #[layout(offset(own) == 0, offset($field) == 4)]
        struct $name {
            own: u32,
            $field: u32,
        }
    };
}

hygienic!(Hygienic, given);

macro_rules! check_all {
    ($($ty:ty => $size:literal),*) => {$(assert_layout!($ty, size == $size);)*};
}

check_all!(u8 => 1, [u16; 2] => 4, (u8, u8) => 2, Pair => 6, core::num::NonZero<u8> => 1);

macro_rules! whole {
    ($item:item $path:path) => {
        $item
        assert_layout!($path, size == 4);
    };
}

whole! {
    #[derive(Layout)]
    struct Whole(u32);
    self::Whole
}

macro_rules! array {
    ($ty:ty; $len:expr) => {
        [$ty; $len]
    };
}

#[derive(Layout)]
struct MacroType {
    bytes: array![u8; 2 + 2],
}

assert_layout!(array![u8; 3], size == 3);

fn main() {
    let packet = Packet::<'static, u8>::LAYOUT;
    assert_eq!((packet.size, packet.align), (16, 16));
    assert_eq!(packet.field("length").unwrap().ty, "Option<u16>");
    assert_eq!(Pair::LAYOUT.field("0").unwrap().ty, "[u8; 3]");
    assert_eq!(Pointers::LAYOUT.size, 4 * size_of::<usize>());
    assert_eq!(Hygienic::LAYOUT.offset("given"), Some(4));
    assert_eq!(Whole::LAYOUT.size, 4);
    assert_eq!(MacroType::LAYOUT.size, 4);
}
