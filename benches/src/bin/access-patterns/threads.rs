//! Two threads that count, on one line or on two.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{hint, thread};

use layout_core::cache::{Aligned, CacheAligned, ShardedCounter};

use crate::args::Args;
use crate::measure::{Comparison, Contestant};

/// The additions of each thread in a batch.
const COUNT: usize = 10_000;

/// How often they are made.
const BATCHES: usize = 21;

/// Two counters that begin a line, so that they surely share it.
#[derive(Default)]
struct Adjacent(Aligned<[AtomicU64; 2], 128>);

pub(crate) fn compare(args: &Args) -> [Comparison; 1] {
    let one = AtomicU64::new(0);
    let adjacent = Adjacent::default();
    let next_line: [Aligned<AtomicU64, 64>; 2] = Default::default();
    let apart: [CacheAligned<AtomicU64>; 2] = Default::default();
    let sharded = ShardedCounter::<16>::new();
    let add = |counter: &AtomicU64| {
        counter.fetch_add(1, Ordering::Relaxed);
    };
    let processors = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let comparison = Comparison::measure(
        format!("2 threads that count {COUNT} each, of {processors} that run at once"),
        "an addition of each",
        COUNT,
        args.rounds,
        vec![
            Contestant::timed("kept apart, CacheAligned", || both(|thread| add(&apart[thread]))),
            Contestant::timed("on neighboring lines of 64", || {
                both(|thread| add(&next_line[thread]))
            }),
            Contestant::timed("adjacent, on one line", || both(|thread| add(&adjacent.0[thread]))),
            Contestant::timed("one counter for both", || both(|_| add(&one))),
            Contestant::timed("ShardedCounter", || both(|_| sharded.increment())),
        ],
    );
    [comparison]
}

/// The time in which two threads both call `step`, with their number, `COUNT` times.
///
/// In batches, before each of which the threads wait for each other without going to sleep: so both are
/// running when it begins, also on a busy machine, and a batch is too short for many of them to be
/// interrupted. The median of the batches counts, of the slower thread.
fn both(step: impl Fn(usize) + Sync) -> Duration {
    let (arrived, step) = (&AtomicUsize::new(0), &step);
    let run = |thread: usize| {
        move || {
            let batches = (1..=BATCHES).map(|batch| {
                arrived.fetch_add(1, Ordering::AcqRel);
                while arrived.load(Ordering::Acquire) < 2 * batch {
                    hint::spin_loop();
                }
                let begun = Instant::now();
                (0..COUNT).for_each(|_| step(thread));
                begun.elapsed()
            });
            batches.collect::<Vec<_>>()
        }
    };
    let (own, other) = thread::scope(|scope| {
        let other = scope.spawn(run(1));
        (run(0)(), other.join().unwrap_or_default())
    });
    let mut slower: Vec<Duration> = own.into_iter().zip(other).map(|(a, b)| a.max(b)).collect();
    slower.sort_unstable();
    slower[slower.len() / 2]
}
