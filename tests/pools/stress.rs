//! Many threads at random on one pool, with a stamp in each value: nothing is handed out twice, nothing
//! is lost.
//!
//! `LAYOUT_STRESS_SECONDS` (0.3 if it is not set) is the time of each test, `LAYOUT_STRESS_THREADS` (4)
//! the number of threads.

use std::env;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use layout_core::alloc::{FixedSyncPool, SyncObjectPool, SyncPool};

fn setting<T: std::str::FromStr>(name: &str, default: T) -> T {
    env::var(name).map_or(default, |text| {
        text.parse().unwrap_or_else(|_| panic!("{name} is not a number: {text}"))
    })
}

/// A value with its owner's stamp at both ends and in an atomic that others may race for: two owners of
/// one slot overwrite each other, and both notice.
struct Stamped {
    first: AtomicU64,
    payload: [u64; 4],
    last: AtomicU64,
}

impl Stamped {
    fn new(stamp: u64) -> Self {
        Self { first: AtomicU64::new(stamp), payload: [stamp; 4], last: AtomicU64::new(stamp) }
    }

    /// Checks that the value is `stamp`'s, and makes it the one of `next`.
    fn restamp(&mut self, stamp: u64, next: u64) {
        let first = self.first.swap(next, Ordering::Relaxed);
        assert_eq!(self.payload, [stamp; 4], "another owner wrote to the slot");
        self.payload = [next; 4];
        let last = self.last.swap(next, Ordering::Relaxed);
        assert_eq!((first, last), (stamp, stamp), "a slot has two owners");
    }
}

/// Numbers without pattern (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits fit") % bound
    }
}

/// What a thread does: takes values, keeps some, exchanges some with other threads, gives some back.
fn work<G>(
    thread: u64,
    end: Instant,
    exchange: &Mutex<Vec<(u64, G)>>,
    take: impl Fn(u64) -> Option<G>,
    restamp: impl Fn(&mut G, u64, u64),
) -> u64 {
    let mut random = Random(thread.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut held: Vec<(u64, G)> = Vec::new();
    let mut stamp = thread << 48;
    let mut taken = 0;
    while taken % 256 != 0 || Instant::now() < end {
        taken += 1;
        match random.below(8) {
            0..=3 if held.len() < 200 => {
                stamp += 1;
                held.extend(take(stamp).map(|guard| (stamp, guard)));
            }
            4..=5 if !held.is_empty() => {
                let index = random.below(held.len());
                let (stamp, mut guard) = held.swap_remove(index);
                restamp(&mut guard, stamp, stamp);
            }
            6 if !held.is_empty() => {
                // Another thread goes on with the value, and frees it.
                let given = held.swap_remove(random.below(held.len()));
                let mut exchange = exchange.lock().unwrap();
                exchange.push(given);
                if exchange.len() > 50 {
                    let index = random.below(exchange.len());
                    held.push(exchange.swap_remove(index));
                }
            }
            _ => {
                for (old, guard) in &mut held {
                    stamp += 1;
                    restamp(guard, *old, stamp);
                    *old = stamp;
                }
                if random.below(16) == 0 {
                    held.clear();
                }
            }
        }
    }
    for (stamp, guard) in &mut held {
        restamp(guard, *stamp, *stamp);
    }
    taken
}

/// Runs `work` on all threads, which end and begin anew some times.
fn stress<G: Send>(
    take: impl Fn(u64) -> Option<G> + Sync,
    restamp: impl Fn(&mut G, u64, u64) + Sync,
) {
    let time = Duration::from_secs_f64(setting("LAYOUT_STRESS_SECONDS", 0.3));
    let threads = setting("LAYOUT_STRESS_THREADS", 4_u64);
    let generations = 6;
    let total = AtomicU64::new(0);
    let exchange = Mutex::new(Vec::new());
    for generation in 0..generations {
        let end = Instant::now() + time / generations;
        thread::scope(|scope| {
            for thread in 0..threads {
                let (take, restamp, exchange, total) = (&take, &restamp, &exchange, &total);
                let number = u64::from(generation) * threads + thread + 1;
                scope.spawn(move || {
                    let taken = work(number, end, exchange, take, restamp);
                    total.fetch_add(taken, Ordering::Relaxed);
                });
            }
        });
    }
    for (stamp, mut guard) in exchange.into_inner().unwrap() {
        restamp(&mut guard, stamp, stamp);
    }
    assert!(total.into_inner() > 0);
}

#[test]
fn sync_pool() {
    let pool = SyncPool::new();
    stress(
        |stamp| Some(pool.insert(Stamped::new(stamp))),
        |guard, stamp, next| guard.restamp(stamp, next),
    );
    assert_eq!(pool.len(), 0, "a slot was lost");
}

/// A pool with as few slots as threads fight for.
#[test]
fn fixed_sync_pool() {
    let pool = FixedSyncPool::<Stamped, 64>::new();
    stress(
        |stamp| pool.try_insert(Stamped::new(stamp)).ok(),
        |guard, stamp, next| guard.restamp(stamp, next),
    );
    assert_eq!(pool.len(), 0);
    let all: Vec<_> = (0..64).map(|stamp| pool.try_insert(Stamped::new(stamp))).collect();
    assert!(all.iter().all(Result::is_ok), "a slot was lost");
}

#[test]
fn sync_object_pool() {
    let pool = SyncObjectPool::with_closures(
        || Stamped::new(0),
        |value| {
            let stamp = *value.first.get_mut();
            value.restamp(stamp, 0);
        },
    )
    .with_limit(64)
    .with_idle_limit(32);
    stress(
        |stamp| {
            let mut guard = pool.try_acquire().ok()?;
            guard.restamp(0, stamp);
            Some(guard)
        },
        |guard, stamp, next| guard.restamp(stamp, next),
    );
    assert_eq!(pool.statistics().live, 0);
    let all: Vec<_> = (0..64).map(|_| pool.try_acquire()).collect();
    assert!(all.iter().all(Result::is_ok), "an object was lost");
}
