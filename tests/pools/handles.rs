//! `HandlePool`.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use layout_core::alloc::{DisjointHandlesError, Handle, HandlePool};

use crate::growth::{least, timed};
use crate::support::{Ledger, gives_all_back};

struct Node {
    name: &'static str,
    edges: Vec<Handle<Node>>,
}

/// A graph with a ring, from which a node is removed.
#[test]
fn a_graph_with_circles() {
    let mut graph = HandlePool::new();
    let mut add = |name| graph.insert(Node { name, edges: Vec::new() });
    let [a, b, c] = ["a", "b", "c"].map(&mut add);
    graph[a].edges.push(b);
    graph[b].edges.extend([c, a]);
    graph[c].edges.push(a);

    assert_eq!(graph.remove(b).unwrap().name, "b");
    let reachable: Vec<_> = graph[a].edges.iter().filter_map(|&to| graph.get(to)).collect();
    assert!(reachable.is_empty(), "a removed node was found");
    let again = graph.insert(Node { name: "d", edges: Vec::new() });
    assert_eq!(again.index(), b.index(), "the free slot was not used");
    assert!(again != b && graph.get(b).is_none() && graph.get_mut(b).is_none());
    assert!(graph.remove(b).is_none());
    assert_eq!(graph[again].name, "d");
    assert_eq!(graph.len(), 3);
}

#[test]
#[should_panic(expected = "the value of the handle was removed")]
fn a_stale_handle_panics_as_an_index() {
    let mut pool = HandlePool::new();
    let handle = pool.insert(1);
    pool.remove(handle);
    let _ = pool[handle];
}

/// Handles of another pool, larger or smaller, are harmless.
#[test]
fn foreign_handles_are_harmless() {
    let mut large = HandlePool::new();
    let handles: Vec<_> = (0..1000).map(|number| large.insert(number)).collect();
    let mut small = HandlePool::new();
    assert!(handles.iter().all(|&handle| small.get(handle).is_none()));
    small.insert(7);
    let found = handles.iter().filter(|&&handle| small.get(handle).is_some()).count();
    assert_eq!(found, 1);
    assert!(handles[1..].iter().all(|&handle| small.remove(handle).is_none()));
}

#[test]
fn iteration_and_retain_see_each_value_once() {
    let ledger = Ledger::default();
    let mut pool = HandlePool::new();
    let handles: Vec<_> = (0..500).map(|number| pool.insert(ledger.value(number))).collect();
    for handle in handles.iter().step_by(7) {
        pool.remove(*handle);
    }
    let left: Vec<u64> = (0..500).filter(|number| number % 7 != 0).collect();
    assert_eq!(pool.iter().len(), left.len());
    assert_eq!(pool.iter().map(|(_, value)| value.checked()).collect::<Vec<_>>(), left);
    let kept = handles.iter().zip(0..).filter(|(_, number)| number % 7 != 0);
    assert!(pool.iter().map(|(handle, _)| handle).eq(kept.map(|(&handle, _)| handle)));

    for (_, value) in &mut pool {
        *value = ledger.value(value.number * 2);
    }
    pool.retain(|_, value| value.checked() < 100);
    assert_eq!(pool.len(), left.iter().filter(|&&number| number < 50).count());
    pool.clear();
    assert_eq!((pool.len(), ledger.count()), (0, 0));
    pool.insert(ledger.value(1));
    drop(pool);
    assert_eq!(ledger.count(), 0);
}

#[test]
fn a_bounded_pool_is_full_in_time() {
    let mut pool = HandlePool::new().with_limit(100);
    let handles: Vec<_> = (0..100).map(|number| pool.insert(number)).collect();
    assert_eq!(pool.try_insert(100).unwrap_err().into_value(), 100);
    assert!(pool.try_reserve(1).is_err());
    pool.remove(handles[50]);
    assert!(pool.try_reserve(1).is_ok());
    assert!(pool.try_insert(100).is_ok());
    assert_eq!(pool.capacity(), 100);
}

