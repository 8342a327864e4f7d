//! A thousand values at once, removed in another order than they were inserted in.

use std::hint::black_box;
use std::mem::MaybeUninit;

use infinity_pool::LocalPinnedPool;
use layout_benches::side_by_side::Suite;
use layout_core::alloc::{HandlePool, Pool, PoolBox};
use slab::Slab;
use slotmap::{DefaultKey, SlotMap};

use crate::hot::Fresh;
use crate::{Value, leak};

const COUNT: u32 = 1000;

/// The numbers below 1000 in an order without pattern, always the same one.
fn order() -> Vec<usize> {
    let mut order: Vec<usize> = (0..COUNT as usize).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..order.len()).rev() {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (state >> 33) as usize % (last + 1));
    }
    order
}

/// A closure that inserts 1000 values and takes them out shuffled, with as little around it as may be.
fn shuffled<K: 'static>(
    mut insert: impl FnMut(u64) -> K,
    mut remove: impl FnMut(K),
) -> impl FnMut() {
    let order = order();
    let mut live: Vec<MaybeUninit<K>> = order.iter().map(|_| MaybeUninit::uninit()).collect();
    move || {
        for (place, number) in live.iter_mut().zip(0..) {
            place.write(insert(number));
        }
        for &index in &order {
            // SAFETY: the loop above has written each place, and each is in the order once.
            remove(unsafe { live.get_unchecked(index).assume_init_read() });
        }
    }
}

pub(crate) fn add(suite: &mut Suite) {
    suite
        .workload("1000 live, removed shuffled", COUNT)
        .contestant("layout Pool", || {
            let pool = leak(Pool::<Value>::new());
            shuffled(
                |number| pool.insert([number; 8]),
                |value: PoolBox<'_, Value>| {
                    black_box(&*value);
                },
            )
        })
        .contestant("layout HandlePool", || {
            let pool = leak(std::cell::UnsafeCell::new(HandlePool::<Value>::new()));
            // SAFETY: the two closures are called in turn, by one thread.
            let insert = |number| unsafe { (*pool.get()).insert([number; 8]) };
            shuffled(insert, |handle| {
                // SAFETY: the same.
                black_box(&unsafe { &mut *pool.get() }.remove(handle));
            })
        })
        .contestant("Box", || {
            shuffled(
                |number| Box::new([number; 8]),
                |value| {
                    black_box(&*value);
                },
            )
        })
        .contestant("slab", || {
            let slab = leak(std::cell::UnsafeCell::new(Slab::<Value>::new()));
            // SAFETY: the two closures are called in turn, by one thread.
            let insert = |number| unsafe { (*slab.get()).insert([number; 8]) };
            shuffled(insert, |key| {
                // SAFETY: the same.
                black_box(&unsafe { &mut *slab.get() }.remove(key));
            })
        })
        .contestant("slotmap", || {
            let slots = leak(std::cell::UnsafeCell::new(SlotMap::<DefaultKey, Value>::new()));
            // SAFETY: the two closures are called in turn, by one thread.
            let insert = |number| unsafe { (*slots.get()).insert([number; 8]) };
            shuffled(insert, |key| {
                // SAFETY: the same.
                black_box(&unsafe { &mut *slots.get() }.remove(key));
            })
        })
        .contestant("infinity_pool local", || {
            let pool = LocalPinnedPool::<Value>::new();
            shuffled(
                move |number| pool.insert([number; 8]),
                |value| {
                    black_box(&*value);
                },
            )
        })
        .contestant("opool local", || {
            let pool = leak(opool::LocalPool::new(COUNT as usize, Fresh));
            shuffled(
                |number| {
                    let mut value = pool.get();
                    value[0] = number;
                    value
                },
                |value| {
                    black_box(&*value);
                },
            )
        });
}
