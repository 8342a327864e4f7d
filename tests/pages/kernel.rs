//! What the kernel says of the pages.

use std::fs::read_to_string;

use layout_core::alloc::page::PageBuf;

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
    let mut buffer = PageBuf::zeroed(GIB).expect("there are addresses");
    buffer[GIB - 1] = 9;
    buffer.resize(8 * GIB).expect("there are addresses");
    assert_eq!((buffer[GIB - 1], buffer[8 * GIB - 1]), (9, 0));
    let taken = resident().saturating_sub(before);
    // Other tests run meanwhile.
    assert!(taken < GIB / 4, "{taken} bytes of memory for two touched pages");
}

/// `VmFlags` of a mapping has `hg` if it has been advised: `proc(5)`, `/proc/pid/smaps`.
#[test]
fn huge_pages_are_advised() {
    if !std::path::Path::new("/sys/kernel/mm/transparent_hugepage").exists() {
        return; // The kernel was built without them.
    }
    let plain = PageBuf::zeroed(8 << 20).expect("there are pages");
    let mut huge = PageBuf::options().huge_pages(true).zeroed(8 << 20).expect("there are pages");
    assert!(!flags_of(&plain).contains(&"hg".to_owned()), "{:?}", flags_of(&plain));
    assert!(flags_of(&huge).contains(&"hg".to_owned()), "{:?}", flags_of(&huge));
    huge.resize(64 << 20).expect("there are pages");
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
