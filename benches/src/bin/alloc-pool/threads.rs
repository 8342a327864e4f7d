//! Several threads, each of which takes and gives back one value at a time.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

use crossbeam_queue::ArrayQueue;
use infinity_pool::PinnedPool;
use layout_benches::side_by_side::{Suite, Workload};
use layout_core::alloc::{FixedSyncPool, SyncObjectPool, SyncPool};

use crate::hot::Fresh;
use crate::toy::Toy;
use crate::{MiBox, Value, leak};

/// How many operations each thread does in one call: enough that meeting before and after it does not
/// count.
const EACH: u32 = 100_000;

/// A closure that has so many threads do `EACH` operations each, at once. The threads stay until it is
/// dropped, each on one processor: a busy system puts them all on the same one otherwise, where they never
/// meet.
fn team<O: FnMut(u64)>(
    threads: usize,
    operation: impl Fn() -> O + Clone + Send + 'static,
) -> impl FnMut() {
    let team = Team(Arc::new((Barrier::new(threads + 1), AtomicBool::new(false))));
    for thread in 0..threads {
        let (meeting, operation) = (Arc::clone(&team.0), operation.clone());
        thread::spawn(move || {
            stay_on_processor(thread);
            let mut operation = operation();
            let (barrier, over) = &*meeting;
            loop {
                barrier.wait();
                if over.load(Ordering::Relaxed) {
                    return;
                }
                for number in 0..u64::from(EACH) {
                    operation(number);
                }
                barrier.wait();
            }
        });
    }
    move || {
        let (barrier, _) = &*team.0;
        barrier.wait();
        barrier.wait();
    }
}

/// Where threads meet before and after they work, and whether they need not any more.
struct Team(Arc<(Barrier, AtomicBool)>);

impl Drop for Team {
    fn drop(&mut self) {
        let (barrier, over) = &*self.0;
        over.store(true, Ordering::Relaxed);
        barrier.wait();
    }
}

/// Keeps this thread on one processor, another one for the next number, as far as there are some.
#[cfg(target_os = "linux")]
fn stay_on_processor(number: usize) {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    // SAFETY: a set of processors may be all zeroes; the kernel reads it, and it is as large as it is said
    // to be.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(number % processors, &mut set);
        libc::sched_setaffinity(0, size_of_val(&set), &raw const set);
    }
}

#[cfg(not(target_os = "linux"))]
fn stay_on_processor(_: usize) {}

/// An operation without state.
fn plain<O: Fn(u64) + Clone + Send + 'static>(threads: usize, operation: O) -> impl FnMut() {
    team(threads, move || operation.clone())
}

pub(crate) fn add(suite: &mut Suite) {
    for threads in [1, 2, 4, 8_u8] {
        let plural = if threads == 1 { "" } else { "s" };
        let operations = u32::from(threads) * EACH;
        let workload = suite.workload(&format!("{threads} thread{plural}, hot"), operations);
        ours(workload, threads.into());
        slots(workload, threads.into());
        objects(workload, threads.into());
    }
}

fn ours(workload: &mut Workload, threads: usize) {
    workload
        .contestant("layout SyncPool", move || {
            let pool = leak(SyncPool::<Value>::new());
            plain(threads, |number| {
                black_box(&*pool.insert([number; 8]));
            })
        })
        .contestant("layout FixedSyncPool", move || {
            let pool = leak(FixedSyncPool::<Value, 64>::new());
            plain(threads, |number| {
                black_box(&*pool.insert([number; 8]));
            })
        })
        .contestant("layout SyncObjectPool", move || {
            let pool =
                leak(SyncObjectPool::with_closures(|| [0; 8], |value: &mut Value| value[0] = 0));
            plain(threads, |number| {
                let mut value = pool.acquire();
                value[0] = number;
                black_box(&*value);
            })
        });
}

fn slots(workload: &mut Workload, threads: usize) {
    workload
        .contestant("Box", move || {
            plain(threads, |number| {
                black_box(&*Box::new([number; 8]));
            })
        })
        .contestant("Box of mimalloc", move || {
            plain(threads, |number| {
                black_box(&*MiBox::new([number; 8]));
            })
        })
        .contestant("infinity_pool", move || {
            let pool = PinnedPool::<Value>::new();
            team(threads, move || {
                let pool = pool.clone();
                move |number| {
                    black_box(&*pool.insert([number; 8]));
                }
            })
        })
        .contestant("sharded-slab", move || {
            let slab = leak(sharded_slab::Slab::<Value>::new());
            plain(threads, |number| {
                let key = slab.insert([number; 8]).unwrap();
                black_box(&*slab.get(key).unwrap());
                slab.remove(key);
            })
        });
}

fn objects(workload: &mut Workload, threads: usize) {
    workload
        .contestant("tutorial's toy", move || {
            let pool = leak(Toy::new(64));
            plain(threads, |number| {
                let mut value = pool.acquire();
                value[0] = number;
                black_box(&*value);
                pool.release(value);
            })
        })
        .contestant("opool", move || {
            let pool = leak(opool::Pool::new(64, Fresh));
            plain(threads, |number| {
                let mut value = pool.get();
                value[0] = number;
                black_box(&*value);
            })
        })
        .contestant("object-pool", move || {
            let pool = leak(object_pool::Pool::new(64, || [0; 8]));
            plain(threads, |number| {
                let mut value: object_pool::Reusable<'_, Value> = pool.pull(|| [0; 8]);
                value[0] = number;
                black_box(&*value);
            })
        })
        .contestant("lockfree-object-pool linear", move || {
            let reset = |value: &mut Value| value[0] = 0;
            let pool = leak(lockfree_object_pool::LinearObjectPool::<Value>::new(|| [0; 8], reset));
            plain(threads, |number| {
                let mut value = pool.pull();
                value[0] = number;
                black_box(&*value);
            })
        })
        .contestant("ArrayQueue of Box", move || {
            let queue = leak(ArrayQueue::<Box<Value>>::new(64));
            while queue.push(Box::new([0; 8])).is_ok() {}
            plain(threads, |number| {
                let mut value = queue.pop().unwrap();
                value[0] = number;
                black_box(&*value);
                queue.push(value).unwrap();
            })
        });
}
