//! What the crate promises of its own types, checked when its tests compile.

use core::iter::FusedIterator;

use static_assertions::{assert_impl_all, assert_not_impl_any};

use crate::check::Op;
use crate::layout::{
    Discriminant, FieldLayout, Fields, Hole, Holes, Kind, Repr, ResolvedField, Slot, Tagging,
    TypeLayout, VariantLayout, Variants, Walk,
};

// Values without heap data, that any thread may hold.
assert_impl_all!(TypeLayout: Copy, Send, Sync, Unpin, core::panic::UnwindSafe);
assert_impl_all!(FieldLayout: Copy, Send, Sync, Unpin, core::panic::UnwindSafe);
assert_impl_all!(VariantLayout: Copy, Send, Sync, Unpin, core::panic::UnwindSafe);
assert_impl_all!(Discriminant: Copy, Eq, core::hash::Hash, Send, Sync);
assert_impl_all!(Tagging: Copy, Eq, core::hash::Hash, Send, Sync);
assert_impl_all!(ResolvedField: Copy, Send, Sync);
assert_impl_all!(Slot: Copy, Send, Sync);
assert_impl_all!(Hole: Copy, Eq, core::hash::Hash, Send, Sync);
assert_impl_all!(Kind: Copy, Eq, core::hash::Hash, Send, Sync);
assert_impl_all!(Op: Copy, Eq, Send, Sync);
assert_impl_all!(Repr: Copy, Eq, core::hash::Hash, Send, Sync);

// Iterators, which to copy by accident is to lose one's place.
assert_impl_all!(Fields: ExactSizeIterator, FusedIterator, Clone, Send, Sync);
assert_impl_all!(Holes: FusedIterator, Clone, Send, Sync);
assert_impl_all!(Variants: FusedIterator, Clone, Send, Sync);
assert_impl_all!(Walk: FusedIterator, Clone, Send, Sync);
assert_impl_all!(crate::analysis::Residencies: FusedIterator, Clone, Send, Sync);
assert_not_impl_any!(Fields: Copy);
assert_not_impl_any!(Holes: Copy);
assert_not_impl_any!(Variants: Copy);
assert_not_impl_any!(Walk: Copy);

#[cfg(feature = "alloc")]
assert_impl_all!(
    crate::analysis::Finding: Clone, Eq, core::hash::Hash, core::fmt::Display, Send, Sync
);
#[cfg(feature = "alloc")]
assert_impl_all!(crate::report::Styled<'_>: Copy, core::fmt::Display, Send, Sync);
assert_impl_all!(crate::analysis::Reordering: Copy, Send, Sync);
assert_impl_all!(crate::FindingId: Copy, Ord, core::hash::Hash, Send, Sync);
#[cfg(feature = "alloc")]
assert_impl_all!(
    crate::LayoutRecord: core::fmt::Debug, Clone, Eq, core::hash::Hash, Send, Sync
);
#[cfg(feature = "alloc")]
assert_impl_all!(
    crate::LayoutDiff: core::fmt::Debug, core::fmt::Display, Clone, Eq, core::hash::Hash, Send, Sync
);
#[cfg(feature = "serde")]
assert_impl_all!(crate::LayoutRecord: serde::Serialize, serde::de::DeserializeOwned);
#[cfg(feature = "serde")]
assert_impl_all!(crate::LayoutDiff: serde::Serialize, serde::de::DeserializeOwned);

#[cfg(feature = "alloc")]
assert_impl_all!(
    crate::LayoutReport: core::fmt::Debug, core::fmt::Display, Clone, Send, Sync
);

/// A `LAYOUT` is a constant of the user's program, so it is kept small. Never a check of every build: the
/// compiler may lay out both types otherwise, by `-Zrandomize-layout` or on another target.
#[test]
fn descriptions_are_small() {
    assert!(size_of::<FieldLayout>() <= size_of::<[usize; 12]>());
    // Numbers that are no words take more of them where words are small.
    let words = if cfg!(target_pointer_width = "64") { 26 } else { 30 };
    assert!(size_of::<TypeLayout>() <= words * size_of::<usize>());
}
