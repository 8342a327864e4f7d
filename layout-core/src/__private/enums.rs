//! What the derive's output names for an enum.

use core::marker::PhantomData;
use core::mem::MaybeUninit;

use crate::layout::{EnumParts, FieldType, Kind, Repr, Sample, Tag, TypeLayout, VariantList};

/// What is written down of an enum: an entry of text for each variant, and for the fields of all
/// variants what a struct has for its own; the explicit discriminants with the index of their variant.
#[expect(clippy::too_many_arguments, reason = "one call for all costs the user least")]
#[must_use]
pub const fn parts(
    name: &'static str,
    module_path: &'static str,
    repr: Repr,
    tag: Option<Tag>,
    variants: &'static str,
    fields: &'static str,
    types: &'static [FieldType],
    discriminants: &'static [(usize, i128)],
) -> EnumParts {
    EnumParts { name, module_path, repr, tag, variants, fields, types, discriminants }
}

/// A tag of type `T`, of an enum whose layout is defined.
#[must_use]
pub const fn tag<T>() -> Option<Tag> {
    Some(Tag { size: size_of::<T>(), align: align_of::<T>() })
}

/// The variants of an enum with `N` fields.
struct Variants<T, const N: usize>(PhantomData<T>);

impl<T: crate::Layout, const N: usize> Variants<T, N> {
    const TAGGED_OFFSETS: [usize; N] = T::__PARTS.tagged_offsets(size_of::<T>(), align_of::<T>());
    const TAGGED: VariantList = T::__PARTS.list(&Self::TAGGED_OFFSETS);
    const UNTAGGED: VariantList = T::__PARTS.list(T::__OFFSETS);
}

/// An enum whose layout is defined.
#[must_use]
pub const fn tagged<T: crate::Layout, const N: usize>() -> TypeLayout {
    enumeration::<T>(&Variants::<T, N>::TAGGED)
}

/// An enum whose layout is the compiler's to choose.
#[must_use]
pub const fn untagged<T: crate::Layout>() -> TypeLayout {
    enumeration::<T>(&Variants::<T, 0>::UNTAGGED)
}

const fn enumeration<T: crate::Layout>(variants: &'static VariantList) -> TypeLayout {
    TypeLayout {
        kind: Kind::Enum,
        repr: T::__PARTS.repr,
        variants: Some(variants),
        sample: Some(&T::__SAMPLE),
        ..TypeLayout::opaque::<T>(T::__PARTS.name, T::__PARTS.module_path)
    }
}

/// The offsets of the `N` fields of an enum that follow from its size.
#[must_use]
pub const fn deduced<T: crate::Layout, const N: usize>() -> [usize; N] {
    T::__PARTS.deduced_offsets(size_of::<T>())
}

/// A variant with fields: its place in the declaration, and the indices in the enum of its first field
/// and of the one behind its last.
pub type Payload = (usize, usize, usize);

/// The first of the variants, from one place of the declaration on, of which all fields have samples or
/// are among those whose samples are `given`.
#[must_use]
pub const fn sampled_from<T: crate::Layout>(
    from: usize,
    variants: &[Payload],
    given: &[usize],
) -> Option<Payload> {
    let mut next = 0;
    while next < variants.len() {
        let (index, first, end) = variants[next];
        if index >= from && has_samples::<T>(first, end, given) {
            return Some(variants[next]);
        }
        next += 1;
    }
    None
}

const fn has_samples<T: crate::Layout>(from: usize, to: usize, given: &[usize]) -> bool {
    let mut index = from;
    while index < to {
        let is_known = match T::__PARTS.types[index].sampled_layout() {
            Some(layout) => layout.has_sample(),
            None => false,
        };
        if !is_known && !is_among(index, given) {
            return false;
        }
        index += 1;
    }
    true
}

const fn is_among(index: usize, indices: &[usize]) -> bool {
    let mut next = 0;
    while next < indices.len() {
        if indices[next] == index {
            return true;
        }
        next += 1;
    }
    false
}

/// The samples of the fields of the enum `T`, to be taken by [`sampled`].
pub struct FieldSamples<T>(PhantomData<T>);

