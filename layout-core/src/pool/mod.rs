//! Pools, for values of one type that are created and dropped one by one.
//!
//! # Which one
//!
//! | you have | take |
//! | --- | --- |
//! | values of one type that are created and dropped all the time, on one thread | [`Pool`] |
//! | the same, shared by threads, or created on one thread and dropped on another | [`SyncPool`] |
//! | the same in a `static`, without a heap, a fixed number | [`FixedSyncPool`] (on [most targets](FixedSyncPool#targets)) |
//! | values that tasks hold across an `await` | [`SyncPool::insert_owned`], [`SyncObjectPool::acquire_owned`] |
//! | values that refer to each other, or names for values that may be gone | [`HandlePool`] |
//! | a graph that is dropped as a whole | [`PoolBox::leak`] |
//! | objects that are expensive to create: buffers, strings, connections | [`ObjectPool`], [`SyncObjectPool`] |
//! | raw memory in blocks of one size, or boxes and nodes that need an allocator | [`BlockPool`] |
//!
//! The first three and `BlockPool` keep *memory*: a value is created when it is inserted, and dropped with its
//! guard. The object pools keep the *values*, with everything they hold. To free values of many types together, use
//! a [`Bump`](crate::alloc::Bump).
//!
//! # A page of slots
//!
//! ```text
//! Pool ──► home: hot, free ──────────┐
//!             ▲   │                  │
//!             │   ▼                  ▼
//!  page    ┌──┴────┬──────┬───────┬───────┬───────┬───────┬───┐
//!  (4 KiB) │ owner │ last │ value │ free  │ value │ free  │ … │
//!          └───────┴──│───┴───────┴─│─────┴───────┴───────┴───┘
//!                     │     ▲       │                 ▲
//!                     │     │       └─► the next free slot, maybe of another page
//!                     └─────┼─ the slot freed last ───┘
//!                           │
//!                        PoolBox: 8 bytes; the page's header is found from the address
//! ```
//!
//! A slot is as large as its value, but at least as large as a pointer. A taken slot holds only the value; a free
//! slot holds the address of the next free slot. A page is aligned to its size, so the address of a slot leads to
//! the page's header and from there to the pool. A guard is therefore a single pointer.
//!
//! A page has 4 KiB, or 8 slots if a slot is larger than 512 bytes. Above 8 KiB each slot has its own header, after
//! the value. Pages lie in segments of up to 1 MiB, each as large as all earlier segments together. A page joins the
//! free list when the list is empty, so memory that is not needed is never touched.
//!
//! When a slot is freed, it stays next to the list, in the header of its page, for the next value. If that place is
//! taken, the slot joins the list, which returns the newest slot first.
//!
//! In a `SyncPool`, each thread has a free list and pages of its own, its *shard*:
//!
//! ```text
//!  thread 0 ──► shard 0: hot, free ──► its pages         only this thread touches them
//!                        remote ◄─────────────┐          any thread adds, one takes all
//!  thread 1 ──► shard 1: hot, free …          │
//!                 └─ drops a value of a page of shard 0
//! ```
//!
//! [`FixedSyncPool`] and [`SyncObjectPool`] must let one thread take every slot. Both keep the indices of free slots
//! on 40 lock-free stacks. Next to each stack lies the index that came back last, which is the next to be taken:
//!
//! ```text
//!  thread 0         ──► last: 5   head: 17 pops, index 3 ──► 1 ──► 4     the links lie beside the values
//!  thread 1         ──► last: –   head:  4 pops, –
//!  …                              any thread takes, only the one that has the stack adds
//!  threads 32, 40 … ──► last: –   head:  0 pops, –                       any of these threads adds
//! ```
//!
//! # What it costs
//!
//! | | memory in addition to the value | to take and give back |
//! | --- | --- | --- |
//! | [`Pool`] | 16 bytes for each page | plain loads and stores |
//! | [`SyncPool`] | the same, and 384 bytes for each thread | plain loads and stores |
//! | [`HandlePool`] | 4 bytes for each slot, which has at least 12 | plain loads and stores, a bit scan and a comparison |
//! | [`FixedSyncPool`] | 8 bytes for each slot, 5 KiB; without 64-bit atomics 1 byte for each slot | a read-modify-write and a store on a line of a thread's own |
//! | [`ObjectPool`] | 8 bytes for each object | plain loads and stores, and `reset` |
//! | [`SyncObjectPool`] | 20 bytes for each object, and up to a whole cache line, 5.5 KiB | the same (with a limit, two read-modify-writes), and `reset` |
//! | [`BlockPool`] | none | plain loads and stores |
//!
//! Types without drop glue pay no drop check. The project's `benches/README.md` has the figures, next to those of
//! other crates.
//!
//! # Ordering between threads
//!
//! Giving a slot back *happens before* its next use, on any thread. Counts such as [`SyncPool::len`] and
//! [`SyncObjectPool::statistics`] order nothing, and are exact only while no other thread uses the pool.
//!
//! # Checks in debug builds
//!
//! Up to 4 KiB of a freed slot are filled with a pattern, which is checked before the slot is used again: a write
//! through a dangling pointer panics. Giving a block or a raw value back twice, or to another pool, panics too.
//! Release builds have no such checks.
//!
//! # Guarantees
//!
//! - No guard outlives its pool. It borrows the pool, or keeps it alive ([`SyncPool::insert_owned`],
//!   [`SyncObjectPool::acquire_owned`], and the same over `Rc` for one thread).
//! - No method hands out a part of a value with the right to drop it. What your closure returns never decides what a
//!   guard owns.
//! - Forgetting a guard is safe. Its slot stays taken until the pool is dropped, and its value is not dropped.

