//! The stacks of the threads.

use core::ffi::c_void;
use core::mem::MaybeUninit;
use core::ptr;
use std::borrow::ToOwned;
use std::format;
use std::fs;
use std::string::String;
use std::sync::Arc;
use std::vec::Vec;

use super::super::Bounds;
use super::super::bounds::place_of;
use super::{Mapping, Name};

/// Where a thread's stack lies, or may lie.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    pub(super) bounds: Bounds,
    /// The thread; `None` where it is not known whether this is a stack.
    pub(super) thread: Option<Arc<str>>,
}

/// What the kernel knows of the threads other than the caller; asked before the mappings are.
#[derive(Default)]
pub(super) struct Others {
    threads: Vec<Other>,
    /// Some are not told, or cannot be asked for.
    is_incomplete: bool,
}

struct Other {
    name: Arc<str>,
    is_leader: bool,
    record: Record,
    /// The stack pointer, if the thread waits in the kernel.
    stack_pointer: Option<usize>,
}

/// A thread's record in the C library, which lies at the top of the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Record {
    /// This address is in it.
    At(usize),
    /// The kernel does not tell where it is.
    Untold,
    /// The thread runs no code of the program: not yet, or no longer.
    Idle,
}

impl Record {
    fn address(self) -> Option<usize> {
        match self {
            Self::At(address) => Some(address),
            Self::Untold | Self::Idle => None,
        }
    }
}

/// All threads but the caller, as far as they can be found.
pub(super) fn others() -> Others {
    let (process, calling) = (std::process::id(), calling_thread());
    // In a `/proc` of another namespace, threads have other numbers than those that system calls take.
    let own = fs::read_link("/proc/self");
    let is_own = own.is_ok_and(|own| own.as_os_str() == &*format!("{process}"));
    let Ok(tasks) = fs::read_dir("/proc/self/task") else {
        return Others { threads: Vec::new(), is_incomplete: true };
    };
    if !is_own {
        return Others { threads: Vec::new(), is_incomplete: tasks.count() > 1 };
    }
    let tasks = tasks.filter_map(|task| task.ok()?.file_name().to_str()?.parse().ok());
    let others = tasks.filter(|&task: &u32| task != calling);
    let others = others.map(|task| Other {
        name: name_of(task),
        is_leader: task == process,
        record: record_of(task),
        stack_pointer: stack_pointer_of(task),
    });
    Others { threads: others.collect(), is_incomplete: false }
}

/// The stacks of all threads.
pub(super) struct Stacks {
    /// Without the one that the kernel names. Where two overlap, the first is meant.
    pub(super) found: Vec<Stack>,
    /// The thread whose stack the kernel names: the main thread, or in a child that another thread has
    /// forked, none.
    pub(super) main: Option<Arc<str>>,
}

