//! A `Box` whose memory is mimalloc's: what a `Box` is in a program with that global allocator.

use std::alloc::{GlobalAlloc, Layout};
use std::ops::Deref;
use std::ptr::NonNull;

use mimalloc::MiMalloc;

pub(crate) struct MiBox<T>(NonNull<T>);

impl<T> MiBox<T> {
    #[inline(always)]
    pub(crate) fn new(value: T) -> Self {
        // SAFETY: no value here is of size 0, and the block is as large as a `T`.
        unsafe {
            let place = NonNull::new(MiMalloc.alloc(Layout::new::<T>()).cast::<T>()).unwrap();
            place.write(value);
            Self(place)
        }
    }
}

impl<T> Deref for MiBox<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the value is there until the drop.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Drop for MiBox<T> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: allocated in `new` with the same layout.
        unsafe {
            self.0.drop_in_place();
            MiMalloc.dealloc(self.0.as_ptr().cast(), Layout::new::<T>());
        }
    }
}
