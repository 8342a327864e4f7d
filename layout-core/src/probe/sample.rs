//! Sample values, made while the crate that needs them compiles.
//!
//! Stable Rust does not tell where the compiler puts the fields of an enum without a `repr`. But a
//! value tells it: its payload is made of samples, the value is matched by reference, and the
//! distance of a field's address from that of the value is the offset. All of that happens in a
//! `const`; no sample is ever read, dropped, or part of a program.
//!
//! An enum whose layout is defined needs none of that, and its sample is written by that definition.

use core::mem::MaybeUninit;
use core::ptr;

use super::inhabited::is_uninhabited;
use crate::layout::{FieldList, Kind, Sample, SampleBytes, TypeLayout, VariantLayout, VariantList};

impl Sample {
    /// The sample of all types for which zero bytes are a value.
    pub(crate) const ZEROED: Self = Self {
        bytes: [MaybeUninit::new(0); 128 / size_of::<usize>()],
        len: Some(size_of::<SampleBytes>()),
    };

    /// Each word is 1: the list of std types says of which types that is a value, and why.
    pub(crate) const ONES: Self = Self {
        bytes: [MaybeUninit::new(1); 128 / size_of::<usize>()],
        len: Some(size_of::<SampleBytes>()),
    };

    /// No sample.
    pub(crate) const NONE: Self =
        Self { bytes: [MaybeUninit::uninit(); 128 / size_of::<usize>()], len: None };

    /// Whether a value of that type is kept. One that is not is better not made: the compiler would find memory
    /// for all of it.
    pub(crate) const fn has_room_for<T>() -> bool {
        size_of::<T>() <= size_of::<SampleBytes>()
    }

    /// The bytes of a value; of one that is too large, none.
    #[expect(clippy::needless_pass_by_value, reason = "a sample is given away")]
    pub(crate) const fn new<T>(value: MaybeUninit<T>) -> Self {
        let mut bytes: SampleBytes = [MaybeUninit::uninit(); 128 / size_of::<usize>()];
        if !Self::has_room_for::<T>() {
            return Self::NONE;
        }
        // SAFETY: both places are valid for the size of `T`, and are distinct variables.
        unsafe {
            let (from, to) = ((&raw const value).cast::<u8>(), (&raw mut bytes).cast::<u8>());
            ptr::copy_nonoverlapping(from, to, size_of::<T>());
        }
        Self { bytes, len: Some(size_of::<T>()) }
    }

    /// The bytes of a pointer to a slice, which is empty.
    pub(crate) const fn slice<T>() -> Self {
        Self::new::<&[T]>(MaybeUninit::new(&[]))
    }

    /// The bytes of a pointer to a `T` that is neither null nor dangling. A reference to what has no values
    /// has none either.
    pub(crate) const fn pointer_to<T>() -> Self {
        if is_uninhabited::<T>()
            || size_of::<T>() > size_of::<Pointee>()
            || align_of::<T>() > align_of::<Pointee>()
        {
            return Self::NONE;
        }
        Self::new(MaybeUninit::new(&raw const POINTEE))
    }
}

/// What the pointers of samples point to: enough for the most types. Nothing reads it.
#[repr(C, align(128))]
struct Pointee([u8; 1024]);

static POINTEE: Pointee = Pointee([0; 1024]);

/// The sample of a type.
///
/// # Safety
///
/// `layout` is the layout of `T`, and [has a sample](TypeLayout::has_sample).
pub(crate) const unsafe fn sampled<T>(layout: &TypeLayout) -> T {
    let mut value = MaybeUninit::uninit();
    // SAFETY: `value` is as large as a `T`, whose layout it is, and which the samples of all that it is
    // made of make a value.
    unsafe {
        fill(layout, (&raw mut value).cast());
        value.assume_init()
    }
}

/// Writes the sample of a type.
///
/// # Safety
///
/// `target` is valid for writes of `layout.size` bytes, and `layout` is true of some type and has a
/// sample.
#[inline]
const unsafe fn fill(layout: &TypeLayout, target: *mut u8) {
    if let Some(sample) = layout.sample {
        // SAFETY: `target` is valid for `layout.size` bytes by this function's contract, and a
        // constant of at least as many is distinct from it.
        unsafe {
            ptr::copy_nonoverlapping((&raw const sample.bytes).cast(), target, layout.size);
        }
        return;
    }
    match (layout.kind, layout.element) {
        (Kind::Enum, _) => {
            if let Some(variants) = layout.variants {
                // SAFETY: the caller's contract is passed on.
                unsafe { fill_enum(layout.size, variants, target) }
            }
        }
        // SAFETY: the caller's contract is passed on.
        (Kind::Array { len }, Some(element)) => unsafe { fill_array(len, element, target) },
        // SAFETY: an opaque type with an element is a transparent wrapper of it.
        (Kind::Opaque, Some(element)) => unsafe { fill(element, target) },
        (Kind::Struct | Kind::TupleStruct | Kind::UnitStruct | Kind::Tuple, _) => {
            // SAFETY: the caller's contract is passed on.
            unsafe { fill_list(layout.fields, target) }
        }
        // A union asks nothing of its bytes, and no other kind of type is without a sample.
        _ => {}
    }
}

