use core::mem::MaybeUninit;

use super::HasSample;
use crate::Layout;
use crate::layout::{Kind, Sample, TypeLayout};

/// `[generics] type, "name", sample;`
macro_rules! pointers {
    ($([$($generics:tt)*] $ty:ty, $name:literal, $sample:expr;)*) => {$(
        impl<$($generics)*> HasSample for $ty {
            const SAMPLE: Sample = $sample;
        }

        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
        unsafe impl<$($generics)*> Layout for $ty {
            const LAYOUT: TypeLayout = TypeLayout {
                kind: Kind::Pointer,
                sample: Some(&<Self as HasSample>::SAMPLE),
                ..TypeLayout::opaque::<Self>($name, "core::primitive")
            };
        }
    )*};
}

// Those to trait objects are in `objects`.
pointers! {
    [T] &T, "&", Sample::pointer_to::<T>();
    [T] &mut T, "&mut", Sample::pointer_to::<T>();
    [T] &[T], "&", Sample::slice::<T>();
    [T] &mut [T], "&mut", Sample::slice::<T>();
    [] &str, "&", Sample::slice::<u8>();
    [] &mut str, "&mut", Sample::slice::<u8>();
    [] &core::ffi::CStr, "&", Sample::new::<&core::ffi::CStr>(MaybeUninit::new(c""));
    [T] *const T, "*const", Sample::ZEROED;
    [T] *mut T, "*mut", Sample::ZEROED;
    [T] *const [T], "*const", Sample::ZEROED;
    [T] *mut [T], "*mut", Sample::ZEROED;
    [] *const str, "*const", Sample::ZEROED;
    [] *mut str, "*mut", Sample::ZEROED;
}

#[inline]
fn pointed_to() {}

/// Function pointers of each calling convention and number of arguments.
macro_rules! functions {
    ($($($arg:ident)*;)*) => {$(
        functions!(@of ($($arg),*) "fn" {fn});
        functions!(@of ($($arg),*) "unsafe fn" {unsafe fn});
        functions!(@of ($($arg),*) "extern \"C\" fn" {extern "C" fn});
        functions!(@of ($($arg),*) "unsafe extern \"C\" fn" {unsafe extern "C" fn});
    )*};
    (@of ($($arg:ident),*) $name:literal {$($function:tt)*}) => {
        pointers! {
            [Ret $(, $arg)*] $($function)*($($arg),*) -> Ret, $name,
                Sample::new::<fn()>(MaybeUninit::new(pointed_to));
        }
    };
}

functions! {
    ;
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}
