//! Bump allocators: an allocation moves a pointer, and all are freed together.
//!
//! # How an arena grows, lends and takes back
//!
//! A [`Bump`] is a cursor over the free part of its current *piece* of memory, and a list of chunks. There is one
//! `ChunkAllocator` for an arena and all scopes in it: the source, the limit, and the
//! *free chunks* that nobody uses. These rules hold:
//!
//! 1. **A chunk is in one list**: that of the arena which allocates in it, or the free ones.
//! 2. **Growth follows use.** The next chunk is twice as large as the current piece if half of that is used, and
//!    smaller if less is. A request that is larger than that gets a chunk of its own size, and counts as one step of
//!    growth: the next chunk is at most twice as large as it would have been. So one large request leaves the arena
//!    small, and an arena of `n` bytes has O(log n) chunks, however large its values are.
//! 3. **Free chunks are a stack.** A scope that ends puts its chunks there, the one that it took first on top, so
//!    that the next scope takes the same ones again. A request looks at the top only. Chunks that are too small for
//!    it go back to the source, until they are as large as the request together: each step over a chunk
//!    has been paid for by making that chunk, and requests that grow leave no trail of small chunks.
//! 4. **No error while there are free chunks.** Before a limit or the source refuses a request, free chunks go back
//!    to the source.
//! 5. **Scopes nest.** The arena of a scope is a local variable of [`Bump::scope`]. The arena that owns the chunks
//!    knows the innermost one. A new scope, whichever arena of the nest it is opened in, is lent the free memory
//!    of the innermost: a level of a recursion takes no chunk as long as the current one has room.
//! 6. **A loan ends where it began.** The lender's cursor ends where the loan begins until the scope gives it back.
//!    If the lender has gone on to a chunk meanwhile, what was lent stays unused until the next reset.
//! 7. **Who is used while scopes are open keeps some.** After the first time, an arena keeps 128 bytes of what it
//!    lends, and twice as much each time that this was too little, but at most half. A reset forgets it.
//!
//! [`Bump::checkpoint`] and [`Bump::rewind`] are about one arena: its list of chunks and its cursor.
//! [`Bump::scope_mut`] is both of them, with a borrow that makes it safe.

// The fast path is a few instructions when it is inlined to where layouts are constants, and many more
// when it is not.
#![allow(clippy::inline_always)]

mod allocate;
#[cfg(any(feature = "allocator-api2", feature = "allocator-api2-04"))]
mod allocator_api2;
mod boxed;
#[cfg(feature = "alloc")]
#[expect(clippy::module_inception, reason = "`Bump` is in the file of its name")]
mod bump;
#[cfg(feature = "alloc")]
mod chunks;
mod cursor;
mod fixed;
mod no_drop;
#[cfg(feature = "alloc")]
mod statistics;
mod string;
#[cfg(feature = "std")]
mod sync;
#[cfg(feature = "alloc")]
mod typed;
mod vec;

#[cfg(all(feature = "std", any(feature = "allocator-api2", feature = "allocator-api2-04")))]
pub use allocator_api2::ArcBump;
#[cfg(all(feature = "alloc", any(feature = "allocator-api2", feature = "allocator-api2-04")))]
pub use allocator_api2::RcBump;
pub use boxed::{BumpBox, IntoIter as BumpIntoIter};
#[cfg(feature = "alloc")]
pub use bump::{Bump, Checkpoint};
#[cfg(all(feature = "alloc", feature = "allocator-api2"))]
pub use chunks::AllocatorSource;
#[cfg(all(feature = "alloc", feature = "allocator-api2-04"))]
pub use chunks::AllocatorSource04;
#[cfg(feature = "alloc")]
pub use chunks::{ChunkSource, Global};
#[cfg(target_has_atomic = "8")]
pub use fixed::StaticBump;
pub use fixed::{BumpArray, FixedBump};
pub use no_drop::NoDrop;
#[cfg(feature = "alloc")]
pub use statistics::{Counts, Statistics, TypeCount};
pub use string::{BumpString, BumpStringDrain};
#[cfg(feature = "std")]
pub use sync::{LocalBump, SyncBump};
#[cfg(feature = "alloc")]
pub use typed::TypedBump;
pub use vec::{BumpVec, BumpVecDrain};
