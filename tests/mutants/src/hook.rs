//! What the copy asks whether a mutant is the chosen one.

/// Comes first in a crate that has mutants: in a `const` it answers no.
pub(crate) const FEATURES: &str = "\
#![feature(core_intrinsics, const_eval_select)]
#![allow(internal_features, warnings, missing_docs, clippy::all)]
";

/// Comes last in it. The chosen one is read once; without one, those that are asked for are noted in a file.
/// It allocates nothing, as tests count allocations, or refuse them.
pub(crate) const FUNCTION: &str = r#"
#[doc(hidden)]
pub(crate) const fn __mutant(id: u32) -> bool {
    core::intrinsics::const_eval_select((id,), __mutant_in_const, __mutant_while_running)
}

const fn __mutant_in_const(_: u32) -> bool {
    false
}

fn __mutant_while_running(id: u32) -> bool {
    use core::ffi::{CStr, c_char, c_int};
    use core::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

    unsafe extern "C" {
        fn getenv(name: *const c_char) -> *const c_char;
        fn open(path: *const c_char, flags: c_int, ...) -> c_int;
        fn write(file: c_int, bytes: *const u8, count: usize) -> isize;
        fn close(file: c_int) -> c_int;
    }
    const APPEND: c_int = 0o2101; // O_APPEND | O_CREAT | O_WRONLY, of Linux

    const UNREAD: u32 = u32::MAX;
    const NOTED: u32 = u32::MAX - 1;
    static CHOSEN: AtomicU32 = AtomicU32::new(UNREAD);
    static SEEN: [AtomicBool; 1 << 14] = [const { AtomicBool::new(false) }; 1 << 14];
    let mut chosen = CHOSEN.load(Relaxed);
    if chosen == UNREAD {
        let id = unsafe { getenv(c"LAYOUT_MUTANT".as_ptr()) };
        chosen = if id.is_null() {
            NOTED
        } else {
            let id = unsafe { CStr::from_ptr(id) };
            id.to_str().unwrap().parse().unwrap()
        };
        CHOSEN.store(chosen, Relaxed);
    }
    if chosen == NOTED && !SEEN[id as usize].swap(true, Relaxed) {
        let path = unsafe { getenv(c"LAYOUT_MUTANTS_SEEN".as_ptr()) };
        if !path.is_null() {
            let mut line = *b"000000\n";
            let mut rest = id;
            for digit in line[..6].iter_mut().rev() {
                *digit += (rest % 10) as u8;
                rest /= 10;
            }
            unsafe {
                let file = open(path, APPEND, 0o644 as c_int);
                assert!(write(file, line.as_ptr(), line.len()) == line.len() as isize);
                close(file);
            }
        }
    }
    chosen == id
}
"#;
