//! A binary tree of 1,000,000 nodes: built, and dropped.

use std::hint::black_box;

use layout_benches::side_by_side::Suite;
use layout_core::alloc::{Pool, PoolBox};

use crate::{MiBox, leak};

const NODES: u32 = 1_000_000;

/// A node whose children are owned by a `Box`, or something like it.
struct BoxNode {
    left: Option<Box<BoxNode>>,
    right: Option<Box<BoxNode>>,
    value: u64,
}

fn boxes(nodes: u64) -> Option<Box<BoxNode>> {
    (nodes > 0).then(|| {
        let below = nodes - 1;
        Box::new(BoxNode { left: boxes(below / 2), right: boxes(below - below / 2), value: nodes })
    })
}

struct MiNode {
    left: Option<MiBox<MiNode>>,
    right: Option<MiBox<MiNode>>,
    value: u64,
}

fn mi_boxes(nodes: u64) -> Option<MiBox<MiNode>> {
    (nodes > 0).then(|| {
        let below = nodes - 1;
        let (left, right) = (mi_boxes(below / 2), mi_boxes(below - below / 2));
        MiBox::new(MiNode { left, right, value: nodes })
    })
}

struct PoolNode<'p> {
    left: Option<PoolBox<'p, PoolNode<'p>>>,
    right: Option<PoolBox<'p, PoolNode<'p>>>,
    value: u64,
}

fn pooled<'p>(pool: &'p Pool<PoolNode<'p>>, nodes: u64) -> Option<PoolBox<'p, PoolNode<'p>>> {
    (nodes > 0).then(|| {
        let below = nodes - 1;
        let (left, right) = (pooled(pool, below / 2), pooled(pool, below - below / 2));
        pool.insert(PoolNode { left, right, value: nodes })
    })
}

struct LeakNode<'p> {
    left: Option<&'p LeakNode<'p>>,
    right: Option<&'p LeakNode<'p>>,
    value: u64,
}

fn leaked<'p>(pool: &'p Pool<LeakNode<'p>>, nodes: u64) -> Option<&'p LeakNode<'p>> {
    (nodes > 0).then(|| {
        let below = nodes - 1;
        let (left, right) = (leaked(pool, below / 2), leaked(pool, below - below / 2));
        &*PoolBox::leak(pool.insert(LeakNode { left, right, value: nodes }))
    })
}

pub(crate) fn add(suite: &mut Suite) {
    suite
        .workload("tree of 1,000,000 nodes", NODES)
        .contestant("layout Pool", || {
            move || {
                let pool = Pool::new();
                black_box(pooled(&pool, NODES.into()).map(|root| {
                    root.value + u64::from(root.left.is_some()) + u64::from(root.right.is_some())
                }));
            }
        })
        .contestant("layout Pool, kept", || {
            let pool = leak(Pool::new());
            move || {
                black_box(pooled(pool, NODES.into()).map(|root| root.value));
            }
        })
        .contestant("layout Pool, leaked nodes", || {
            move || {
                let pool = Pool::new();
                black_box(leaked(&pool, NODES.into()).map(|root| {
                    root.value + u64::from(root.left.is_some()) + u64::from(root.right.is_some())
                }));
            }
        })
        .contestant("Box", || {
            move || {
                black_box(boxes(NODES.into()).map(|root| {
                    root.value + u64::from(root.left.is_some()) + u64::from(root.right.is_some())
                }));
            }
        })
        .contestant("Box of mimalloc", || {
            move || {
                black_box(mi_boxes(NODES.into()).map(|root| {
                    root.value + u64::from(root.left.is_some()) + u64::from(root.right.is_some())
                }));
            }
        });
}
