//! The heap, guard pages and other memory without a file.

use std::ptr;
use std::sync::mpsc;
use std::thread;

use layout_core::region::{RegionKind, region_of};

use crate::{assert_kind, map};

#[test]
fn small_and_large_allocations_are_on_the_heap() {
    let map_after = |keep: &dyn Fn() -> *const u8| assert_kind(&map(), keep(), RegionKind::Heap);
    let small = Box::new([1_u8; 16]);
    map_after(&|| small.as_ptr());
    // Above `M_MMAP_THRESHOLD`, so in a mapping of its own; `mallopt(3)`.
    let large = vec![1_u8; 64 << 20];
    let region = map_after(&|| large.as_ptr());
    assert!(region.bounds.size() >= large.len(), "{region:?}");
    let last = map_after(&|| &raw const large[large.len() - 1]);
    assert_eq!(last, region, "the first and the last byte of one allocation");
}

/// glibc gives threads arenas of their own, in mappings beside which lie the threads' stacks.
#[test]
fn allocations_of_threads_are_on_the_heap() {
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        for size in [10_usize, 1000, 100_000, 1_000_000] {
            let tell = tell.clone();
            scope.spawn(move || {
                let bytes = vec![7_u8; size];
                assert_eq!(region_of(&bytes[..]).kind, RegionKind::Heap, "of the thread itself");
                tell.send(bytes).expect("the test waits");
            });
        }
        drop(tell); // So that the test ends if a thread has failed.
        for bytes in told.iter().take(4) {
            assert_kind(&map(), bytes.as_ptr(), RegionKind::Heap);
        }
    });
}

/// The program break is glibc's first arena; `sbrk(2)` tells where it ends.
#[test]
fn the_region_below_the_program_break_is_heap() {
    // SAFETY: moving the break by 0 leaves it where it is.
    let end: *const u8 = unsafe { libc::sbrk(0) }.cast();
    let region = assert_kind(&map(), end.wrapping_sub(1), RegionKind::Heap);
    assert_eq!(region.bounds.end(), end);
}

#[test]
fn a_guard_page_is_a_guard() {
    let page = 4096;
    // SAFETY: new memory is mapped at a place that the kernel chooses.
    let start = unsafe {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        libc::mmap(ptr::null_mut(), 3 * page, libc::PROT_NONE, flags, -1, 0)
    };
    assert_ne!(start, libc::MAP_FAILED);
    let middle = start.wrapping_byte_add(page);
    // SAFETY: the page lies within the mapping above, and nobody refers to it.
    assert_eq!(unsafe { libc::mprotect(middle, page, libc::PROT_READ | libc::PROT_WRITE) }, 0);
    let map = map();
    assert_kind(&map, start, RegionKind::Guard);
    let usable = assert_kind(&map, middle, RegionKind::Heap);
    assert_eq!((usable.bounds.start().addr(), usable.bounds.size()), (middle.addr(), page));
    assert_eq!(usable.access.to_string(), "rw-p");
    assert_kind(&map, start.wrapping_byte_add(3 * page - 1), RegionKind::Guard);
    // SAFETY: it is the mapping above, to which nobody refers.
    unsafe { libc::munmap(start, 3 * page) };
}

#[test]
fn nothing_is_known_of_what_is_not_mapped() {
    assert_eq!(region_of(&[(); 3]).bounds.size(), 0, "a value without size lies nowhere");
    let map = map();
    assert_eq!(map.find(ptr::null::<u8>()), None);
    assert_eq!(map.find(ptr::without_provenance::<u8>(usize::MAX)), None);
    let null = layout_core::region::region_at(ptr::null::<u8>());
    assert_eq!((null.kind, null.bounds.size()), (RegionKind::Unknown, 0));
}
