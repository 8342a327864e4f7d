//! How much of a region is in memory, against what was touched and against `Rss` of `/proc/self/smaps`.

use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use layout_core::region::{Region, RegionKind, region_at};

use crate::smaps::{EndsWithTest, Vma, vmas};

/// The size of a page of the machine.
fn page() -> usize {
    // SAFETY: it takes a number and returns one.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).expect("a page has a size")
}

/// Memory of its own, between two pages that must not be touched; it is never unmapped.
fn map_pages(count: usize) -> *mut u8 {
    // SAFETY: new memory is mapped at a place that the kernel chooses, and its inner part made accessible.
    unsafe {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        let size = (count + 2) * page();
        let start = libc::mmap(ptr::null_mut(), size, libc::PROT_NONE, flags, -1, 0).cast::<u8>();
        assert!(start.cast() != libc::MAP_FAILED, "it can be mapped");
        let inner = start.add(page());
        let access = libc::PROT_READ | libc::PROT_WRITE;
        assert_eq!(libc::mprotect(inner.cast(), count * page(), access), 0);
        // One large page would take the place of many that were not touched.
        libc::madvise(inner.cast(), count * page(), libc::MADV_NOHUGEPAGE);
        inner
    }
}

/// The region of pages that were mapped above, all of them and nothing else.
fn region(start: *mut u8, count: usize) -> Region {
    let region = region_at(start);
    assert_eq!(region.kind, RegionKind::Heap, "{region:?}");
    assert_eq!((region.bounds.start(), region.bounds.size()), (start.cast_const(), count * page()));
    region
}

#[test]
fn the_pages_that_were_touched_are_resident() {
    // More than are asked of at once.
    const COUNT: usize = 5000;
    let start = map_pages(COUNT);
    let region = region(start, COUNT);
    assert_eq!(region.resident(), Some(0));
    for (touched, number) in [0, 1, 1023, 1024, 1025, COUNT - 1].into_iter().enumerate() {
        // SAFETY: it is a byte of the memory, which nobody else uses.
        unsafe { start.add(number * page() + 7).write(1) };
        assert_eq!(region.resident(), Some((touched + 1) * page()), "after page {number}");
    }
    // SAFETY: nobody uses what is given back.
    unsafe { libc::madvise(start.cast(), 2 * page(), libc::MADV_DONTNEED) };
    assert_eq!(region.resident(), Some(4 * page()));
    // It must not be touched, so that nothing of it is there.
    assert_eq!(region_at(start.wrapping_sub(1)).resident(), Some(0));
    assert_eq!(region_at(ptr::null::<u8>()).resident(), Some(0));
}

/// What others map and unmap meanwhile changes nothing.
#[test]
fn others_that_map_meanwhile_are_not_counted() {
    const COUNT: usize = 300;
    let (start, done) = (map_pages(COUNT), AtomicBool::new(false));
    for number in (0..COUNT).step_by(3) {
        // SAFETY: it is a byte of the memory, which nobody else uses.
        unsafe { start.add(number * page()).write(1) };
    }
    let region = region(start, COUNT);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    drop(std::hint::black_box(vec![1_u8; 300_000]));
                }
            });
        }
        let _ends = EndsWithTest(&done);
        let told: Vec<_> = (0..200).map(|_| region.resident()).collect();
        assert!(told.iter().all(|&told| told == Some(100 * page())), "{told:?}");
    });
}

/// Of private memory without a file, `Rss` is the same; but for pages that were only read.
#[test]
fn as_many_bytes_as_smaps_says() {
    const COUNT: usize = 64;
    static NUMBER: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(1);
    let start = map_pages(COUNT);
    for number in (1..COUNT).step_by(5) {
        // SAFETY: it is a byte of the memory, which nobody else uses.
        unsafe { start.add(number * page()).write(1) };
    }
    let region = region(start, COUNT);
    let listed: Vec<Vma> = vmas();
    let listed = listed.iter().find(|vma| vma.start == start.addr()).expect("it is listed");
    assert_eq!((region.resident(), listed.end - listed.start), (Some(listed.rss), COUNT * page()));
    // Statics share pages with others, and count by their bytes.
    NUMBER.store(2, Ordering::Relaxed);
    let statics = region_at(&raw const NUMBER);
    let resident = statics.resident().expect("the kernel tells");
    assert!((1..=statics.bounds.size()).contains(&resident), "{resident} of {statics:?}");
}
