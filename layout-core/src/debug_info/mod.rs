//! The layouts of all types of a program, read from its debug info. No derive is needed.
//!
//! Which of your types waste memory, and what do types look like that you cannot edit? A build with debug info
//! answers both: it describes every struct, tuple, union, enum, closure and future that the program uses, those
//! of other crates and of the standard library too. Offsets of payloads, tags and niches are in it, which
//! stable Rust tells nobody.
//!
//! ```no_run
//! use layout_core::debug_info;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let program = debug_info::this_program()?;
//! let record = program.of::<Option<Box<u8>>>()?;
//! println!("{record}");
//!
//! for it in program.types().in_crate("my_app").filter(|it| it.size() > 256) {
//!     println!("{}: {} bytes", it.name(), it.size());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Rules, futures, and C
//!
//! [`Types`] are the same collection as that of the registry, with the same queries and rules: [`Types::max_size`],
//! [`Types::max_padding`], [`Types::deny`], and [`Gate`]. With the feature `registry` it also has reports, a lock file
//! and baselines. [`Program::futures`] lists async state machines by size, and a [`FutureReport`] says what one holds at
//! each await. [`compare`] finds where declarations of Rust differ from what the C compiler says.
//!
//! # In CI
//!
//! A test reads the program that it is part of. It checks every type of your crate that the tests use:
//!
//! ```no_run
//! # mod example {
//! use layout_core::debug_info;
//!
//! #[test]
//! fn types_stay_small() {
//!     let program = debug_info::this_program().unwrap_or_else(|error| panic!("{error}"));
//!     let types = program.types().in_crate("my_app");
//!     types.max_size(4096);
//!     types.max_padding(25);
//!     program.futures().in_crate("my_app").max_size(2048);
//! }
//! # }
//! ```
//!
//! With the feature `registry`, a lock file shows which layouts changed, and whether old and new code can still read each
//! other's data. It needs no derive:
//!
//! ```no_run
//! # #[cfg(feature = "registry")] mod example {
//! use layout_core::debug_info;
//!
//! #[test]
//! fn layouts_are_locked() {
//!     let program = debug_info::this_program().unwrap_or_else(|error| panic!("{error}"));
//!     program.types().in_crate("my_app").check_lock("layout.lock");
//! }
//! # }
//! ```
//!
//! `LAYOUT_LOCK=update cargo test` writes the file. The registry's `Lock` says what of debug info is in it.
//!
//! Many CI jobs turn debug info off to build faster (`CARGO_PROFILE_DEV_DEBUG=0`). The test then fails and says so:
//! set `CARGO_PROFILE_TEST_DEBUG=2` for it. To check what you ship, [`read`] the binary instead.
//!
//! # Futures
//!
//! An `async fn` keeps all that it needs after an await in its future, and so do its callers. A report shows the
//! locals that each await holds, where it stands, and which of the futures within is the largest:
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let program = layout_core::debug_info::this_program()?;
//! for it in program.futures().in_crate("my_app").iter().take(3) {
//!     if let Some(future) = it.future() {
//!         println!("{future:#}"); // with the futures that it awaits
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Types of other crates
//!
//! No attribute can be put on a type that you cannot edit. Ask for it by its type, by its name, or list a crate:
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use layout_core::debug_info;
//! let program = debug_info::this_program()?;
//! println!("{}", program.of::<std::net::SocketAddr>()?);
//! println!("{}", program.named("hyper::error::Error")?);
//! println!("{:.100}", program.types().in_crate("hyper").by_size());
//! println!("{:.100}", program.types().matching("^hyper::.*(Request|Response)"));
//! # Ok(())
//! # }
//! ```
//!
//! If no type has that name, the error has the names that are near; if several do, it lists them.
//!
//! # What is read
//!
//! [`this_program`] reads the program that runs, once; [`read`] reads a file: an executable or a library of ELF,
//! Mach-O, PE or wasm with DWARF 2 to 5, an object file, an archive such as an `.rlib`; of Rust, of C and of C++.
//! Debug info that the toolchain puts into other files is found there: `.dwo`, `.dwp`, `.dSYM`, the objects that
//! Apple's linker names, and what was stripped into a file of its own. A file of another build is refused.
//!
//! Each unit of the program is read once, by several threads, and forgotten when its types are known. In release code
//! this takes about 6 ms of processor time for each MB of a dev build: 0.6 s for 100 MB, less where there are several
//! processors. If `layout-core` and `gimli` are not optimized, it takes ten times as long:
//!
//! ```toml
//! [profile.dev.package]
//! gimli.opt-level = 3
//! layout-core.opt-level = 3
//! ```
//!
//! # What is not there
//!
//! - Types that no code of the program uses: those that are named in a `const` alone, or of which all code
//!   was inlined away. Never take a list for all types of the source.
//! - How a type is declared: its `repr`, and for Rust the file and line. A record's
//!   [`repr`](crate::record::TypeRecord::repr) is [unknown](crate::layout::BaseRepr::Unknown).
//! - The places of locals of one name in one state of a future, and of arguments of one name, such as several `_`:
//!   the compiler merges them. Their offsets are `None`, and the type of each is that of one of them.
//! - The types of functions: a function item and a pointer to that function have one type. Items have a size of 0.
//!
//! Debug info is on in the profile `dev`. In others set `debug = 2`, and `strip = false`.

