//! `HandlePool`.

use layout_core::alloc::{Handle, HandlePool};

use crate::support::Ledger;

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
#[should_panic(expected = "the handle's value was removed")]
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
    let mut pool = HandlePool::bounded(100);
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
