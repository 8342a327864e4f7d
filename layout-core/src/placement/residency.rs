//! Which cache lines each field lies on.

use super::members::Members;
use crate::layout::{CACHE_LINE, FieldLayout, TypeLayout};

/// The cache lines that a field lies on, in a value which begins at the start of one: see
/// [`residency`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Residency {
    /// The name of the variant that the field is of, if the type is an enum.
    pub variant: Option<&'static str>,
    /// The field.
    pub field: FieldLayout,
    /// The index of the line that holds its first byte, from 0.
    pub first: usize,
    /// The line that its last byte lies on; of a field without bytes the same.
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

    /// Whether the field lies on several lines though one could hold it.
    #[must_use]
    #[inline]
    pub const fn straddles(&self) -> bool {
        self.first != self.last && self.field.size <= CACHE_LINE
    }
}

/// Which cache lines the fields of a type lie on, in the order of their declaration; of an enum those of
/// one variant after the other. Fields whose offset is not known are left out.
///
/// A type with an alignment below [`CACHE_LINE`] may begin elsewhere on a line, so that its fields may
/// lie otherwise: the checks `same_line` and `separate_lines` take that into account.
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

/// Which cache lines each field lies on: see [`residency`].
#[derive(Clone)]
pub struct Residencies {
    members: Members,
}

impl Residencies {
    /// The next field; the same as the iterator's `next`, for use in a `const`.
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
