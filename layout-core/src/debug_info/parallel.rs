//! Work on many units or types, by as many threads as pay.

use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::vec::Vec;

use super::DebugInfoError;

/// More threads than that wait for each other.
const MOST_THREADS: usize = 8;
/// A thread takes as long to begin as so many bytes of entries take to be read.
const BYTES_PER_THREAD: usize = 64 << 10;
/// The bytes of entries for each thread that are read before they are taken in: what is kept of them takes several times
/// as many.
const BYTES_AHEAD: usize = 1 << 20;

/// How many threads may work.
fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
}

/// The results of work on all items, in their order.
pub(super) fn map<T: Sync, U: Send>(
    items: &[T],
    bytes: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> Result<U, DebugInfoError> + Sync,
) -> Result<Vec<U>, DebugInfoError> {
    let mut results = Vec::with_capacity(items.len());
    in_order(items, bytes, work, |result| {
        results.push(result?);
        Ok(true)
    })?;
    Ok(results)
}

/// Takes the results of work on items in their order, while other threads do the work on the next items. Ends where
/// `take` returns `false`, and returns what it returned last.
///
/// This thread takes a result as soon as it can, and works as the others do while it cannot.
pub(super) fn in_order<T: Sync, U: Send>(
    items: &[T],
    bytes: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> U + Sync,
    mut take: impl FnMut(U) -> Result<bool, DebugInfoError>,
) -> Result<bool, DebugInfoError> {
    let bytes: Vec<usize> = items.iter().map(bytes).collect();
    let all = bytes.iter().fold(0, |all: usize, it| all.saturating_add(*it));
    let threads = threads().min(all / BYTES_PER_THREAD).min(items.len()).max(1);
    if threads == 1 {
        for item in items {
            if !take(work(item))? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let queue = Queue {
        items,
        bytes,
        most: BYTES_AHEAD * threads,
        state: Mutex::new(State {
            next: 0,
            taken: 0,
            ahead: 0,
            is_over: false,
            done: items.iter().map(|_| None).collect(),
        }),
        changed: Condvar::new(),
    };
    thread::scope(|scope| {
        // However this thread ends, the others shall not wait for it.
        let _end = End(&queue);
        let run = || {
            let end = End(&queue);
            while queue.work(&work) {}
            core::mem::forget(end);
        };
        // Where no thread can be made, this one does the work.
        for _ in 1..threads {
            if thread::Builder::new().spawn_scoped(scope, run).is_err() {
                break;
            }
        }
        for _ in items {
            let Some(result) = queue.result(&work) else { break };
            if !take(result)? {
                return Ok(false);
            }
        }
        Ok(true)
    })
}

/// Items that threads work on, and whose results one of them takes.
struct Queue<'a, T, U> {
    items: &'a [T],
    bytes: Vec<usize>,
    /// So many bytes may be ahead of what was taken.
    most: usize,
    state: Mutex<State<U>>,
    /// Told when a result is done or taken, and at the end.
    changed: Condvar,
}

struct State<U> {
    /// The first item that nobody works on yet.
    next: usize,
    /// The first item whose result was not taken.
    taken: usize,
    /// The bytes of the items between.
    ahead: usize,
    /// Whether nothing more is to be done.
    is_over: bool,
    done: Vec<Option<U>>,
}

impl<T, U> Queue<'_, T, U> {
    fn state(&self) -> MutexGuard<'_, State<U>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'s>(&self, state: MutexGuard<'s, State<U>>) -> MutexGuard<'s, State<U>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// The next item, if one may be begun.
    fn begin(&self, state: &mut State<U>) -> Option<usize> {
        let at = state.next;
        let may_begin = state.ahead < self.most || at == state.taken;
        if state.is_over || at == self.items.len() || !may_begin {
            return None;
        }
        state.next += 1;
        state.ahead += self.bytes[at];
        Some(at)
    }

    fn done(&self, at: usize, result: U) {
        self.state().done[at] = Some(result);
        self.changed.notify_all();
    }

    /// Does the work of one item; `false` if there is none any more.
    fn work(&self, work: impl Fn(&T) -> U) -> bool {
        let mut state = self.state();
        loop {
            if state.is_over || state.next == self.items.len() {
                return false;
            }
            if let Some(at) = self.begin(&mut state) {
                drop(state);
                self.done(at, work(&self.items[at]));
                return true;
            }
            state = self.wait(state);
        }
    }

    /// The next result, for which this thread works if it is not there yet; `None` if a thread panicked.
    fn result(&self, work: impl Fn(&T) -> U) -> Option<U> {
        let mut state = self.state();
        loop {
            let at = state.taken;
            if let Some(result) = state.done[at].take() {
                state.taken += 1;
                state.ahead -= self.bytes[at];
                drop(state);
                self.changed.notify_all();
                return Some(result);
            }
            if state.is_over {
                return None;
            }
            if let Some(at) = self.begin(&mut state) {
                drop(state);
                self.done(at, work(&self.items[at]));
                state = self.state();
            } else {
                state = self.wait(state);
            }
        }
    }
}

/// Ends the work of all threads when it is dropped.
struct End<'q, 'a, T, U>(&'q Queue<'a, T, U>);

impl<T, U> Drop for End<'_, '_, T, U> {
    fn drop(&mut self) {
        self.0.state().is_over = true;
        self.0.changed.notify_all();
    }
}

/// A thread takes as long to begin as so many types take to be looked at.
const TYPES_PER_THREAD: usize = 256;
/// So many types are looked at before others are asked for.
const TYPES: usize = 64;

/// The results of work on many types, in their order.
pub(crate) fn of_types<T: Sync, U: Send>(types: &[T], work: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let threads = threads().min(types.len() / TYPES_PER_THREAD);
    let parts: Vec<&[T]> = types.chunks(TYPES).collect();
    let of_part = |part: &&[T]| part.iter().map(&work).collect::<Vec<U>>();
    in_threads(threads, &parts, of_part).into_iter().flatten().collect()
}

/// The results in the order of the items, by so many threads.
fn in_threads<T: Sync, U: Send>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> U + Sync,
) -> Vec<U> {
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        let run = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(at) else { break };
                done.push((at, work(item)));
            }
            // A thread that panicked left its results out, and ends the others' work with its panic.
            results.lock().unwrap_or_else(PoisonError::into_inner).extend(done);
        };
        // Where no thread can be made, this one does the work.
        for _ in 1..threads {
            if thread::Builder::new().spawn_scoped(scope, run).is_err() {
                break;
            }
        }
        run();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|&(at, _)| at);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::vec::Vec;

    use super::{DebugInfoError, in_order, of_types};

    /// What each item is said to weigh: much less than may be ahead, about as much, and more than that.
    const WEIGHTS: [usize; 3] = [100 << 10, 1 << 20, 40 << 20];

    #[test]
    fn results_have_the_order_of_the_types() {
        for count in [0, 1, 63, 64, 65, 5000] {
            let types: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = types.iter().map(|it| 2 * it).collect();
            assert_eq!(of_types(&types, |it| 2 * it), doubled);
        }
    }

    #[test]
    fn results_are_taken_in_the_order_of_the_items() {
        for (count, weight) in
            [0, 1, 2, 7, 1000].into_iter().flat_map(|it| WEIGHTS.map(|w| (it, w)))
        {
            let items: Vec<usize> = (0..count).collect();
            let mut taken = Vec::new();
            let is_all = in_order(
                &items,
                |_| weight,
                |it| 2 * it,
                |it| {
                    taken.push(it);
                    Ok(true)
                },
            );
            assert!(is_all.expect("no error"));
            assert_eq!(taken, items.iter().map(|it| 2 * it).collect::<Vec<_>>());
        }
    }

    #[test]
    fn threads_end_where_no_more_results_are_wanted() {
        let items: Vec<usize> = (0..1000).collect();
        for weight in WEIGHTS {
            let mut taken = 0;
            let is_all = in_order(
                &items,
                |_| weight,
                |it| *it,
                |_| {
                    taken += 1;
                    Ok(taken < 5)
                },
            );
            assert_eq!((is_all.expect("no error"), taken), (false, 5));
            let error = in_order(
                &items,
                |_| weight,
                |it| *it,
                |it| {
                    if it < 5 { Ok(true) } else { Err(DebugInfoError::NoTypes) }
                },
            );
            assert!(matches!(error, Err(DebugInfoError::NoTypes)));
        }
    }

    #[test]
    fn a_panic_ends_all_threads() {
        let items: Vec<usize> = (0..1000).collect();
        for (weight, at) in WEIGHTS.into_iter().flat_map(|it| [(it, 0), (it, 500), (it, 999)]) {
            let panic_at = |it: &usize| assert!(*it != at, "as it is meant to");
            let of_work = || in_order(&items, |_| weight, |it| panic_at(it), |()| Ok(true));
            assert!(catch_unwind(AssertUnwindSafe(of_work)).is_err());
            let of_take = || {
                in_order(
                    &items,
                    |_| weight,
                    |it| *it,
                    |it| {
                        panic_at(&it);
                        Ok(true)
                    },
                )
            };
            assert!(catch_unwind(AssertUnwindSafe(of_take)).is_err());
        }
    }
}
