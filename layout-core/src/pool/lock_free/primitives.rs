//! What the lock-free files are made of. The models have a file of this name with loom's.

pub(super) use core::sync::atomic::Ordering;

#[cfg(target_has_atomic = "64")]
pub(super) use core::sync::atomic::{AtomicU32, AtomicU64};

#[cfg(any(layout_narrow_atomics, not(target_has_atomic = "64")))]
pub(super) use core::sync::atomic::AtomicBool;

#[cfg(all(feature = "std", target_has_atomic = "64"))]
pub(super) use core::sync::atomic::AtomicPtr;

#[cfg(any(feature = "std", layout_narrow_atomics, not(target_has_atomic = "64")))]
pub(super) use core::sync::atomic::AtomicUsize;

#[cfg(all(feature = "std", target_has_atomic = "64"))]
pub(super) use crate::pool::slots::Link;
