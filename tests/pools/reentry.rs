//! Pools that are used while they are used: in closures, and in the drop of their values.

use std::cell::{Cell, RefCell};
use std::mem;

use layout_core::alloc::{FixedSyncPool, ObjectPool, Pool, PoolBox, SyncObjectPool, SyncPool};

#[test]
fn insert_with_may_insert() {
    let pool = Pool::new();
    let inner = RefCell::new(Vec::new());
    let outer = pool.insert_with(|| {
        for number in 0..1000 {
            inner.borrow_mut().push(pool.insert(number));
        }
        inner.borrow_mut().drain(..500).for_each(drop);
        1000
    });
    assert_eq!((*outer, pool.len()), (1000, 501));
    assert!(inner.borrow().iter().zip(500..).all(|(guard, number)| **guard == number));

    let pool = SyncPool::new();
    let outer = pool.insert_with(|| *pool.insert_with(|| *pool.insert(1) + 1) + 1);
    assert_eq!((*outer, pool.len()), (3, 1));

    let pool = FixedSyncPool::<u32, 3>::new();
    let outer = pool.insert_with(|| *pool.insert_with(|| *pool.insert(1) + 1) + 1);
    assert_eq!((*outer, pool.len()), (3, 1));
}

/// A list whose nodes lie in one pool, and drop each other.
struct Node<'p> {
    next: Option<PoolBox<'p, Node<'p>>>,
    pool: &'p Pool<Node<'p>>,
    heirs: u32,
}

impl Drop for Node<'_> {
    /// Inserts another node into the pool while this one is dropped.
    fn drop(&mut self) {
        let before = self.pool.len();
        if let Some(heirs) = self.heirs.checked_sub(1) {
            let next = self.next.take();
            drop(self.pool.insert(Node { next, pool: self.pool, heirs }));
        }
        assert!(self.pool.len() <= before);
    }
}

#[test]
fn drop_may_insert() {
    let pool = Pool::new();
    let mut list = None;
    for _ in 0..100 {
        list = Some(pool.insert(Node { next: list, pool: &pool, heirs: 2 }));
    }
    assert_eq!(pool.len(), 100);
    drop(list);
    assert_eq!(pool.len(), 0);
}

/// Acquires from the pool while it makes an object for it, three deep.
fn make(acquire: impl FnOnce()) -> String {
    thread_local! {
        static DEPTH: Cell<u32> = const { Cell::new(0) };
    }
    if DEPTH.get() < 3 {
        DEPTH.set(DEPTH.get() + 1);
        acquire();
    }
    String::new()
}

static SHARED: SyncObjectPool<String> = SyncObjectPool::new(
    || make(|| SHARED.acquire().push_str("of the factory")),
    |text| {
        let used = mem::take(text);
        if used == "outer" {
            assert!(SHARED.acquire().is_empty(), "an object was not reset");
        }
    },
);

#[test]
fn shared_factory_and_reset_may_acquire() {
    SHARED.acquire().push_str("outer");
    assert_eq!((SHARED.statistics().live, SHARED.statistics().idle), (0, 4));
}

thread_local! {
    static LOCAL: ObjectPool<String> = const {
        ObjectPool::new(
            || make(|| LOCAL.with(|pool| pool.acquire().push_str("of the factory"))),
            |text| {
                let used = mem::take(text);
                if used == "outer" {
                    LOCAL.with(|pool| assert!(pool.acquire().is_empty(), "an object was not reset"));
                }
            },
        )
    };
}

#[test]
fn factory_and_reset_may_acquire() {
    LOCAL.with(|pool| {
        pool.acquire().push_str("outer");
        assert_eq!((pool.statistics().live, pool.statistics().idle), (0, 4));
    });
}
