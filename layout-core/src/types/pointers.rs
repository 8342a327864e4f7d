use crate::Layout;
use crate::layout::{Kind, TypeLayout};

/// `[generics] type "name";`
macro_rules! pointers {
    ($([$($generics:tt)*] $ty:ty, $name:literal;)*) => {$(
        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
        unsafe impl<$($generics)*> Layout for $ty {
            const LAYOUT: TypeLayout = TypeLayout {
                kind: Kind::Pointer,
                ..TypeLayout::opaque::<Self>($name, "core::primitive")
            };
        }
    )*};
}

pointers! {
    [T: ?Sized] &T, "&";
    [T: ?Sized] &mut T, "&mut";
    [T: ?Sized] *const T, "*const";
    [T: ?Sized] *mut T, "*mut";
}

/// Function pointers of each calling convention and number of arguments.
macro_rules! functions {
    ($($($arg:ident)*;)*) => {$(
        pointers! {
            [Ret $(, $arg)*] fn($($arg),*) -> Ret, "fn";
            [Ret $(, $arg)*] unsafe fn($($arg),*) -> Ret, "unsafe fn";
            [Ret $(, $arg)*] extern "C" fn($($arg),*) -> Ret, "extern \"C\" fn";
            [Ret $(, $arg)*] unsafe extern "C" fn($($arg),*) -> Ret, "unsafe extern \"C\" fn";
        }
    )*};
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
}
