//! Operations on a pool, beside the simplest thing that does the same: a vector. The fuzzer plays them
//! too.

use std::collections::HashMap;

use layout_core::alloc::{
    FixedSyncPool, FixedSyncPoolBox, Handle, HandlePool, ObjectPool, Pool, PoolBox, SyncObjectPool,
    SyncPool, SyncPoolBox,
};

use super::support::{Ledger, Tracked};

/// An operation.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    Insert,
    /// Removes the value at this place, counted modulo the number of values.
    Remove(usize),
    TakeOut(usize),
    Reserve(usize),
    Shrink,
    Clear,
}

/// Guards in the order of their values, and what the values must be.
struct Held<G> {
    guards: Vec<(u64, G)>,
    next: u64,
}

impl<G: std::ops::Deref<Target = Tracked>> Held<G> {
    fn new() -> Self {
        Self { guards: Vec::new(), next: 0 }
    }

    fn check(&self, len: usize, ledger: &Ledger) {
        assert_eq!(self.guards.len(), len, "the pool counts otherwise");
        assert_eq!(usize::try_from(ledger.count()), Ok(len), "values were lost or kept");
        for (number, guard) in &self.guards {
            assert_eq!(guard.checked(), *number, "a value is another one");
        }
    }

    fn remove(&mut self, place: usize) -> Option<(u64, G)> {
        let count = self.guards.len();
        (count > 0).then(|| self.guards.swap_remove(place % count))
    }

    /// Adds the guard of a new value, unless the pool is full and gives the value back.
    fn insert(&mut self, full: bool, insert: impl FnOnce(u64) -> Result<G, Option<u64>>) {
        self.next += 1;
        match insert(self.next) {
            Ok(guard) => {
                assert!(!full, "a full pool took a value");
                self.guards.push((self.next, guard));
            }
            Err(back) => {
                assert!(full, "a pool with room refused a value");
                assert!(back.is_none_or(|back| back == self.next), "another value came back");
            }
        }
    }
}

const LIMIT: usize = 50;

/// How many slots a pool needed at most so far, of how many threads.
struct Needed {
    slots: usize,
    threads: usize,
}

impl Needed {
    fn by(threads: usize) -> Self {
        Self { slots: 0, threads }
    }

    fn check(&mut self, len: usize, reserved: usize, capacity: usize) {
        self.slots = self.slots.max(len + reserved);
        // The first chunk of a thread is a page of slots, each of eight bytes or more.
        let most = 4 * self.slots + 512 * self.threads;
        assert!(capacity <= most, "{capacity} slots, where {} were needed", self.slots);
    }
}

/// How many slots are free after an operation that was successful.
fn reserved(op: Op) -> usize {
    if let Op::Reserve(count) = op { count } else { 0 }
}

pub(crate) fn pool(ops: Vec<Op>, bounded: bool) {
    let ledger = Ledger::default();
    let pool = if bounded { Pool::new().with_limit(LIMIT) } else { Pool::new() };
    let (mut held, mut needed) = (Held::new(), Needed::by(1));
    for op in ops {
        match op {
            Op::Insert => held.insert(bounded && pool.len() == LIMIT, |number| {
                pool.try_insert(ledger.value(number))
                    .map_err(|refused| Some(refused.into_value().checked()))
            }),
            Op::Remove(place) => drop(held.remove(place)),
            Op::TakeOut(place) => {
                if let Some((number, guard)) = held.remove(place) {
                    assert_eq!(PoolBox::into_inner(guard).checked(), number);
                }
            }
            Op::Reserve(count) => {
                let fits = !bounded || pool.len() + count <= LIMIT;
                assert_eq!(pool.try_reserve(count).is_ok(), fits);
                assert!(!fits || pool.capacity() >= pool.len() + count);
            }
            Op::Shrink => pool.shrink_to_fit(),
            Op::Clear => held.guards.clear(),
        }
        assert!(!bounded || pool.capacity() <= LIMIT);
        assert!(pool.capacity() >= pool.len());
        needed.check(pool.len(), reserved(op), pool.capacity());
        held.check(pool.len(), &ledger);
    }
}

