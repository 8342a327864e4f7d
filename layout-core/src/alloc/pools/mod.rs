//! Pools.

#![expect(
    clippy::inline_always,
    reason = "a fast path is a few instructions, fewer than a call of it; measured in `benches`"
)]

#[cfg(feature = "alloc")]
mod block_pool;
#[cfg(target_has_atomic = "64")]
mod fixed_sync_pool;
mod guards;
#[cfg(feature = "alloc")]
mod handle_pool;
#[cfg(target_has_atomic = "64")]
mod lock_free;
#[cfg(feature = "alloc")]
mod object_pool;
#[cfg(feature = "alloc")]
mod object_stats;
#[cfg(feature = "alloc")]
mod pool;
mod pool_error;
#[cfg(feature = "alloc")]
mod slots;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod sync_object_pool;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod sync_pool;
#[cfg(all(feature = "std", target_has_atomic = "64"))]
mod threads;

#[cfg(feature = "alloc")]
pub use block_pool::BlockPool;
#[cfg(target_has_atomic = "64")]
pub use fixed_sync_pool::{FixedSyncPool, FixedSyncPoolBox};
#[cfg(feature = "alloc")]
pub use handle_pool::{Handle, HandlePool, Iter, IterMut};
#[cfg(feature = "alloc")]
pub use object_pool::{ObjectPool, Pooled};
#[cfg(feature = "alloc")]
pub use object_stats::ObjectStats;
#[cfg(feature = "alloc")]
pub use pool::{Pool, PoolBox};
pub use pool_error::{InsertError, PoolError};
#[cfg(all(feature = "std", target_has_atomic = "64"))]
pub use sync_object_pool::{SyncObjectPool, SyncPooled};
#[cfg(all(feature = "std", target_has_atomic = "64"))]
pub use sync_pool::{OwnedSyncPoolBox, SyncPool, SyncPoolBox};