/// # Safety
///
/// As of [`fill`], of a type with those fields.
#[inline]
const unsafe fn fill_list(fields: FieldList, target: *mut u8) {
    let mut index = 0;
    while index < fields.len() {
        if let (Some(offset), Some(field)) =
            (fields.offset(index), fields.types[index].sampled_layout())
        {
            // SAFETY: a field of a true layout lies within the bytes at `target` that are the type's.
            unsafe { fill(field, target.add(offset)) };
        }
        index += 1;
    }
}

/// # Safety
///
/// As of [`fill`], of an enum of that size.
#[inline]
const unsafe fn fill_enum(size: usize, variants: &VariantList, target: *mut u8) {
    if let Some(sample) = variants.sample {
        // SAFETY: `target` is valid for `size` bytes by this function's contract, and so is a sample of the
        // enum, a constant that is distinct from it.
        unsafe { ptr::copy_nonoverlapping(sample.as_ptr().cast(), target, size) };
        return;
    }
    let (Some(tag), Some(variant)) = (variants.tag, sampled_variant(variants)) else { return };
    let bytes = variant.discriminant.bits().to_ne_bytes();
    let skipped = if cfg!(target_endian = "big") { bytes.len() - tag.size } else { 0 };
    // SAFETY: the enum begins with its tag, and its fields lie within it, as its true layout tells.
    unsafe {
        ptr::copy_nonoverlapping(bytes.as_ptr().add(skipped), target, tag.size);
        fill_list(variant.fields, target);
    }
}

/// The first variant of which there is a sample, of an enum whose layout is defined.
#[inline]
const fn sampled_variant(variants: &VariantList) -> Option<VariantLayout> {
    let mut variants = variants.iter();
    while let Some(variant) = variants.next() {
        if variant.is_placed() && variant.fields.have_samples() {
            return Some(variant);
        }
    }
    None
}

/// # Safety
///
/// As of [`fill`], of `len` elements.
#[inline]
const unsafe fn fill_array(len: usize, element: &TypeLayout, target: *mut u8) {
    if len == 0 {
        return;
    }
    // SAFETY: the first element lies at the start of the array.
    unsafe { fill(element, target) };
    let mut filled = 1;
    while filled < len {
        let more = if filled < len - filled { filled } else { len - filled };
        // SAFETY: `filled + more` elements lie within the array; those read lie before those written.
        unsafe {
            let to = target.add(filled * element.size);
            ptr::copy_nonoverlapping(target.cast_const(), to, more * element.size);
        }
        filled += more;
    }
}

impl FieldList {
    /// Whether there are samples of all fields.
    #[inline]
    const fn have_samples(self) -> bool {
        let mut index = 0;
        while index < self.types.len() {
            match self.types[index].sampled_layout() {
                Some(layout) if layout.has_sample() => {}
                _ => return false,
            }
            index += 1;
        }
        true
    }
}

