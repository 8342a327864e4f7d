//! The layouts of all types of a program, read from its debug info. No derive is needed.
//!
//! Which types waste memory, and how are types laid out that you cannot edit? A build with debug info answers both.
//! It describes every struct, tuple, union, enum, closure and future that the program uses, including those of other
//! crates and of the standard library. It also has the offsets of payloads, tags and niches, which stable Rust does
//! not provide.
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
//! [`Types`] has the queries and rules of the registry: [`Types::max_size`], [`Types::max_padding`],
//! [`Types::deny`], and [`Gate`]. With the feature `registry` it also has reports, a lock file and baselines.
//! [`Program::futures`] lists async state machines by size, and a [`FutureReport`] shows what one holds at each
//! await. [`compare`] finds differences between Rust declarations and what the C compiler says.
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
//! With the feature `registry`, a lock file shows which layouts changed, and whether old and new code can still read
//! each other's data. It needs no derive:
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
//! `LAYOUT_LOCK=update cargo test` writes the file. The docs of the registry's `Lock` say which facts it takes from
//! debug info.
//!
//! Many CI jobs turn debug info off to build faster (`CARGO_PROFILE_DEV_DEBUG=0`). The test then fails and says so.
//! Set `CARGO_PROFILE_TEST_DEBUG=2` for it. To check what you ship, [`read`] the binary instead.
//!
//! # Futures
//!
//! An `async fn` keeps everything that it needs after an await in its future, and so do its callers. A report shows
//! the locals that each await holds, its place in the source, and which inner future is the largest:
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
//! You cannot put an attribute on a type of another crate. Find it by its type or its name, or list the crate:
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
//! If no type has this name, the error lists similar names. If several types have it, the error lists them.
//!
//! # What is read
//!
//! [`this_program`] reads the running program, once. [`read`] reads a file of Rust, C or C++: an executable, a
//! library, an object file, or an archive such as an `.rlib`. The file may be ELF, Mach-O, PE or wasm, with DWARF 2
//! to 5.
//!
//! Separate debug info is found where the toolchain puts it: `.dwo`, `.dwp`, `.dSYM`, the objects that Apple's
//! linker names, and stripped debug info in its own file. A file from another build is refused.
//!
//! Several threads read the units of the program, each unit once, and keep only its types. In release code this
//! takes about 6 ms of processor time for each MB of a dev build: 0.6 s for 100 MB, and less with several
//! processors. It takes ten times as long if `layout-core` and `gimli` are not optimized:
//!
//! ```toml
//! [profile.dev.package]
//! gimli.opt-level = 3
//! layout-core.opt-level = 3
//! ```
//!
//! # What is missing
//!
//! - Types that no code uses at run time, for example types that only a `const` names or whose code was entirely
//!   inlined away. The list is never complete for the source.
//! - How a type is declared: its `repr`, and for Rust types the file and line. A record's
//!   [`repr`](crate::record::TypeRecord::repr) is [unknown](crate::layout::BaseRepr::Unknown).
//! - The places of locals that share a name in one state of a future, and of arguments that share a name, such as
//!   `_`. The compiler merges them: their offsets are `None`, and each has the type of one of them.
//! - Function types: a function item has the same type as a pointer to the function. Items have a size of 0.
//!
//! The profile `dev` includes debug info. In other profiles set `debug = 2` and `strip = false`.

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
mod identity;
mod lines;
mod lookup;
mod merge;
mod names;
mod parallel;
mod pass;
#[cfg(feature = "registry")]
mod printed;
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
/// Fails if the file cannot be read, or has no types in its debug info. The error says what to change.
///
/// ```no_run
/// # fn main() -> Result<(), layout_core::debug_info::DebugInfoError> {
/// let program = layout_core::debug_info::read("target/debug/my_app")?;
/// println!("{}", program.types().in_crate("my_app").by_size());
/// # Ok(())
/// # }
/// ```
pub fn read(path: impl AsRef<Path>) -> Result<Program, DebugInfoError> {
    Program::read(path.as_ref())
}

/// Reads the types of several files of one build, such as a library and the programs that use it. A type that several
/// files describe is listed once.
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
/// Fails if a file cannot be read, or if no file has types in its debug info. All files must be for one target: that of
/// the first file is assumed.
pub fn read_all<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
) -> Result<Program, DebugInfoError> {
    Program::read_all(paths)
}

/// Reads the types of a file in memory. Debug info in other files is found if this file names the
/// directories of those files.
///
/// # Errors
///
/// Fails like [`read`].
pub fn read_bytes(bytes: &[u8]) -> Result<Program, DebugInfoError> {
    Program::read_bytes(bytes)
}

/// Reads the types of the running program at the first call, and keeps them.
///
/// # Errors
///
/// Fails like [`read`].
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