/// The stacks among the mappings.
pub(super) fn stacks(others: &Others, mappings: &[Mapping<'_>]) -> Stacks {
    let runs = Run::runs(mappings);
    let mut found = Vec::new();
    let is_elsewhere = add_caller(mappings, &runs, &mut found);
    let are_all_found = others.add(&runs, &mut found);
    if others.is_incomplete || !are_all_found {
        add_suspects(&runs, &mut found);
    }
    let is_of_other = |other: &Other| other.is_leader && other.is_off_named_stack(&runs);
    let is_main = !is_elsewhere && !others.threads.iter().any(is_of_other);
    Stacks { found, main: is_main.then(|| Arc::from("main")) }
}

/// Adds the stacks of the caller. Whether it is the process's first thread, but not on the stack that
/// the kernel names, since another thread has forked the process.
fn add_caller(mappings: &[Mapping<'_>], runs: &[Run], stacks: &mut Vec<Stack>) -> bool {
    let local = 0_u8;
    let here = place_of(core::hint::black_box(&raw const local));
    let calling = calling_thread();
    let name = name_of(calling);
    let of_caller = |bounds| Stack { bounds, thread: Some(Arc::clone(&name)) };
    let is_named = |address: usize| {
        let mut named = mappings.iter().filter(|mapping| mapping.name == Name::Stack);
        named.any(|mapping| mapping.has(address))
    };

    let is_leader = calling == std::process::id();
    stacks.extend(signal_stack_of_caller().map(of_caller));
    if is_leader && is_named(here) {
        return false; // As usual in the main thread.
    }
    let own = stack_of_caller();
    // On another stack for the time being, it is still the main thread. What the C library tells of the named
    // stack is what it may grow to.
    let is_main = is_leader && own.is_some_and(|own| is_named(own.behind().wrapping_sub(1)));
    if !is_main {
        stacks.extend(own.map(of_caller));
    }
    let is_known = is_named(here) || stacks.iter().any(|stack| stack.bounds.has(here));
    if let (false, Some(run)) = (is_known, Run::of(here, runs)) {
        // On a stack of the program's own making, whose ends nobody tells.
        stacks.push(Stack { bounds: run.bounds, thread: None });
    }
    is_leader && !is_main
}

impl Others {
    /// Adds the stacks of the threads but the caller. Whether all have been found.
    fn add(&self, runs: &[Run], stacks: &mut Vec<Stack>) -> bool {
        let mut found: Vec<(usize, &Other, &Run)> = Vec::new();
        let mut suspects = Vec::new();
        let mut are_all_found = true;
        for other in &self.threads {
            let place = |record| Some((record, Run::of(record, runs)?));
            let place = other.record.address().and_then(place);
            if other.is_leader && !other.is_off_named_stack(runs) {
                // As the main thread, it is on the stack that the kernel names. In a child that another
                // thread has forked, it is that one, on a stack with a guard.
                let suspect = place.filter(|(_, run)| run.is_guarded);
                suspects.extend(suspect.map(|(_, run)| Stack { bounds: run.bounds, thread: None }));
                continue;
            }
            match place {
                Some((record, run)) => found.push((record, other, run)),
                None => are_all_found &= other.record == Record::Idle,
            }
        }
        found.sort_by_key(|&(record, ..)| record);
        // Where the stack below ends.
        let mut below = 0;
        for (record, other, run) in found {
            let end = run.bounds.behind();
            let end = if RECORD_IS_LAST { end_of_page(record).min(end) } else { end };
            let from = below.clamp(run.bounds.first(), end);
            let is_guarded = run.is_guarded && from == run.bounds.first();
            // Without a guard, it is not known where the stack begins: only what is in use is.
            let start = match other.stack_pointer {
                _ if is_guarded => from,
                Some(pointer) if from <= pointer && pointer < end => {
                    pointer.saturating_sub(RED_ZONE).max(from)
                }
                _ => end,
            };
            let thread = Some(Arc::clone(&other.name));
            stacks.push(Stack { bounds: Bounds::new(start, end), thread });
            stacks.push(Stack { bounds: Bounds::new(from, start), thread: None });
            below = end;
        }
        stacks.append(&mut suspects);
        stacks.retain(|stack| stack.bounds.size() > 0);
        are_all_found
    }
}

impl Other {
    /// Whether it is seen to be on a stack as other threads have, with its record above.
    fn is_off_named_stack(&self, runs: &[Run]) -> bool {
        let (Some(pointer), Some(record)) = (self.stack_pointer, self.record.address()) else {
            return false;
        };
        Run::of(pointer, runs).is_some_and(|run| pointer < record && run.bounds.has(record))
    }
}

/// Private memory that may be written, from its first mapping to its last: a stack may be several mappings to
/// the kernel, as after a fork.
struct Run {
    bounds: Bounds,
    /// It stands directly on a page that must not be touched.
    is_guarded: bool,
}

impl Run {
    fn runs(mappings: &[Mapping<'_>]) -> Vec<Self> {
        let mut runs: Vec<Self> = Vec::new();
        let mut before: Option<&Mapping<'_>> = None;
        for mapping in mappings {
            let before = before.replace(mapping).filter(|before| before.end == mapping.start);
            if !mapping.is_private_memory() {
                continue;
            }
            match runs.last_mut().filter(|_| before.is_some_and(Mapping::is_private_memory)) {
                Some(run) => run.bounds = Bounds::new(run.bounds.first(), mapping.end),
                None => runs.push(Self {
                    bounds: Bounds::new(mapping.start, mapping.end),
                    is_guarded: before.is_some_and(|before| {
                        before.access.is_none() && before.name.is_anonymous()
                    }),
                }),
            }
        }
        runs
    }

    fn of(address: usize, runs: &[Self]) -> Option<&Self> {
        runs.iter().find(|run| run.bounds.has(address))
    }
}

/// Marks what may be the stack of a thread that was not found: memory above a guard page, as the C
/// libraries arrange stacks.
fn add_suspects(runs: &[Run], stacks: &mut Vec<Stack>) {
    let suspects = runs.iter().filter(|run| run.is_guarded);
    stacks.extend(suspects.map(|run| Stack { bounds: run.bounds, thread: None }));
}

/// Whether the record is the last thing in the mapping of the stack, and less than a page: so it is in
/// glibc where the thread pointer points to the end of the thread-locals (`TLS_TCB_AT_TP`).
const RECORD_IS_LAST: bool =
    cfg!(all(target_env = "gnu", any(target_arch = "x86", target_arch = "x86_64")));

/// What a function may use below its stack pointer, at most: 288 bytes (`ELFv2` ABI of powerpc64, 2.2.2.4).
const RED_ZONE: usize = 288;

fn end_of_page(address: usize) -> usize {
    let page = super::page_size();
    (address - address % page).saturating_add(page)
}

/// The name that `comm` holds: any bytes, and a line feed that is not part of the name.
fn name_of(task: u32) -> Arc<str> {
    let name = fs::read(format!("/proc/self/task/{task}/comm")).unwrap_or_default();
    match name.strip_suffix(b"\n").unwrap_or(&name) {
        b"" => Arc::from(format!("thread {task}")),
        name => Arc::from(String::from_utf8_lossy(name)),
    }
}

fn calling_thread() -> u32 {
    // SAFETY: it takes nothing and cannot fail.
    let task = unsafe { libc::syscall(libc::SYS_gettid) };
    u32::try_from(task).unwrap_or(0)
}

/// An address in the C library's record of a thread: that of its list of robust mutexes. glibc registers
/// it before a thread runs the program's code, other libraries when the thread uses such a mutex.
fn record_of(task: u32) -> Record {
    let (mut head, mut size) = (0_usize, 0_usize);
    // SAFETY: the kernel writes an address and a size to where the two pointers point.
    let answer =
        unsafe { libc::syscall(libc::SYS_get_robust_list, task, &raw mut head, &raw mut size) };
    match head {
        _ if answer != 0 => match std::io::Error::last_os_error().raw_os_error() {
            Some(libc::ESRCH) => Record::Idle,
            _ => Record::Untold,
        },
        0 if cfg!(target_env = "gnu") => Record::Idle,
        0 => Record::Untold,
        head => Record::At(head),
    }
}

/// The stack pointer of a thread that waits in the kernel: the last number but one of
/// `/proc/self/task/TID/syscall` (`proc_pid_syscall(5)`). One that runs has none to tell.
fn stack_pointer_of(task: u32) -> Option<usize> {
    let line = fs::read_to_string(format!("/proc/self/task/{task}/syscall")).ok()?;
    let pointer = line.split_ascii_whitespace().rev().nth(1)?.strip_prefix("0x")?.to_owned();
    usize::from_str_radix(&pointer, 16).ok()
}

/// The stack of the calling thread, as the C library tells it.
fn stack_of_caller() -> Option<Bounds> {
    let mut attributes = MaybeUninit::<libc::pthread_attr_t>::uninit();
    // SAFETY: the attributes are initialized if the answer is 0.
    let answer = unsafe { libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) };
    if answer != 0 {
        return None;
    }
    let (mut start, mut size) = (ptr::null_mut(), 0);
    // SAFETY: the attributes have been initialized above; the others are for the answer.
    let answer =
        unsafe { libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut start, &raw mut size) };
    // SAFETY: they are destroyed once, and not used after.
    unsafe { libc::pthread_attr_destroy(attributes.as_mut_ptr()) };
    (answer == 0).then(|| bounds(start, size))
}

/// The stack on which the calling thread handles signals, if it has one of its own.
fn signal_stack_of_caller() -> Option<Bounds> {
    let mut stack = MaybeUninit::<libc::stack_t>::uninit();
    // SAFETY: nothing is set; what the thread has set is written to `stack`.
    let answer = unsafe { libc::sigaltstack(ptr::null(), stack.as_mut_ptr()) };
    if answer != 0 {
        return None;
    }
    // SAFETY: the answer is 0, so that it has been written.
    let stack = unsafe { stack.assume_init() };
    (stack.ss_flags & libc::SS_DISABLE == 0).then(|| bounds(stack.ss_sp, stack.ss_size))
}

fn bounds(start: *mut c_void, size: usize) -> Bounds {
    Bounds::new(start.addr(), start.addr().saturating_add(size))
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::super::tests::mappings;
    use super::*;

    fn other(name: &str, record: Option<usize>, stack_pointer: Option<usize>) -> Other {
        let record = record.map_or(Record::Untold, Record::At);
        Other { name: Arc::from(name), is_leader: false, record, stack_pointer }
    }

    /// The stacks of some threads, as `start..end name`.
    fn told(list: &str, threads: Vec<Other>) -> Vec<String> {
        let lines = list.as_bytes();
        let mut stacks = Vec::new();
        let runs = Run::runs(&mappings(lines));
        let are_all_found = Others { threads, is_incomplete: false }.add(&runs, &mut stacks);
        if !are_all_found {
            add_suspects(&runs, &mut stacks);
        }
        let tell =
            |stack: &Stack| format!("{} {}", stack.bounds, stack.thread.as_deref().unwrap_or("?"));
        stacks.iter().map(tell).collect()
    }

    const GUARDED: &str = "\
10000000-10008000 ---p 00000000 00:00 0\n\
10008000-1000d000 rw-p 00000000 00:00 0\n\
1000d000-10018000 rw-p 00000000 00:00 0\n";
    const UNGUARDED: &str = "10008000-10018000 rw-p 00000000 00:00 0\n";

    #[test]
    fn a_stack_reaches_from_its_guard_to_its_record() {
        let page = super::super::page_size();
        for (record, end) in [
            (0x1000_8000, 0x1000_8000 + page),
            (0x1000_8000 + page - 1, 0x1000_8000 + page),
            (0x1001_7fff, 0x1001_8000),
        ] {
            let end = if RECORD_IS_LAST { end } else { 0x1001_8000 };
            let expected = [format!("0x10008000..{end:#x} w")];
            assert_eq!(told(GUARDED, Vec::from([other("w", Some(record), None)])), expected);
        }
        for record in [0x1000_7fff, 0x1001_8000] {
            let suspect = ["0x10008000..0x10018000 ?".to_string()];
            assert_eq!(told(GUARDED, Vec::from([other("w", Some(record), None)])), suspect);
        }
        let none: [String; 0] = [];
        assert_eq!(told(UNGUARDED, Vec::from([other("w", None, None)])), none, "it may be a heap");
    }

    /// Without guards, stacks are one mapping to the kernel, and below each may be anything.
    #[test]
    fn a_stack_without_a_guard_is_known_as_far_as_it_is_used() {
        if !RECORD_IS_LAST {
            return;
        }
        let threads = Vec::from([
            other("w2", Some(0x1001_7900), None),
            other("w0", Some(0x1000_bf00), Some(0x1000_b000)),
            other("w1", Some(0x1001_0f00), Some(0x1000_0000)),
        ]);
        let expected = [
            "0x1000aee0..0x1000c000 w0",
            "0x10008000..0x1000aee0 ?",
            "0x1000c000..0x10011000 ?",
            "0x10011000..0x10018000 ?",
        ];
        assert_eq!(told(UNGUARDED, threads), expected);
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
        let record = record_of(own).address().expect("the kernel tells it");
        assert!(told.has(record) || !RECORD_IS_LAST, "{record:#x} is not in {told}");
    }
}
