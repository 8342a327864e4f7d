//! What pools, handles and errors tell of themselves.

use std::alloc::Layout;
use std::collections::HashSet;

use layout_core::alloc::{
    BlockPool, FixedSyncPool, Handle, HandlePool, ObjectPool, Pool, PoolError, SyncObjectPool,
    SyncPool,
};

#[test]
fn whether_a_pool_is_empty() {
    let pool = Pool::new();
    assert!(pool.is_empty());
    let guard = pool.insert(1);
    assert!(!pool.is_empty());
    drop(guard);
    assert!(pool.is_empty());

    let pool = SyncPool::new();
    assert!(pool.is_empty());
    let guard = pool.insert(1);
    assert!(!pool.is_empty());
    drop(guard);
    assert!(pool.is_empty());

    let pool = FixedSyncPool::<u8, 4>::new();
    assert!(pool.is_empty());
    let guard = pool.try_insert(1).unwrap();
    assert!(!pool.is_empty());
    drop(guard);
    assert!(pool.is_empty());

    let mut pool = HandlePool::new();
    assert!(pool.is_empty());
    let handle = pool.insert(1);
    assert!(!pool.is_empty() && pool.contains(handle));
    pool.remove(handle);
    assert!(pool.is_empty() && !pool.contains(handle));

    let pool = BlockPool::of::<u64>();
    assert!(pool.is_empty());
    let block = pool.acquire();
    assert!(!pool.is_empty());
    // SAFETY: the block is of this pool, and not used.
    unsafe { pool.release(block) };
    assert!(pool.is_empty());
}

#[test]
fn debug_tells_how_much_there_is() {
    let pool = Pool::<u8>::new().with_limit(3);
    pool.try_reserve(3).unwrap();
    let _guard = pool.insert(1);
    assert_eq!(format!("{pool:?}"), "Pool { len: 1, capacity: 3, .. }");

    let pool = SyncPool::<u8>::new();
    assert_eq!(format!("{pool:?}"), "SyncPool { len: 0, capacity: 0, .. }");

    let pool = FixedSyncPool::<u8, 4>::new();
    assert_eq!(format!("{pool:?}"), "FixedSyncPool { len: 0, capacity: 4, .. }");

    let mut pool = HandlePool::new();
    pool.insert("value");
    assert_eq!(format!("{pool:?}"), r#"{Handle(0v1): "value"}"#);

    let pool = BlockPool::new(Layout::new::<u64>()).with_limit(5);
    pool.try_reserve(5).unwrap();
    let block = format!("{:?}", Layout::new::<u64>());
    assert_eq!(
        format!("{pool:?}"),
        format!("BlockPool {{ block: {block}, len: 0, capacity: 5, .. }}")
    );
    assert_eq!(pool.capacity(), 5);

    let pool = ObjectPool::new(String::new, String::clear);
    pool.try_prefill(2).unwrap();
    assert_eq!(format!("{pool:?}"), "ObjectPool { objects: 2, .. }");
    let pool = SyncObjectPool::new(String::new, String::clear);
    pool.try_prefill(2).unwrap();
    assert_eq!(format!("{pool:?}"), "SyncObjectPool { objects: 2, .. }");
}

#[test]
fn errors_say_what_was_refused() {
    let pool = Pool::new().with_limit(1);
    let _guard = pool.insert("first");
    let error = pool.try_insert("second").unwrap_err();
    let full = "the pool is full: all 1 of its slots are taken";
    assert_eq!((error.to_string(), error.reason().to_string()), (full.into(), full.into()));
    assert_eq!(format!("{error:?}"), "InsertError { reason: Full { limit: 1 }, .. }");
    let layout = Layout::from_size_align(16, 8).unwrap();
    assert_eq!(
        PoolError::OutOfMemory { layout }.to_string(),
        "out of memory: the allocator refused a block of 16 bytes aligned to 8"
    );
    assert_eq!(PoolError::Overflow.to_string(), "the slots exceed `isize::MAX` bytes");
}

/// Handles are ordered by slot, then by the order in which the slot was filled.
#[test]
fn handles_are_keys() {
    let mut pool = HandlePool::new();
    let first = pool.insert(1);
    let other = pool.insert(2);
    pool.remove(first);
    let again = pool.insert(3);
    let mut handles = [other, again, first];
    handles.sort();
    assert_eq!(handles, [first, again, other]);
    assert!(first < again && again < other && other >= first);
    assert_eq!(
        handles.map(|handle| format!("{handle:?}")),
        ["Handle(0v1)", "Handle(0v3)", "Handle(1v1)"]
    );
    let hashes = |handle: &Handle<i32>| {
        use std::hash::BuildHasher;
        std::hash::BuildHasherDefault::<std::hash::DefaultHasher>::default().hash_one(handle)
    };
    assert_eq!(handles.iter().map(hashes).collect::<HashSet<_>>().len(), 3);
}