impl<T> FieldSamples<T> {
    /// The right to take samples.
    ///
    /// # Safety
    ///
    /// Samples are taken of fields that have one, each as a value of the field's type.
    #[must_use]
    pub const unsafe fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Clone for FieldSamples<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for FieldSamples<T> {}

/// The sample of the field of `T` with that index: of type `F`, and there, as whoever made the
/// `FieldSamples` has promised.
#[must_use]
pub const fn sampled<T: crate::Layout, F>(_: FieldSamples<T>, index: usize) -> F {
    match T::__PARTS.types[index].sampled_layout() {
        // SAFETY: by the contract of `FieldSamples::new` the layout is that of `F`, which has a sample.
        Some(layout) => unsafe { crate::layout::sampled(layout) },
        None => panic!("the field has no sample"),
    }
}

/// The place of the variant that a value is, and the addresses of its fields, of which no variant has
/// more than `MOST`.
pub type VariantFields<const MOST: usize> = (usize, [*const (); MOST]);

/// The fields of a variant.
#[must_use]
pub const fn fields_at<const MOST: usize, const FIELDS: usize>(
    variant: usize,
    fields: [*const (); FIELDS],
) -> VariantFields<MOST> {
    let mut all = [core::ptr::null(); MOST];
    let mut index = 0;
    while index < FIELDS {
        all[index] = fields[index];
        index += 1;
    }
    (variant, all)
}

/// Offsets with those of a variant's fields, as their addresses in a value tell them. A value of another
/// variant tells nothing.
///
/// # Safety
///
/// The fields are those of the value.
#[must_use]
pub const unsafe fn measured<T, const COUNT: usize, const MOST: usize>(
    mut offsets: [usize; COUNT],
    (variant, first, end): Payload,
    value: &MaybeUninit<T>,
    (is, fields): VariantFields<MOST>,
) -> [usize; COUNT] {
    if is != variant {
        return offsets;
    }
    let start = core::ptr::from_ref(value).cast::<u8>();
    let mut index = first;
    while index < end {
        // SAFETY: by the caller's contract both pointers are of one object.
        #[expect(clippy::cast_sign_loss, reason = "a field lies behind the start of its value")]
        let offset = unsafe { fields[index - first].cast::<u8>().offset_from(start) as usize };
        offsets[index] = offset;
        index += 1;
    }
    offsets
}

/// The value that is there. Like `MaybeUninit::assume_init_ref`, which users' code had better not call:
/// clippy minds where it is newer than the crate's `rust-version`.
///
/// # Safety
///
/// The value is initialized.
#[must_use]
pub const unsafe fn initialized<T>(value: &MaybeUninit<T>) -> &T {
    // SAFETY: by the caller's contract.
    unsafe { value.assume_init_ref() }
}

/// The offsets of an enum's `$count` fields as values tell them, one of each variant that there is a
/// sample of; and the method that tells the variant of a live value, and where its fields lie.
#[doc(hidden)]
#[macro_export]
macro_rules! __offsets {
    ($count:literal, $variants:expr, $given:expr) => {
        const __OFFSETS: &'static [$crate::__private::usize] = &{
            let mut __offsets = $crate::__private::deduced::<Self, $count>();
            let mut __from = 0;
            while let $crate::__private::Some(__found) =
                $crate::__private::sampled_from::<Self>(__from, $variants, $given)
            {
                let __value = $crate::__private::MaybeUninit::new(Self::__layout_sample(__found.0));
                // SAFETY: the value is initialized, and the addresses come from a match of it.
                __offsets = unsafe {
                    let __fields = $crate::__private::initialized(&__value).__layout_fields();
                    $crate::__private::measured(__offsets, __found, &__value, __fields)
                };
                __from = __found.0 + 1;
            }
            __offsets
        };
        #[inline]
        fn __visit_variant(&self, __visit: $crate::__private::Visit<'_>) {
            let (__variant, __fields) = self.__layout_fields();
            __visit(__variant, &__fields)
        }
    };
}

