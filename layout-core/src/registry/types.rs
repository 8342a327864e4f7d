use core::cmp::Reverse;
use core::slice;
use std_alloc::string::{String, ToString};
use std_alloc::vec::{self, Vec};

use super::Entry;
use crate::choice::{self, Pattern, PatternError};
use crate::record::ShortName;
use crate::record::name::full_name;

/// Types of the program, sorted by name, without duplicates.
///
/// [`all`](super::all) gives all of them; filters choose some:
///
/// ```
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
/// # fn main() {
/// let here = registry::all().in_module(module_path!());
/// assert_eq!(here.len(), 2);
/// for entry in here.filter(|entry| entry.layout().padding() > 0) {
///     println!("{}: {} bytes, {}:{}", entry.name(), entry.layout().size, entry.file(), entry.line());
/// #   assert!(entry.name().ends_with("::wire::Packet"));
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Types {
    entries: Vec<&'static Entry>,
    /// What a module filter left, as the beginnings of names; the lock file has no other types of it.
    pub(super) scope: Option<String>,
    /// What is known of a name that no type has, if one was asked for.
    pub(super) missing: Option<String>,
}

impl Types {
    /// All types of the program.
    pub(super) fn all() -> Self {
        let mut keyed: Vec<_> =
            inventory::iter::<Entry>.into_iter().map(|entry| (entry.key(), entry)).collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        keyed.dedup_by(|(key, entry), (before, kept)| {
            key == before || key.0 == before.0 && entry.is_same_type(kept)
        });
        Self {
            entries: keyed.into_iter().map(|(_, entry)| entry).collect(),
            scope: None,
            missing: None,
        }
    }

    /// Chooses the types that a crate declares. Name it as paths do, with `_` for `-`.
    #[must_use]
    pub fn in_crate(self, name: &str) -> Self {
        self.in_module(name)
    }

    /// Chooses the types that a module declares, or a module within it: `my_crate::wire`.
    ///
    /// You may write raw identifiers with or without `r#`: `module_path!()` has it, and the names of types do not.
    #[must_use]
    pub fn in_module(self, path: &str) -> Self {
        let types = self.filter(|entry| choice::is_within(entry.layout().module_path, path));
        Self { scope: Some(full_name(path)), ..types }
    }

    /// Chooses the types with this full name, with or without lifetimes and the `r#` of raw identifiers:
    /// `my_crate::wire::Packet`.
    ///
    /// If there are none, a gate or a lock that checks them lists similar names.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        let wanted = full_name(name);
        let all = self.clone();
        let found = self.filter(|entry| entry.name() == wanted);
        if !found.is_empty() {
            return found;
        }
        Self { missing: Some(choice::missing(name, &all.nearest(name, 3))), ..found }
    }

    /// Chooses the types whose path ends with `path`: `wire::Packet` finds `my_app::wire::Packet`.
    ///
    /// You may omit the modules of generic arguments, or all arguments: `Ring<u8>` and `Ring` find `my_app::Ring<u8>`.
    #[must_use]
    pub fn ending_with(self, path: &str) -> Self {
        let path = full_name(path.trim().trim_start_matches("::"));
        self.filter(|entry| {
            let name = entry.name();
            choice::is_end_of(&path, &name) || ShortName(&name).to_string() == path
        })
    }

    /// Chooses the types whose full name matches a regular expression, such as `^my_app::.*Packet`. The syntax is that
    /// of [`regex-lite`](https://docs.rs/regex-lite/latest/regex_lite/#syntax).
    ///
    /// ```
    /// use layout_core::registry;
    ///
    /// #[derive(layout_core::Layout)]
    /// struct Request { id: u32 }
    /// #[derive(layout_core::Layout)]
    /// struct Response { id: u32 }
    ///
    /// # fn main() {
    /// registry::in_module(module_path!()).matching("::Re(quest|sponse)$").max_size(4);
    /// # }
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
        Ok(self.filter(|entry| pattern.is_in(&entry.name())))
    }

    /// Returns up to `most` similar full names, the nearest first, for a name that no type has. Empty if nothing is
    /// similar.
    #[must_use]
    pub fn nearest(&self, name: &str, most: usize) -> Vec<String> {
        choice::nearest(self.iter().map(Entry::name), name, most)
    }

    /// Sorts the types by size, the largest first. Types of equal size keep their order.
    #[must_use]
    pub fn by_size(mut self) -> Self {
        self.entries.sort_by_key(|entry| Reverse(entry.layout().size));
        self
    }

    /// Chooses the type `T`; empty if it is not registered.
    ///
    /// ```
    /// use layout_core::registry;
    ///
    /// #[derive(layout_core::Layout)]
    /// struct Packet { version: u8 }
    ///
    /// # fn main() {
    /// assert_eq!(registry::all().of::<Packet>().len(), 1);
    /// registry::all().of::<Packet>().max_size(1);
    /// # }
    /// ```
    #[must_use]
    pub fn of<T: ?Sized + 'static>(self) -> Self {
        self.filter(Entry::is_of::<T>)
    }

    /// Chooses the types with `#[layout(lock)]`.
    #[must_use]
    pub fn locked(self) -> Self {
        self.filter(Entry::is_locked)
    }

    /// Those for which `predicate` holds.
    #[must_use]
    pub fn filter(mut self, mut predicate: impl FnMut(&Entry) -> bool) -> Self {
        self.entries.retain(|entry| predicate(entry));
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

    /// The types in the order of their names.
    pub fn iter(&self) -> Iter<'_> {
        self.entries.iter().copied()
    }
}

/// The types of a [`Types`] in the order of their names.
pub type Iter<'a> = core::iter::Copied<slice::Iter<'a, &'static Entry>>;

impl<'a> IntoIterator for &'a Types {
    type Item = &'static Entry;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl IntoIterator for Types {
    type Item = &'static Entry;
    type IntoIter = vec::IntoIter<&'static Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}
