//! The name of a value in a [`HandlePool`](super::HandlePool).

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::num::NonZeroU32;

/// Names a value in a [`HandlePool`](super::HandlePool): the index of its slot, and which of the values
/// that have lain there it is. 8 bytes, and so is `Option<Handle<T>>`.
///
/// ```
/// use layout_core::alloc::Handle;
///
/// assert_eq!(size_of::<Option<Handle<String>>>(), 8);
/// ```
pub struct Handle<T> {
    index: u32,
    /// Odd, as that of a slot with a value.
    generation: NonZeroU32,
    value: PhantomData<fn() -> T>,
}

impl<T> Handle<T> {
    #[inline]
    pub(super) const fn new(index: u32, generation: NonZeroU32) -> Self {
        Self { index, generation, value: PhantomData }
    }

    /// The index of the slot. No two values that are in a pool at once have the same.
    #[inline]
    pub const fn index(self) -> u32 {
        self.index
    }

    #[inline]
    pub(super) const fn generation(self) -> NonZeroU32 {
        self.generation
    }
}

// Not derived, as that would ask the same of `T`.

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

impl<T> PartialEq for Handle<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.index, self.generation) == (other.index, other.generation)
    }
}

impl<T> Eq for Handle<T> {}

impl<T> PartialOrd for Handle<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Handle<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.index, self.generation).cmp(&(other.index, other.generation))
    }
}

impl<T> Hash for Handle<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.index, self.generation).hash(state);
    }
}

impl<T> fmt::Debug for Handle<T> {
    /// The index and the generation, of which the first is 3: `Handle(0v3)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({}v{})", self.index, self.generation)
    }
}
