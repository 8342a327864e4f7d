//! Names that are no text, and other processes than the usual ones.

use std::ffi::{CString, OsStr};
use std::fs::File;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::ptr;
use std::thread;

use layout_core::region::{MemoryMap, RegionKind, memory_map, region_at, region_of};
use layout_tests::skip::skip;

use crate::{assert_kind, map};

const LENGTH: usize = 4096;

/// Maps a file, and gives its pages back when it is dropped.
struct Mapped(*mut libc::c_void);

impl Mapped {
    fn new(file: &File) -> Self {
        file.set_len(LENGTH as u64).expect("a file can be made longer");
        // SAFETY: the file is mapped at a place that the kernel chooses.
        let start = unsafe {
            let descriptor = file.as_raw_fd();
            libc::mmap(ptr::null_mut(), LENGTH, libc::PROT_READ, libc::MAP_SHARED, descriptor, 0)
        };
        assert_ne!(start, libc::MAP_FAILED);
        Self(start)
    }
}

impl Drop for Mapped {
    fn drop(&mut self) {
        // SAFETY: it is the mapping that `new` made, to which nobody refers.
        unsafe { libc::munmap(self.0, LENGTH) };
    }
}

/// Bytes that a name may have. Other tests of this process read the map meanwhile, and must not mind.
const NAMES: [&[u8]; 11] = [
    b"trail ",
    b" lead",
    b"two  blanks",
    b"new\nline",
    b"back\\012slash",
    b"both\\012and\n",
    b"tab\tand\x01control",
    b"not\xff\xfeutf-8",
    b"SYSVx",
    b"[heap]",
    b"gone (deleted)",
];

#[test]
fn paths_come_back_byte_by_byte() {
    let directory =
        Path::new(env!("CARGO_TARGET_TMPDIR")).canonicalize().expect("it has been made");
    let directory = directory.join(format!("hostile-{}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a directory can be made");
    for name in NAMES {
        let path = directory.join(OsStr::from_bytes(name));
        let file = File::options().create(true).truncate(true).read(true).write(true).open(&path);
        let mapped = Mapped::new(&file.expect("a file can be made"));
        let region = assert_kind(&map(), mapped.0, RegionKind::Mapped);
        assert_eq!(region.file.as_deref(), Some(&*path), "{}", name.escape_ascii());
        assert_eq!(region_at(mapped.0), region);
        assert_one_line_each(&map());
    }
    std::fs::remove_dir_all(&directory).expect("it is there");
}

/// At the root of the file system, where the names of shared memory stand: `/SYSV00000000`.
#[test]
fn a_file_at_the_root_is_a_file() {
    for name in ["/SYSVx", "/SYSV00001", "/memfd:none"] {
        let path = PathBuf::from(name);
        let Ok(file) = File::options().create_new(true).read(true).write(true).open(&path) else {
            return skip("only root makes files at the root of the file system");
        };
        let mapped = Mapped::new(&file);
        let region = assert_kind(&map(), mapped.0, RegionKind::Mapped);
        std::fs::remove_file(&path).expect("it has been made");
        assert_eq!(region.file, Some(path.into()));
    }
}

#[test]
fn memory_with_any_name_is_mapped() {
    for name in NAMES.iter().copied().chain([&b""[..], b"[stack]", b"\xff"]) {
        let text = CString::new(name).expect("there is no zero in it");
        // SAFETY: the name is a text that ends in a zero.
        let descriptor = unsafe { libc::memfd_create(text.as_ptr(), 0) };
        assert!(descriptor >= 0, "{}", std::io::Error::last_os_error());
        // SAFETY: nobody else has the descriptor.
        let file = unsafe { File::from_raw_fd(descriptor) };
        let mapped = Mapped::new(&file);
        let map = map();
        let region = assert_kind(&map, mapped.0, RegionKind::Mapped);
        let expected = [b"/memfd:", name, b" (deleted)"].concat();
        assert_eq!(region.file.as_deref(), Some(Path::new(OsStr::from_bytes(&expected))));
        assert_one_line_each(&map);
    }
}

/// Whatever a file is called, it is one line of the table, and the pictures are XML.
fn assert_one_line_each(map: &MemoryMap) {
    let text = map.to_string();
    assert_eq!(text.lines().count(), map.regions().len() + 1, "{text}");
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    let svg = map.to_svg();
    roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
}

#[test]
fn names_of_threads_come_back() {
    for name in ["blank ", "new\nline", " lead", "tab\t", "\u{202e}rtl"] {
        let builder = thread::Builder::new().name(name.to_owned());
        let told = builder.spawn(|| {
            let local = 0;
            region_of(&local).thread.map(|thread| thread.to_string())
        });
        let told = told.expect("a thread can be spawned").join().expect("it does not panic");
        assert_eq!(told.as_deref(), Some(name));
    }
}

/// What the process of this test is to do.
const ROLE: &str = "LAYOUT_TESTS_HOSTILE";

/// Runs a test of this file again, alone in a process, where `is_child` is true.
fn in_child(test: &str) -> bool {
    if std::env::var(ROLE).as_deref() == Ok(test) {
        return true;
    }
    let own = std::env::current_exe().expect("this program is a file");
    let name = format!("hostile::{test}");
    let output = Command::new("timeout")
        .arg("60")
        .arg(own)
        .args(["--exact", &name, "--nocapture"])
        .env(ROLE, test)
        .output()
        .expect("this program can be run");
    assert!(output.status.success(), "{:?} {output:?}", output.status.signal());
    false
}

/// Runs it in a forked process, and fails unless it does not.
fn forked(check: impl FnOnce()) {
    // SAFETY: glibc's locks of the heap are taken before a fork and released after it; no other
    // thread has a lock that the child needs.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(check));
        // SAFETY: it ends the process.
        unsafe { libc::_exit(i32::from(result.is_err())) }
    }
    let mut status = 0;
    // SAFETY: it is the child of above; the status is written to where the pointer points.
    assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
    assert_eq!(status, 0, "the child has failed");
}

