//! What the kernel says of the pages.

use std::fs::read_to_string;

use layout_core::alloc::page::{PageBuf, PageError, page_size};
use layout_tests::skip::skip;

#[cfg(target_pointer_width = "64")]
const GIB: usize = 1 << 30;

/// The memory of this process that is in the machine's, in bytes: `VmRSS`, `proc(5)`.
#[cfg(target_pointer_width = "64")]
fn resident() -> usize {
    let status = read_to_string("/proc/self/status").expect("it can be read");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: Option<usize> = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
    kib.expect("the kernel tells it") << 10
}

/// What is not touched takes no memory, and growing touches nothing: it is moved, not copied.
#[test]
#[cfg(target_pointer_width = "64")]
fn growing_copies_no_page() {
    let before = resident();
    let mut buffer = PageBuf::try_zeroed(GIB).expect("there are addresses");
    buffer[GIB - 1] = 9;
    buffer.try_resize(8 * GIB).expect("there are addresses");
    assert_eq!((buffer[GIB - 1], buffer[8 * GIB - 1]), (9, 0));
    let taken = resident().saturating_sub(before);
    // Other tests run meanwhile.
    assert!(taken < GIB / 4, "{taken} bytes of memory for two touched pages");
}

/// `VmFlags` of a mapping has `hg` if it has been advised: `proc(5)`, `/proc/pid/smaps`.
#[test]
fn huge_pages_are_advised() {
    if !std::path::Path::new("/sys/kernel/mm/transparent_hugepage").exists() {
        return skip("the kernel was built without huge pages");
    }
    let plain = PageBuf::try_zeroed(8 << 20).expect("there are pages");
    let mut huge =
        PageBuf::options().huge_pages(true).try_zeroed(8 << 20).expect("there are pages");
    assert!(!flags_of(&plain).contains(&"hg".to_owned()), "{:?}", flags_of(&plain));
    assert!(flags_of(&huge).contains(&"hg".to_owned()), "{:?}", flags_of(&huge));
    huge.try_resize(64 << 20).expect("there are pages");
    assert!(flags_of(&huge).contains(&"hg".to_owned()), "after growing: {:?}", flags_of(&huge));
}

fn flags_of(buffer: &PageBuf) -> Vec<String> {
    let maps = read_to_string("/proc/self/smaps").expect("it can be read");
    let address = buffer.as_ptr().addr();
    let mut inside = false;
    for line in maps.lines() {
        let range = line.split_once(' ').and_then(|(range, _)| range.split_once('-'));
        if let Some((start, end)) = range {
            let number = |text| usize::from_str_radix(text, 16);
            if let (Ok(start), Ok(end)) = (number(start), number(end)) {
                inside = (start..end).contains(&address);
            }
        }
        if let (true, Some(flags)) = (inside, line.strip_prefix("VmFlags:")) {
            return flags.split_whitespace().map(str::to_owned).collect();
        }
    }
    panic!("{address:#x} is in no mapping:\n{maps}")
}

/// The memory that a buffer takes of the machine's, in bytes. `/proc/self/pagemap` has a word for each page, whose two
/// upper bits say that it is in memory or was written to a disk (`proc_pid_pagemap(5)`). `smaps` would do, but that
/// neighbors may be one mapping.
#[cfg(target_pointer_width = "64")]
fn taken(buffer: &PageBuf) -> usize {
    use std::os::unix::fs::FileExt;

    let file = std::fs::File::open("/proc/self/pagemap").expect("it can be read");
    let mut words = vec![0; buffer.capacity() / page_size() * 8];
    let at = buffer.as_ptr().addr() / page_size() * 8;
    file.read_exact_at(&mut words, at.try_into().expect("it is a position")).expect("it is read");
    // The upper byte is the last one, or the first where those come first.
    let upper = if cfg!(target_endian = "little") { 7 } else { 0 };
    words.chunks(8).filter(|word| word[upper] >> 6 != 0).count() * page_size()
}

/// Where the system gives huge pages unasked, a touched byte takes one of them.
#[cfg(target_pointer_width = "64")]
const FEW: usize = 16 << 20;

/// The buffer, of a gibibyte or so, with some bytes in it.
#[cfg(target_pointer_width = "64")]
fn sparse(guard_page: bool) -> PageBuf {
    let mut buffer =
        PageBuf::options().guard_page(guard_page).try_zeroed(GIB).expect("there are addresses");
    (buffer[5], buffer[GIB - 1]) = (1, 2);
    buffer
}

#[test]
#[cfg(target_pointer_width = "64")]
fn what_was_never_touched_is_not_by_clearing_or_resizing() {
    for guard_page in [false, true] {
        let mut buffer = sparse(guard_page);
        buffer.try_resize(100_000).expect("it becomes shorter");
        assert!(taken(&buffer) < FEW, "{} bytes after it became shorter", taken(&buffer));
        buffer.try_resize(2 * GIB).expect("there are addresses");
        assert_eq!((buffer[5], buffer[GIB - 1], buffer[2 * GIB - 1]), (1, 0, 0));
        assert!(taken(&buffer) < FEW, "{} bytes after it grew", taken(&buffer));
        buffer.clear();
        assert!(taken(&buffer) < FEW, "{} bytes when it is clear", taken(&buffer));
        buffer.try_resize(GIB).expect("there is room");
        assert_eq!((buffer[5], buffer[GIB - 1]), (0, 0));
        let other = buffer.clone();
        assert!(taken(&other) < FEW && other.len() == GIB, "{} bytes of a clone", taken(&other));
    }
}