/// The function that tells the variant of a value, and where its fields lie.
#[doc(hidden)]
#[macro_export]
macro_rules! __fields_of_variants {
    ($most:literal, $($index:literal $variant:ident { $($member:tt $field:ident,)* })*) => {
        #[doc(hidden)]
        const fn __layout_fields(&self) -> $crate::__private::VariantFields<$most> {
            match *self {
                $(Self::$variant { $($member: ref $field),* } => {
                    $crate::__private::fields_at($index, [$(&raw const *$field as *const ()),*])
                })*
            }
        }
    };
}

/// The function that makes the value of a variant of which all samples are known or given, by the place
/// of the variant in the declaration.
#[doc(hidden)]
#[macro_export]
macro_rules! __samples {
    ($from:ident $(
        $index:literal
        $(=> $value:block)?
        $($variant:ident
            { $($member:tt $field:literal,)* }
            $([ $($placed:tt ($($value_of_placed:tt)*),)* ])?
        )?
    )*) => {
        #[doc(hidden)]
        #[allow(unreachable_code, unused_imports)]
        const fn __layout_sample(__variant: $crate::__private::usize) -> Self {
            use $crate::__private as __layout_;
            // SAFETY: the derive counts a field's index as the list of fields does, the type is that of
            // the field, and the variant is one that `sampled_from` has found.
            let $from = unsafe { $crate::__private::FieldSamples::<Self>::new() };
            match __variant {
                $($index => $($value)? $(Self::$variant {
                    $($member: $crate::__private::sampled($from, $field),)*
                    $($($placed: $($value_of_placed)*,)*)?
                })?,)*
                _ => $crate::__private::no_sample(),
            }
        }
    };
}

/// A sample of the first variant that there is one of.
#[doc(hidden)]
#[macro_export]
macro_rules! __first_sample {
    ($variants:expr, $given:expr) => {
        const __SAMPLE: $crate::__private::Sample =
            match $crate::__private::sampled_from::<Self>(0, $variants, $given) {
                $crate::__private::Some(__found) => {
                    $crate::__private::sample(Self::__layout_sample(__found.0))
                }
                $crate::__private::None => $crate::__private::Sample::NONE,
            };
    };
}

/// The method that tells the variant of a live value, whose fields' offsets are known.
#[doc(hidden)]
#[macro_export]
macro_rules! __visit {
    ($($index:literal $variant:ident)*) => {
        #[inline]
        fn __visit_variant(&self, __visit: $crate::__private::Visit<'_>) {
            __visit(match *self { $(Self::$variant { .. } => $index,)* }, &[])
        }
    };
}

/// What the derive does not ask for: a sample of a variant without fields.
pub const fn no_sample() -> ! {
    panic!("the variant has no sample")
}

/// The discriminants that an enum writes down, with the index of their variant.
pub type Discriminants = &'static [(usize, i128)];

/// What is told of a live value: the index of its variant, and the addresses of its fields, if those
/// are not known otherwise. What stands behind those of the variant is to be ignored.
pub type Visit<'a> = &'a mut dyn FnMut(usize, &[*const ()]);

/// The sample of a value.
#[must_use]
pub const fn sample<T>(value: T) -> Sample {
    Sample::new(MaybeUninit::new(value))
}

macro_rules! discriminants {
    ($($int:ident)*) => {$(
        /// A discriminant of that type. One of `u128` above `i128::MAX` keeps its bits.
        #[must_use]
        #[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "see its doc")]
        pub const fn $int(value: $int) -> i128 {
            value as i128
        }
    )*};
}

/// The conversions of explicit discriminants, each named after the type.
pub mod discriminant {
    discriminants! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    #![allow(dead_code, reason = "what counts is whether there are values")]

    use core::convert::Infallible;

    use super::untagged;
    use crate::Layout;

    #[derive(Layout)]
    enum Value {
        Nothing,
        Word(u32, u8),
    }

    #[derive(Layout)]
    enum Never {
        Nowhere(Infallible),
    }

    #[test]
    fn an_enum_has_a_sample_if_a_variant_with_fields_has() {
        assert!(untagged::<Value>().has_sample());
        assert!(!untagged::<Never>().has_sample());
    }
}