#[test]
fn a_child_forked_by_a_thread_knows_its_stack() {
    if !in_child("a_child_forked_by_a_thread_knows_its_stack") {
        return;
    }
    // The kernel writes these bytes on the main thread's stack; `getauxval(3)`.
    // SAFETY: it reads a number from a table that the kernel has passed to the program.
    let main = usize::try_from(unsafe { libc::getauxval(libc::AT_RANDOM) }).expect("an address");
    let worker = thread::Builder::new().name("forker".to_owned());
    let worker = worker.spawn(move || {
        let above = [7_u8; 100];
        forked(|| {
            let local = 1;
            for region in [region_of(&local), region_of(&above)] {
                assert_eq!(region.kind, RegionKind::Stack, "{region:?}");
                assert_eq!(region.thread.as_deref(), Some("forker"), "{region:?}");
            }
            // The memory is there, the thread is not.
            let main = region_at(ptr::without_provenance::<u8>(main));
            assert_eq!((main.kind, main.thread), (RegionKind::Stack, None));
            // Threads of the child see the same of their parent, or do not know.
            let above = (&raw const above).addr();
            let seen = thread::spawn(move || region_at(ptr::without_provenance::<u8>(above)));
            let seen = seen.join().expect("it does not panic");
            assert!(matches!(seen.kind, RegionKind::Stack | RegionKind::Unknown), "{seen:?}");
        });
    });
    worker.expect("a thread can be spawned").join().expect("it does not panic");
}

/// The list of the process is empty then, and that of a thread is not.
#[test]
fn the_map_outlives_the_main_thread() {
    extern "C" fn wait_and_look(_: *mut libc::c_void) -> *mut libc::c_void {
        let leader = format!("/proc/self/task/{}/status", std::process::id());
        while !std::fs::read_to_string(&leader).is_ok_and(|text| text.contains("Z (zombie)")) {
            thread::yield_now();
        }
        let local = 1;
        let result = std::panic::catch_unwind(|| {
            let map = map();
            assert!(map.regions().len() > 20, "{map}");
            assert_kind(&map, &raw const local, RegionKind::Stack);
            assert_kind(&map, "text", RegionKind::Static(layout_core::region::Section::Rodata));
        });
        // SAFETY: it ends the process.
        unsafe { libc::_exit(i32::from(result.is_err())) }
    }

    if !in_child("the_map_outlives_the_main_thread") {
        return;
    }
    // In a forked process, this thread is the main one.
    forked(|| {
        let mut thread = std::mem::MaybeUninit::<libc::pthread_t>::uninit();
        // SAFETY: the thread is begun with the default attributes; this one ends without unwinding,
        // and owns nothing that the other uses.
        unsafe {
            let started = libc::pthread_create(
                thread.as_mut_ptr(),
                ptr::null(),
                wait_and_look,
                ptr::null_mut(),
            );
            assert_eq!(started, 0);
            libc::syscall(libc::SYS_exit, 0);
        }
    });
}

thread_local! {
    static SEEN: std::cell::RefCell<Option<layout_core::region::Region>> = const { std::cell::RefCell::new(None) };
}

