//! Values that are counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};

/// How many values there are.
#[derive(Clone, Default)]
pub(crate) struct Ledger(Arc<AtomicIsize>);

impl Ledger {
    pub(crate) fn value(&self, number: u64) -> Tracked {
        self.0.fetch_add(1, Ordering::Relaxed);
        Tracked { number, check: !number, ledger: self.clone() }
    }

    pub(crate) fn count(&self) -> isize {
        self.0.load(Ordering::Relaxed)
    }
}

/// A value that is missed when it is not dropped, and notices when it is dropped twice or overwritten.
pub(crate) struct Tracked {
    pub(crate) number: u64,
    check: u64,
    ledger: Ledger,
}

impl Tracked {
    /// The number, if nothing has overwritten it.
    pub(crate) fn checked(&self) -> u64 {
        assert_eq!(self.number, !self.check, "a value was overwritten");
        self.number
    }
}

impl std::fmt::Debug for Tracked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tracked({})", self.number)
    }
}

impl Clone for Tracked {
    fn clone(&self) -> Self {
        self.ledger.value(self.checked())
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        self.checked();
        self.check = self.number; // a second drop fails
        let before = self.ledger.0.fetch_sub(1, Ordering::Relaxed);
        assert!(before > 0, "more values were dropped than made");
    }
}
