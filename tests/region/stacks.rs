//! The stacks of threads, whatever these do meanwhile.

use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, mpsc};
use std::{ptr, thread};

use layout_core::region::{Bounds, RegionKind, region_of};

use crate::{assert_kind, map};

/// The lowest address of the calling thread's stack and its size, as glibc says; the guard is below.
fn stack_of_caller() -> (usize, usize) {
    let mut attributes = MaybeUninit::uninit();
    let (mut start, mut size) = (ptr::null_mut(), 0);
    // SAFETY: the attributes are initialized by the first call, read by the second, and destroyed.
    unsafe {
        assert_eq!(libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()), 0);
        libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut start, &raw mut size);
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
    }
    (start.addr(), size)
}

fn ends(bounds: Bounds) -> (usize, usize) {
    (bounds.start().addr(), bounds.end().addr())
}

#[test]
fn a_local_of_the_calling_thread_is_on_its_stack() {
    let local = [0_u8; 64];
    let region = region_of(&local);
    assert_eq!(region.kind, RegionKind::Stack);
    let (start, size) = stack_of_caller();
    assert_eq!(ends(region.bounds), (start, start + size), "glibc says so of this thread");
    let name = thread::current().name().map(str::to_owned).unwrap_or_default();
    let told = region.thread.expect("it is the stack of a thread");
    assert!(name.starts_with(&*told), "{name:?} is the thread, {told:?} is told");
}

/// Sixteen threads that wait, and one that runs without a system call.
#[test]
fn locals_of_other_threads_are_on_their_stacks() {
    const WAITING: usize = 16;
    let (seen, done) = (Barrier::new(WAITING + 1), AtomicBool::new(false));
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        for number in 0..=WAITING {
            let (tell, seen, done) = (tell.clone(), &seen, &done);
            let run = move || {
                let local = number;
                let (start, size) = stack_of_caller();
                tell.send(((&raw const local).addr(), start, size)).expect("the test waits");
                if number < WAITING {
                    seen.wait();
                } else {
                    while !done.load(Ordering::Acquire) {}
                }
            };
            let size = (64 + 16 * number) << 10;
            let builder = thread::Builder::new().name(format!("t{number}")).stack_size(size);
            builder.spawn_scoped(scope, run).expect("a thread can be spawned");
        }
        let places: Vec<_> = told.iter().take(WAITING + 1).collect();
        let map = map();
        done.store(true, Ordering::Release);
        seen.wait();
        for (local, start, size) in places {
            let local = ptr::without_provenance::<u8>(local);
            let region = assert_kind(&map, local, RegionKind::Stack);
            assert_eq!(ends(region.bounds), (start, start + size), "{region:?}\n{map}");
            assert_kind(&map, ptr::without_provenance::<u8>(start - 1), RegionKind::Guard);
        }
        let names = || map.regions().iter().filter_map(|region| region.thread.as_deref());
        for name in ["t0", "t16", "main"] {
            assert_eq!(names().filter(|told| *told == name).count(), 1, "{name}:\n{map}");
        }
    });
}

/// The memory of a stack is the heap's when its thread is gone.
#[test]
fn no_stack_is_left_of_a_thread_that_has_ended() {
    let name = "short-lived";
    let builder = thread::Builder::new().name(name.to_owned());
    builder.spawn(|| ()).expect("a thread can be spawned").join().expect("it does not panic");
    let map = map();
    assert!(!map.regions().iter().any(|region| region.thread.as_deref() == Some(name)), "{map}");
}