/// Signals that a thread sends to itself are handled at a known place, so that the handler may allocate.
#[test]
fn a_local_on_the_signal_stack_is_on_a_stack() {
    const SIZE: usize = 256 << 10;

    extern "C" fn handle(_: libc::c_int) {
        let local = 1;
        SEEN.set(Some(region_of(&local)));
    }

    if !in_child("a_local_on_the_signal_stack_is_on_a_stack") {
        return;
    }
    let worker = thread::Builder::new().name("handler".to_owned()).spawn(|| {
        let memory = vec![0_u8; SIZE];
        // SAFETY: the memory is used for the signal's stack alone until it is disabled; the handler
        // runs while `raise` does.
        unsafe {
            let stack = libc::stack_t {
                ss_sp: memory.as_ptr().cast_mut().cast(),
                ss_flags: 0,
                ss_size: SIZE,
            };
            let mut before = std::mem::zeroed();
            assert_eq!(libc::sigaltstack(&raw const stack, &raw mut before), 0);
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = handle as extern "C" fn(libc::c_int) as usize;
            action.sa_flags = libc::SA_ONSTACK;
            assert_eq!(libc::sigaction(libc::SIGUSR1, &raw const action, ptr::null_mut()), 0);
            libc::raise(libc::SIGUSR1);
            assert_eq!(libc::sigaltstack(&raw const before, ptr::null_mut()), 0);
        }
        let seen = SEEN.take().expect("the signal was handled");
        assert_eq!(seen.kind, RegionKind::Stack, "{seen:?}");
        assert_eq!(seen.thread.as_deref(), Some("handler"));
        assert_eq!(seen.bounds.start(), memory.as_ptr());
        assert_eq!(seen.bounds.size(), SIZE);
        assert_eq!(region_of(&memory[..]).kind, RegionKind::Heap, "it is a stack no longer");
    });
    worker.expect("a thread can be spawned").join().expect("it does not panic");
}

/// Runs a function on a stack of its own, as a coroutine is.
fn on_stack(stack: *mut libc::c_void, size: usize, run: extern "C" fn()) {
    // SAFETY: the context runs on memory that is used for nothing else, and goes on with this one at its end.
    unsafe {
        let mut own: libc::ucontext_t = std::mem::zeroed();
        let mut other: libc::ucontext_t = std::mem::zeroed();
        assert_eq!(libc::getcontext(&raw mut other), 0);
        other.uc_stack.ss_sp = stack;
        other.uc_stack.ss_size = size;
        other.uc_link = &raw mut own;
        libc::makecontext(&raw mut other, run, 0);
        assert_eq!(libc::swapcontext(&raw mut own, &raw const other), 0);
    }
}

#[test]
fn a_local_on_a_coroutines_stack_is_not_taken_for_heap() {
    extern "C" fn look() {
        let local = 1;
        SEEN.set(Some(region_of(&local)));
    }

    if !in_child("a_local_on_a_coroutines_stack_is_not_taken_for_heap") {
        return;
    }
    let check = || {
        for size in [128 << 10, 4 << 20] {
            let mut memory = vec![0_u8; size];
            on_stack(memory.as_mut_ptr().cast(), size, look);
            let seen = SEEN.take().expect("it has run");
            assert_eq!((seen.kind, seen.thread), (RegionKind::Unknown, None));
            assert_eq!(region_of(&memory[..]).kind, RegionKind::Heap);
            assert_eq!(region_of(&size).kind, RegionKind::Stack);
        }
    };
    check(); // in a thread that the test harness has begun
    forked(check);
}

/// Threads whose stacks touch each other, given by the program.
#[test]
fn adjacent_stacks_without_guards_are_each_threads_own_or_unknown() {
    use std::sync::atomic::{AtomicUsize, Ordering};

    const SIZE: usize = 256 << 10;
    static LOCALS: [AtomicUsize; 3] = [const { AtomicUsize::new(0) }; 3];

    extern "C" fn wait(number: *mut libc::c_void) -> *mut libc::c_void {
        let local = 5_u8;
        let number = number.addr();
        let name = CString::new(format!("s{number}")).expect("there is no zero in it");
        // SAFETY: the name is a text that ends in a zero.
        unsafe { libc::pthread_setname_np(libc::pthread_self(), name.as_ptr()) };
        let own = region_of(&local);
        assert_eq!((own.kind, own.thread.as_deref()), (RegionKind::Stack, name.to_str().ok()));
        assert_eq!(own.bounds.size(), SIZE, "the C library tells the caller's");
        LOCALS[number].store((&raw const local).addr(), Ordering::Release);
        loop {
            // SAFETY: it waits for a signal, which does not come.
            unsafe { libc::pause() };
        }
    }

    if !in_child("adjacent_stacks_without_guards_are_each_threads_own_or_unknown") {
        return;
    }
    // SAFETY: new memory is mapped, each third of it a thread's stack as long as the process runs.
    unsafe {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // The first third is no stack.
        let block = libc::mmap(ptr::null_mut(), 4 * SIZE, access, flags, -1, 0);
        assert_ne!(block, libc::MAP_FAILED);
        for number in 0..3 {
            let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
            assert_eq!(libc::pthread_attr_init(&raw mut attributes), 0);
            let start = block.wrapping_byte_add((number + 1) * SIZE);
            assert_eq!(libc::pthread_attr_setstack(&raw mut attributes, start, SIZE), 0);
            let mut thread = 0;
            let number = ptr::without_provenance_mut(number);
            assert_eq!(
                libc::pthread_create(&raw mut thread, &raw const attributes, wait, number),
                0
            );
        }
        while LOCALS.iter().any(|local| local.load(Ordering::Acquire) == 0) {
            thread::yield_now();
        }
        thread::sleep(std::time::Duration::from_millis(100));
        let map = map();
        for (number, local) in LOCALS.iter().enumerate() {
            let region = map.find(ptr::without_provenance::<u8>(local.load(Ordering::Acquire)));
            let region = region.expect("it is mapped");
            assert_eq!(region.kind, RegionKind::Stack, "{region:?} of s{number}:\n{map}");
            assert_eq!(region.thread.as_deref(), Some(&*format!("s{number}")), "{map}");
        }
        // With words of 32 bits the end of such a stack is not found: see the module's limits.
        if cfg!(target_pointer_width = "64") {
            assert_kind(&map, block, RegionKind::Unknown);
        }
    }
}

