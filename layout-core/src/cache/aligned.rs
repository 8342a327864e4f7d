use core::mem::ManuallyDrop;

use super::alignment::{AlignTo, SupportedAlign};
use super::wrapper::impl_wrapper;

/// A value aligned to at least `N` bytes, where `N` is a power of two from 1 to 2^29.
///
/// It has the layout of a `#[repr(C, align(N))]` struct with the field `value`. The value is at offset 0. The alignment
/// is `N`, or that of `T` if it is greater, and the size is that of `T` rounded up to a multiple of the alignment.
/// Nothing happens at run time.
///
/// ```
/// use layout_core::cache::Aligned;
///
/// let buffer: Aligned<[u8; 100], 64> = Aligned::new([0; 100]);
/// assert_eq!(size_of_val(&buffer), 128);
/// assert_eq!(buffer.as_ptr().align_offset(64), 0);
/// assert_eq!(buffer.len(), 100);
/// ```
///
/// Another `N` does not compile:
///
/// ```compile_fail
/// # use layout_core::cache::Aligned;
/// let value = Aligned::<u8, 48>::new(0); // 48 is not a power of two
/// ```
///
/// In a generic function, write the bound `where AlignTo<N>: SupportedAlign`: see [`AlignTo`].
#[repr(C)]
pub struct Aligned<T: ?Sized, const N: usize>
where
    AlignTo<N>: SupportedAlign,
{
    align: [<AlignTo<N> as SupportedAlign>::Marker; 0],
    value: T,
}

impl<T, const N: usize> Aligned<T, N>
where
    AlignTo<N>: SupportedAlign,
{
    /// The requested alignment in bytes: `N`.
    pub const MIN_ALIGN: usize = N;

    /// Aligns a value.
    #[inline]
    pub const fn new(value: T) -> Self {
        Self { align: [], value }
    }

    /// Returns the value.
    #[inline]
    pub const fn into_inner(self) -> T {
        /// Both at offset 0; a field moved out of `Self` is no constant expression where `T` may have a destructor.
        #[repr(C)]
        union Unwrapped<T, const N: usize>
        where
            AlignTo<N>: SupportedAlign,
        {
            wrapper: ManuallyDrop<Aligned<T, N>>,
            value: ManuallyDrop<T>,
        }

        let this = Unwrapped { wrapper: ManuallyDrop::new(self) };
        // SAFETY: in `repr(C)`, the value after a field without size is at offset 0, as is a field of a union whose
        // fields are read as one another; the value is initialized, and moved out once.
        ManuallyDrop::into_inner(unsafe { this.value })
    }
}

impl_wrapper!(Aligned<T, const N: usize where AlignTo<N>: SupportedAlign>, "Aligned");
