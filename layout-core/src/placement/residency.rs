//! Which cache lines each field lies on.

use super::members::Members;
use crate::layout::{CACHE_LINE, FieldLayout, TypeLayout};

/// The cache lines that a field covers, in a value that begins at the start of a line. [`residency`] returns
/// it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Residency {
    /// The name of the field's variant, if the type is an enum.
    pub variant: Option<&'static str>,
    /// The field.
    pub field: FieldLayout,
    /// The index of the cache line that holds the field's first byte, counted from 0.
    pub first: usize,
    /// The index of the cache line that holds the field's last byte. For a zero-sized field, the same as
    /// `first`.
    pub last: usize,
}

impl Residency {
    /// Where a field lies; `None` if its offset is not known.
    #[inline]
    const fn of(variant: Option<&'static str>, field: FieldLayout) -> Option<Self> {
        let Some(offset) = field.offset else { return None };
        let first = offset / CACHE_LINE;
        let last = offset.saturating_add(field.size.saturating_sub(1)) / CACHE_LINE;
        Some(Self { variant, field, first, last })
    }

    /// Returns whether the field lies on several cache lines although it would fit on one.
    #[must_use]
    #[inline]
    pub const fn straddles(&self) -> bool {
        self.first != self.last && self.field.size <= CACHE_LINE
    }
}

/// Returns the cache lines that each field covers, in the order of declaration.
///
/// An enum lists the fields of one variant after the other. Fields whose offset is not known are left out.
///
/// The lines are counted in a value that begins at the start of a line. If the type's alignment is below
/// [`CACHE_LINE`], values may begin elsewhere on a line. The checks `same_line` and `separate_lines` take
/// that into account.
///
/// ```
/// use layout_core::{Layout, analysis};
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Session {
///     key: [u8; 120],
///     nonce: [u8; 16],
/// }
///
/// let nonce = analysis::residency(&Session::LAYOUT).nth(1).unwrap();
/// # #[cfg(target_arch = "x86_64")]
/// assert_eq!((nonce.first, nonce.last, nonce.straddles()), (1, 2, true));
/// ```
#[must_use]
#[inline]
pub const fn residency(layout: &TypeLayout) -> Residencies {
    Residencies { members: Members::of(layout) }
}

/// An iterator over the fields of a type with the cache lines that they cover. [`residency`] returns it.
#[derive(Clone)]
pub struct Residencies {
    members: Members,
}

impl Residencies {
    /// Returns the next field. It is the iterator's `next` as a `const fn`.
    #[inline]
    pub const fn next(&mut self) -> Option<Residency> {
        while let Some(member) = self.members.next() {
            if let Some(found) = Residency::of(member.variant, member.field) {
                return Some(found);
            }
        }
        None
    }
}

impl Iterator for Residencies {
    type Item = Residency;

    #[inline]
    fn next(&mut self) -> Option<Residency> {
        self.next()
    }
}

impl core::iter::FusedIterator for Residencies {}

impl core::fmt::Debug for Residencies {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Residencies").finish_non_exhaustive()
    }
}
