//! The lock file: the layouts of a program, committed, and compared in a test.

mod body;
mod current;
#[cfg(feature = "debug-info")]
mod debug_types;
mod derived;
mod diff;
mod document;
mod error;
mod file;
mod pairing;
mod reference;

use std::path::{Path, PathBuf};
use std_alloc::collections::BTreeSet;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use current::Current;
pub(super) use current::name_of;
pub use diff::{LockChange, LockDiff, TypeChange};
use document::{Document, LockedType, Section};
pub use error::LockError;
pub(super) use file::{Draft, read as read_text};
use pairing::Pairing;

use crate::gate::{Gated, LockMode};
use crate::types::Types;

/// The environment variable that says what a test does with a lock file.
const VARIABLE: &str = "LAYOUT_LOCK";

/// A lock file, and what a test does with it.
///
/// [`Types::check_lock`] is the same in one line, which panics.
///
/// ```no_run
/// use layout_core::registry::{self, Lock};
///
/// let lock = Lock::at("layout.lock").allow_additions();
/// if let Err(error) = lock.check(&registry::all().locked()) {
///     panic!("{error}");
/// }
/// ```
///
/// # The file
///
/// It is text to be read, committed and reviewed: a section for each target, in it the types by name, their
/// fields by offset. Comments, which are lines that begin with `#`, stay with the line that follows them.
///
/// ```text
/// layout-lock 2
///
/// [x86_64-linux-gnu 64-bit little-endian]
/// rustc 1.95.0
///
/// # What the sensors send.
/// type app::wire::Packet
///   struct, size 8, align 4, repr(C)
///        0     1  version: u8
///        2     2  length: u16
///        4     4  checksum: u32
///
/// end
/// ```
///
/// Types that lie within others and have fields have entries too (`within`), so that a change of an
/// instance such as `Ring<u8>` is seen. Types are named with their whole path, but for those of the standard
/// library: a field that is an `m2::Id` now and was an `m1::Id` has changed. Where several types have one
/// name, each has a label: the release of its crate (`wire::Header (v2)`), or a number.
///
/// # What is not seen
///
/// What lies inside a type that does not derive `Layout` is not in the file, unless it is of debug info: of a field
/// of such a type the line has the name of the type, its size and its place. If another release of its crate lays it out otherwise in the
/// same size, no line changes. Derive `Layout` for it, or pin its crate.
///
/// # Without a derive
///
/// With the feature `debug-info` the types need no derive: those of a program's debug info are locked in the
/// same way, and of the same file each target has its section.
///
/// ```no_run
/// # #[cfg(feature = "debug-info")] fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use layout_core::debug_info;
/// use layout_core::registry::Lock;
///
/// let program = debug_info::read("target/debug/my_app")?.built_for("linux", "gnu");
/// Lock::at("layout.lock").check(&program.types().in_crate("my_app"))?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "debug-info"))] fn main() {}
/// ```
///
/// The section is that of the program that was read, and has the compiler that built it. What the lines have is
/// what the debug info tells:
///
/// - The `repr` is `repr(?)`: debug info does not tell it. `packed` and `align` are there where alignments show
///   them.
/// - More than a derive knows: all tags, the place of each niche and the values that it holds
///   (`niche 8+4`, `variant None = 0, stored 2`), the bits of C's bit-fields, and what lies within types that do
///   not derive `Layout`. What lies within types of the standard library is the compiler's, and is left out.
/// - Closures, futures and what is declared in methods are left out: the compiler numbers them, and a number
///   changes with what else is in the source (`DebugType::is_numbered`). So are tuples, arrays and
///   pointers on their own.
/// - Only types that code of the program uses are in its debug info. One that is used no more is `removed`.
/// - Of several types of one name, as of two versions of a crate, each has a number: `wire::Header (2)`.
/// - Another compiler [reordered](TypeChange::Reordered) a type if its fields do not follow each other as they
///   are declared. Otherwise it may be `repr(C)`, and a difference is a change.
///
/// Where a derive wrote the file and debug info is compared with it, or the other way, what one of them does not
/// know is [`TypeChange::Known`]: neither a change of the layout nor nothing.
///
/// # Several programs with one file
///
/// A check and an update leave the sections of other targets alone, and the types of crates of which the
/// program has no type. What is gone from a crate that the program has, or from the module that
/// [`in_module`](crate::registry::Types::in_module) chose, is removed. An instance that
/// [`register_layout!`](crate::register_layout) added belongs to the crate that called it. So the tests of
/// several packages may share a file, as long as they see the same types of the same crates: lock from one
/// test of a crate, not from its unit tests and its integration tests.
///
/// Two processes that update a file at once both have their types in it: each writes the next state beside
/// the file, where there is room for one only (`layout.lock.new`), and moves it into place.
///
/// # Which layouts last
///
/// The compiler chooses where the fields of a type without `repr` lie, and its next version may choose
/// otherwise. Each section has the version that laid out its types. Where another version puts the same
/// fields of the same types elsewhere, the difference is
/// [`TypeChange::Reordered`], and [`allow_reordered`](Self::allow_reordered) lets it pass. A file that must
/// hold for several versions without that has [`locked`](crate::registry::Types::locked) types only, or those with a `repr`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    path: PathBuf,
    mode: Option<LockMode>,
    additions: bool,
    compatible: bool,
    reordered: bool,
    /// The command that writes the file, if it is no test.
    writer: Option<String>,
}

