//! What the derive's output names. Not part of the API: it changes with the derive, without notice.

pub use core::marker::{PhantomData, Sized};
pub use core::mem::{MaybeUninit, offset_of};
pub use core::option::Option::{None, Some};
pub use core::primitive::{bool, i128, str, u128, usize};
pub use core::{column, compile_error, file, line, module_path, option_env};

pub use crate::check::*;
pub use crate::findings::FindingId;
pub use crate::layout::parts::{Discriminants, EnumParts, FieldType, Measured};
pub use crate::layout::{CACHE_LINE, IntRepr, Kind, Repr, TypeLayout};
pub use crate::probe::*;
#[cfg(feature = "registry")]
pub use crate::registry::Entry;
pub use crate::{
    __measured as measured, __of_remote as of_remote, __offsets_of as offsets_of,
    __offsets_of_rows as offsets_of_rows, __offsets_of_tailed as offsets_of_tailed, Layout,
};
#[cfg(feature = "registry")]
pub use inventory;
#[cfg(feature = "derive")]
pub use layout_derive::assert_layout;

/// What the checks of `assert_layout!` name, to be imported all at once.
pub mod names {
    pub use crate::__private as __layout_;

    pub use super::{
        FutureFallback as _, ProbeFallback as _, RowFallback as _, TailProbeFallback as _,
        UnsizedProbe as _,
    };
}

/// The offsets of a type's fields, by pointers to them: of all in one row, or of so many in rows.
///
/// Not by `core::mem::offset_of!`: that is a constant of its own for each field, in the user's crate too.
#[doc(hidden)]
#[macro_export]
macro_rules! __offsets_of {
    // Of fields whose types may lack something: the compiler would say so of these pointers too.
    (; $($member:tt)*) => {
        // SAFETY: the pointers are derived from that of `place`.
        const __OFFSETS: &'static [$crate::__private::usize] = unsafe {
            let __layout_place = $crate::__private::place::<Self>();
            &$crate::__private::distances(($(&raw const (*__layout_place).$member as *const (),)*))
        };
    };
    ($($member:tt)*) => {
        // SAFETY: as above.
        const __OFFSETS: &'static [$crate::__private::usize] = unsafe {
            let __layout_place = $crate::__private::place::<Self>();
            &$crate::__private::distances(($(&raw const (*__layout_place).$member,)*))
        };
    };
}

/// The same of many fields, in rows.
#[doc(hidden)]
#[macro_export]
macro_rules! __offsets_of_rows {
    (; $count:literal $rows:literal $(($($member:tt)*))*) => {
        // SAFETY: as above.
        const __OFFSETS: &'static [$crate::__private::usize] = unsafe {
            let __layout_place = $crate::__private::place::<Self>();
            &$crate::__private::flattened::<$count, $rows>([
                $(&$crate::__private::distances((
                    $(&raw const (*__layout_place).$member as *const (),)*
                ))),*
            ])
        };
    };
    ($count:literal $rows:literal $(($($member:tt)*))*) => {
        // SAFETY: as above.
        const __OFFSETS: &'static [$crate::__private::usize] = unsafe {
            let __layout_place = $crate::__private::place::<Self>();
            &$crate::__private::flattened::<$count, $rows>(
                [$(&$crate::__private::distances(($(&raw const (*__layout_place).$member,)*))),*]
            )
        };
    };
}

