//! The stacks of the threads other than the main one.

use core::mem::MaybeUninit;
use core::ptr;
use std::format;
use std::fs;
use std::sync::Arc;
use std::vec::Vec;

use procfs::process::{MMPermissions, MemoryMap as Mapping};

use super::super::Bounds;

/// Where a thread's stack lies.
pub(super) struct Stack {
    pub(super) bounds: Bounds,
    pub(super) thread: Arc<str>,
}

/// What is known of a thread's stack before the mappings are.
pub(super) struct Thread {
    name: Arc<str>,
    place: Place,
}

enum Place {
    /// Exactly these bytes.
    Bounds(Bounds),
    /// The thread's record in the C library, at the top of the stack, has this address in it.
    Record(usize),
}

/// All threads but the main one, as far as their stacks can be found.
pub(super) fn threads() -> Vec<Thread> {
    let Ok(tasks) = fs::read_dir("/proc/self/task") else { return Vec::new() };
    let (main, calling) = (std::process::id(), calling_thread());
    let tasks = tasks.filter_map(|task| task.ok()?.file_name().to_str()?.parse().ok());
    let others = tasks.filter(|&task| task != main);
    others
        .filter_map(|task: u32| {
            let bounds = if task == calling { stack_of_caller() } else { None };
            let place = bounds.map(Place::Bounds).or_else(|| record_of(task).map(Place::Record))?;
            Some(Thread { name: name_of(task), place })
        })
        .collect()
}

/// The stacks of those threads among the mappings.
pub(super) fn stacks(threads: Vec<Thread>, mappings: &[Mapping]) -> Vec<Stack> {
    let stacks = threads.into_iter().filter_map(|Thread { name, place }| {
        let bounds = match place {
            Place::Bounds(bounds) => bounds,
            Place::Record(record) => around(record, mappings)?,
        };
        Some(Stack { bounds, thread: name })
    });
    stacks.collect()
}

/// The mapping that a record is in, up to the end of the stack.
fn around(record: usize, mappings: &[Mapping]) -> Option<Bounds> {
    let (start, end) = mappings
        .iter()
        .filter(|mapping| mapping.perms.contains(MMPermissions::WRITE))
        .filter_map(super::addresses)
        .find(|&(start, end)| start <= record && record < end)?;
    Some(Bounds::new(start, if RECORD_IS_LAST { end_of_page(record).min(end) } else { end }))
}

/// Whether the record is the last thing in the mapping of the stack, and less than a page: so it is in
/// glibc where the thread pointer points to the end of the thread-locals (`TLS_TCB_AT_TP`).
const RECORD_IS_LAST: bool =
    cfg!(all(target_env = "gnu", any(target_arch = "x86", target_arch = "x86_64")));

fn end_of_page(address: usize) -> usize {
    let page = super::page_size();
    (address - address % page).saturating_add(page)
}

fn name_of(task: u32) -> Arc<str> {
    let name = fs::read_to_string(format!("/proc/self/task/{task}/comm")).unwrap_or_default();
    match name.trim_end() {
        "" => Arc::from(format!("thread {task}")),
        name => Arc::from(name),
    }
}

fn calling_thread() -> u32 {
    // SAFETY: it takes nothing and cannot fail.
    let task = unsafe { libc::syscall(libc::SYS_gettid) };
    u32::try_from(task).unwrap_or(0)
}

/// An address in the C library's record of a thread: that of its list of robust mutexes.
fn record_of(task: u32) -> Option<usize> {
    let (mut head, mut size) = (0_usize, 0_usize);
    // SAFETY: the kernel writes an address and a size to where the two pointers point.
    let answer =
        unsafe { libc::syscall(libc::SYS_get_robust_list, task, &raw mut head, &raw mut size) };
    (answer == 0 && head != 0).then_some(head)
}

/// The stack of the calling thread, as the C library tells it.
fn stack_of_caller() -> Option<Bounds> {
    let mut attributes = MaybeUninit::<libc::pthread_attr_t>::uninit();
    // SAFETY: the attributes are initialised if the answer is 0.
    let answer = unsafe { libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) };
    if answer != 0 {
        return None;
    }
    let (mut start, mut size) = (ptr::null_mut(), 0);
    // SAFETY: the attributes have been initialised above; the others are for the answer.
    let answer =
        unsafe { libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut start, &raw mut size) };
    // SAFETY: they are destroyed once, and not used after.
    unsafe { libc::pthread_attr_destroy(attributes.as_mut_ptr()) };
    (answer == 0).then(|| Bounds::new(start.addr(), start.addr().saturating_add(size)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_is_the_mapping_around_the_record() {
        let maps =
            "10000000-10008000 r--p 00000000 00:00 0\n10008000-10010000 rw-p 00000000 00:00 0\n";
        let maps = super::super::tests::mappings(maps);
        let page = super::super::page_size();
        for (record, expected) in [
            (0x1000_7fff, None),
            (0x1000_8000, Some(0x1000_8000 + page)),
            (0x1000_8000 + page - 1, Some(0x1000_8000 + page)),
            (0x1000_ffff, Some(0x1001_0000)),
            (0x1001_0000, None),
        ] {
            let end = expected.map(|end| if RECORD_IS_LAST { end } else { 0x1001_0000 });
            let stack = around(record, &maps);
            assert_eq!(stack, end.map(|end| Bounds::new(0x1000_8000, end)), "{record:#x}");
        }
    }

    /// What the C library tells of the caller is what the kernel's list and its record tell.
    #[test]
    fn the_caller_is_found_as_the_others_are() {
        let own = calling_thread();
        let link = fs::read_link("/proc/thread-self").expect("there is one");
        assert!(link.ends_with(format!("{own}")), "{own} is not {}", link.display());
        let told = stack_of_caller().expect("the C library tells it");
        let local = 0_u8;
        assert!(told.contains(&raw const local), "{told}");
        let record = record_of(own).expect("the kernel tells it");
        assert!(told.has(record) || !RECORD_IS_LAST, "{record:#x} is not in {told}");
    }
}
