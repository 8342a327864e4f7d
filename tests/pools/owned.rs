//! Guards that keep their pool alive, as tasks need them.

use std::ptr;
use std::rc::Rc;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use layout_core::alloc::{
    ObjectPool, OwnedPoolBox, OwnedPooled, OwnedSyncPoolBox, OwnedSyncPooled, Pool, SyncObjectPool,
    SyncPool,
};

use crate::support::{Ledger, gives_all_back};

/// Objects and values are held by tasks across each `await`, while the tasks go from thread to thread.
#[test]
fn tasks_hold_guards_across_awaits() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(3)
        .enable_time()
        .build()
        .unwrap();
    let ledger = Ledger::default();
    let objects: Arc<SyncObjectPool<Vec<u64>>> =
        Arc::new(SyncObjectPool::new(Vec::new, Vec::clear).with_limit(200));
    let values = Arc::new(SyncPool::new());
    runtime.block_on(async {
        let tasks: Vec<_> = (0..100)
            .map(|number| {
                let (objects, values) = (Arc::clone(&objects), Arc::clone(&values));
                let ledger = ledger.clone();
                tokio::spawn(async move {
                    let value = values.insert_owned(ledger.value(number));
                    let mut numbers = objects.acquire_owned();
                    assert!(numbers.is_empty(), "an object was not reset");
                    drop((objects, values));
                    for turn in 0..10 {
                        numbers.push(number + turn);
                        tokio::time::sleep(Duration::from_micros(50)).await;
                        tokio::task::yield_now().await;
                    }
                    assert!(numbers.iter().copied().eq(number..number + 10));
                    assert_eq!(value.checked(), number);
                    tokio::spawn(async move { drop((value, numbers)) }).await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    drop(runtime);
    let statistics = objects.statistics();
    assert_eq!((statistics.live, values.len(), ledger.count()), (0, 0, 0));
    assert_eq!(statistics.hits + statistics.misses, 100);
    assert_eq!((Arc::strong_count(&objects), Arc::strong_count(&values)), (1, 1));
}

/// The last guard frees the pool, with its idle objects, after it has given its own back.
#[test]
fn the_last_guard_frees_its_pool() {
    let ledger = Ledger::default();
    gives_all_back(|| {
        let pool = Rc::new(ObjectPool::with_closures(|| ledger.value(1), |_| ()));
        let guards = [pool.acquire_owned(), pool.acquire_owned(), pool.acquire_owned()];
        drop(pool.acquire());
        drop(pool);
        assert_eq!(ledger.count(), 4);
        let [one, two, three] = guards;
        drop(two);
        assert_eq!(OwnedPooled::detach(one).checked(), 1);
        assert_eq!(ledger.count(), 3);
        drop(three);
        assert_eq!(ledger.count(), 0);

        let pool = Arc::new(SyncObjectPool::with_closures(|| ledger.value(1), |_| ()));
        let guards = [pool.acquire_owned(), pool.try_acquire_owned().unwrap()];
        drop(pool);
        let [one, two] = guards;
        drop(OwnedSyncPooled::detach(one));
        assert_eq!(ledger.count(), 1);
        drop(two);
        assert_eq!(ledger.count(), 0);

        let pool = Rc::new(Pool::new().with_limit(2));
        let one = pool.insert_owned(ledger.value(1));
        let two = pool.try_insert_owned(ledger.value(2)).unwrap();
        let refused = pool.try_insert_owned(ledger.value(3)).unwrap_err();
        assert_eq!(refused.into_value().checked(), 3);
        drop(pool);
        assert_eq!(OwnedPoolBox::into_inner(one).checked(), 1);
        assert_eq!((two.checked(), ledger.count()), (2, 1));
        drop(two);
        assert_eq!(ledger.count(), 0);

        let pool = Arc::new(SyncPool::new());
        let one = pool.try_insert_owned(ledger.value(1)).unwrap();
        drop(pool);
        assert_eq!(OwnedSyncPoolBox::into_inner(one).checked(), 1);

        let pool = Rc::new(Pool::new());
        let nothing = pool.insert_owned(());
        assert_eq!((*nothing, pool.len()), ((), 1));
        OwnedPoolBox::into_inner(nothing);
        assert!(pool.is_empty());
    });
}

/// Pools have names without casts: in fields, behind pointers, leaked.
#[test]
fn pools_of_functions_can_be_named() {
    /// What is leaked on purpose stays reachable, so that a leak checker does not report it.
    static LEAKED: OnceLock<&'static SyncObjectPool<String>> = OnceLock::new();
    static LEAKED_LOCAL: AtomicPtr<ObjectPool<String>> = AtomicPtr::new(ptr::null_mut());
    struct Service {
        lines: Arc<SyncObjectPool<String>>,
        local: Rc<ObjectPool<Vec<u8>>>,
    }
    let leaked: &'static SyncObjectPool<String> =
        Box::leak(Box::new(SyncObjectPool::new(String::new, String::clear)));
    let leaked_local: &'static ObjectPool<String> =
        Box::leak(Box::new(ObjectPool::new(|| String::from("new"), |text| text.push('!'))));
    LEAKED.get_or_init(|| leaked);
    LEAKED_LOCAL.store(ptr::from_ref(leaked_local).cast_mut(), Ordering::Relaxed);
    let service = Service {
        lines: Arc::new(SyncObjectPool::new(String::new, String::clear).with_limit(3)),
        local: Rc::new(ObjectPool::new(Vec::new, Vec::clear)),
    };
    assert!(leaked.acquire().is_empty());
    drop(leaked_local.acquire());
    assert_eq!(*leaked_local.acquire(), "new!");
    assert!(service.lines.acquire_owned().is_empty() && service.local.acquire_owned().is_empty());
}

/// Guards of what may not be sent may not either.
#[test]
fn owned_guards_are_sent_as_what_they_own() {
    fn sendable<T: Send + Sync>(_: &T) {}
    let pool = Arc::new(SyncObjectPool::new(String::new, String::clear));
    sendable(&pool.acquire_owned());
    sendable(&Arc::new(SyncPool::new()).insert_owned(1));
    static_assertions::assert_not_impl_any!(OwnedPooled<String>: Send);
    static_assertions::assert_not_impl_any!(OwnedPoolBox<u8>: Send);
    static_assertions::assert_not_impl_any!(OwnedSyncPooled<Rc<u8>>: Send, Sync);
    static_assertions::assert_not_impl_any!(OwnedSyncPooled<std::sync::MutexGuard<'static, u8>>: Send);
}
