//! The raw parts of layouts, as the derive writes them and as probes measure them. They are passive: the room
//! `probe` makes them.

use core::mem::MaybeUninit;

use super::live::Live;
use super::{Opaque, Repr, TypeLayout};

/// What the compiler knows of a field's type: everything but its name, text and place.
#[derive(Clone, Copy)]
pub struct FieldType {
    pub(crate) size: usize,
    pub(crate) align: usize,
    /// Whether the type has no values.
    pub(crate) is_uninhabited: bool,
    pub(crate) type_name: fn() -> &'static str,
    /// Null, or a `&'static TypeLayout`.
    ///
    /// The compiler validates what the references in a constant lead to. For a type of many fields that takes
    /// longer than everything else. It does not follow pointers.
    pub(crate) layout: *const TypeLayout,
}

// SAFETY: the pointer is a `&'static TypeLayout` or null, and a reference to that may be sent.
unsafe impl Send for FieldType {}

// SAFETY: as of `Send`; nothing is changed through it.
unsafe impl Sync for FieldType {}

impl FieldType {
    /// The same type. If it is not described, `layout` stands in, with its sample.
    #[inline]
    pub(crate) const fn or_sampled(self, layout: &'static TypeLayout) -> Self {
        if self.layout.is_null() { Self { layout, ..self } } else { self }
    }

    /// The layout of the type, where it is described.
    #[inline]
    pub(crate) const fn layout(&self) -> Option<&'static TypeLayout> {
        match self.sampled_layout() {
            Some(TypeLayout { opaque: Opaque::Undescribed, .. }) => None,
            layout => layout,
        }
    }

    /// The layout of the type, where it is described or has a sample.
    #[inline]
    pub(crate) const fn sampled_layout(&self) -> Option<&'static TypeLayout> {
        // SAFETY: the pointer is null or was made of a `&'static TypeLayout`, by the invariant of `layout`.
        unsafe { self.layout.as_ref() }
    }
}

/// The bytes of a sample of a type of the standard library, with the provenance of its pointers.
///
/// They are stored without their type, because a constant may not refer to a value with interior mutability.
pub(crate) struct Sample {
    pub(crate) bytes: SampleBytes,
    /// The number of known bytes, if there is a sample. A type that is larger than a sample can be has none.
    pub(crate) len: Option<usize>,
}

/// The size in bytes of the largest enum that is sampled: the compiler copies each sample a few times.
/// (Wider than an address of 16 bits.)
pub(crate) const LARGEST_SAMPLED: u64 = 1 << 20;

/// A unit of samples. It may be a part of a pointer, or not known at all.
pub(crate) type Word = MaybeUninit<usize>;

/// The bytes of a sample.
pub(crate) type SampleBytes = [Word; 128 / size_of::<usize>()];

/// The size and alignment of a tag.
#[derive(Clone, Copy)]
pub(crate) struct Tag {
    pub(crate) size: usize,
    pub(crate) align: usize,
}

impl Tag {
    pub(crate) const fn of<T>() -> Self {
        Self { size: size_of::<T>(), align: align_of::<T>() }
    }
}

macro_rules! discriminants {
    ($($variant:ident $int:ident,)*) => {
        /// The discriminants that an enum writes down, each with the index of its variant, in order.
        #[derive(Clone, Copy)]
        #[allow(missing_docs, reason = "each variant is named after the type of the discriminants")]
        pub enum Discriminants {
            None,
            $($variant { values: &'static [(usize, $int)] },)*
        }

        impl Discriminants {
            /// That one, with the index of its variant. One of `u128` above `i128::MAX` keeps its bits.
            #[allow(
                clippy::cast_possible_wrap,
                clippy::cast_lossless,
                trivial_numeric_casts,
                reason = "see its doc"
            )]
            #[inline]
            pub(super) const fn get(self, at: usize) -> Option<(usize, i128)> {
                match self {
                    $(Self::$variant { values } if at < values.len() => {
                        Some((values[at].0, values[at].1 as i128))
                    })*
                    _ => None,
                }
            }
        }
    };
}

discriminants! {
    U8 u8, U16 u16, U32 u32, U64 u64, U128 u128, Usize usize,
    I8 i8, I16 i16, I32 i32, I64 i64, I128 i128, Isize isize,
}

/// What the derive writes down of an enum.
#[derive(Clone, Copy)]
pub struct EnumParts {
    pub(crate) name: &'static str,
    pub(crate) module_path: &'static str,
    pub(crate) repr: Repr,
    pub(crate) variants: &'static str,
    pub(crate) fields: &'static str,
    pub(crate) types: &'static [FieldType],
    /// The function that looks at live values of an enum whose layout the compiler chooses.
    #[cfg_attr(not(feature = "alloc"), allow(dead_code, reason = "reports of values use it"))]
    pub(crate) live: Option<Live>,
}

impl EnumParts {
    /// No variants.
    pub(crate) const NONE: Self = Self {
        name: "",
        module_path: "",
        repr: Repr::RUST,
        variants: "",
        fields: "",
        types: &[],
        live: None,
    };
}

/// What samples of an enum tell, in front of the numbers themselves: see `Measurements`.
#[repr(C)]
pub struct Measured {
    pub(crate) fields: usize,
    pub(crate) words: usize,
    pub(crate) has_sample: bool,
}

/// The findings that a type allows, as bits. The numbers are those of the table of findings, which no layout
/// needs to know.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct AllowedFindings(u16);

impl AllowedFindings {
    pub(crate) const NONE: Self = Self(0);

    #[must_use]
    #[inline]
    pub(crate) const fn with(self, number: u32) -> Self {
        Self(self.0 | 1 << number)
    }

    #[inline]
    pub(crate) const fn contains(self, number: u32) -> bool {
        self.0 & 1 << number != 0
    }
}
