//! Allocators: arenas for values that are freed together, [pools](pool) for values that come and go, and aligned
//! memory.
//!
//! # Which one
//!
//! | you have | use |
//! | --- | --- |
//! | many values of many types, freed all at once: a request, a frame, a syntax tree | [`Bump`] |
//! | the same, in parts that end earlier | [`Bump::scope`], or [`Bump::scope_mut`] if you allocate nothing else meanwhile |
//! | no heap, or a buffer already | [`FixedBump`], over a [`BumpArray`] on the stack or a [`StaticBump`] |
//! | several threads that fill one arena | [`SyncBump`] |
//! | values that come one by one and become a slice or a string | [`BumpVec`], [`BumpString`] |
//! | other collections in an arena | `Vec`, `Box` and `hashbrown`'s maps over `&Bump`, with the feature `allocator-api2` |
//! | collections that own their arena | the same over an `RcBump`, or over an `ArcBump` in an asynchronous task |
//! | many values of one type whose `drop` matters, all dropped at once | [`TypedBump`] |
//! | a value in an arena whose `drop` matters | [`BumpBox`] |
//! | one vector that starts at a multiple of 64, or of any power of two | [`AlignedVec`] |
//! | a value or a buffer in pages of its own | `page::PageBox`, `page::PageBuf`, with the feature `page` |
//! | values that come and go one by one, many of one type | a [pool] |
//!
//! If values die one by one in any order, an arena only grows. Use `Box` or a [pool] instead.
//!
//! # How an arena lies in memory
//!
//! ```text
//! Bump: pos ──────────────────────┐           ┌── end
//!                                 ▼           ▼
//!  ┌────┬──┬──────────────┬───────┬───────────┬────────┐
//!  │ u8 │▒▒│ u64          │ [u8]  │  free  →  │ footer │  the current chunk
//!  └────┴──┴──────────────┴───────┴───────────┴────────┘
//!        ▲ lost to alignment                      │ next
//!                                                 ▼
//!  ┌────────────────────────┬──┬────────┐
//!  │ allocations            │▒▒│ footer │  the one before, half the size
//!  └────────────────────────┴──┴────────┘
//!                            ▲ lost at the end of a chunk
//! ```
//!
//! An allocation rounds `pos` up to its alignment, adds its size, and compares the result with `end`. Both pointers
//! are in the arena itself. If the allocation does not fit, the arena takes another chunk.
//!
//! - The first chunk has 496 bytes. Each further chunk has twice as many and 16 more, so that it fills a power of
//!   two together with what the global allocator adds. It is smaller if less than half of the last chunk was used.
//! - A footer takes 4 words (5 where words have 2 bytes).
//! - A large allocation gets a chunk of its own that is as large as necessary. That chunk counts as one step of
//!   growth.
//!
//! # What it costs
//!
//! An allocation takes a handful of instructions. A reset takes time for each chunk, not for each value. Statistics
//! are counted only in arenas that ask for them. The project's `benches/README.md` has the figures, next to those of
//! other crates.
//!
//! # When memory is short
//!
//! Each method that allocates panics when memory is short. Its twin with the prefix `try_` returns an [`AllocError`]
//! instead. Only a [measured](Bump::measured) arena can abort, because its counts lie on the heap.
//!
//! If the source refuses a chunk, the arena gives unused chunks back and tries half the size, down to what the
//! allocation needs. It does the same at [a limit](Bump::set_limit). An error changes nothing: earlier allocations
//! stay valid, and smaller ones may still succeed.
//!
//! # Limits
//!
//! - **Values are not dropped** with their arena, except in a [`TypedBump`]. A `String` in a `Bump` leaks its text,
//!   unless it is in a [`BumpBox`]; a [`BumpString`] keeps its text in the arena. Valgrind and `LeakSanitizer`
//!   report such a leak as memory that the value had allocated.
//! - **The memory of single values does not come back**, with two exceptions: the last allocation, which lets
//!   collections grow in place, and a [scope](Bump::scope), which gives all its memory back.

#[cfg(feature = "alloc")]
#[doc(inline)]
pub use crate::aligned_vec::{AlignedVec, AlignedVecDrain, AlignedVecIntoIter};
#[doc(inline)]
pub use crate::alloc_error::{AllocError, InitError};
#[cfg(feature = "bump")]
#[doc(inline)]
pub use crate::bump::*;
#[cfg(feature = "page")]
#[doc(inline)]
pub use crate::page;
#[cfg(feature = "pool")]
#[doc(inline)]
pub use crate::pool;
#[cfg(feature = "pool")]
#[doc(inline)]
pub use crate::pool::*;

/// Version 0.2 of the crate, whose `Allocator` the arenas are with the feature `allocator-api2`.
#[cfg(feature = "allocator-api2")]
pub use allocator_api2;
/// Version 0.4 of the crate, whose `Allocator` the arenas are with the feature `allocator-api2-04`.
#[cfg(feature = "allocator-api2-04")]
pub use allocator_api2_04;
