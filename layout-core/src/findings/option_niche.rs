//! `option-niche`: tags of `Option`s of integers take much of a type.

#[cfg(feature = "alloc")]
use super::Finding;
use super::Sentence;
use crate::layout::TypeLayout;

pub(super) const fn examine(_: &TypeLayout) -> Option<Sentence> {
    None
}

#[cfg(feature = "alloc")]
pub(super) fn finding(_: &TypeLayout) -> Option<Finding> {
    None
}
