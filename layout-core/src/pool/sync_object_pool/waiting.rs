//! Waiting for an object.

use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Threads that wait until something comes back.
///
/// Who gives something back makes it available first, and then looks whether anyone waits. Who waits says
/// so first, and then looks whether something is available. All four are `SeqCst`, so one of the two
/// sees the other. The lock makes sure that the one who waits hears the call: between its look and its
/// sleep nobody else has the lock.
pub(super) struct Waiting {
    waiters: AtomicUsize,
    lock: Mutex<()>,
    back: Condvar,
}

impl Waiting {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { waiters: AtomicUsize::new(0), lock: Mutex::new(()), back: Condvar::new() }
    }

    /// Tells one who waits that something is available, which was made so by a `SeqCst` write.
    #[inline(always)]
    pub(super) fn notify(&self) {
        if self.waiters.load(Ordering::SeqCst) != 0 {
            self.wake();
        }
    }

    #[cold]
    #[inline(never)]
    fn wake(&self) {
        drop(self.lock());
        self.back.notify_one();
    }

    /// Waits until `look`, which reads with `SeqCst` and does not call `notify`, finds something, or the
    /// time is over.
    pub(super) fn wait<T>(
        &self,
        timeout: Duration,
        mut look: impl FnMut() -> Option<T>,
    ) -> Option<T> {
        // A time too long for the clock is no limit.
        let end = Instant::now().checked_add(timeout);
        let mut held = self.lock();
        let _waiter = Waiter::new(&self.waiters);
        loop {
            if let Some(found) = look() {
                return Some(found);
            }
            held = match end.map(|end| end.saturating_duration_since(Instant::now())) {
                Some(Duration::ZERO) => return None,
                Some(left) => {
                    let waited = self.back.wait_timeout(held, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.back.wait(held).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// The lock guards no data, so that a panic while it was held spoils nothing.
    #[inline]
    fn lock(&self) -> MutexGuard<'_, ()> {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts one who waits.
struct Waiter<'w>(&'w AtomicUsize);

impl<'w> Waiter<'w> {
    #[inline]
    fn new(waiters: &'w AtomicUsize) -> Self {
        waiters.fetch_add(1, Ordering::SeqCst);
        Self(waiters)
    }
}

impl Drop for Waiter<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
