//! Each finding where it is due, with what it says, and where it is not.

mod bools;
mod contended;
mod hot;
mod option_niche;
mod order;
mod padding_waste;
mod target;
mod unaligned;

use std::cell::{Cell, RefCell, UnsafeCell};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};
use std::sync::{Condvar, Mutex, RwLock};

use expect_test::{Expect, expect};
use layout_core::Layout;
use layout_core::analysis::{Finding, FindingId, Severity, findings, reorder};
use layout_core::cache::CacheAligned;

use crate::find;

/// Compares all that is said of a type.
fn check<T: Layout>(expected: &Expect) {
    let lines = findings(&T::LAYOUT).into_iter().map(|found| {
        let fields = found.fields.join(", ");
        format!("{found}\n  fields: {fields}\n")
    });
    expected.assert_eq(&lines.collect::<String>());
}

#[track_caller]
fn assert_not_found<T: Layout>(id: FindingId) {
    assert_eq!(find::<T>(id), None, "{}", T::layout_report());
}
