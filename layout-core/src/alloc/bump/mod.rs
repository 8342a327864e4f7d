//! Bump allocators: an allocation moves a pointer, and all are freed together.

// The fast path is a few instructions when it is inlined to where layouts are constants, and many more
// when it is not.
#![allow(clippy::inline_always)]

#[cfg(feature = "allocator-api2")]
mod allocator;
mod arena;
mod arithmetic;
mod boxed;
#[cfg(feature = "alloc")]
mod capacity;
#[cfg(feature = "alloc")]
mod checkpoint;
#[cfg(feature = "alloc")]
mod chunk;
#[cfg(feature = "alloc")]
mod chunk_size;
mod cursor;
mod fixed;
#[cfg(feature = "alloc")]
mod growing;
#[cfg(feature = "alloc")]
mod meter;
mod methods;
#[cfg(feature = "alloc")]
mod request;
#[cfg(feature = "alloc")]
mod scope;
#[cfg(feature = "alloc")]
mod statistics;
#[cfg(feature = "alloc")]
mod string;
#[cfg(feature = "alloc")]
mod supply;
#[cfg(feature = "std")]
mod sync;
#[cfg(feature = "alloc")]
mod typed;
mod values;
#[cfg(feature = "alloc")]
mod vec;

pub use boxed::BumpBox;
#[cfg(feature = "alloc")]
pub use checkpoint::Checkpoint;
pub use fixed::{BumpArray, FixedBump};
#[cfg(feature = "alloc")]
pub use growing::Bump;
#[cfg(feature = "alloc")]
pub use scope::Scope;
#[cfg(feature = "alloc")]
pub use statistics::{Counts, Statistics, TypeCount};
#[cfg(feature = "alloc")]
pub use string::BumpString;
#[cfg(feature = "std")]
pub use sync::{LocalBump, SyncBump};
#[cfg(feature = "alloc")]
pub use typed::TypedBump;
#[cfg(feature = "alloc")]
pub use vec::BumpVec;
