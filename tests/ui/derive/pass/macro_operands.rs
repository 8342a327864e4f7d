//! What a macro was given is one operand, also where it has operators of its own.
#![deny(warnings)]
#![allow(dead_code)]

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Buffer<const N: usize>([u8; N]);

macro_rules! sizes {
    ($sum:expr, $negative:expr) => {
        #[derive(Layout)]
        #[layout(size == 2 * $sum + 1, size(bytes) == $sum * 2, padding < 4 - $sum)]
        struct Generic<T: Layout> {
            bytes: [u8; 2 * $sum],
            last: T,
        }

        #[derive(Layout)]
        #[repr(C)]
        #[layout(size == 10 * $sum)]
        struct Plain([u8; 2 * $sum], Buffer<{ 4 * $sum }>, [[u8; 4]; { 3 * $sum } / 3]);

        #[derive(Layout)]
        #[repr(C)]
        #[layout(on(i686, size == 4 * $sum), cache_lines <= 4 - $sum, line_size(32 * ($sum - 1)))]
        struct Words(u32, [u32; 2]);

        #[derive(Layout)]
        #[repr(i32)]
        #[layout(discriminant(Twice) == 2 * $sum, discriminant(Squared) == 9)]
        enum Numbers {
            Twice(u8) = 2 * $sum,
            Squared = $negative.pow(2),
            Cast = $negative as i32 * $sum,
        }

        assert_layout!([u8; 2 * $sum], size == 6, size == 2 * $sum, cache_lines == 3 / $sum);
        assert_layout!(Generic<u8>, size(bytes) == 6, offset(last) == 2 * $sum);
        assert_layout!(Numbers, discriminant(Cast) == -9, discriminant(Squared) == $negative.pow(2));
        assert_layout!(async future, size <= 2 * $sum);

        fn check() {
            assert_eq!(Generic::<u8>::LAYOUT.field("bytes").unwrap().size, size_of::<[u8; 2 * $sum]>());
            let discriminant = |name| Numbers::LAYOUT.variant(name).unwrap().discriminant.as_u128();
            assert_eq!(discriminant("Twice"), Some(6));
            assert_eq!(discriminant("Squared"), Some(9));
        }
    };
}

async fn future() {}

sizes!(1 + 2, -3i32);

macro_rules! pointers {
    ($life:lifetime $object:ty, $function:ty) => {
        #[derive(Layout)]
        struct Pointers<$life>(
            &$life $object,
            &'static mut $object,
            *const $object,
            Box<$object>,
            fn(&$object) -> &$object,
            Option<[&$life $object; 2 + 1]>,
            $function,
        );

        #[derive(Layout)]
        enum Either<$life> {
            One(&$life $object),
            Other { pointer: *mut $object, function: fn() -> *const $object },
        }

        assert_layout!(&'static $object, size == 2 * size_of::<usize>());
        assert_layout!(Pointers<'static>, size(0) == 2 * size_of::<usize>());
    };
}

pointers!('a dyn Send + Sync, fn(u8) -> Vec<u8>);

fn main() {
    check();
}