#[test]
#[cfg(target_pointer_width = "64")]
fn what_is_cut_off_is_given_back() {
    for guard_page in [false, true] {
        let mut buffer = PageBuf::options()
            .guard_page(guard_page)
            .try_zeroed(64 << 20)
            .expect("there are pages");
        buffer.fill(7);
        assert!(taken(&buffer) >= 64 << 20, "{} bytes", taken(&buffer));
        buffer.try_resize(1).expect("it becomes shorter");
        assert!(taken(&buffer) < FEW, "{} bytes after it became shorter", taken(&buffer));
        assert_eq!(buffer.capacity(), 64 << 20);
        buffer.shrink_to_fit();
        assert_eq!((buffer.capacity(), &buffer[..]), (page_size(), &[7][..]));
        if guard_page {
            let end = buffer.as_ptr().wrapping_add(buffer.capacity());
            assert_eq!(
                layout_core::region::region_at(end).kind,
                layout_core::region::RegionKind::Guard
            );
        }
        buffer.try_resize(10_000).expect("there are pages");
        assert!(buffer[0] == 7 && buffer[1..].iter().all(|&byte| byte == 0));
        buffer.clear();
        buffer.shrink_to_fit();
        assert_eq!(buffer.capacity(), 0);
    }
}

/// A guard page does not make each step a copy: two thousand steps of one page move page tables.
#[test]
fn a_guarded_buffer_grows_by_pages() {
    let mut buffer = PageBuf::options().guard_page(true).try_zeroed(1).expect("there is a page");
    let before = page_faults();
    for pages in 1..=2000 {
        buffer.try_resize(pages * page_size()).expect("there are pages");
        buffer[(pages - 1) * page_size()] = pages.to_le_bytes()[0];
    }
    let faults = page_faults() - before;
    assert!((1..=2000).all(|pages| buffer[(pages - 1) * page_size()] == pages.to_le_bytes()[0]));
    // One for each page that is touched, and a few of the program's. Two million when each step copied.
    assert!(faults < 3 * 2000, "{faults} page faults");
}

/// How often this thread has touched a page that the kernel then had to make or to map.
fn page_faults() -> i64 {
    // SAFETY: zeros are numbers.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: it is written to.
    assert_eq!(unsafe { libc::getrusage(libc::RUSAGE_THREAD, &raw mut usage) }, 0);
    #[allow(clippy::useless_conversion, reason = "it has 32 bits where words do")]
    i64::from(usage.ru_minflt)
}

fn protect(buffer: &PageBuf, page: usize, access: libc::c_int) {
    let start = buffer.as_ptr().wrapping_add(page * page_size());
    // SAFETY: it is a page of the buffer, to which nobody refers; it is not touched while it must not be.
    assert_eq!(unsafe { libc::mprotect(start.cast_mut().cast(), page_size(), access) }, 0);
}

/// A part that is locked or protected makes the pages several mappings, which cannot be moved as one.
#[test]
fn pages_that_cannot_be_moved_are_copied() {
    for guard_page in [false, true] {
        for locked in [false, true] {
            let options = PageBuf::options().guard_page(guard_page);
            let mut buffer = options.try_zeroed(5 * page_size()).expect("there are pages");
            buffer[2 * page_size()] = 4;
            if locked {
                let start = buffer.as_ptr().wrapping_add(page_size());
                // SAFETY: it is a page of the buffer.
                assert_eq!(unsafe { libc::mlock(start.cast(), page_size()) }, 0);
            } else {
                protect(&buffer, 1, libc::PROT_READ);
            }
            buffer.try_resize(100 * page_size()).expect("the bytes are copied");
            assert_eq!(buffer[2 * page_size()], 4);
            buffer.fill(3); // No page is protected.
            let end = buffer.as_ptr().wrapping_add(buffer.capacity());
            let guard =
                layout_core::region::region_at(end).kind == layout_core::region::RegionKind::Guard;
            assert!(guard || !guard_page, "there is no guard");
        }
    }
}

/// What cannot be read cannot be copied, and the error says so.
#[test]
fn pages_that_cannot_be_read_are_an_error() {
    let mut buffer = PageBuf::try_zeroed(5 * page_size()).expect("there are pages");
    buffer[0] = 1;
    protect(&buffer, 2, libc::PROT_NONE);
    let error = buffer.try_resize(100 * page_size()).expect_err("a part cannot be read");
    protect(&buffer, 2, libc::PROT_READ | libc::PROT_WRITE);
    assert!(
        matches!(error, PageError::Refused { code: libc::EFAULT | libc::ENOMEM, .. }),
        "{error:?}"
    );
    assert_eq!(std::io::Error::from(error).raw_os_error(), error.raw_os_error());
    assert_eq!((buffer.len(), buffer[0]), (5 * page_size(), 1));
}

/// `VmFlags` has `lo` of locked pages.
#[test]
fn a_locked_buffer_stays_so_as_it_grows() {
    let mut buffer = PageBuf::options().guard_page(true).try_zeroed(1).expect("there is a page");
    buffer.lock().expect("a few pages can be locked");
    for pages in [1, 3, 8] {
        buffer.try_resize(pages * page_size()).expect("there are pages");
        buffer.fill(9);
        assert!(flags_of(&buffer).contains(&"lo".to_owned()), "{pages}: {:?}", flags_of(&buffer));
    }
    buffer.clear();
    buffer.try_resize(8 * page_size()).expect("there is room");
    assert!(buffer.iter().all(|&byte| byte == 0), "locked pages are zeroed too");
    buffer.unlock().expect("the system can");
    assert!(!flags_of(&buffer).contains(&"lo".to_owned()), "{:?}", flags_of(&buffer));
}