/// A type that a [`Lock`] compares with its file: one that a derive lists, or one of debug info (feature
/// `debug-info`).
pub trait Lockable: Gated {
    /// The types as they would be written into the file.
    #[doc(hidden)]
    fn current(types: &Types<Self>) -> Current;
}

impl<T: Lockable> Types<T> {
    /// Asserts that the layouts are those of a lock file, or writes them into it if `LAYOUT_LOCK=update` is
    /// set. See [`Lock`], which also says what of debug info is in it.
    ///
    /// ```no_run
    /// #[test]
    /// fn layouts_are_locked() {
    ///     layout_core::registry::all().in_crate("app").check_lock("layout.lock");
    /// }
    /// ```
    ///
    /// ```no_run
    /// # #[cfg(feature = "debug-info")] mod example {
    /// use layout_core::debug_info;
    ///
    /// #[test]
    /// fn layouts_are_locked() {
    ///     let program = debug_info::this_program().unwrap();
    ///     program.types().in_crate("app").check_lock("layout.lock");
    /// }
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if [`Lock::check`] fails: a type differs from the file, or the file cannot be read.
    #[track_caller]
    pub fn check_lock(&self, path: impl AsRef<Path>) {
        if let Err(error) = Lock::at(path).check(self) {
            panic!("{error}");
        }
    }
}

/// The result of a check that did not fail.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockOutcome {
    /// What the file did not have: additions that were allowed, or what was written.
    pub diff: LockDiff,
    /// Whether the file was written.
    pub is_written: bool,
}

impl Lock {
    /// Creates a lock for the file at `path`. Relative paths start at the current directory; cargo runs tests in that
    /// of the package.
    #[must_use]
    pub fn at(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().into();
        Self {
            path,
            mode: None,
            additions: false,
            compatible: false,
            reordered: false,
            writer: None,
        }
    }

    /// Sets the command that a new file names for updates, such as `cargo layout lock`. By default it is
    /// `LAYOUT_LOCK=update cargo test`.
    #[must_use]
    pub fn written_by(self, command: &str) -> Self {
        Self { writer: Some(command.into()), ..self }
    }

    /// Accepts types that the file does not have.
    #[must_use]
    pub fn allow_additions(self) -> Self {
        Self { additions: true, ..self }
    }

    /// Accepts changes after which older and newer code can still read each other's data. These are new names, and
    /// types with the same meaning and bytes, such as `u64` for `usize` on a 64-bit target.
    #[must_use]
    pub fn allow_compatible(self) -> Self {
        Self { compatible: true, ..self }
    }

    /// Accepts types without `repr` that another compiler version lays out differently. Do not use it if data of such
    /// types leaves the process.
    #[must_use]
    pub fn allow_reordered(self) -> Self {
        Self { reordered: true, ..self }
    }

    /// Whether a change is no fault.
    fn allows(&self, change: &LockChange) -> bool {
        match change.what {
            TypeChange::Added { .. } => self.additions,
            TypeChange::Reordered { .. } => self.reordered,
            _ => self.compatible && change.verdict().is_compatible(),
        }
    }

