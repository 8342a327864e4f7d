//! What samples of an enum tell: where its fields lie, and the bytes of one value.

use core::mem::MaybeUninit;
use core::{ptr, slice};

use crate::layout::{FieldList, Measured, Word};

/// The offsets of an enum's `N` fields, and the bytes of a value.
#[repr(C)]
pub struct Measurements<const N: usize, const WORDS: usize> {
    measured: Measured,
    offsets: [usize; N],
    sample: [Word; WORDS],
}

impl<const N: usize, const WORDS: usize> Measurements<N, WORDS> {
    #[inline]
    pub(crate) const fn new(offsets: [usize; N]) -> Self {
        let measured = Measured { fields: N, words: WORDS, has_sample: false };
        Self { measured, offsets, sample: [MaybeUninit::uninit(); WORDS] }
    }

    #[inline]
    pub(crate) const fn has_sample(&self) -> bool {
        self.measured.has_sample
    }

    /// Keeps the bytes of a value, if there is room for them.
    pub(crate) const fn keep<T>(&mut self, value: &MaybeUninit<T>) {
        if let Some(words) = words(value) {
            self.sample = words;
            self.measured.has_sample = true;
        }
    }

    /// The offsets of all fields.
    #[must_use]
    #[inline]
    pub const fn offsets(&self) -> [usize; N] {
        self.offsets
    }

    #[inline]
    pub(crate) const fn place(&mut self, field: usize, offset: usize) {
        self.offsets[field] = offset;
    }
}

/// Of an enum whose `N` fields cannot be measured.
#[must_use]
pub const fn unmeasured<const N: usize>() -> Measurements<N, 0> {
    Measurements::new([FieldList::UNKNOWN_OFFSET; N])
}

/// The offsets, of at most so many fields as there are, and the bytes of a value.
///
/// # Safety
///
/// `this` is null, or that of [`Measurements`] in a constant, and derived from a pointer to all of them.
#[inline]
pub(super) const unsafe fn read(
    this: *const Measured,
) -> (&'static [usize], Option<&'static [Word]>) {
    if this.is_null() {
        return (&[], None);
    }
    // SAFETY: `Measurements` begins with `Measured`, behind which its words lie without a gap.
    unsafe {
        let Measured { fields, words, has_sample } = *this;
        let offsets = this.add(1).cast::<usize>();
        let sample = offsets.add(fields).cast::<Word>();
        let sample = slice::from_raw_parts(sample, words);
        (slice::from_raw_parts(offsets, fields), if has_sample { Some(sample) } else { None })
    }
}

/// The bytes of a value: of one that is too large for so many words, none.
const fn words<T, const N: usize>(value: &MaybeUninit<T>) -> Option<[Word; N]> {
    let mut words = [MaybeUninit::uninit(); N];
    if size_of::<T>() > size_of::<[Word; N]>() {
        return None;
    }
    // SAFETY: both places are valid for the size of `T`, and are distinct.
    unsafe {
        let (from, to) = (ptr::from_ref(value).cast::<u8>(), (&raw mut words).cast::<u8>());
        ptr::copy_nonoverlapping(from, to, size_of::<T>());
    }
    Some(words)
}
