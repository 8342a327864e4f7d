//! Which pages of a region are in the machine's memory.
//!
//! Source: [pagemap](https://docs.kernel.org/admin-guide/mm/pagemap.html), which a process may read of itself since
//! Linux 4.2: 8 bytes for each page, of which bit 63 says that the page is present.

use std::fs::File;
use std::os::unix::fs::FileExt;

use super::check_proc;
use crate::region::Bounds;

/// The bit of an entry that says that the page is in memory.
const PRESENT: u64 = 1 << 63;

/// How many entries are read at once.
const ENTRIES: usize = 1024;

/// The bytes within the bounds whose pages are in memory, if the kernel tells of all of them.
pub(in crate::region) fn resident(bounds: Bounds) -> Option<usize> {
    if bounds.size() == 0 {
        return Some(0);
    }
    let page = page_size()?;
    let pages = ["/proc/thread-self/pagemap", "/proc/self/pagemap"];
    let file = pages.into_iter().find_map(|path| File::open(path).ok())?;
    check_proc(&file).ok()?;
    let (mut number, last) = (bounds.first() / page, (bounds.behind() - 1) / page);
    let mut bytes = 0;
    while number <= last {
        let mut entries = [0; ENTRIES * size_of::<u64>()];
        let count = (last - number).saturating_add(1).min(ENTRIES);
        let entries = &mut entries[..count * size_of::<u64>()];
        let offset = u64::try_from(number).ok()?.checked_mul(8)?;
        // An error too where there is no process behind the file any more, or where the kernel has no more pages.
        file.read_exact_at(entries, offset).ok()?;
        for entry in entries.chunks_exact(size_of::<u64>()) {
            let entry = u64::from_ne_bytes(entry.try_into().ok()?);
            if entry & PRESENT != 0 {
                let start = bounds.first().max(number * page);
                bytes += (bounds.behind() - number * page).min(page) - (start - number * page);
            }
            number += 1;
        }
    }
    Some(bytes)
}

/// The size of a page, if the C library knows it.
fn page_size() -> Option<usize> {
    // SAFETY: it takes a number and returns one.
    let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    usize::try_from(size).ok().filter(|size| size.is_power_of_two())
}