    /// Sets the mode, which overrides `LAYOUT_LOCK`.
    #[must_use]
    pub fn mode(self, mode: LockMode) -> Self {
        Self { mode: Some(mode), ..self }
    }

    /// Compares the types with the file, or writes them into it, as `LAYOUT_LOCK` says.
    ///
    /// # Errors
    ///
    /// Fails if a type differs from the file, if the file is missing, unreadable or not a lock file, or if there is no
    /// type to check. The error says what to do.
    pub fn check<T: Lockable>(&self, types: &Types<T>) -> Result<LockOutcome, LockError> {
        let current = T::current(types);
        if current.types.is_empty() {
            let missing = types.missing().map(String::from);
            return Err(LockError::NoTypes { scope: current.scope, missing });
        }
        match self.mode.map_or_else(mode, Ok)? {
            LockMode::Check => self.compare(&current),
            mode @ (LockMode::Update | LockMode::Overwrite) => self.update(&current, mode),
        }
    }

    fn compare(&self, current: &Current) -> Result<LockOutcome, LockError> {
        let path = &self.path;
        let text = file::read(path)?.ok_or_else(|| LockError::Missing { path: path.clone() })?;
        let document = self.parse(&text)?;
        let section = document.section(&name_of(&current.target));
        let diff = LockDiff::new(section, current);
        if diff.changes.iter().all(|change| self.allows(change)) {
            return Ok(LockOutcome { diff, is_written: false });
        }
        Err(LockError::Changed { path: path.clone(), diff: diff.into() })
    }

    fn update(&self, current: &Current, mode: LockMode) -> Result<LockOutcome, LockError> {
        let draft = Draft::begin(&self.path)?;
        let read = || match file::read(&self.path)? {
            None => Ok(Document::new(self.writer.as_deref())),
            Some(text) => self.parse(&text),
        };
        let mut document = match (read(), mode) {
            (Ok(document), _) => document,
            (Err(error), LockMode::Overwrite) if error.is_malformed() => {
                Document::new(self.writer.as_deref())
            }
            (Err(error), _) => return Err(error),
        };
        let name = name_of(&current.target);
        let diff = LockDiff::new(document.section(&name), current);
        merge(document.section_mut(&name), current);
        draft.commit(&document.to_string())?;
        Ok(LockOutcome { diff, is_written: true })
    }

    fn parse(&self, text: &str) -> Result<Document, LockError> {
        Document::parse(text).map_err(|fault| LockError::malformed(self.path.clone(), fault))
    }
}

/// Replaces the types of a section by those of the program; the types that it does not judge stay, and so do
/// the comments.
fn merge(section: &mut Section, current: &Current) {
    let is_other = current.others(section);
    let older = core::mem::take(&mut section.types);
    let pairing = Pairing::new(&older, &current.types);
    let of_section = core::mem::replace(&mut section.compiler, current.compiler.clone());
    let mut types: Vec<LockedType> = Vec::with_capacity(current.types.len());
    for (newer, counterpart) in current.types.iter().zip(&pairing.older_of) {
        let mut newer = newer.locked.clone();
        if let Some(older) = counterpart.map(|index| &older[index]) {
            newer = newer.with_comments_of(older);
            // Another program may have registered the type too.
            let owners = newer.clone();
            let others = older.owners().filter(|owner| !current.crates.contains(*owner));
            newer.set_owners(owners.owners().chain(others).collect::<BTreeSet<_>>());
        }
        types.push(newer);
    }
    let counterparts = is_other.into_iter().zip(pairing.newer_of);
    for (mut other, (is_other, counterpart)) in older.into_iter().zip(counterparts) {
        if is_other && counterpart.is_none() {
            // What is left as it was is of the compiler that it was of.
            let written_by = other.compiler.or_else(|| of_section.clone());
            other.compiler = written_by.filter(|it| Some(it) != section.compiler.as_ref());
            current.give_up(&mut other);
            types.push(other);
        }
    }
    types.sort_by(|one, other| one.key().cmp(&other.key()));
    section.types = types;
}

/// What is done with a lock file, as the environment says.
fn mode() -> Result<LockMode, LockError> {
    LockMode::of_value(std::env::var_os(VARIABLE)).map_err(|value| LockError::Variable { value })
}