/// Both iterators know how many are left, and give each value with its own handle.
#[test]
fn iterators_count_down() {
    let mut pool = HandlePool::new();
    let handles: Vec<_> = (0..200).map(|number| pool.insert(number)).collect();
    assert_eq!((0..100).filter_map(|index| pool.remove(handles[2 * index])).count(), 100);
    let kept = || handles.iter().copied().skip(1).step_by(2);

    let mut values = pool.iter();
    for (left, handle) in (0..100).rev().zip(kept()) {
        assert_eq!(values.next().map(|(found, _)| found), Some(handle));
        assert_eq!((values.len(), values.size_hint()), (left, (left, Some(left))));
    }
    assert!(values.next().is_none());

    let mut values = pool.iter_mut();
    assert_eq!(values.len(), 100);
    for (left, handle) in (0..100).rev().zip(kept()) {
        assert_eq!(values.next().map(|(found, _)| found), Some(handle));
        assert_eq!((values.len(), values.size_hint()), (left, (left, Some(left))));
    }
    assert!(values.next().is_none());
}

/// Whatever the pool held once, and whichever values are left: what is visited is what is there.
#[test]
fn clear_and_retain_take_as_long_as_there_are_values() {
    const MANY: u32 = 300_000;
    fn fresh() -> HandlePool<u32> {
        let mut pool = HandlePool::new();
        pool.extend_with(100);
        pool
    }
    trait ExtendWith {
        fn extend_with(&mut self, count: u32) -> Vec<Handle<u32>>;
    }
    impl ExtendWith for HandlePool<u32> {
        fn extend_with(&mut self, count: u32) -> Vec<Handle<u32>> {
            (0..count).map(|number| self.insert(number)).collect()
        }
    }
    type Work = fn(&mut HandlePool<u32>);
    type Make = fn() -> HandlePool<u32>;
    // Pools with few values, after they had many: which values are left, and how they went.
    let after: [(&str, Make); 5] = [
        ("cleared", || {
            let mut pool = HandlePool::new();
            pool.extend_with(MANY);
            pool.clear();
            pool
        }),
        ("removed, the last one left", || {
            let mut pool = HandlePool::new();
            for handle in &pool.extend_with(MANY)[..MANY as usize - 1] {
                pool.remove(*handle);
            }
            pool
        }),
        ("removed backwards, the first one left", || {
            let mut pool = HandlePool::new();
            for handle in pool.extend_with(MANY)[1..].iter().rev() {
                pool.remove(*handle);
            }
            pool
        }),
        ("drained", || {
            let mut pool = HandlePool::new();
            pool.extend_with(MANY);
            drop(pool.drain());
            pool
        }),
        ("reserved", || {
            let mut pool = HandlePool::new();
            pool.reserve(MANY as usize);
            pool
        }),
    ];
    let works: [(&str, Work); 4] = [
        ("retain", |pool| pool.retain(|_, value| *value < 1000)),
        ("an insert and a clear", |pool| {
            pool.insert(1);
            pool.clear();
        }),
        ("iterating", |pool| assert!(pool.iter().count() <= 250)),
        ("an insert and a drain", |pool| {
            pool.insert(1);
            assert!(pool.drain().count() <= 250);
        }),
    ];
    let time = |mut pool: HandlePool<u32>, work: Work| {
        pool.extend_with(100);
        pool.retain(|_, _| true); // what was removed one by one is looked at once more
        least(|| timed(|| (0..20).for_each(|_| work(&mut pool))))
    };
    for (work_name, work) in works {
        let before = time(fresh(), work);
        for (name, pool) in after {
            let now = time(pool(), work);
            let most = before * 10 + Duration::from_micros(100);
            assert!(now < most, "{work_name} took {before:?}, and {now:?} after {name}");
        }
    }
}

/// After a clear the slots are filled in the order of their indices, so that iteration goes in the order of
/// insertion.
#[test]
fn a_cleared_pool_is_filled_from_the_front() {
    for count in [1, 4, 64, 65, 1000] {
        let mut pool = HandlePool::new();
        for round in 0..4 {
            let handles: Vec<_> = (0..count).map(|number| pool.insert(number)).collect();
            assert!(handles.iter().zip(0..).all(|(handle, index)| handle.index() == index));
            assert!(pool.iter().map(|(_, &number)| number).eq(0..count));
            assert!(pool.iter().rev().map(|(_, &number)| number).eq((0..count).rev()));
            match round {
                0 => pool.clear(),
                1 => pool.retain(|_, _| false),
                _ => assert!(pool.drain().map(|(_, number)| number).eq(0..count)),
            }
        }
    }
}

