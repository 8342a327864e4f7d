use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::Entry;
use crate::choice;
use crate::record::ShortName;
use crate::record::name::full_name;
use crate::types::{self, Listed};

/// Derived types of the program. [`all`](super::all) returns all of them, and filters choose some.
pub type Types = types::Types<&'static Entry>;

impl types::sealed::Sealed for &'static Entry {}

impl Listed for &'static Entry {
    type Type = Entry;
    type Source = ();

    fn as_type(&self) -> &Entry {
        self
    }

    fn full_name(&self) -> String {
        self.name()
    }

    fn declared_in(&self) -> &str {
        self.layout().module_path
    }

    fn size_in_bytes(&self) -> usize {
        self.layout().size
    }

    fn has_own_name(&self) -> bool {
        true
    }

    fn with_name(name: &str) -> impl Fn(&Self) -> bool {
        let wanted = full_name(name);
        move |entry| entry.name() == wanted
    }

    fn with_ending(path: &str) -> impl Fn(&Self) -> bool {
        let path = full_name(path.trim().trim_start_matches("::"));
        move |entry| {
            let name = entry.name();
            choice::is_end_of(&path, &name) || ShortName(&name).to_string() == path
        }
    }
}

impl types::Types<&'static Entry> {
    /// All types of the program.
    pub(super) fn all() -> Self {
        let mut keyed: Vec<_> =
            inventory::iter::<Entry>.into_iter().map(|entry| (entry.key(), entry)).collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        keyed.dedup_by(|(key, entry), (before, kept)| {
            key == before || key.0 == before.0 && entry.is_same_type(kept)
        });
        Self::new((), keyed.into_iter().map(|(_, entry)| entry).collect())
    }

    /// Chooses the type `T`. The result is empty if `T` is not registered.
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
}
