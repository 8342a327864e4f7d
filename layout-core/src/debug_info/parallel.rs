//! Work on many units or types, by as many threads as pay.

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
    let results = in_threads(threads, items, |item| work(item.clone()), meanwhile);
    Ok(results.into_iter().collect::<gimli::Result<_>>()?)
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
    in_threads(threads, &parts, of_part, || ()).into_iter().flatten().collect()
}

/// The results in the order of the items, by so many threads. This one does what is to be done `meanwhile` first.
fn in_threads<T: Sync, U: Send>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> U + Sync,
    meanwhile: impl FnOnce(),
) -> Vec<U> {
    if threads < 2 {
        meanwhile();
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
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::of_types;

    #[test]
    fn results_have_the_order_of_the_types() {
        for count in [0, 1, 63, 64, 65, 5000] {
            let types: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = types.iter().map(|it| 2 * it).collect();
            assert_eq!(of_types(&types, |it| 2 * it), doubled);
        }
    }
}
