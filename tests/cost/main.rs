//! What the derive and its checks cost their user: nothing in the program, and time in proportion to
//! the fields when it is compiled.

mod binary_size;
mod compile_time;
mod extremes;
mod generated;
mod many_fields;
mod source;

use std::sync::{Mutex, MutexGuard};

/// One build at a time: these tests measure.
static BUILDING: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    // A test that failed has left nothing behind that matters to the next.
    BUILDING.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
