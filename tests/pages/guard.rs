//! A guard page stops what runs past the end: in a process of its own, which the processor's fault ends.

use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use layout_core::alloc::page::PageBuf;
use layout_core::region::{RegionKind, region_at};

/// What the process of this test is to do.
const ROLE: &str = "LAYOUT_TESTS_GUARD";

#[test]
fn a_write_behind_the_end_is_a_fault() {
    match std::env::var(ROLE).as_deref() {
        Ok("last") => write_at(|buffer| buffer.capacity() - 1),
        Ok("behind") => write_at(PageBuf::capacity),
        _ => {
            assert_eq!(run("last"), None, "the last byte may be written");
            assert_eq!(run("behind"), Some(libc::SIGSEGV), "the byte behind it is guarded");
        }
    }
}

/// The signal that ended a process of that role.
fn run(role: &str) -> Option<i32> {
    let own = std::env::current_exe().expect("this program is a file");
    let output = Command::new(own)
        .args(["--exact", "guard::a_write_behind_the_end_is_a_fault"])
        .env(ROLE, role)
        .output()
        .expect("this program can be run");
    assert!(output.status.success() || output.status.signal().is_some(), "{output:?}");
    output.status.signal()
}

fn write_at(place: impl Fn(&PageBuf) -> usize) {
    for grown in [false, true] {
        let mut buffer =
            PageBuf::options().guard_page(true).try_zeroed(5000).expect("there are pages");
        if grown {
            buffer.try_resize(50_000).expect("there are pages");
        }
        let at = buffer.as_mut_ptr().wrapping_add(place(&buffer));
        // SAFETY: `last` is within the pages. `behind` is not, which is the mistake that the guard is
        // for: the test is that the process ends there.
        unsafe { at.write_volatile(1) };
    }
}

#[test]
fn the_guard_follows_the_last_page() {
    let mut buffer = PageBuf::options().guard_page(true).try_zeroed(1).expect("there is a page");
    for len in [1, 10_000, 100_000] {
        buffer.try_resize(len).expect("there are pages");
        let end = buffer.as_ptr().wrapping_add(buffer.capacity());
        assert_eq!(region_at(end).kind, RegionKind::Guard, "{len} bytes");
        assert_eq!(region_at(end.wrapping_sub(1)).kind, RegionKind::Heap, "{len} bytes");
    }
}
