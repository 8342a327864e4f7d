//! The types of a program, from derives or from debug info: one collection for both.
//!
//! [`Types`] has the queries, rules, reports and lock files:
//!
//! - [`registry::all`](crate::registry::all) returns the types that derive [`Layout`](crate::Layout) (feature `registry`).
//! - [`Program::types`](crate::debug_info::Program::types) returns the types in a program's debug info (feature `debug-info`).
//!
//! A function that takes both is generic:
//!
//! ```
//! # #[cfg(feature = "registry")] mod example {
//! use layout_core::registry;
//! use layout_core::types::{Listed, Types};
//!
//! fn names<T: Listed>(types: &Types<T>) -> Vec<String> {
//!     types.iter().map(|it| it.full_name()).collect()
//! }
//!
//! #[derive(layout_core::Layout)]
//! struct Packet { version: u8 }
//!
//! # pub fn run() {
//! let types = registry::all().ending_with("Packet");
//! assert!(names(&types)[0].ends_with("::Packet"));
//! # }
//! # }
//! # #[cfg(feature = "registry")] example::run();
//! ```

use core::cmp::Reverse;
use core::{fmt, iter, slice};
use std_alloc::string::String;
use std_alloc::vec::{self, Vec};

use crate::choice::{self, Pattern};
use crate::record::name::full_name;

pub use crate::choice::PatternError;

/// A type in a [`Types`]: an [entry of the registry](crate::registry::Entry), or a
/// [type of debug info](crate::debug_info::DebugType).
///
/// The trait is sealed: only this crate implements it.
pub trait Listed: Copy + sealed::Sealed {
    /// The type that the predicate of a [filter](Types::filter) takes.
    type Type;

    /// What lists the types: a program, or nothing but this one.
    #[doc(hidden)]
    type Source: Copy;

    /// What a [filter](Types::filter) is given.
    #[doc(hidden)]
    fn as_type(&self) -> &Self::Type;

    /// Returns the full name, as people write it: `my_app::wire::Packet`, `my_app::serve::{async fn}`.
    fn full_name(&self) -> String;

    /// Returns the path of the module or function that declares the type. Empty for arrays, pointers, tuples and
    /// primitives.
    fn declared_in(&self) -> &str;

    /// Returns the size in bytes. For an unsized type, it is the size of what comes before its tail.
    fn size_in_bytes(&self) -> usize;

    /// Whether a person may have meant the type by a name that is misspelled.
    #[doc(hidden)]
    fn has_own_name(&self) -> bool;

    /// Whether a type has a full name.
    #[doc(hidden)]
    fn with_name(name: &str) -> impl Fn(&Self) -> bool;

    /// Whether the path of a type ends with another.
    #[doc(hidden)]
    fn with_ending(path: &str) -> impl Fn(&Self) -> bool;
}

pub(crate) mod sealed {
    /// Keeps others from implementing a trait.
    pub trait Sealed {}
}

/// Types of a program, without duplicates: those that derive `Layout` ([`registry::Types`](crate::registry::Types)),
/// or those in debug info ([`debug_info::Types`](crate::debug_info::Types)).
///
/// They are sorted by name, or [by size](Self::by_size). Filters choose some:
///
/// ```
/// # #[cfg(feature = "registry")] mod example {
/// use layout_core::{Layout, registry};
///
/// mod wire {
///     #[derive(layout_core::Layout)]
///     #[repr(C)]
///     pub struct Packet { version: u8, length: u16 }
/// }
///
/// #[derive(Layout)]
/// struct State { packets: Vec<wire::Packet> }
///
/// # pub fn run() {
/// let here = registry::all().in_module(module_path!());
/// assert_eq!(here.len(), 2);
/// for entry in here.filter(|entry| entry.layout().padding() > 0) {
///     println!("{}: {} bytes, {}:{}", entry.name(), entry.layout().size, entry.file(), entry.line());
/// #   assert!(entry.name().ends_with("::wire::Packet"));
/// }
/// # }
/// # }
/// # #[cfg(feature = "registry")] example::run();
/// ```
///
/// ```no_run
/// # #[cfg(feature = "debug-info")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let program = layout_core::debug_info::read("target/debug/my_app")?;
/// println!("{:.80}", program.futures().in_crate("my_app"));
/// program.futures().in_crate("my_app").max_size(4096);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "debug-info"))] fn main() {}
/// ```
#[derive(Clone)]
pub struct Types<T: Listed> {
    entries: Vec<T>,
    #[cfg_attr(
        not(feature = "debug-info"),
        expect(dead_code, reason = "the registry is of this program")
    )]
    source: T::Source,
    scope: Option<String>,
    missing: Option<String>,
}

impl<T: Listed> Types<T> {
    /// Types in the order of their names.
    pub(crate) fn new(source: T::Source, entries: Vec<T>) -> Self {
        Self { entries, source, scope: None, missing: None }
    }

    /// What lists the types.
    #[cfg(feature = "debug-info")]
    pub(crate) fn source(&self) -> T::Source {
        self.source
    }

