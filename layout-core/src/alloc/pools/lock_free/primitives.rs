//! What the lock-free files are made of. The models have a file of this name with loom's.

pub(super) use core::sync::atomic::{AtomicU32, AtomicU64, Ordering};

#[cfg(feature = "std")]
pub(super) use core::sync::atomic::{AtomicPtr, AtomicUsize};

#[cfg(feature = "std")]
pub(super) use crate::alloc::pools::slots::Link;
