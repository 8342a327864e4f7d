//! The counters of the chapter on caches, in rustfmt's form, as `structs.rs`.

#![allow(unreachable_pub, reason = "the types read as a library's would")]
#![allow(dead_code, reason = "they are looked at, and never made")]

use std::sync::atomic::AtomicU64;

use layout_core::{Layout, cache};

/// Two counters that two threads increment: each write takes the line away from the other.
#[derive(Layout)]
#[repr(C)]
pub struct Shared {
    pub hits: AtomicU64,
    pub misses: AtomicU64,
}

/// The same, each with lines of its own.
#[derive(Layout)]
#[repr(C)]
pub struct Apart {
    pub hits: cache::CacheAligned<AtomicU64>,
    pub misses: cache::CacheAligned<AtomicU64>,
}
