//! Macros of a crate of the first edition, in which `async` and `try` are names. Crates of later editions use them.
pub extern crate layout_core;

#[macro_export]
macro_rules! of_this_crate {
    ($name:ident, $field:ident, $ty:ty) => {
        #[derive($crate::layout_core::Layout)]
        #[layout(crate = $crate::layout_core)]
        #[layout(size == 16, offset(async) == 0, offset($field) == 4, same_as(Self))]
        #[repr(C)]
        pub struct $name {
            async: u8,
            #[layout(offset == 4)]
            $field: $ty,
            try: u64,
        }
    };
}

#[macro_export]
macro_rules! of_the_dependency {
    ($name:ident, $($krate:tt)*) => {
        #[derive($crate::layout_core::Layout)]
        #[layout($($krate)* align == 4)]
        pub enum $name {
            async { dyn: u8, gen: u32 },
            #[layout(sample = $name::try(7))]
            try(u8),
            await,
        }
    };
}

#[macro_export]
macro_rules! of_kinds {
    ($numbers:ident, $tail:ident, $either:ident) => {
        #[derive($crate::layout_core::Layout)]
        #[layout(crate = $crate::layout_core, discriminant(dyn) == 9)]
        #[repr(C)]
        pub enum $numbers {
            async = 3,
            await,
            dyn = 9,
        }

        #[derive($crate::layout_core::Layout)]
        #[layout(crate = $crate::layout_core)]
        #[repr(C)]
        pub struct $tail {
            async: u8,
            try: [u16],
        }

        #[derive($crate::layout_core::Layout)]
        #[layout(crate = ::layout_core, no_padding)]
        #[repr(C)]
        pub union $either {
            async: u32,
            try: ::std::primitive::u32,
        }
    };
}

#[macro_export]
macro_rules! checked {
    ($ty:ty, $field:ident) => {
        $crate::layout_core::assert_layout!($ty, offset(async) == 0, offset($field) == 4);
    };
}
