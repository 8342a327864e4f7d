//! A counter that threads add to, from one thread: what apartness costs where nobody contends. What it
//! gains elsewhere, `access-patterns` shows.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crossbeam_utils::CachePadded;
use layout_benches::side_by_side::Suite;
use layout_core::cache::ShardedCounter;

/// How many additions there are in a call.
const COUNT: u32 = 1000;

const SHARDS: usize = 16;

/// The counter that is written by hand.
static BY_HAND: [CachePadded<AtomicU64>; SHARDS] =
    [const { CachePadded::new(AtomicU64::new(0)) }; SHARDS];

fn shard() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static MINE: usize = NEXT.fetch_add(1, Ordering::Relaxed);
    }
    MINE.with(|mine| *mine) % SHARDS
}

pub(crate) fn add(suite: &mut Suite) {
    static SHARDED: ShardedCounter<SHARDS> = ShardedCounter::new();
    static ONE: AtomicU64 = AtomicU64::new(0);
    suite
        .workload("counter, an addition", COUNT)
        .contestant("layout ShardedCounter", || {
            || (0..COUNT).for_each(|_| black_box(&SHARDED).increment())
        })
        .contestant("CachePadded by hand", || {
            || {
                for _ in 0..COUNT {
                    black_box(&BY_HAND)[shard()].fetch_add(1, Ordering::Relaxed);
                }
            }
        })
        .contestant("one AtomicU64", || {
            || {
                for _ in 0..COUNT {
                    black_box(&ONE).fetch_add(1, Ordering::Relaxed);
                }
            }
        });
    suite
        .workload("counter, its sum", COUNT)
        .contestant("layout ShardedCounter", || {
            || {
                for _ in 0..COUNT {
                    black_box(black_box(&SHARDED).sum());
                }
            }
        })
        .contestant("CachePadded by hand", || {
            || {
                for _ in 0..COUNT {
                    let parts = black_box(&BY_HAND).iter();
                    black_box(parts.map(|part| part.load(Ordering::Relaxed)).sum::<u64>());
                }
            }
        });
}