pub(crate) fn handle_pool(ops: Vec<Op>, bounded: bool) {
    let ledger = Ledger::default();
    let mut pool = if bounded { HandlePool::new().with_limit(LIMIT) } else { HandlePool::new() };
    let mut model: HashMap<Handle<Tracked>, u64> = HashMap::new();
    let mut all = Vec::new();
    let (mut next, mut needed) = (0, Needed::by(1));
    for (turn, op) in ops.into_iter().enumerate() {
        match op {
            Op::Insert => {
                next += 1;
                match pool.try_insert(ledger.value(next)) {
                    Ok(handle) => {
                        assert!(model.insert(handle, next).is_none(), "a handle came twice");
                        all.push(handle);
                    }
                    Err(_) => assert!(bounded && pool.len() == LIMIT),
                }
            }
            Op::Remove(place) | Op::TakeOut(place) if !all.is_empty() => {
                // One that was removed already, as often as not.
                let handle = all[place % all.len()];
                let removed = pool.remove(handle).map(|value| value.checked());
                assert_eq!(removed, model.remove(&handle));
            }
            Op::Clear => match turn % 4 {
                0 => {
                    pool.retain(|_, value| value.checked() % 2 == 0);
                    model.retain(|_, number| *number % 2 == 0);
                }
                1 => {
                    pool.clear();
                    model.clear();
                }
                2 => {
                    let mut drain = pool.drain();
                    let taken: Vec<_> = drain.next().into_iter().chain(drain.next_back()).collect();
                    assert!(taken.iter().all(|(handle, value)| model[handle] == value.checked()));
                    drop(drain);
                    model.clear();
                }
                _ => {
                    let clone = std::mem::replace(&mut pool, HandlePool::new());
                    pool = clone.clone();
                    for (handle, value) in clone {
                        assert_eq!(model[&handle], value.checked());
                    }
                }
            },
            Op::Shrink => pool.shrink_to_fit(),
            Op::Reserve(count) => {
                let fits = !bounded || pool.len() + count <= LIMIT;
                assert_eq!(pool.try_reserve(count).is_ok(), fits);
            }
            _ => (),
        }
        assert_eq!(pool.len(), model.len());
        if turn % 8 == 0 {
            let forwards: Vec<_> = pool.iter().collect();
            assert!(forwards.is_sorted_by_key(|(handle, _)| handle.index()));
            assert!(forwards.iter().all(|(handle, value)| model[handle] == value.checked()));
            assert_eq!(forwards.len(), model.len());
            let backwards: Vec<_> = pool.iter().rev().map(|(handle, _)| handle).collect();
            assert!(forwards.iter().rev().map(|(handle, _)| *handle).eq(backwards));
        }
        needed.check(pool.len(), reserved(op), pool.capacity());
        assert_eq!(usize::try_from(ledger.count()), Ok(model.len()));
    }
    for handle in &all {
        let found = pool.get(*handle).map(Tracked::checked);
        assert_eq!(found, model.get(handle).copied());
    }
    assert!(pool.iter().all(|(handle, value)| model[&handle] == value.number));
}

pub(crate) fn sync_pool(ops: Vec<Op>) {
    let ledger = Ledger::default();
    let pool = SyncPool::new();
    // Those of other threads come one after the other, but what a thread of another test got the number of
    // cannot be used.
    let (mut held, mut needed) = (Held::new(), Needed::by(16));
    for (turn, op) in ops.into_iter().enumerate() {
        // Each third operation is another thread's.
        let elsewhere = turn % 30 == 0;
        match op {
            Op::Insert => held.insert(false, |number| {
                let insert = || pool.insert(ledger.value(number));
                Ok(if elsewhere { elsewhere_do(insert) } else { insert() })
            }),
            Op::Remove(place) => {
                let removed = held.remove(place);
                if elsewhere { elsewhere_do(|| drop(removed)) } else { drop(removed) }
            }
            Op::TakeOut(place) => {
                if let Some((number, guard)) = held.remove(place) {
                    assert_eq!(SyncPoolBox::into_inner(guard).checked(), number);
                }
            }
            Op::Reserve(count) => assert!(pool.try_reserve(count).is_ok()),
            Op::Shrink => (),
            Op::Clear => {
                let all = std::mem::take(&mut held.guards);
                if elsewhere { elsewhere_do(|| drop(all)) } else { drop(all) }
            }
        }
        assert!(pool.capacity() >= pool.len());
        needed.check(pool.len(), reserved(op), pool.capacity());
        held.check(pool.len(), &ledger);
    }
    drop(held);
    let mut pool = pool;
    pool.shrink_to_fit();
    assert_eq!((pool.len(), pool.capacity()), (0, 0));
}

