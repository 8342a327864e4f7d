//! One value at a time: inserted, looked at, removed.

use std::hint::black_box;

use crossbeam_queue::ArrayQueue;
use infinity_pool::{LocalPinnedPool, PinnedPool};
use layout_benches::side_by_side::Suite;
use layout_core::alloc::{FixedSyncPool, HandlePool, ObjectPool, Pool, SyncObjectPool, SyncPool};
use slab::Slab;
use slotmap::{DefaultKey, SlotMap};

use crate::toy::Toy;
use crate::{MiBox, Value, leak};

const COUNT: u32 = 1000;

/// A closure that does the same for 1000 numbers.
fn each(mut operation: impl FnMut(u64)) -> impl FnMut() {
    move || {
        for number in 0..u64::from(COUNT) {
            operation(number);
        }
    }
}

pub(crate) fn add(suite: &mut Suite) {
    slots(suite);
    objects(suite);
}

fn slots(suite: &mut Suite) {
    suite
        .workload("insert and remove 64 bytes", COUNT)
        .contestant("layout Pool", || {
            let pool = leak(Pool::<Value>::new());
            each(move |number| {
                black_box(&*pool.insert([number; 8]));
            })
        })
        .contestant("layout HandlePool", || {
            let mut pool = HandlePool::<Value>::new();
            each(move |number| {
                let handle = pool.insert([number; 8]);
                black_box(&pool[handle]);
                pool.remove(handle);
            })
        })
        .contestant("layout SyncPool", || {
            let pool = leak(SyncPool::<Value>::new());
            each(move |number| {
                black_box(&*pool.insert([number; 8]));
            })
        })
        .contestant("layout FixedSyncPool", || {
            let pool = leak(FixedSyncPool::<Value, 64>::new());
            each(move |number| {
                black_box(&*pool.insert([number; 8]));
            })
        })
        .contestant("Box", || {
            each(|number| {
                black_box(&*Box::new([number; 8]));
            })
        })
        .contestant("Box of mimalloc", || {
            each(|number| {
                black_box(&*MiBox::new([number; 8]));
            })
        })
        .contestant("slab", || {
            let mut slab = Slab::<Value>::new();
            each(move |number| {
                let key = slab.insert([number; 8]);
                black_box(&slab[key]);
                slab.remove(key);
            })
        })
        .contestant("slotmap", || {
            let mut slots = SlotMap::<DefaultKey, Value>::new();
            each(move |number| {
                let key = slots.insert([number; 8]);
                black_box(&slots[key]);
                slots.remove(key);
            })
        })
        .contestant("infinity_pool local", || {
            let pool = LocalPinnedPool::<Value>::new();
            each(move |number| {
                black_box(&*pool.insert([number; 8]));
            })
        })
        .contestant("infinity_pool", || {
            let pool = PinnedPool::<Value>::new();
            each(move |number| {
                black_box(&*pool.insert([number; 8]));
            })
        });
}

fn objects(suite: &mut Suite) {
    suite
        .workload("reuse an object of 64 bytes", COUNT)
        .contestant("layout ObjectPool", || {
            let pool = leak(ObjectPool::with_closures(|| [0; 8], |value: &mut Value| value[0] = 0));
            each(move |number| {
                let mut value = pool.acquire();
                value[0] = number;
                black_box(&*value);
            })
        })
        .contestant("layout SyncObjectPool", || {
            let pool =
                leak(SyncObjectPool::with_closures(|| [0; 8], |value: &mut Value| value[0] = 0));
            each(move |number| {
                let mut value = pool.acquire();
                value[0] = number;
                black_box(&*value);
            })
        })
        .contestant("tutorial's toy", || {
            let pool = Toy::new(4);
            each(move |number| {
                let mut value = pool.acquire();
                value[0] = number;
                black_box(&*value);
                pool.release(value);
            })
        })
        .contestant("opool local", || {
            let pool = leak(opool::LocalPool::new(4, Fresh));
            each(move |number| {
                let mut value = pool.get();
                value[0] = number;
                black_box(&*value);
            })
        })
        .contestant("opool", || {
            let pool = leak(opool::Pool::new(4, Fresh));
            each(move |number| {
                let mut value = pool.get();
                value[0] = number;
                black_box(&*value);
            })
        })
        .contestant("object-pool", || {
            let pool = leak(object_pool::Pool::new(4, || [0; 8]));
            each(move |number| {
                let mut value: object_pool::Reusable<'_, Value> = pool.pull(|| [0; 8]);
                value[0] = number;
                black_box(&*value);
            })
        })
        .contestant("lockfree-object-pool linear", || {
            let pool = leak(lockfree_object_pool::LinearObjectPool::<Value>::new(
                || [0; 8],
                |value| value[0] = 0,
            ));
            each(move |number| {
                let mut value = pool.pull();
                value[0] = number;
                black_box(&*value);
            })
        })
        .contestant("ArrayQueue of Box", || {
            let queue = ArrayQueue::<Box<Value>>::new(4);
            for _ in 0..4 {
                queue.push(Box::new([0; 8])).unwrap();
            }
            each(move |number| {
                let mut value = queue.pop().unwrap();
                value[0] = number;
                black_box(&*value);
                queue.push(value).unwrap();
            })
        });
}

/// opool's factory and reset.
pub(crate) struct Fresh;

impl opool::PoolAllocator<Value> for Fresh {
    fn allocate(&self) -> Value {
        [0; 8]
    }

    fn reset(&self, value: &mut Value) {
        value[0] = 0;
    }
}
