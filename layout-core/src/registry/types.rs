use core::slice;
use std_alloc::string::String;
use std_alloc::vec::{self, Vec};

use super::Entry;
use crate::record::name::full_name;

/// Types of the program, in the order of their names, none of them twice.
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
        Self { entries: keyed.into_iter().map(|(_, entry)| entry).collect(), scope: None }
    }

    /// Those that a crate declares. The name is that of paths, with `_` for `-`.
    #[must_use]
    pub fn in_crate(self, name: &str) -> Self {
        self.in_module(name)
    }

    /// Those that a module declares, or a module within it: `my_crate::wire`.
    ///
    /// A raw identifier may be written with or without its `r#`: `module_path!()` has it, and the names of
    /// types do not.
    #[must_use]
    pub fn in_module(self, path: &str) -> Self {
        let is_within = |module: &str| {
            let mut names = names_of(module);
            names_of(path).all(|name| names.next() == Some(name))
        };
        let types = self.filter(|entry| is_within(entry.layout().module_path));
        let scope: Vec<&str> = names_of(path).collect();
        Self { scope: Some(scope.join("::")), ..types }
    }

    /// Those of that full name, with or without lifetimes: `my_crate::wire::Packet`.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        let name = full_name(name);
        self.filter(|entry| entry.name() == name)
    }

    /// The type `T`; none if it is not registered.
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

    /// Those that are marked with `#[layout(lock)]`.
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

/// The names in a path of modules, without `r#`.
fn names_of(path: &str) -> impl Iterator<Item = &str> {
    path.split("::").map(|name| name.strip_prefix("r#").unwrap_or(name))
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