    /// What a module filter left, as the beginnings of names; the lock file has no other types of it.
    pub(crate) fn scope(&self) -> Option<&str> {
        self.scope.as_deref()
    }

    /// What is known of a name that no type has, if one was asked for.
    pub(crate) fn missing(&self) -> Option<&str> {
        self.missing.as_deref()
    }

    /// Chooses the types that a crate declares. Write the name as in paths, with `_` for `-`.
    #[must_use]
    pub fn in_crate(self, name: &str) -> Self {
        self.in_module(name)
    }

    /// Chooses the types that a module declares, or a module or function within it: `my_crate::wire`.
    ///
    /// Here and in other queries, you may write raw identifiers with or without `r#`: `module_path!()` has it, and the
    /// names of types and debug info do not.
    #[must_use]
    pub fn in_module(self, path: &str) -> Self {
        let path = full_name(path);
        let types = self.retain(|it| choice::is_within(it.declared_in(), &path));
        Self { scope: Some(path), ..types }
    }

    /// Chooses the types with this full name, with or without lifetimes: `my_crate::wire::Packet`.
    ///
    /// For debug info, you may write the name from the file, from the source, or from
    /// [`type_name`](core::any::type_name), and omit default arguments: `alloc::vec::Vec<u8>`.
    ///
    /// If there are none, a gate or a lock that checks them lists similar names.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        let all = self.clone();
        let found = self.retain(T::with_name(name));
        if !found.is_empty() {
            return found;
        }
        Self { missing: Some(choice::missing(name, &all.nearest(name, 3))), ..found }
    }

    /// Chooses the types whose path ends with `path`: `wire::Packet` finds `my_app::wire::Packet`.
    ///
    /// You may omit the modules of generic arguments, or all arguments: `Ring<u8>` and `Ring` find `my_app::Ring<u8>`.
    ///
    /// ```no_run
    /// # #[cfg(feature = "debug-info")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("target/debug/my_app")?;
    /// for it in program.types().ending_with("wire::Packet") {
    ///     println!("{}", it.record());
    /// }
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "debug-info"))] fn main() {}
    /// ```
    #[must_use]
    pub fn ending_with(self, path: &str) -> Self {
        self.retain(T::with_ending(path))
    }

    /// Chooses the types whose full name ([`Listed::full_name`]) matches a regular expression, such as
    /// `^my_app::.*Packet`. The syntax is that of [`regex-lite`](https://docs.rs/regex-lite/latest/regex_lite/#syntax).
    ///
    /// ```
    /// # #[cfg(feature = "registry")] mod example {
    /// use layout_core::registry;
    ///
    /// #[derive(layout_core::Layout)]
    /// struct Request { id: u32 }
    /// #[derive(layout_core::Layout)]
    /// struct Response { id: u32 }
    ///
    /// # pub fn run() {
    /// registry::in_module(module_path!()).matching("::Re(quest|sponse)$").max_size(4);
    /// # }
    /// # }
    /// # #[cfg(feature = "registry")] example::run();
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the text is not a regular expression.
    #[must_use]
    #[track_caller]
    pub fn matching(self, pattern: &str) -> Self {
        match self.try_matching(pattern) {
            Ok(types) => types,
            Err(error) => panic!("{error}"),
        }
    }

    /// Like [`matching`](Self::matching), but returns an error instead of panicking.
    ///
    /// # Errors
    ///
    /// Fails if the text is not a regular expression.
    pub fn try_matching(self, pattern: &str) -> Result<Self, PatternError> {
        let pattern = Pattern::new(pattern)?;
        Ok(self.retain(|it| pattern.is_in(&it.full_name())))
    }

    /// Returns up to `most` similar full names, the nearest first, for a name that no type has. Empty if nothing is
    /// similar.
    #[must_use]
    pub fn nearest(&self, name: &str, most: usize) -> Vec<String> {
        let named = self.iter().filter(Listed::has_own_name);
        choice::nearest(named.map(|it| it.full_name()), name, most)
    }

    /// Chooses the types for which `predicate` returns `true`.
    #[must_use]
    pub fn filter(self, mut predicate: impl FnMut(&T::Type) -> bool) -> Self {
        self.retain(|it| predicate(it.as_type()))
    }

    fn retain(mut self, predicate: impl FnMut(&T) -> bool) -> Self {
        self.entries.retain(predicate);
        self
    }

    /// Sorts the types by size, the largest first. Types of equal size keep their order.
    #[must_use]
    pub fn by_size(mut self) -> Self {
        self.entries.sort_by_key(|it| Reverse(it.size_in_bytes()));
        self
    }

    /// Returns the number of types.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there are no types.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns an iterator over the types.
    pub fn iter(&self) -> Iter<'_, T> {
        self.entries.iter().copied()
    }
}

impl<T: Listed + fmt::Debug> fmt::Debug for Types<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// An iterator over the types of a [`Types`].
pub type Iter<'a, T> = iter::Copied<slice::Iter<'a, T>>;

impl<'a, T: Listed> IntoIterator for &'a Types<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Listed> IntoIterator for Types<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}
