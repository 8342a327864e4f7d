//! The layouts that `layout-core` states of the tutorials' structs, against truth from outside:
//! `size_of` and `offset_of!` written out by hand, a C compiler, rustc's own listing of type sizes,
//! and numbers worked out on paper.

#[allow(dead_code, unused_imports, reason = "what runs an example is run by the examples")]
#[path = "../../layout-core/examples/tutorials/mod.rs"]
mod tutorials;

mod c_compiler;
mod chapters;
mod measured;
mod numbers;
mod rustc;
mod stated;
mod table;
mod tour;

use std::path::{Path, PathBuf};

/// Whether the tests themselves run as 32-bit x86 Linux programs, so that compilers have to be
/// asked for that target.
const IS_32_BIT_X86: bool = cfg!(all(target_arch = "x86", target_os = "linux", target_env = "gnu"));

/// The triple of that target.
const TRIPLE_OF_32_BIT_X86: &str = "i686-unknown-linux-gnu";

/// An empty directory of this name for a test to write to; `name` is the test's alone.
fn scratch_directory(name: &str) -> PathBuf {
    let directory =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("truth-{name}-{}", std::process::id()));
    // What is left of a killed run that had the same process number.
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory)
        .unwrap_or_else(|error| panic!("cannot create {}: {error}", directory.display()));
    directory
}
