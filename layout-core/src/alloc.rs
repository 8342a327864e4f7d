//! Allocators: arenas, for values that are freed together, and [pools](pool), for values that come and go; and
//! aligned memory.
//!
//! # Which one
//!
//! | you have | take |
//! | --- | --- |
//! | many values of many types, freed all at once: a request, a frame, a syntax tree | [`Bump`] |
//! | the same, in parts that end earlier | [`Bump::scope`], or [`Bump::scope_mut`] if nothing else is used meanwhile |
//! | no heap, or a buffer already | [`FixedBump`], over a [`BumpArray`] on the stack or a [`StaticBump`] |
//! | many threads that fill one arena | [`SyncBump`] |
//! | values that come one by one, to become a slice, or parts of a text | [`BumpVec`], [`BumpString`] |
//! | other collections in an arena | `Vec`, `Box` and `hashbrown`'s maps over `&Bump`, with the feature `allocator-api2` |
//! | collections that own their arena | the same over an `RcBump`, or over an `ArcBump` in an asynchronous task |
//! | many values of one type whose `drop` matters, all dropped at once | [`TypedBump`] |
//! | a value in an arena whose `drop` matters | [`BumpBox`] |
//! | one vector that begins at a multiple of 64, or of any power of two | [`AlignedVec`] |
//! | a value or a buffer in pages of its own | `page::PageBox`, `page::PageBuf`, with the feature `page` |
//! | values that come and go one by one, many of one type | a [pool] |
//!
//! If values die one by one in no order, an arena only grows: take `Box`, or a [pool].
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
//! An allocation rounds `pos` up to its alignment, adds its size, and compares with `end`: that is all,
//! with both pointers in the arena itself. If it does not fit, the next chunk is taken, out of line.
//!
//! The first chunk has 496 bytes, each further one twice that of the one before and 16 more, so that
//! with what the global allocator adds it fills a power of two. It is smaller if less than half of the one before
//! was used. The footer takes 4 words (5 where words have 2 bytes). A larger allocation gets a chunk of its own
//! size, which begins at its alignment; the next one is at most twice as large as it would have been.
//!
//! # What it costs
//!
//! An allocation takes a handful of instructions, and a reset as many as there are chunks. Nothing is
//! counted that is not asked for. The measured figures, beside those of other crates, are in the
//! project's `benches/README.md`.
//!
//! # When memory is short
//!
//! Each method has a twin that begins with `try_` and returns an [`AllocError`]; the method itself
//! panics. Nothing aborts, but a [measured](Bump::measured) arena, whose counts lie on the heap. If the
//! source refuses a chunk, one of half the size is tried, and so on down to what is needed; so it is with
//! [a limit](Bump::set_limit). Before either refuses, chunks that nobody uses go back to the source. After an error
//! what was allocated is as it was, and smaller allocations may still succeed.
//!
//! # What is never done
//!
//! Values are not dropped when an arena goes, but for those of a [`TypedBump`]: a `String` in it frees its
//! text only in a [`BumpBox`], or if it is made in the arena too. A leak of that sort shows under valgrind or `LeakSanitizer` as memory
//! that the value had allocated, not as memory of the arena.
//!
//! Memory of single values does not come back, with two exceptions: the last allocation can be
//! given back, which collections that grow make use of, and a [scope](Bump::scope) gives all its memory
//! back.

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
