//! One collection for the types of a program, whether a derive lists them or debug info does.
//!
//! [`Types`] has the queries, rules, reports and lock files of both:
//!
//! - [`registry::all`](crate::registry::all) gives the types that derive [`Layout`](crate::Layout), feature `registry`;
//! - [`Program::types`](crate::debug_info::Program::types) gives those of a program's debug info, feature `debug-info`.
//!
//! Code that takes the one or the other is generic:
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

/// A type as a [`Types`] has it: an [entry of the registry](crate::registry::Entry), or a
/// [type of debug info](crate::debug_info::DebugType).
///
/// What is listed is decided in this crate: no other one implements the trait.
pub trait Listed: Copy + sealed::Sealed {
    /// What a [filter](Types::filter) is given.
    type Type;

    /// What lists the types: a program, or nothing but this one.
    #[doc(hidden)]
    type Source: Copy;

    /// What a [filter](Types::filter) is given.
    #[doc(hidden)]
    fn as_type(&self) -> &Self::Type;

    /// The full name, as people write it: `my_app::wire::Packet`, `my_app::serve::{async fn}`.
    fn full_name(&self) -> String;

    /// The path of the module, or of the function, that declares the type; empty for arrays, pointers, tuples and
    /// primitives.
    fn declared_in(&self) -> &str;

    /// The size in bytes; of a type that is not sized, that of what comes before its tail.
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

/// Types of a program, none of them twice: those that a derive lists ([`registry::Types`](crate::registry::Types)),
/// or those that debug info describes ([`debug_info::Types`](crate::debug_info::Types)).
///
/// They are in the order of their names, or [by size](Self::by_size). Filters choose some:
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

    /// Those that a crate declares. The name is that of paths, with `_` for `-`.
    #[must_use]
    pub fn in_crate(self, name: &str) -> Self {
        self.in_module(name)
    }

    /// Those that a module declares, or a module or a function within it: `my_crate::wire`.
    ///
    /// A raw identifier may be written with or without its `r#`, here and in the other queries: `module_path!()` has
    /// it, the names of types and debug info do not.
    #[must_use]
    pub fn in_module(self, path: &str) -> Self {
        let path = full_name(path);
        let types = self.retain(|it| choice::is_within(it.declared_in(), &path));
        Self { scope: Some(path), ..types }
    }

    /// Those of that full name, with or without lifetimes: `my_crate::wire::Packet`.
    ///
    /// In debug info it may be the name as the file has it, as source has it, or as
    /// [`type_name`](core::any::type_name) prints it, and arguments that are defaults may be left out:
    /// `alloc::vec::Vec<u8>`.
    ///
    /// If there is none, a gate or a lock that checks them says what names are near.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        let all = self.clone();
        let found = self.retain(T::with_name(name));
        if !found.is_empty() {
            return found;
        }
        Self { missing: Some(choice::missing(name, &all.nearest(name, 3))), ..found }
    }

    /// Those whose path ends with that one: `wire::Packet` finds `my_app::wire::Packet`. The modules of
    /// generic arguments may be left out, and so may all arguments: `Ring<u8>` and `Ring` find
    /// `my_app::Ring<u8>`.
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

    /// Those in whose full name a regular expression is found, in the form that
    /// [`regex-lite`](https://docs.rs/regex-lite/latest/regex_lite/#syntax) takes: `^my_app::.*Packet`.
    ///
    /// The name is that which people write: [`Listed::full_name`].
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

    /// As [`matching`](Self::matching).
    ///
    /// # Errors
    ///
    /// The text is not a regular expression.
    pub fn try_matching(self, pattern: &str) -> Result<Self, PatternError> {
        let pattern = Pattern::new(pattern)?;
        Ok(self.retain(|it| pattern.is_in(&it.full_name())))
    }

    /// The full names most like that one, the nearest first: what a person may have meant by a name that no type
    /// has. At most so many; none if nothing is near.
    #[must_use]
    pub fn nearest(&self, name: &str, most: usize) -> Vec<String> {
        let named = self.iter().filter(Listed::has_own_name);
        choice::nearest(named.map(|it| it.full_name()), name, most)
    }

    /// Those for which `predicate` holds.
    #[must_use]
    pub fn filter(self, mut predicate: impl FnMut(&T::Type) -> bool) -> Self {
        self.retain(|it| predicate(it.as_type()))
    }

    fn retain(mut self, predicate: impl FnMut(&T) -> bool) -> Self {
        self.entries.retain(predicate);
        self
    }

    /// The largest first; types of one size stay in the order that they have.
    #[must_use]
    pub fn by_size(mut self) -> Self {
        self.entries.sort_by_key(|it| Reverse(it.size_in_bytes()));
        self
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The types in their order.
    pub fn iter(&self) -> Iter<'_, T> {
        self.entries.iter().copied()
    }
}

impl<T: Listed + fmt::Debug> fmt::Debug for Types<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// The types of a [`Types`] in their order.
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
