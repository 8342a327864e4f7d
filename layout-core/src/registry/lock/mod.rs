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

use core::fmt::{self, Debug, Formatter};
use std::path::{Path, PathBuf};
use std_alloc::collections::BTreeSet;
use std_alloc::string::{String, ToString};
use std_alloc::sync::Arc;
use std_alloc::vec::Vec;

use current::Current;
pub(super) use current::name_of;
pub use diff::{LockChange, LockDiff, TypeChange};
use document::{Document, LockedType, Role, Section};
pub use error::LockError;
pub(super) use file::{Draft, read as read_text};
use pairing::Pairing;

use crate::gate::{Gated, LockMode};
use crate::types::Types;

/// The environment variable that says what a test does with a lock file.
const VARIABLE: &str = "LAYOUT_LOCK";

/// A lock file, and what a test does with it.
///
/// A change in one struct can move fields that other programs, old files or C code rely on, and a review does not
/// show it. A lock file is a committed text with the layout of each type, and a test compares the types with it. So
/// every change of a layout shows up in the diff of a pull request.
///
/// [`Types::check_lock`] does the same in one line, and panics.
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
/// The file is text, to read, commit and review. It has a section for each target. A section lists the types by
/// name, and their fields by offset. You may add comments: lines that begin with `#` stay with the line that follows
/// them.
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
/// Types inside other types have entries of their own (`within`) if they have fields. That shows changes of an
/// instance such as `Ring<u8>`. Types have their full path, except types of the standard library, so a field whose
/// type changes from `m1::Id` to `m2::Id` counts as changed. If several types have the same name, each has a label:
/// the release of its crate (`wire::Header (v2)`), or a number.
///
/// # What is not seen
///
/// The file cannot show the inside of a type that does not derive `Layout`, unless the type comes from debug info. A
/// field of such a type has a line with the name, size and offset. If another release of its crate lays the type out
/// differently in the same size, no line changes. Derive `Layout` for it, or pin its crate.
///
/// # Without a derive
///
/// With the feature `debug-info` the types need no derive. The types of a program's debug info are locked in the
/// same way, and may share a file with derived types. Each target has its section.
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
/// The section is that of the program that was read, and names the compiler that built it. It holds what debug info
/// records:
///
/// - The `repr` is always `repr(?)`. `packed` and `align` are there if alignments reveal them.
/// - Debug info records more than the derive. It has all tags, the place of each niche and the values that it holds
///   (`niche 8+4`, `variant None = 0, stored 2`), and the bits of C's bit-fields. It also has the inside of types
///   that do not derive `Layout`. The inside of types of the standard library is left out, because it is the
///   compiler's choice.
/// - Closures, futures and items declared in methods are left out. The compiler numbers them, and the number depends
///   on the rest of the source (`DebugType::is_numbered`). Tuples, arrays and pointers on their own are left out
///   too.
/// - Debug info contains only types that the program's code uses. A type that is no longer used is `removed`.
/// - If several types have the same name, as with two versions of a crate, each has a number: `wire::Header (2)`.
/// - A change by another compiler counts as [reordered](TypeChange::Reordered) if the fields of the type are not in
///   declared order. If they are, the type may be `repr(C)`, so the change counts as a change.
///
/// A derive may have written the file that you compare with debug info, or the other way around. What only one of
/// them knows is reported as [`TypeChange::Known`], which is not a change of the layout.
///
/// # Several programs with one file
///
/// A check or an update leaves alone the sections of other targets, and the types of crates that have no type in
/// this program. A type that is missing from a crate of the program, or from the module that
/// [`in_module`](crate::registry::Types::in_module) chose, is removed. An instance from
/// [`register_layout!`](crate::register_layout) belongs to the crate that called the macro.
///
/// So the tests of several packages may share a file, as long as they see the same types of the same crates. Lock
/// the types of a crate from one test only: its unit tests and its integration tests see different types.
///
/// If a filter leaves types out that the file has, or a feature does, [`keep`](Self::keep) says so.
/// [`LockDiff::kept`] has the types that a check left alone.
///
/// If two processes update a file at once, the types of both end up in it. Each process writes the new state to
/// `layout.lock.new`, which only one process can create at a time, and moves it into place.
///
/// # Which layouts last
///
/// For a type without `repr` the compiler chooses the places of fields, and its next version may choose differently.
/// Each section therefore records the version of the compiler. If another version moves the same fields of the same
/// types, the difference is [`TypeChange::Reordered`], and [`allow_reordered`](Self::allow_reordered) accepts it. To
/// have a file that several versions accept without that, lock only types with a `repr`, for example with
/// [`locked`](crate::registry::Types::locked).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    path: PathBuf,
    mode: Option<LockMode>,
    additions: bool,
    compatible: bool,
    reordered: bool,
    /// The command that writes the file, if it is no test.
    writer: Option<String>,
    /// Crates whose types are judged, even if none is left.
    crates: BTreeSet<String>,
    kept: Option<Kept>,
}