/// Beside threads that map and unmap all the time, what stays is always told as what it is.
#[test]
fn what_stays_is_found_while_others_map() {
    use std::sync::atomic::{AtomicBool, Ordering};

    static DONE: AtomicBool = AtomicBool::new(false);

    if !in_child("what_stays_is_found_while_others_map") {
        return;
    }
    let boxed = vec![3_u8; 1 << 20];
    let local = 1;
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !DONE.load(Ordering::Relaxed) {
                    for pages in [1, 3, 8, 1, 5] {
                        // SAFETY: new memory is mapped, its middle protected, and all of it unmapped.
                        unsafe {
                            let access = libc::PROT_READ | libc::PROT_WRITE;
                            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
                            let start =
                                libc::mmap(ptr::null_mut(), pages * 4096, access, flags, -1, 0);
                            libc::mprotect(
                                start.wrapping_byte_add(pages / 2 * 4096),
                                4096,
                                libc::PROT_NONE,
                            );
                            libc::munmap(start, pages * 4096);
                        }
                    }
                }
            });
        }
        for _ in 0..200 {
            let map = memory_map().expect("/proc can be read");
            for pair in map.regions().windows(2) {
                assert!(pair[0].bounds.end() <= pair[1].bounds.start(), "{pair:?}");
            }
            assert_kind(&map, boxed.as_ptr(), RegionKind::Heap);
            assert_kind(&map, &raw const boxed[boxed.len() - 1], RegionKind::Heap);
            assert_kind(&map, &raw const local, RegionKind::Stack);
            assert_kind(&map, "literal", RegionKind::Static(layout_core::region::Section::Rodata));
        }
        DONE.store(true, Ordering::Relaxed);
    });
}

/// A sandbox that refuses the system call by which stacks are found.
#[test]
#[cfg(target_arch = "x86_64")]
fn stacks_that_a_sandbox_hides_are_unknown() {
    if !in_child("stacks_that_a_sandbox_hides_are_unknown") {
        return;
    }
    let call = u32::try_from(libc::SYS_get_robust_list).expect("it is a small number");
    let refuse = libc::SECCOMP_RET_ERRNO | 1; // EPERM
    let step = |code, jt, jf, k| libc::sock_filter { code, jt, jf, k };
    // Loads the number of the call, compares it, and returns: `seccomp(2)`.
    let mut filter = [
        step(0x20, 0, 0, 0),
        step(0x15, 0, 1, call),
        step(6, 0, 0, refuse),
        step(6, 0, 0, libc::SECCOMP_RET_ALLOW),
    ];
    let program = libc::sock_fprog { len: 4, filter: filter.as_mut_ptr() };
    // SAFETY: the program is read by the kernel during the call; no other call is refused.
    unsafe {
        assert_eq!(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        assert_eq!(
            libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &raw const program),
            0
        );
    }
    let local = 1;
    let boxed = Box::new(2);
    thread::scope(|scope| {
        scope.spawn(|| {
            let own = 3;
            assert_eq!(region_of(&own).kind, RegionKind::Stack, "the C library tells it");
            let others = region_of(&local);
            assert_eq!((others.kind, others.thread), (RegionKind::Unknown, None));
            assert!(matches!(region_of(&*boxed).kind, RegionKind::Heap | RegionKind::Unknown));
        });
    });
}