mod attributes;
mod compare;
mod complete;
mod digest;
mod ending;
mod error;
mod file;
mod findings;
mod finish;
mod full_name;
mod future;
mod gate;
mod graph;
mod human;
mod lines;
mod lookup;
mod merge;
mod names;
mod parallel;
mod pass;
#[cfg(feature = "registry")]
mod printed;
mod producer;
mod program;
mod raw;
mod record;
mod release;
mod sections;
mod split;
mod target;
mod text;
mod types;

pub use compare::{ComparedType, Comparison, Difference, DifferenceKind, compare};
pub use complete::CompleteError;
pub use error::DebugInfoError;
pub use future::{AwaitPoint, FutureReport, FutureTree, HeldField, HeldRole, PathStep};
pub use lookup::LookupError;
pub use program::Program;
pub use types::{DebugType, Types};

#[cfg(feature = "registry")]
pub(crate) use findings::of as findings_of;
#[cfg(feature = "registry")]
pub(crate) use gate::lost;
#[cfg(feature = "registry")]
pub(crate) use parallel::of_types;

pub use crate::choice::PatternError;
pub use crate::gate::{Breach, Gate, GateError, Gated};

use std::path::Path;
use std::sync::OnceLock;

use crate::record::Target;

/// Reads the types of a file.
///
/// # Errors
///
/// The file cannot be read, or has no types in its debug info. The error says what to change.
pub fn read(path: impl AsRef<Path>) -> Result<Program, DebugInfoError> {
    Program::read(path.as_ref())
}

/// Reads the types of several files of one build, such as a library and the programs that use it. Types that are
/// in several of them are there once.
///
/// ```no_run
/// use layout_core::debug_info;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let types = debug_info::read_all(["target/debug/libmy_app.rlib", "target/debug/my_app"])?;
/// println!("{}", types.of::<String>()?);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// A file cannot be read, or none has types in its debug info. The files are taken to be for one target, which is
/// that of the first.
pub fn read_all<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
) -> Result<Program, DebugInfoError> {
    Program::read_all(paths)
}

/// Reads the types of a file that is in memory.
///
/// # Errors
///
/// As [`read`]. Debug info in other files is found if the file names their directories.
pub fn read_bytes(bytes: &[u8]) -> Result<Program, DebugInfoError> {
    Program::read_bytes(bytes)
}

/// The types of the program that runs. They are read at the first call, and kept.
///
/// # Errors
///
/// As [`read`].
pub fn this_program() -> Result<&'static Program, &'static DebugInfoError> {
    static PROGRAM: OnceLock<Result<Program, DebugInfoError>> = OnceLock::new();
    let read = || {
        let path =
            std::env::current_exe().map_err(|error| DebugInfoError::io(Path::new("?"), error))?;
        let mut program = Program::read(&path)?;
        program.target = Target::this();
        Ok(program)
    };
    PROGRAM.get_or_init(read).as_ref()
}
