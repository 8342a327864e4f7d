//! What the copy asks whether a mutant is the chosen one.

/// Comes first in a crate that has mutants: in a `const` it answers no.
pub(crate) const FEATURES: &str = "\
#![feature(core_intrinsics, const_eval_select)]
#![allow(internal_features, warnings, missing_docs, clippy::all)]
";

/// Comes last in it. The chosen one is read once; without one, those that are asked for are noted in a file.
pub(crate) const FUNCTION: &str = r#"
extern crate std as __mutant_std;

#[doc(hidden)]
pub(crate) const fn __mutant(id: u32) -> bool {
    core::intrinsics::const_eval_select((id,), __mutant_in_const, __mutant_while_running)
}

const fn __mutant_in_const(_: u32) -> bool {
    false
}

fn __mutant_while_running(id: u32) -> bool {
    use core::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
    const UNREAD: u32 = u32::MAX;
    const NOTED: u32 = u32::MAX - 1;
    static CHOSEN: AtomicU32 = AtomicU32::new(UNREAD);
    static SEEN: [AtomicBool; 1 << 14] = [const { AtomicBool::new(false) }; 1 << 14];
    let mut chosen = CHOSEN.load(Relaxed);
    if chosen == UNREAD {
        chosen = match __mutant_std::env::var("LAYOUT_MUTANT") {
            Ok(id) => id.parse().unwrap(),
            Err(_) => NOTED,
        };
        CHOSEN.store(chosen, Relaxed);
    }
    if chosen == NOTED && !SEEN[id as usize].swap(true, Relaxed) {
        if let Some(path) = __mutant_std::env::var_os("LAYOUT_MUTANTS_SEEN") {
            use __mutant_std::io::Write;
            let file = __mutant_std::fs::OpenOptions::new().create(true).append(true).open(path);
            let _ = file.unwrap().write_all(__mutant_std::format!("{id}\n").as_bytes());
        }
    }
    chosen == id
}
"#;