#[test]
fn iterators_come_from_both_ends() {
    let mut pool = HandlePool::new();
    let handles: Vec<_> = (0..700).map(|number| pool.insert(number)).collect();
    for handle in handles.iter().filter(|handle| handle.index() % 3 == 0) {
        pool.remove(*handle);
    }
    let left: Vec<u32> = (0..700).filter(|number| number % 3 != 0).collect();
    let meet = |taken: &mut dyn FnMut(bool) -> Option<u32>| {
        let (mut front, mut back) = (Vec::new(), Vec::new());
        for turn in 0.. {
            let is_front = turn % 5 < 2;
            match taken(is_front) {
                Some(number) if is_front => front.push(number),
                Some(number) => back.push(number),
                None => break,
            }
        }
        assert!(taken(true).is_none() && taken(false).is_none());
        front.extend(back.into_iter().rev());
        assert_eq!(front, left);
    };
    macro_rules! check {
        ($iterator:expr, $number:expr) => {{
            let mut iterator = $iterator;
            assert_eq!(iterator.len(), left.len());
            meet(&mut |front| {
                let next = if front { iterator.next() } else { iterator.next_back() };
                next.map(|(_, number)| $number(number))
            });
        }};
    }
    check!(pool.iter(), |number: &u32| *number);
    check!(pool.iter().clone(), |number: &u32| *number);
    check!(pool.iter_mut(), |number: &mut u32| *number);
    check!(pool.clone().into_iter(), |number: u32| number);
    check!(pool.drain(), |number: u32| number);
    assert!(pool.is_empty());
}

/// All values are borrowed mutably at once, and written to when all are there.
#[test]
fn values_can_be_changed_together() {
    let mut pool = HandlePool::new();
    let handles: Vec<_> = (0..200).map(|number| pool.insert(vec![number])).collect();
    let mut all: Vec<_> = pool.iter_mut().map(|(_, value)| value).collect();
    for index in 0..100 {
        let number = all[199 - index].pop().unwrap();
        all[index].push(number);
    }
    assert_eq!((&pool[handles[0]], &pool[handles[199]]), (&vec![0, 199], &vec![]));
    let [a, b, c] = pool.get_disjoint_mut([handles[7], handles[150], handles[64]]).unwrap();
    std::mem::swap(a, c);
    b.push(1);
    assert_eq!((&pool[handles[7]], &pool[handles[64]]), (&vec![64, 135], &vec![7, 192]));
    assert!(pool.get_disjoint_mut([]).is_ok());
    let twice = pool.get_disjoint_mut([handles[1], handles[2], handles[1]]);
    assert_eq!(twice, Err(DisjointHandlesError::Overlapping));
    pool.remove(handles[2]);
    assert_eq!(pool.get_disjoint_mut([handles[1], handles[2]]), Err(DisjointHandlesError::Removed));
}

/// A clone knows which handles are stale, whatever happened to the slots before.
#[test]
fn a_clone_has_the_same_handles() {
    let ledger = Ledger::default();
    let mut pool = HandlePool::new();
    let mut stale = Vec::new();
    let mut live = Vec::new();
    for round in 0..5_usize {
        live.extend((0..100).map(|number| pool.insert(ledger.value(number))));
        for index in (0..live.len()).rev().step_by(round + 2) {
            let handle = live.swap_remove(index);
            pool.remove(handle);
            stale.push(handle);
        }
    }
    pool.reserve(1000);
    let mut clone = pool.clone();
    assert_eq!(usize::try_from(ledger.count()), Ok(2 * live.len()));
    for pool in [&mut pool, &mut clone] {
        assert!(live.iter().all(|&handle| pool.get(handle).is_some()));
        for number in 0..2000 {
            let new = pool.insert(ledger.value(number));
            assert!(!stale.contains(&new) && !live.contains(&new));
        }
        assert!(stale.iter().all(|&handle| pool.get(handle).is_none()));
    }
    drop((pool, clone));
    assert_eq!(ledger.count(), 0);
}

