use core::fmt;
use core::ops::{Deref, DerefMut};

use super::{AlignedVec, unfailing};

impl<T, const ALIGN: usize> Drop for AlignedVec<T, ALIGN> {
    fn drop(&mut self) {
        // The memory goes after the elements, with the field, also if one of them panics.
        self.clear();
    }
}

impl<T, const ALIGN: usize> Deref for AlignedVec<T, ALIGN> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: so many elements are initialised, aligned, and borrowed as `self` is.
        unsafe { core::slice::from_raw_parts(self.room.start(), self.len) }
    }
}

impl<T, const ALIGN: usize> DerefMut for AlignedVec<T, ALIGN> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: so many elements are initialised, aligned, and borrowed as `self` is.
        unsafe { core::slice::from_raw_parts_mut(self.room.start(), self.len) }
    }
}

impl<T, const ALIGN: usize> Default for AlignedVec<T, ALIGN> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Clone, const ALIGN: usize> Clone for AlignedVec<T, ALIGN> {
    /// # Panics
    ///
    /// There is no memory for it.
    fn clone(&self) -> Self {
        self.iter().cloned().collect()
    }
}

impl<T, const ALIGN: usize> Extend<T> for AlignedVec<T, ALIGN> {
    /// # Panics
    ///
    /// There is no memory for them.
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        unfailing(self.append_all(values.into_iter()));
    }
}

impl<T, const ALIGN: usize> FromIterator<T> for AlignedVec<T, ALIGN> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut vec = Self::new();
        vec.extend(values);
        vec
    }
}

impl<'a, T, const ALIGN: usize> IntoIterator for &'a AlignedVec<T, ALIGN> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T, const ALIGN: usize> IntoIterator for &'a mut AlignedVec<T, ALIGN> {
    type Item = &'a mut T;
    type IntoIter = core::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<T, const ALIGN: usize> AsRef<[T]> for AlignedVec<T, ALIGN> {
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T: PartialEq, const ALIGN: usize> PartialEq for AlignedVec<T, ALIGN> {
    fn eq(&self, other: &Self) -> bool {
        self[..] == other[..]
    }
}

impl<T: Eq, const ALIGN: usize> Eq for AlignedVec<T, ALIGN> {}

impl<T: fmt::Debug, const ALIGN: usize> fmt::Debug for AlignedVec<T, ALIGN> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self[..].fmt(f)
    }
}

/// Appends what is written.
#[cfg(feature = "std")]
impl<const ALIGN: usize> std::io::Write for AlignedVec<u8, ALIGN> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let refused = |error| std::io::Error::new(std::io::ErrorKind::OutOfMemory, error);
        self.try_extend_from_slice(bytes).map_err(refused)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
