use core::fmt::{self, Debug, Formatter};
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;

use crate::forwarding::impl_forwarding;

/// A value in an arena that is dropped with its box, as `Box` does for the heap. The `alloc_box` methods of the arenas
/// create it.
///
/// The box is a pointer. Dropping it drops the value; the arena keeps the memory. If you forget a box, what its value
/// owns leaks, and nothing else does.
///
/// ```
/// use layout_core::alloc::Bump;
///
/// let bump = Bump::new();
/// let mut name = bump.alloc_box(String::from("bump")); // its text is freed with the box
/// name.push('!');
/// assert_eq!(*name, "bump!");
/// ```
///
/// A box cannot be pinned. `Pin` requires that memory stays valid until the value is dropped, but an arena can be reset
/// after its box was forgotten.
#[repr(transparent)]
pub struct BumpBox<'a, T: ?Sized> {
    /// Points to a value that is ours alone during `'a`, in memory that stays that long.
    value: NonNull<T>,
    owned: PhantomData<(&'a T, T)>,
}

// SAFETY: a box owns its value, as a `Box` does, and nothing of the arena but its memory.
unsafe impl<T: ?Sized + Send> Send for BumpBox<'_, T> {}
// SAFETY: as above; a shared box gives shared references to the value.
unsafe impl<T: ?Sized + Sync> Sync for BumpBox<'_, T> {}

impl<'a, T: ?Sized> BumpBox<'a, T> {
    /// Creates a box of a value that nothing else refers to.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpBox};
    /// let bump = Bump::new();
    /// let value = bump.alloc(String::from("dropped"));
    /// // SAFETY: the only reference to the value is given up.
    /// let boxed = unsafe { BumpBox::from_raw(value.into()) };
    /// assert_eq!(*boxed, "dropped");
    /// ```
    ///
    /// # Safety
    ///
    /// `value` points to a valid value whose memory stays valid during `'a`. Nobody else uses or drops the value.
    #[inline]
    pub const unsafe fn from_raw(value: NonNull<T>) -> Self {
        Self { value, owned: PhantomData }
    }

    /// Returns a reference to the value, which is then never dropped: what it owns leaks.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpBox};
    /// let bump = Bump::new();
    /// let number: &mut i32 = BumpBox::leak(bump.alloc_box(1));
    /// assert_eq!(*number, 1);
    /// ```
    #[inline]
    pub const fn leak(boxed: Self) -> &'a mut T {
        let mut value = boxed.value;
        core::mem::forget(boxed);
        // SAFETY: the value is ours alone during `'a`, and the box does not drop it.
        unsafe { value.as_mut() }
    }

    /// Returns the pointer to the value. The value is never dropped, unless you turn the pointer into a box
    /// [again](Self::from_raw).
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpBox};
    /// let bump = Bump::new();
    /// let pointer = BumpBox::into_raw(bump.alloc_box(String::from("kept")));
    /// // SAFETY: the pointer comes from a box of this arena, and only this box is made of it.
    /// let boxed = unsafe { BumpBox::from_raw(pointer) };
    /// assert_eq!(*boxed, "kept");
    /// ```
    #[inline]
    pub const fn into_raw(boxed: Self) -> NonNull<T> {
        let value = boxed.value;
        core::mem::forget(boxed);
        value
    }

    /// For [`unsize_box!`](crate::unsize_box) alone.
    #[doc(hidden)]
    #[inline]
    pub const fn into_parts(boxed: Self) -> (NonNull<T>, PhantomData<&'a ()>) {
        (Self::into_raw(boxed), PhantomData)
    }

    /// For [`unsize_box!`](crate::unsize_box) alone.
    ///
    /// # Safety
    ///
    /// The parts are those of a box, the pointer at most coerced.
    #[doc(hidden)]
    #[inline]
    pub const unsafe fn from_parts(value: NonNull<T>, _: PhantomData<&'a ()>) -> Self {
        Self { value, owned: PhantomData }
    }
}

/// Turns a [`BumpBox`](crate::alloc::BumpBox) of an array into a box of a slice, or a box of a value into a box of a
/// trait object.
///
/// It allows the coercions that the language has for pointers. A `Box` needs no macro, because the
/// standard library uses an unstable feature for it. The context must determine the type of the result.
///
/// ```
/// use layout_core::alloc::{Bump, BumpBox};
/// use layout_core::unsize_box;
/// use std::fmt::Display;
///
/// let bump = Bump::new();
/// let values: [BumpBox<dyn Display>; 2] =
///     [unsize_box!(bump.alloc_box(1)), unsize_box!(bump.alloc_box("two"))];
/// assert_eq!(format!("{} {}", values[0], values[1]), "1 two");
/// ```
///
/// Anything else fails to compile, such as a box of a field, whose owner would never be dropped.
///
/// ```compile_fail,E0308
/// # use layout_core::{alloc::{Bump, BumpBox}, unsize_box};
/// struct Registered(String);
/// let bump = Bump::new();
/// let text: BumpBox<String> = unsize_box!(bump.alloc_box(Registered(String::new())));
/// ```
#[macro_export]
macro_rules! unsize_box {
    ($boxed:expr) => {
        match $crate::alloc::BumpBox::into_parts($boxed) {
            (value, lifetime) => {
                // SAFETY: the parts are those of a box. The call can only coerce the pointer, which keeps the
                // value and its drop, as the language guarantees of unsizing.
                unsafe { $crate::alloc::BumpBox::from_parts(value, lifetime) }
            }
        }
    };
}

