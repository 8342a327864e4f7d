use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::{Deref, DerefMut};

use super::{AlignedVec, unfailing};

impl<T, const ALIGN: usize> Drop for AlignedVec<T, ALIGN> {
    #[inline]
    fn drop(&mut self) {
        // The memory goes after the elements, with the field, also if one of them panics.
        self.clear();
    }
}

impl<T, const ALIGN: usize> Deref for AlignedVec<T, ALIGN> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T, const ALIGN: usize> DerefMut for AlignedVec<T, ALIGN> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }
}

impl<T, const ALIGN: usize> Default for AlignedVec<T, ALIGN> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Clone, const ALIGN: usize> Clone for AlignedVec<T, ALIGN> {
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    fn clone(&self) -> Self {
        Self::from(self.as_slice())
    }
}

impl<T, const ALIGN: usize> Extend<T> for AlignedVec<T, ALIGN> {
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        unfailing(self.append_all(values.into_iter()));
    }
}

impl<T, const ALIGN: usize> FromIterator<T> for AlignedVec<T, ALIGN> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut vec = Self::new();
        vec.extend(values);
        vec
    }
}

impl<'a, T, const ALIGN: usize> IntoIterator for &'a AlignedVec<T, ALIGN> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T, const ALIGN: usize> IntoIterator for &'a mut AlignedVec<T, ALIGN> {
    type Item = &'a mut T;
    type IntoIter = core::slice::IterMut<'a, T>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<T, const ALIGN: usize> AsRef<[T]> for AlignedVec<T, ALIGN> {
    #[inline]
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T: PartialEq, const ALIGN: usize> PartialEq for AlignedVec<T, ALIGN> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}

impl<T: PartialEq, const ALIGN: usize> PartialEq<[T]> for AlignedVec<T, ALIGN> {
    #[inline]
    fn eq(&self, other: &[T]) -> bool {
        self[..] == *other
    }
}

impl<T: PartialEq, const ALIGN: usize, const N: usize> PartialEq<[T; N]> for AlignedVec<T, ALIGN> {
    #[inline]
    fn eq(&self, other: &[T; N]) -> bool {
        self[..] == other[..]
    }
}

impl<T: PartialOrd, const ALIGN: usize> PartialOrd for AlignedVec<T, ALIGN> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self[..].partial_cmp(&other[..])
    }
}

impl<T: Ord, const ALIGN: usize> Ord for AlignedVec<T, ALIGN> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self[..].cmp(&other[..])
    }
}

impl<T: Hash, const ALIGN: usize> Hash for AlignedVec<T, ALIGN> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self[..].hash(state);
    }
}

impl<T, const ALIGN: usize> AsMut<[T]> for AlignedVec<T, ALIGN> {
    #[inline]
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<T, const ALIGN: usize> Borrow<[T]> for AlignedVec<T, ALIGN> {
    #[inline]
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<T, const ALIGN: usize> BorrowMut<[T]> for AlignedVec<T, ALIGN> {
    #[inline]
    fn borrow_mut(&mut self) -> &mut [T] {
        self
    }
}

/// # Panics
///
/// Panics if there is no memory.
impl<T: Clone, const ALIGN: usize> From<&[T]> for AlignedVec<T, ALIGN> {
    #[track_caller]
    #[inline]
    fn from(values: &[T]) -> Self {
        let mut vec = Self::with_capacity(values.len());
        vec.extend_from_slice(values);
        vec
    }
}

/// # Panics
///
/// Panics if there is no memory.
impl<T, const ALIGN: usize, const N: usize> From<[T; N]> for AlignedVec<T, ALIGN> {
    #[track_caller]
    #[inline]
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<'a, T: Clone, const ALIGN: usize> Extend<&'a T> for AlignedVec<T, ALIGN> {
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, values: I) {
        self.extend(values.into_iter().cloned());
    }
}

impl<T: Eq, const ALIGN: usize> Eq for AlignedVec<T, ALIGN> {}

impl<T: fmt::Debug, const ALIGN: usize> fmt::Debug for AlignedVec<T, ALIGN> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self[..].fmt(f)
    }
}

/// Appends bytes.
#[cfg(feature = "std")]
impl<const ALIGN: usize> std::io::Write for AlignedVec<u8, ALIGN> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let refused = |error| std::io::Error::new(std::io::ErrorKind::OutOfMemory, error);
        self.try_extend_from_slice(bytes).map_err(refused)?;
        Ok(bytes.len())
    }

    #[inline]
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
