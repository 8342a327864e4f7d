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

#[cfg(test)]
mod tests {
    use core::mem::MaybeUninit;

    use super::{Measurements, read, unmeasured, words};
    use crate::layout::FieldList;

    #[test]
    fn what_is_not_measured_is_unknown() {
        let none = unmeasured::<3>();
        assert_eq!(none.offsets(), [FieldList::UNKNOWN_OFFSET; 3]);
        assert!(!none.has_sample());
    }

    #[test]
    fn measurements_are_read_from_a_pointer_to_them() {
        static OF_ONE: Measurements<2, 4> = {
            let mut found = Measurements::new([4, FieldList::UNKNOWN_OFFSET]);
            found.place(1, 2);
            found.keep(&MaybeUninit::new(7_u8));
            found
        };
        static WITHOUT: Measurements<1, 0> = unmeasured::<1>();

        // SAFETY: each is null, or derived from a pointer to all of a static.
        let [none, one, without] = unsafe {
            [
                read(core::ptr::null()),
                read((&raw const OF_ONE).cast()),
                read((&raw const WITHOUT).cast()),
            ]
        };
        assert_eq!((none.0.len(), none.1.map(<[_]>::len)), (0, None));
        assert_eq!((one.0, one.1.map(<[_]>::len)), (&[4, 2][..], Some(4)));
        assert_eq!(
            (without.0, without.1.map(<[_]>::len)),
            (&[FieldList::UNKNOWN_OFFSET][..], None)
        );
    }

    #[test]
    fn a_value_that_is_too_large_is_not_kept() {
        let word = size_of::<usize>();
        let kept = words::<_, 2>(&MaybeUninit::new([1_usize, 2]));
        // SAFETY: the value has as many words, all of them written.
        let kept = kept.map(|words| words.map(|word| unsafe { word.assume_init() }));
        assert_eq!(kept, Some([1, 2]));
        assert!(words::<_, 1>(&MaybeUninit::new([1_usize, 2])).is_none());
        let mut found: Measurements<0, 1> = Measurements::new([]);
        found.keep(&MaybeUninit::new([0_u8; 129]));
        assert!(!found.has_sample() && word < 129);
        found.keep(&MaybeUninit::new(0_u8));
        assert!(found.has_sample());
    }
}