impl TypeLayout {
    /// Whether there is a sample of the type.
    #[inline]
    pub(crate) const fn has_sample(&self) -> bool {
        if let Some(sample) = self.sample {
            return match sample.len {
                Some(len) => self.size <= len,
                None => false,
            };
        }
        match (self.kind, self.element) {
            (Kind::Array { len: 0 } | Kind::Union, _) => true,
            (Kind::Enum, _) => match self.variants {
                Some(variants) => {
                    variants.sample.is_some()
                        || variants.tag.is_some() && sampled_variant(variants).is_some()
                }
                None => false,
            },
            (Kind::Array { .. } | Kind::Opaque, Some(element)) => element.has_sample(),
            (Kind::Struct | Kind::TupleStruct | Kind::UnitStruct | Kind::Tuple, _) => {
                let mut index = 0;
                while index < self.fields.len() {
                    let known = match self.fields.types[index].sampled_layout() {
                        Some(field) => self.fields.offset(index).is_some() && field.has_sample(),
                        None => false,
                    };
                    if !known {
                        return false;
                    }
                    index += 1;
                }
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use core::mem::MaybeUninit;

    use super::Pointee;
    use crate::Layout;
    use crate::layout::Sample;

    #[test]
    fn what_is_too_large_has_no_sample_of_its_own() {
        let len = |sample: Sample| sample.len;
        assert_eq!(len(Sample::new(MaybeUninit::new([7_u8; 128]))), Some(128));
        assert_eq!(len(Sample::new(MaybeUninit::new([7_u8; 129]))), None);
        assert_eq!(len(Sample::new(MaybeUninit::new(()))), Some(0));
    }

    #[test]
    fn pointers_are_to_memory_that_is_large_and_aligned_enough() {
        #[repr(align(256))]
        struct MoreAligned;

        let pointer = Some(size_of::<*const ()>());
        assert_eq!(Sample::pointer_to::<u64>().len, pointer);
        assert_eq!(Sample::pointer_to::<Pointee>().len, pointer);
        assert_eq!(Sample::pointer_to::<[u8; 1025]>().len, None);
        assert_eq!(Sample::pointer_to::<MoreAligned>().len, None);
        assert_eq!(Sample::slice::<u64>().len, Some(size_of::<&[u64]>()));
    }

    /// The sample of an integer is good for all sizes, and that of `Infallible` for none.
    #[test]
    fn parts_without_a_sample_leave_the_whole_without() {
        assert!(<[u128; 1000]>::LAYOUT.has_sample());
        assert!(<(u8, [u8; 3])>::LAYOUT.has_sample());
        assert!(<[core::convert::Infallible; 0]>::LAYOUT.has_sample());
        assert!(!<[core::convert::Infallible; 1]>::LAYOUT.has_sample());
        assert!(!<(u8, core::convert::Infallible)>::LAYOUT.has_sample());
        assert!(!<[u8]>::LAYOUT.has_sample());
    }

    #[cfg(all(feature = "derive", feature = "std"))]
    mod written {
        #![allow(dead_code, reason = "what counts is that the samples are values")]

        use core::cell::Cell;
        use std::boxed::Box;
        use std::string::String;

        use super::super::sampled;
        use crate::Layout;

        /// The sample of a type that has one.
        fn sample<T: Layout>() -> T {
            assert!(T::LAYOUT.has_sample(), "{}", T::LAYOUT.name);
            // SAFETY: the layout is that of the type, and has a sample.
            unsafe { sampled(&T::LAYOUT) }
        }

        #[derive(Layout, Debug, PartialEq)]
        #[layout(crate = crate)]
        struct Fields {
            byte: u8,
            text: String,
            nested: (u16, bool),
        }

        #[derive(Layout, Debug, PartialEq)]
        #[layout(crate = crate)]
        struct Unit;

        #[derive(Layout, Debug, PartialEq)]
        #[layout(crate = crate)]
        #[repr(u8)]
        enum Tagged {
            Never(core::convert::Infallible) = 3,
            Word(u32) = 5,
        }

        #[derive(Layout, Debug, PartialEq)]
        #[layout(crate = crate)]
        enum Measured {
            Word(u32, String),
        }

        #[derive(Layout)]
        #[layout(crate = crate)]
        union Union {
            word: u32,
        }

        #[test]
        fn samples_are_values_of_their_types() {
            let fields = || Fields { byte: 0, text: String::new(), nested: (0, false) };
            assert_eq!(sample::<Fields>(), fields());
            assert_eq!(sample::<[Fields; 5]>(), [0; 5].map(|_| fields()));
            assert_eq!(sample::<(u8, [Unit; 3], Fields)>(), (0, [Unit, Unit, Unit], fields()));
            assert_eq!(sample::<Cell<u32>>().get(), 0);
            assert_eq!(sample::<Cell<[(u8, u16); 3]>>().get(), [(0, 0); 3]);
            assert_eq!(sample::<[u128; 0]>(), []);
        }

        /// Of an enum the first variant with a sample, with its tag.
        #[test]
        fn samples_of_enums_are_of_a_variant_that_can_be() {
            assert_eq!(sample::<Tagged>(), Tagged::Word(0));
            assert_eq!(sample::<[Tagged; 2]>(), [Tagged::Word(0), Tagged::Word(0)]);
            assert_eq!(sample::<Measured>(), Measured::Word(0, String::new()));
            assert_eq!(sample::<Option<Box<u8>>>(), None);
        }

        #[test]
        fn a_union_asks_nothing_of_its_bytes() {
            assert!(Union::LAYOUT.has_sample());
            let mut value = core::mem::MaybeUninit::<Union>::new(Union { word: 7 });
            // SAFETY: there is room for the type, whose layout it is.
            let value = unsafe {
                super::super::fill(&Union::LAYOUT, value.as_mut_ptr().cast());
                value.assume_init()
            };
            // Nothing was written, as no union needs it.
            // SAFETY: each value of the field is one of the bytes.
            assert_eq!(unsafe { value.word }, 7);
        }

        #[test]
        fn what_has_no_values_has_no_sample() {
            #[derive(Layout)]
            #[layout(crate = crate)]
            #[repr(u8)]
            enum Never {
                Never(core::convert::Infallible),
            }
            #[derive(Layout)]
            #[layout(crate = crate)]
            struct Bare(u8, NotDescribed);
            struct NotDescribed(u8);

            assert!(!Never::LAYOUT.has_sample());
            assert!(!Bare::LAYOUT.has_sample());
            assert!(!<[Never; 2]>::LAYOUT.has_sample());
        }
    }
}