/// Which types of a file stay if they are not found, by their names.
#[derive(Clone)]
struct Kept(Arc<dyn Fn(&str) -> bool + Send + Sync>);

impl Debug for Kept {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Kept(..)")
    }
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Kept {}

/// A type that a [`Lock`] can compare with its file: one from the derive, or one from debug info (feature
/// `debug-info`).
pub trait Lockable: Gated {
    /// The types as they would be written into the file.
    #[doc(hidden)]
    fn current(types: &Types<Self>) -> Current;
}

impl<T: Lockable> Types<T> {
    /// Asserts that the layouts are those of a lock file. If `LAYOUT_LOCK=update` is set, writes them into the file.
    ///
    /// See [`Lock`] for the file, and for what it holds of debug info.
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

/// The result of a lock check that succeeded. [`Lock::check`] returns it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockOutcome {
    /// The differences from the file: additions that were allowed, or changes that were written.
    pub diff: LockDiff,
    /// Whether the file was written.
    pub is_written: bool,
    /// Whether the file had no section for this target before.
    pub is_new: bool,
}

impl Lock {
    /// Creates a lock for the file at `path`.
    ///
    /// Relative paths start at the current directory. cargo runs tests in the directory of their package.
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
            crates: BTreeSet::new(),
            kept: None,
        }
    }

    /// Sets the command that a new file names for updates, such as `cargo layout lock`. By default it is
    /// `LAYOUT_LOCK=update cargo test`.
    #[must_use]
    pub fn written_by(self, command: &str) -> Self {
        Self { writer: Some(command.into()), ..self }
    }

    /// Also judges the types of these crates, even if the program has none of them left. By default, a check leaves
    /// alone the types of crates that have no type in the program.
    #[must_use]
    pub fn crates<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.crates.extend(names.into_iter().map(String::from));
        self
    }

    /// Leaves alone the types that the program does not have, and whose full name `is_kept` accepts. Other types
    /// that the program does not have are removed.
    ///
    /// Use it if the program does not have a type for another reason than that it is gone from the source: a filter
    /// leaves it out, or a feature.
    ///
    /// ```no_run
    /// use layout_core::registry::{self, Lock};
    ///
    /// let lock = Lock::at("layout.lock").keep(|name| !name.contains("::wire::"));
    /// lock.check(&registry::all().matching("::wire::"))?;
    /// # Ok::<(), layout_core::registry::LockError>(())
    /// ```
    #[must_use]
    pub fn keep(self, is_kept: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self { kept: Some(Kept(Arc::new(is_kept))), ..self }
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
        let mut current = T::current(types);
        current.crates.extend(self.crates.iter().cloned());
        current.kept.clone_from(&self.kept);
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
            return Ok(LockOutcome { diff, is_written: false, is_new: section.is_none() });
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
        let section = document.section(&name);
        let (diff, is_new) = (LockDiff::new(section, current), section.is_none());
        merge(document.section_mut(&name), current);
        draft.commit(&document.to_string())?;
        Ok(LockOutcome { diff, is_written: true, is_new })
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
        if let Some((index, older)) = counterpart.map(|index| (index, &older[index])) {
            newer = newer.with_comments_of(older);
            if is_other[index] && older.role == Role::Type && newer.role == Role::Within {
                // Who looks for it itself finds it as it was.
                newer.role = Role::Type;
                newer.set_owners(older.owners().collect());
            } else {
                // Another program may have registered the type too.
                let owners = newer.clone();
                let others = older.owners().filter(|owner| !current.crates.contains(*owner));
                newer.set_owners(owners.owners().chain(others).collect::<BTreeSet<_>>());
            }
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