#[test]
fn shrink_to_fit_keeps_old_handles_stale() {
    gives_all_back(|| {
        let mut pool = HandlePool::new();
        let mut stale = Vec::new();
        for round in 0..6_u32 {
            let handles: Vec<_> = (0..1000).map(|number| pool.insert(number)).collect();
            assert!(handles.iter().all(|handle| !stale.contains(handle)), "a handle came twice");
            let kept = handles[[0, 999, 500, 63, 64, 128][round as usize]];
            pool.retain(|handle, _| handle == kept);
            stale.extend(handles.into_iter().filter(|&handle| handle != kept));
            let before = pool.capacity();
            pool.shrink_to_fit();
            assert!(pool.capacity() <= before.min(1024) && pool.capacity() >= 64);
            assert!(pool.get(kept).is_some());
            assert!(stale.iter().all(|&handle| pool.get(handle).is_none()));
            pool.reserve(500);
            assert_eq!(pool.iter().next().map(|(handle, _)| handle), Some(kept));
            assert_eq!(pool.iter().next_back().map(|(handle, _)| handle), Some(kept));
            pool.remove(kept);
            stale.push(kept);
        }
        pool.clear();
        pool.shrink_to_fit();
        assert_eq!(pool.capacity(), 0);
        pool.insert(1);
        assert_eq!(pool.capacity(), 64);
    });
}

/// The pool is whole after a panic in the middle, of the closure or of a value's drop.
#[test]
fn a_panic_while_values_are_removed_leaves_the_pool_whole() {
    struct Bomb(u32, Rc<Cell<u32>>);
    impl Drop for Bomb {
        fn drop(&mut self) {
            self.1.set(self.1.get() + 1);
            assert!(self.0 != 77, "this one panics");
        }
    }
    type Work = fn(&mut HandlePool<Bomb>);
    let works: [(Work, usize); 4] = [
        (|pool| pool.clear(), 1),
        (|pool| pool.retain(|_, bomb| bomb.0 % 7 != 0), 1),
        (
            |pool| {
                pool.retain(|_, bomb| {
                    assert!(bomb.0 != 50);
                    true
                });
            },
            0,
        ),
        (|pool| drop(pool.drain()), 1),
    ];
    for (work, dropped_at_least) in works {
        let dropped = Rc::new(Cell::new(0));
        let mut pool = HandlePool::new();
        let handles: Vec<_> =
            (0..200).map(|number| pool.insert(Bomb(number, Rc::clone(&dropped)))).collect();
        catch_unwind(AssertUnwindSafe(|| work(&mut pool))).unwrap_err();
        let gone = handles.iter().filter(|&&handle| pool.get(handle).is_none()).count();
        assert_eq!((gone, pool.len()), (dropped.get() as usize, 200 - gone));
        assert!(gone >= dropped_at_least);
        assert_eq!(pool.iter().count(), pool.len());
        // Each free slot is found again, once.
        let capacity = pool.capacity();
        while pool.len() < capacity {
            pool.insert(Bomb(1000, Rc::clone(&dropped)));
        }
        assert_eq!((pool.capacity(), pool.iter().rev().count()), (capacity, capacity));
        let left = pool.len();
        let all = catch_unwind(AssertUnwindSafe(|| drop(pool)));
        assert_eq!(all.is_err(), gone < 78 && dropped_at_least == 0);
        assert_eq!(dropped.get() as usize, left + gone, "a value was not dropped, or twice");
    }
}

/// Numbers that were made up find what lies there, or nothing.
#[test]
fn handles_from_raw_parts_are_harmless() {
    let mut pool = HandlePool::new();
    let handles: Vec<_> = (0..100).map(|number| pool.insert(number)).collect();
    for index in (0..300).chain([1 << 31, u32::MAX - 64, u32::MAX - 63, u32::MAX]) {
        for generation in [0, 1, 2, 3, u32::MAX - 1, u32::MAX] {
            let Some(handle) = Handle::from_raw_parts(index, generation) else {
                assert!(generation % 2 == 0 || index > u32::MAX - 64);
                continue;
            };
            assert_eq!(handle.to_raw_parts(), (index, generation));
            assert_eq!(pool.get(handle).is_some(), handles.contains(&handle));
        }
    }
    assert_eq!(size_of::<Option<Handle<u8>>>(), 8);
}

#[test]
fn a_pool_of_handles_is_sent_and_shared_as_its_values() {
    fn sendable<T: Send>(_: &T) {}
    fn shareable<T: Sync>(_: &T) {}
    let mut pool = HandlePool::<Cell<u8>>::new();
    sendable(&pool);
    sendable(&pool.iter_mut());
    let mut pool = HandlePool::<std::sync::MutexGuard<'static, u8>>::new();
    shareable(&pool);
    shareable(&pool.iter());
    shareable(&pool.iter_mut());
    sendable(&pool.iter());
}
