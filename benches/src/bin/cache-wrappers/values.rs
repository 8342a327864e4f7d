//! Numbers of which each has cache lines of its own.

use std::hint::black_box;

use crossbeam_utils::CachePadded;
use layout_benches::side_by_side::Suite;
use layout_core::cache::CacheAligned;

/// How many numbers there are.
const COUNT: u32 = 1000;

pub(crate) fn add(suite: &mut Suite) {
    suite
        .workload("made and moved out of", COUNT)
        .contestant("layout CacheAligned", || {
            || {
                for number in 0..u64::from(COUNT) {
                    black_box(black_box(CacheAligned::new(number)).into_inner());
                }
            }
        })
        .contestant("crossbeam CachePadded", || {
            || {
                for number in 0..u64::from(COUNT) {
                    black_box(black_box(CachePadded::new(number)).into_inner());
                }
            }
        });
    suite
        .workload("1000 numbers, one line each, added to", COUNT)
        .contestant("layout CacheAligned", || {
            let mut numbers: Vec<_> = (0..u64::from(COUNT)).map(CacheAligned::new).collect();
            move || {
                for number in black_box(&mut numbers) {
                    **number = number.wrapping_add(3);
                }
            }
        })
        .contestant("crossbeam CachePadded", || {
            let mut numbers: Vec<_> = (0..u64::from(COUNT)).map(CachePadded::new).collect();
            move || {
                for number in black_box(&mut numbers) {
                    **number = number.wrapping_add(3);
                }
            }
        });
}
