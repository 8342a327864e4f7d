//! What a guard is: a pointer, a smart one, and sendable or not.

use std::borrow::BorrowMut;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::DerefMut;
use std::rc::Rc;
use std::sync::{Arc, MutexGuard};

use layout_core::alloc::{
    BlockPool, FixedSyncPool, FixedSyncPoolBox, Handle, HandlePool, ObjectPool, OwnedSyncPoolBox,
    Pool, PoolBox, Pooled, SyncObjectPool, SyncPool, SyncPoolBox, SyncPooled,
};
use static_assertions::{assert_eq_size, assert_impl_all, assert_not_impl_any};

use crate::support::{Ledger, Tracked};

/// `Sync`, but not `Send`.
#[allow(dead_code, reason = "rustc 1.85 does not see the uses in constants")]
type OnlySync = MutexGuard<'static, u8>;
/// `Send`, but not `Sync`.
#[allow(dead_code, reason = "rustc 1.85 does not see the uses in constants")]
type OnlySend = std::cell::Cell<u8>;
/// Neither.
#[allow(dead_code, reason = "rustc 1.85 does not see the uses in constants")]
type Neither = Rc<u8>;

assert_impl_all!(Pool<OnlySend>: Send);
assert_not_impl_any!(Pool<u8>: Sync);
assert_not_impl_any!(Pool<OnlySync>: Send);
assert_not_impl_any!(PoolBox<'static, u8>: Send);
assert_impl_all!(PoolBox<'static, OnlySync>: Sync);
assert_not_impl_any!(PoolBox<'static, OnlySend>: Sync);

assert_impl_all!(HandlePool<u8>: Send, Sync);
assert_not_impl_any!(HandlePool<Neither>: Send, Sync);
assert_impl_all!(Handle<Neither>: Send, Sync, Copy);

assert_impl_all!(BlockPool: Send);
assert_not_impl_any!(BlockPool: Sync);

assert_impl_all!(SyncPool<OnlySend>: Send, Sync);
assert_not_impl_any!(SyncPool<OnlySync>: Send, Sync);
assert_impl_all!(SyncPoolBox<'static, OnlySend>: Send);
assert_not_impl_any!(SyncPoolBox<'static, OnlySend>: Sync);
assert_impl_all!(SyncPoolBox<'static, OnlySync>: Sync);
assert_not_impl_any!(SyncPoolBox<'static, OnlySync>: Send);
assert_impl_all!(OwnedSyncPoolBox<OnlySend>: Send);
assert_not_impl_any!(OwnedSyncPoolBox<OnlySend>: Sync);
assert_not_impl_any!(OwnedSyncPoolBox<Neither>: Send, Sync);

assert_impl_all!(FixedSyncPool<OnlySend, 1>: Send, Sync);
assert_not_impl_any!(FixedSyncPool<OnlySync, 1>: Send, Sync);
assert_impl_all!(FixedSyncPoolBox<'static, OnlySend, 1>: Send);
assert_not_impl_any!(FixedSyncPoolBox<'static, OnlySend, 1>: Sync);
assert_impl_all!(FixedSyncPoolBox<'static, OnlySync, 1>: Sync);
assert_not_impl_any!(FixedSyncPoolBox<'static, OnlySync, 1>: Send);

assert_impl_all!(ObjectPool<OnlySend>: Send);
assert_not_impl_any!(ObjectPool<u8>: Sync);
assert_not_impl_any!(ObjectPool<Neither>: Send);
assert_not_impl_any!(Pooled<'static, u8>: Send);
assert_impl_all!(Pooled<'static, OnlySync>: Sync);
assert_not_impl_any!(Pooled<'static, OnlySend>: Sync);

assert_impl_all!(SyncObjectPool<OnlySend>: Send, Sync);
assert_not_impl_any!(SyncObjectPool<OnlySync>: Send, Sync);
assert_impl_all!(SyncPooled<'static, OnlySend>: Send);
assert_not_impl_any!(SyncPooled<'static, OnlySend>: Sync);
assert_not_impl_any!(SyncPooled<'static, Neither>: Send, Sync);

assert_eq_size!(Option<PoolBox<'static, [u64; 8]>>, *const u8);
assert_eq_size!(Option<SyncPoolBox<'static, [u64; 8]>>, *const u8);
assert_eq_size!(Option<Handle<[u64; 8]>>, u64);

/// Closures that may not be shared make a pool that may not be shared.
#[test]
fn closures_count_too() {
    fn is_sync<T: Sync>(_: &T) {}
    fn is_send<T: Send>(_: &T) {}
    let number = std::sync::atomic::AtomicU64::new(0);
    let pool = SyncObjectPool::with_closures(
        || number.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
        |_| (),
    );
    is_sync(&pool);
    is_send(&pool.acquire());
    // What must not compile is in `ui/pool/fail_rustc`.
}

#[test]
fn a_guard_is_a_smart_pointer() {
    let pool = Pool::new();
    let mut text = pool.insert(String::from("b"));
    text.push('c');
    assert_eq!(format!("{text} {text:?}"), "bc \"bc\"");
    assert!(text > pool.insert(String::from("bb")));
    assert_eq!(text, pool.insert(String::from("bc")));
    assert_eq!(AsRef::<String>::as_ref(&text), "bc");
    text.as_mut().push('d');

    let mut set = HashSet::new();
    set.insert(text);
    assert!(set.contains(&String::from("bcd")), "a guard hashes as its value");
}

#[test]
fn into_inner_leaves_nothing() {
    let ledger = Ledger::default();
    let pool = Pool::new();
    let sync = Arc::new(SyncPool::new());
    let fixed = FixedSyncPool::<_, 2>::new();
    let values = [
        PoolBox::into_inner(pool.insert(ledger.value(1))),
        SyncPoolBox::into_inner(sync.insert(ledger.value(2))),
        OwnedSyncPoolBox::into_inner(sync.insert_owned(ledger.value(3))),
        FixedSyncPoolBox::into_inner(fixed.insert(ledger.value(4))),
    ];
    assert_eq!((pool.len(), sync.len(), fixed.len(), ledger.count()), (0, 0, 0, 4));
    assert_eq!(Arc::strong_count(&sync), 1);
    assert_eq!(values.each_ref().map(Tracked::checked), [1, 2, 3, 4]);
    drop(values);
    assert_eq!(ledger.count(), 0);
}

/// A forgotten guard's value stays, and is in nobody's way.
#[test]
fn forgotten_and_leaked_values_stay() {
    let pool = Pool::new();
    let leaked: &mut [u64; 4] = PoolBox::leak(pool.insert([1; 4]));
    std::mem::forget(pool.insert([2; 4]));
    let others: Vec<_> = (0..1000).map(|number| pool.insert([number; 4])).collect();
    assert_eq!((*leaked, pool.len()), ([1; 4], 1002));
    drop(others);
    pool.shrink_to_fit();
    assert_eq!((*leaked, pool.len()), ([1; 4], 2));

    let mut pool = SyncPool::new();
    std::mem::forget(pool.insert([1; 4]));
    std::mem::forget(pool.insert([2; 4]));
    pool.shrink_to_fit();
    assert_eq!(pool.len(), 2);

    let pool = ObjectPool::with_closures(|| [0_u8; 8], |_| ());
    std::mem::forget(pool.acquire());
    assert_eq!(*pool.acquire(), [0; 8]);
    assert_eq!(pool.statistics().live, 1);
}

#[test]
fn a_guard_keeps_an_owned_pool_alive() {
    let pool = Arc::new(SyncPool::new());
    let guard = pool.insert_owned(vec![1, 2, 3]);
    drop(pool);
    let other = std::thread::spawn(move || {
        assert_eq!(*guard, [1, 2, 3]);
        guard
    });
    drop(other.join().unwrap());
}

/// The last owner of a pool may be a value in it.
#[test]
fn a_pool_may_die_in_the_drop_of_its_value() {
    struct Last(#[expect(dead_code, reason = "it is there to be dropped")] Arc<SyncPool<Last>>);

    let pool = Arc::new(SyncPool::new());
    let guard = pool.insert_owned(Last(Arc::clone(&pool)));
    drop(pool);
    drop(guard);
}

/// By each trait, as one that called itself would not end.
#[test]
fn guards_are_borrowed_and_compared_as_their_values() {
    fn check<G>(mut guard: G, greater: &G)
    where
        G: AsMut<Vec<u8>> + BorrowMut<Vec<u8>> + DerefMut<Target = Vec<u8>> + Ord,
    {
        guard.as_mut().push(2);
        let borrowed: &mut Vec<u8> = guard.borrow_mut();
        borrowed.push(3);
        guard.push(4);
        assert_eq!(*guard, [1, 2, 3, 4]);
        assert_eq!(guard.cmp(greater), Ordering::Less);
        assert_eq!(guard.partial_cmp(greater), Some(Ordering::Less));
    }
    let (value, greater) = (vec![1], vec![1, 3]);
    let pool = Pool::new();
    check(pool.insert(value.clone()), &pool.insert(greater.clone()));
    let pool = SyncPool::new();
    check(pool.insert(value.clone()), &pool.insert(greater.clone()));
    let pool = Arc::new(SyncPool::new());
    check(pool.insert_owned(value.clone()), &pool.insert_owned(greater.clone()));
    let pool = FixedSyncPool::<_, 2>::new();
    check(pool.insert(value), &pool.insert(greater));
}
