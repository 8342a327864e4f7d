//! The regions against the kernel's longer list of the same mappings, `/proc/self/smaps`, address by address, while
//! other threads map and unmap.

use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use layout_core::region::{Region, RegionKind};

use crate::map;

/// A mapping, as the kernel tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Vma {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// `rwxp`.
    access: String,
    name: String,
    /// The bytes that are in memory.
    pub(crate) rss: usize,
}

/// What `/proc/self/smaps` says now.
pub(crate) fn vmas() -> Vec<Vma> {
    let text = std::fs::read("/proc/self/smaps").expect("it can be read");
    let mut vmas: Vec<Vma> = Vec::new();
    for line in String::from_utf8_lossy(&text).lines() {
        let mut words = line.split_ascii_whitespace();
        let first = words.next().unwrap_or_default();
        let bounds = first.split_once('-').and_then(|(start, end)| {
            Some((u64::from_str_radix(start, 16).ok()?, u64::from_str_radix(end, 16).ok()?))
        });
        if let Some((start, end)) = bounds {
            let (Ok(start), Ok(end)) = (usize::try_from(start), usize::try_from(end)) else {
                continue;
            };
            let access = words.next().unwrap_or_default().to_owned();
            let name = words.nth(3).unwrap_or_default().to_owned();
            vmas.push(Vma { start, end, access, name, rss: 0 });
        } else if let (Some(vma), "Rss:") = (vmas.last_mut(), first) {
            let kib: usize = words.next().and_then(|kib| kib.parse().ok()).expect("a number");
            vma.rss = kib * 1024;
        }
    }
    vmas
}

/// Whether the region's access and kind are what the kernel says of the mapping.
fn agrees(vma: &Vma, region: &Region) -> bool {
    let access = [region.access.read, region.access.write, region.access.execute];
    let kernel = ['r', 'w', 'x'].map(|letter| vma.access.contains(letter));
    let kind = match &*vma.name {
        "[stack]" => matches!(region.kind, RegionKind::Stack),
        "[vdso]" | "[vvar]" | "[vsyscall]" | "[vvar_vclock]" => {
            matches!(region.kind, RegionKind::Kernel | RegionKind::Code)
        }
        // A block of a thread's is where its stack is.
        "[heap]" => matches!(region.kind, RegionKind::Heap),
        "" => true,
        _ => !matches!(region.kind, RegionKind::Stack | RegionKind::Heap),
    };
    access == kernel && kind
}

/// Each address of a mapping that stays is in one region, with the kernel's access, and a region that is told has
/// no address that the kernel says is not mapped.
#[test]
fn each_address_is_told_as_smaps_tells_it() {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for number in 1..=3 {
            let done = &done;
            scope.spawn(move || churn(number, done));
        }
        let _ends = EndsWithTest(&done);
        let mut compared = 0;
        for _ in 0..40 {
            let before = vmas();
            let map = map();
            let after = vmas();
            let same = |one: &Vma, other: &Vma| {
                Vma { rss: 0, ..one.clone() } == Vma { rss: 0, ..other.clone() }
            };
            let stays: Vec<&Vma> =
                before.iter().filter(|vma| after.iter().any(|other| same(vma, other))).collect();
            for vma in &stays {
                let mut address = vma.start;
                while address < vma.end {
                    let region = match map.find(ptr::without_provenance::<u8>(address)) {
                        Some(region) => region,
                        // Where threads map and unmap, there may have been another mapping in between, or none.
                        None if is_churned(vma) => break,
                        None => panic!("{address:#x} is missing: {vma:?}\n{map}"),
                    };
                    if !is_churned(vma) {
                        assert!(agrees(vma, region), "{vma:?} is told as {region:?}");
                    }
                    assert!(region.bounds.contains(ptr::without_provenance::<u8>(address)));
                    address = region.bounds.end().addr();
                    compared += 1;
                }
            }
            let mut last = 0;
            for region in map.regions() {
                assert!(last <= region.bounds.start().addr(), "regions overlap:\n{map}");
                last = region.bounds.end().addr();
            }
        }
        assert!(compared > 40 * 20, "{compared} runs were compared");
    });
}

/// Tells the threads to end, also if the test fails: they would keep it waiting.
pub(crate) struct EndsWithTest<'d>(pub(crate) &'d AtomicBool);

impl Drop for EndsWithTest<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Memory without a name may be what `churn` maps again and again.
fn is_churned(vma: &Vma) -> bool {
    vma.name.is_empty()
}

/// Maps, protects, splits and unmaps until it is told to end.
fn churn(number: usize, done: &AtomicBool) {
    const PAGE: usize = 4096;
    let mut size = number;
    while !done.load(Ordering::Relaxed) {
        size = size * 5 % 61 + 3;
        // SAFETY: new memory is mapped, which nobody else knows of, and unmapped again.
        unsafe {
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
            let access = libc::PROT_READ | libc::PROT_WRITE;
            let start = libc::mmap(ptr::null_mut(), size * PAGE, access, flags, -1, 0);
            assert!(start != libc::MAP_FAILED, "it can be mapped");
            start.cast::<u8>().write(1);
            libc::mprotect(start.cast::<u8>().add(PAGE).cast(), PAGE, libc::PROT_NONE);
            libc::munmap(start, size * PAGE);
        }
    }
}