/// The same of a struct whose last field, `$last`, may be of a type that is not sized.
///
/// If the type ends in a trait object, there is no value to point to. Then the places of the other fields are
/// asked of `offset_of!`, at its cost, if the derive says so: where a trait object is to be seen.
#[doc(hidden)]
#[macro_export]
macro_rules! __offsets_of_tailed {
    ($last:tt offset_of $($member:tt)*) => {
        $crate::__offsets_of_tailed! {
            @or [$($crate::__private::offset_of!(Self, $member),)* $crate::__private::UNKNOWN_OFFSET];
            $last; $($member)*
        }
    };
    ($last:tt unknown $($member:tt)*) => {
        $crate::__offsets_of_tailed! { @or $crate::__private::unknown_offsets(); $last; $($member)* }
    };
    (@or $of_object:expr; $last:tt; $($member:tt)*) => {
        const __OFFSETS: &'static [$crate::__private::usize] =
            &if $crate::__private::ends_in_object::<Self>() {
                $of_object
            } else {
                // SAFETY: the type does not end in a trait object, and the pointers are derived from that of
                // `place_of`.
                unsafe {
                    let __layout_place = $crate::__private::place_of::<Self>();
                    $crate::__private::tailed_distances([
                        $(&raw const (*__layout_place).$member as *const (),)*
                        &raw const (*__layout_place).$last as *const (),
                    ])
                }
            };
    };
}

/// What the compiler tells of a public field of any type, at the end of a path.
#[doc(hidden)]
#[macro_export]
macro_rules! __of_remote {
    (offset $ty:ty, $($path:tt)+) => {
        $crate::__private::offset_of!($ty, $($path)+)
    };
    (size $($place:tt)+) => {
        $crate::__private::size_of_pointee($crate::__of_remote!(@ $($place)+))
    };
    (align $($place:tt)+) => {
        $crate::__private::align_of_pointee($crate::__of_remote!(@ $($place)+))
    };
    (@ $ty:ty, $($path:tt)+) => {{
        // The field is one of the type, and not of what that dereferences to.
        let _ = $crate::__private::offset_of!($ty, $($path)+);
        // SAFETY: as above; nothing is read.
        unsafe { &raw const (*$crate::__private::place::<$ty>()).$($path)+ }
    }};
}

/// What samples of an enum with `$count` fields tell: `$samples` make the value of each variant that is found.
#[doc(hidden)]
#[macro_export]
macro_rules! __measured {
    ($count:literal, $words:literal, $given:tt, $found:ident { $($samples:tt)* }) => {
        const __MEASURED: *const $crate::__private::Measured =
            &$crate::__measured!(@of $count, $words, $given, $found { $($samples)* })
                as *const _ as *const $crate::__private::Measured;
    };
    // Of an enum that may be large. That its size is asked here, and not where types are written, has the
    // compiler ask it when the layout is used: of an enum without a size it has told at the declaration.
    (of $measure:ident) => {
        const __MEASURED: *const $crate::__private::Measured = {
            use $crate::__private as __layout_;
            // SAFETY: it is called in a constant.
            unsafe {
                match __layout_::words::<Self>() {
                    0..=16 => &Self::$measure::<16>() as *const _ as *const __layout_::Measured,
                    17..=64 => &Self::$measure::<64>() as *const _ as *const __layout_::Measured,
                    65..=256 => &Self::$measure::<256>() as *const _ as *const __layout_::Measured,
                    257..=1024 => &Self::$measure::<1024>() as *const _ as *const __layout_::Measured,
                    1025..=8192 => &Self::$measure::<8192>() as *const _ as *const __layout_::Measured,
                    _ => {
                        &Self::$measure::<{ __layout_::MOST_WORDS }>() as *const _
                            as *const __layout_::Measured
                    }
                }
            }
        };
    };
    (@of $count:literal, $words:tt, $given:tt, $found:ident { $($samples:tt)* }) => {
        {
            use $crate::__private as __layout_;
            // SAFETY: the derive counts a field's index as the list of fields does, and infers a sample's type
            // from the field; the addresses come from a match of the value.
            let mut __layout_cursor = unsafe { __layout_::cursor::<Self, $count, $words>() };
            loop {
                let $found = __layout_::next(&mut __layout_cursor, $given);
                let __layout_value = __layout_::undropped(match $found.variant {
                    $($samples)*
                    _ => break,
                });
                __layout_::see(
                    &mut __layout_cursor, $found, &__layout_value,
                    Self::__layout_fields(__layout_::value_of(&__layout_value)),
                );
            }
            __layout_::finish(__layout_cursor)
        }
    };
}
