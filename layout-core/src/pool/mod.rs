//! Pools, for values that come and go one by one, many of the same type.
//!
//! # Which one
//!
//! | you have | take |
//! | --- | --- |
//! | values of one type that are made and dropped all the time, on one thread | [`Pool`] |
//! | the same on many threads, or made on one and dropped on another | [`SyncPool`] |
//! | the same in a `static`, without a heap, a fixed number | [`FixedSyncPool`] (see there for its targets) |
//! | values that tasks hold across an `await` | [`SyncPool::insert_owned`], [`SyncObjectPool::acquire_owned`] |
//! | values that refer to each other, or names for values that may be gone | [`HandlePool`] |
//! | a graph that dies as a whole | [`PoolBox::leak`] |
//! | objects that are expensive to make: buffers, strings, connections | [`ObjectPool`], [`SyncObjectPool`] |
//! | raw memory in blocks of one size, or boxes and nodes over an allocator | [`BlockPool`] |
//!
//! The first three and `BlockPool` keep *memory*: a value is made when it is inserted, and dropped with its guard. The
//! object pools keep the *values*, with everything they hold. If values of many types are freed together, use a
//! [`Bump`](crate::alloc::Bump).
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
//! A slot is as large as its value, and at least as a pointer; a taken one holds nothing else. A free one
//! holds the address of the next. A page is aligned to its size, so that its header, with the way back to
//! the pool, is found from the address of a slot: a guard is one pointer. Pages have 4 KiB, or 8 slots if
//! these are larger than 512 bytes; above 8 KiB each slot has its own header after the value. Pages lie
//! in segments of up to 1 MiB, each as large as those before it together. A page joins the free list when
//! the list is empty: memory that is not needed is not touched. A slot that is freed while none lies beside
//! the list stays there, in the header of its page, for the next value; others join the list, which gives
//! the last one first.
//!
//! A `SyncPool` has a home of this sort for each thread, its *shard*:
//!
//! ```text
//!  thread 0 ──► shard 0: hot, free ──► its pages         only this thread touches them
//!                        remote ◄─────────────┐          any thread adds, one takes all
//!  thread 1 ──► shard 1: hot, free …          │
//!                 └─ drops a value of a page of shard 0
//! ```
//!
//! The indices of [`FixedSyncPool`] and [`SyncObjectPool`], which one thread must be able to take all
//! of, lie on 40 lock-free stacks, with the one that came back last beside each, which is the next to go:
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
//! | | memory besides the value | take and give back, at hand |
//! | --- | --- | --- |
//! | [`Pool`] | 16 bytes for each page | plain loads and stores |
//! | [`SyncPool`] | the same, and 384 bytes for each thread | plain loads and stores |
//! | [`HandlePool`] | 4 bytes for each slot, which has 12 at least | plain loads and stores, a bit scan and a comparison |
//! | [`FixedSyncPool`] | 8 bytes for each slot, 5 KiB; without 64-bit atomics 1 byte for each slot | a read-modify-write and a store on a line of a thread's own |
//! | [`ObjectPool`] | 8 bytes for each object | plain loads and stores, and `reset` |
//! | [`SyncObjectPool`] | 20 bytes for each object, and up to a whole cache line, 5.5 KiB | the same (with a limit, two read-modify-writes), and `reset` |
//! | [`BlockPool`] | none | plain loads and stores |
//!
//! Types without drop glue pay no drop check. The project's `benches/README.md` has the figures, beside those of other
//! crates.
//!
//! # What is ordered
//!
//! What a thread did to a slot before it gave it back *happens before* what the next one to get it does,
//! on whatever threads. Counts ([`SyncPool::len`], [`SyncObjectPool::statistics`] …) order nothing, and are
//! exact only while no other thread works on the pool.
//!
//! # What debug builds look for
//!
//! A freed slot is filled with a pattern, up to 4 KiB of it, and looked at before it is used again: a
//! write through a pointer that should be gone panics. A block or a raw value that is given back twice,
//! or to another pool, panics too. None of this is in a release build.
//!
//! # What is never done
//!
//! - No guard outlives its pool. It borrows the pool, or keeps it alive ([`SyncPool::insert_owned`],
//!   [`SyncObjectPool::acquire_owned`], and the same over `Rc` for one thread).
//! - No method gives out a part of a value with the right to drop it. What your closure returns never decides what a
//!   guard owns.
//! - A forgotten guard is safe. Its slot stays taken until the pool is dropped, and its value is not dropped.

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