impl<'a, T, const N: usize> From<BumpBox<'a, [T; N]>> for BumpBox<'a, [T]> {
    /// Turns a box of an array into a box of a slice.
    #[inline]
    fn from(boxed: BumpBox<'a, [T; N]>) -> Self {
        crate::unsize_box!(boxed)
    }
}

impl<T> BumpBox<'_, T> {
    /// Moves the value out of the arena.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpBox};
    /// let bump = Bump::new();
    /// let text: String = BumpBox::into_inner(bump.alloc_box(String::from("out")));
    /// drop(bump);
    /// assert_eq!(text, "out");
    /// ```
    #[inline]
    pub const fn into_inner(boxed: Self) -> T {
        let value = boxed.value;
        core::mem::forget(boxed);
        // SAFETY: the value is valid, and the box does not drop it.
        unsafe { value.read() }
    }
}

impl<T: ?Sized> Drop for BumpBox<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the value is valid and ours, and after this nobody uses it.
        unsafe { self.value.drop_in_place() }
    }
}

impl<T: ?Sized> Deref for BumpBox<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the value is valid and ours.
        unsafe { self.value.as_ref() }
    }
}

impl<T: ?Sized> DerefMut for BumpBox<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the value is valid and ours.
        unsafe { self.value.as_mut() }
    }
}

impl_forwarding!(?Sized [] BumpBox<'_, T>);

/// An iterator that moves the values out of a boxed slice, and drops the values that you do not take. Created by
/// `into_iter` of a [`BumpBox<[T]>`](BumpBox) or a [`BumpVec`](super::BumpVec).
pub struct IntoIter<'a, T> {
    /// The values that are left, from `next` to `end`, are ours alone, in memory that stays during `'a`.
    values: NonNull<T>,
    next: usize,
    end: usize,
    owned: PhantomData<(&'a (), T)>,
}

// SAFETY: it owns its values, as a box does.
unsafe impl<T: Send> Send for IntoIter<'_, T> {}
// SAFETY: as above; a shared one gives shared references to the values.
unsafe impl<T: Sync> Sync for IntoIter<'_, T> {}

impl<T> IntoIter<'_, T> {
    /// Returns the values that are left.
    #[inline]
    pub const fn as_slice(&self) -> &[T] {
        // SAFETY: these values are there, and ours.
        unsafe {
            core::slice::from_raw_parts(self.values.as_ptr().add(self.next), self.end - self.next)
        }
    }
}

impl<T> Iterator for IntoIter<'_, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        (self.next < self.end).then(|| {
            self.next += 1;
            // SAFETY: the value is there, and is not counted any more.
            unsafe { self.values.add(self.next - 1).read() }
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.next, Some(self.end - self.next))
    }
}

impl<T> DoubleEndedIterator for IntoIter<'_, T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        (self.next < self.end).then(|| {
            self.end -= 1;
            // SAFETY: as in `next`.
            unsafe { self.values.add(self.end).read() }
        })
    }
}

impl<T> ExactSizeIterator for IntoIter<'_, T> {}

impl<T> core::iter::FusedIterator for IntoIter<'_, T> {}

impl<T> Drop for IntoIter<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: these values are there, and nobody uses them after this.
        unsafe {
            let rest = self.values.add(self.next);
            NonNull::slice_from_raw_parts(rest, self.end - self.next).drop_in_place();
        }
    }
}

impl<T: Debug> Debug for IntoIter<'_, T> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}

impl<'a, T> IntoIterator for BumpBox<'a, [T]> {
    type Item = T;
    type IntoIter = IntoIter<'a, T>;

    #[inline]
    fn into_iter(self) -> IntoIter<'a, T> {
        let values = Self::into_raw(self);
        IntoIter { values: values.cast(), next: 0, end: values.len(), owned: PhantomData }
    }
}

impl<'b, T> IntoIterator for &'b BumpBox<'_, [T]> {
    type Item = &'b T;
    type IntoIter = core::slice::Iter<'b, T>;

    #[inline]
    fn into_iter(self) -> core::slice::Iter<'b, T> {
        self.iter()
    }
}

impl<'b, T> IntoIterator for &'b mut BumpBox<'_, [T]> {
    type Item = &'b mut T;
    type IntoIter = core::slice::IterMut<'b, T>;

    #[inline]
    fn into_iter(self) -> core::slice::IterMut<'b, T> {
        self.iter_mut()
    }
}
