//! The name of a value in a [`HandlePool`](super::HandlePool).

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::num::NonZeroU32;

/// The name of a value in a [`HandlePool`](super::HandlePool): the index of its slot and a generation.
///
/// The generation distinguishes values that use the same slot one after another. A handle takes 8 bytes, and so
/// does `Option<Handle<T>>`.
///
/// ```
/// use layout_core::alloc::Handle;
///
/// assert_eq!(size_of::<Option<Handle<String>>>(), 8);
/// ```
pub struct Handle<T> {
    /// The number of the slot: [`FIRST`] and above.
    number: NonZeroU32,
    /// Odd, as the generation of a slot with a value.
    generation: NonZeroU32,
    value: PhantomData<fn() -> T>,
}

/// The number of the first slot. The numbers of a chunk begin with a power of two, so that the chunk of a
/// slot is the logarithm of its number.
pub(super) const FIRST: u32 = 64;

impl<T> Handle<T> {
    #[inline]
    pub(super) const fn new(number: NonZeroU32, generation: NonZeroU32) -> Self {
        Self { number, generation, value: PhantomData }
    }

    /// Returns the index of the slot. Values that are in a pool at the same time have different indices.
    #[inline]
    pub const fn index(self) -> u32 {
        self.number.get() - FIRST
    }

    /// Returns the index of the slot and the generation, to store them elsewhere or pass them through a C interface.
    ///
    /// ```
    /// use layout_core::alloc::{Handle, HandlePool};
    ///
    /// let mut pool = HandlePool::new();
    /// let handle = pool.insert("value");
    /// let (index, generation) = handle.to_raw_parts();
    /// let again = Handle::from_raw_parts(index, generation).unwrap();
    /// assert_eq!(pool.get(again), Some(&"value"));
    /// ```
    #[inline]
    pub const fn to_raw_parts(self) -> (u32, u32) {
        (self.index(), self.generation.get())
    }

    /// Creates the handle with this index and generation, or `None` if no pool creates such a handle.
    ///
    /// Invented numbers do no harm: a handle finds the value in its slot only if the generations match.
    ///
    /// ```
    /// use layout_core::alloc::Handle;
    ///
    /// assert!(Handle::<u8>::from_raw_parts(0, 1).is_some());
    /// assert!(Handle::<u8>::from_raw_parts(0, 2).is_none());
    /// assert!(Handle::<u8>::from_raw_parts(u32::MAX, 1).is_none());
    /// ```
    #[inline]
    pub const fn from_raw_parts(index: u32, generation: u32) -> Option<Self> {
        if generation % 2 == 0 {
            return None;
        }
        let Some(number) = index.checked_add(FIRST) else { return None };
        match (NonZeroU32::new(number), NonZeroU32::new(generation)) {
            (Some(number), Some(generation)) => Some(Self::new(number, generation)),
            _ => None,
        }
    }

    #[inline(always)]
    pub(super) const fn number(self) -> NonZeroU32 {
        self.number
    }

    #[inline(always)]
    pub(super) const fn generation(self) -> NonZeroU32 {
        self.generation
    }
}

// Not derived, as that would ask the same of `T`.

impl<T> Clone for Handle<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

impl<T> PartialEq for Handle<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        (self.number, self.generation) == (other.number, other.generation)
    }
}

impl<T> Eq for Handle<T> {}

impl<T> PartialOrd for Handle<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Handle<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (self.number, self.generation).cmp(&(other.number, other.generation))
    }
}

impl<T> Hash for Handle<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.number, self.generation).hash(state);
    }
}

impl<T> fmt::Debug for Handle<T> {
    /// Shows the index and the generation, which starts at 1: `Handle(0v1)`.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({}v{})", self.index(), self.generation)
    }
}
