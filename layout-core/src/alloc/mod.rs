//! Allocators, and memory in whole pages.

#[cfg(feature = "page")]
pub mod page;