pub(crate) fn fixed_sync_pool(ops: Vec<Op>) {
    let ledger = Ledger::default();
    let pool = FixedSyncPool::<Tracked, LIMIT>::new();
    let mut held = Held::new();
    for op in ops {
        match op {
            Op::Insert => held.insert(pool.len() == LIMIT, |number| {
                pool.try_insert(ledger.value(number))
                    .map_err(|refused| Some(refused.into_value().checked()))
            }),
            Op::Remove(place) => drop(held.remove(place)),
            Op::TakeOut(place) => {
                if let Some((number, guard)) = held.remove(place) {
                    assert_eq!(FixedSyncPoolBox::into_inner(guard).checked(), number);
                }
            }
            Op::Clear => held.guards.clear(),
            Op::Reserve(_) | Op::Shrink => (),
        }
        held.check(pool.len(), &ledger);
    }
}

pub(crate) fn object_pool(ops: Vec<Op>, idle_limit: usize) {
    let ledger = Ledger::default();
    let pool = ObjectPool::with_closures(|| ledger.value(0), |value| *value = ledger.value(0))
        .with_limit(LIMIT)
        .with_idle_limit(idle_limit);
    let mut held = Held::new();
    let mut idle = 0;
    for op in ops {
        match op {
            Op::Insert => {
                let full = held.guards.len() == LIMIT;
                idle -= usize::from(!full && idle > 0);
                held.insert(full, |number| {
                    let mut guard = pool.try_acquire().map_err(|_| None)?;
                    assert_eq!(guard.checked(), 0, "an object was not reset");
                    *guard = ledger.value(number);
                    Ok(guard)
                });
            }
            Op::Remove(place) => {
                idle += usize::from(held.remove(place).is_some() && idle < idle_limit);
            }
            Op::TakeOut(place) => {
                if let Some((number, guard)) = held.remove(place) {
                    assert_eq!(layout_core::alloc::Pooled::detach(guard).checked(), number);
                }
            }
            Op::Reserve(count) => {
                let missing = count.saturating_sub(idle);
                let objects = held.guards.len() + idle;
                let fits = count <= idle_limit && objects + missing <= LIMIT;
                assert_eq!(pool.try_prefill(count).is_ok(), fits);
                if count <= idle_limit {
                    idle += missing.min(LIMIT - objects);
                }
            }
            Op::Shrink => {
                pool.clear();
                idle = 0;
            }
            Op::Clear => {
                idle = idle_limit.min(idle + held.guards.len()).max(idle);
                held.guards.clear();
            }
        }
        let stats = pool.statistics();
        assert_eq!((stats.live, stats.idle), (held.guards.len(), idle));
        let objects = usize::try_from(ledger.count()).unwrap();
        assert_eq!(objects, held.guards.len() + idle);
        assert!(held.guards.iter().all(|(number, guard)| guard.checked() == *number));
    }
}

pub(crate) fn sync_object_pool(ops: Vec<Op>, idle_limit: usize) {
    let ledger = Ledger::default();
    let pool = SyncObjectPool::with_closures(|| ledger.value(0), |value| *value = ledger.value(0))
        .with_limit(LIMIT)
        .with_idle_limit(idle_limit);
    let mut held = Held::new();
    let mut idle = 0;
    let (mut hits, mut misses) = (0, 0);
    for op in ops {
        match op {
            Op::Insert => {
                let full = held.guards.len() == LIMIT;
                if !full {
                    if idle > 0 { hits += 1 } else { misses += 1 }
                }
                idle -= usize::from(!full && idle > 0);
                held.insert(full, |number| {
                    let mut guard = pool.try_acquire().map_err(|_| None)?;
                    assert_eq!(guard.checked(), 0, "an object was not reset");
                    *guard = ledger.value(number);
                    Ok(guard)
                });
            }
            Op::Remove(place) => {
                idle += usize::from(held.remove(place).is_some() && idle < idle_limit);
            }
            Op::TakeOut(place) => {
                if let Some((number, guard)) = held.remove(place) {
                    let object = layout_core::alloc::SyncPooled::detach(guard);
                    assert_eq!(object.checked(), number);
                }
            }
            Op::Reserve(_) | Op::Shrink => {
                pool.clear();
                idle = 0;
            }
            Op::Clear => {
                idle = idle_limit.min(idle + held.guards.len()).max(idle);
                held.guards.clear();
            }
        }
        let stats = pool.statistics();
        assert_eq!((stats.live, stats.idle), (held.guards.len(), idle));
        assert_eq!((stats.hits, stats.misses), (hits, misses));
        assert!(held.guards.iter().all(|(number, guard)| guard.checked() == *number));
    }
}

/// Does something on another thread.
fn elsewhere_do<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    std::thread::scope(|scope| scope.spawn(work).join().unwrap())
}
