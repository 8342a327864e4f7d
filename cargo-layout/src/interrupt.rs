//! What is undone when the process is asked to end: by Ctrl-C, or by a signal to terminate.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::Child;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a shell says of a process that Ctrl-C ended: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// What is undone, each with what it is taken back by.
static UNDONE: Mutex<Vec<(u64, Undo)>> = Mutex::new(Vec::new());

type Undo = Box<dyn FnOnce() + Send>;

/// Has the process undo what is not finished before it ends.
pub(crate) fn listen() {
    let end = || {
        // It is held to the end, so that what is being written is whole, and nothing else begins.
        let mut undone = lock();
        for (_, undo) in undone.drain(..).rev() {
            undo();
        }
        if io::stderr().is_terminal() {
            // A progress bar may stand on the line.
            let _ = io::stderr().write_all(b"\n");
        }
        std::process::exit(INTERRUPTED);
    };
    // Where there are no signals, the process ends as it would without this.
    let _ = ctrlc::set_handler(end);
}

/// Runs what must not be left half done. An interruption waits until it is.
pub(crate) fn whole<T>(write: impl FnOnce() -> T) -> T {
    let _undone = lock();
    write()
}

/// Something that is undone when this is dropped, or the process is interrupted.
pub(crate) struct Undone(u64);

impl Undone {
    pub(crate) fn at_end(undo: impl FnOnce() + Send + 'static) -> Self {
        let mut undone = lock();
        let number = undone.last().map_or(0, |last| last.0 + 1);
        undone.push((number, Box::new(undo)));
        Self(number)
    }

    /// A process that ends with this one.
    pub(crate) fn child(child: &Arc<Mutex<Child>>) -> Self {
        let child = Arc::clone(child);
        Self::at_end(move || {
            // It may have ended.
            let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
        })
    }
}

impl Drop for Undone {
    fn drop(&mut self) {
        let mut undone = lock();
        let Some(place) = undone.iter().position(|it| it.0 == self.0) else { return };
        let (_, undo) = undone.remove(place);
        undo();
    }
}

fn lock() -> MutexGuard<'static, Vec<(u64, Undo)>> {
    UNDONE.lock().unwrap_or_else(PoisonError::into_inner)
}