#![expect(
    clippy::inline_always,
    reason = "a fast path is a few instructions, fewer than a call of it; measured in `benches`"
)]

#[cfg(feature = "alloc")]
mod block_pool;
#[cfg(target_has_atomic = "8")]
mod fixed_sync_pool;
#[cfg(not(target_has_atomic = "8"))]
#[path = "fixed_sync_pool/unavailable.rs"]
mod fixed_sync_pool;
#[cfg(feature = "alloc")]
mod handle_pool;
#[cfg(target_has_atomic = "8")]
mod lock_free;
#[cfg(feature = "alloc")]
mod object_pool;
#[cfg(feature = "alloc")]
#[expect(clippy::module_inception, reason = "`Pool` is in the room of its name")]
mod pool;
mod pool_error;
#[cfg(target_has_atomic = "64")]
mod shards;
#[cfg(feature = "alloc")]
mod slots;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod sync_object_pool;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod sync_pool;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod threads;

#[cfg(feature = "alloc")]
pub use block_pool::{BlockPool, RcBlockPool};
pub use fixed_sync_pool::FixedSyncPool;
#[cfg(target_has_atomic = "8")]
pub use fixed_sync_pool::FixedSyncPoolBox;
#[cfg(feature = "alloc")]
pub use handle_pool::{
    DisjointHandlesError, Handle, HandleDrain, HandleIntoIter, HandleIter, HandleIterMut,
    HandlePool,
};
#[cfg(feature = "alloc")]
pub use object_pool::{ObjectPool, ObjectStatistics, OwnedPooled, Pooled};
#[cfg(feature = "alloc")]
pub use pool::{OwnedPoolBox, Pool, PoolBox};
pub use pool_error::{InsertError, PoolError};
#[cfg(all(feature = "std", target_has_atomic = "64"))]
pub use sync_object_pool::{OwnedSyncPooled, SyncObjectPool, SyncPooled};
#[cfg(all(feature = "std", target_has_atomic = "64"))]
pub use sync_pool::{OwnedSyncPoolBox, SyncPool, SyncPoolBox};
