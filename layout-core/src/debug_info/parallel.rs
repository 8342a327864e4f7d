//! Work on many units, by as many threads as pay.

use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use std::thread;
use std::vec::Vec;

use super::DebugInfoError;

/// More threads than that wait for each other.
const MOST_THREADS: usize = 8;
/// A thread takes as long to begin as so many units take to be read.
const UNITS_PER_THREAD: usize = 8;

/// How many threads may work.
pub(super) fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
}

/// The results in the order of the items; the first error, if there are errors.
///
/// This thread does what is to be done `meanwhile` first, and then its share of the work.
pub(super) fn map<T: Sync + Clone, U: Send>(
    items: &[T],
    work: impl Fn(T) -> gimli::Result<U> + Sync,
    meanwhile: impl FnOnce(),
) -> Result<Vec<U>, DebugInfoError> {
    let threads = threads().min(items.len() / UNITS_PER_THREAD);
    if threads < 2 {
        meanwhile();
        return Ok(items.iter().cloned().map(work).collect::<gimli::Result<_>>()?);
    }
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        let run = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(at) else { break };
                done.push((at, work(item.clone())));
            }
            // A thread that panicked left its results out, and ends the others' work with its panic.
            results.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(done);
        };
        // Where no thread can be made, this one does the work.
        for _ in 1..threads {
            if thread::Builder::new().spawn_scoped(scope, run).is_err() {
                break;
            }
        }
        meanwhile();
        run();
    });
    let mut results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.sort_unstable_by_key(|&(at, _)| at);
    Ok(results.into_iter().map(|(_, result)| result).collect::<gimli::Result<_>>()?)
}
