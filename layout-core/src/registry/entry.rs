use core::any::TypeId;
use core::fmt;
use std_alloc::string::String;

use crate::Layout;
use crate::layout::TypeLayout;
use crate::record::name::full_name;
use crate::report::LayoutReport;

/// A type of the program: its layout, and where it is declared.
#[derive(Clone, Copy)]
pub struct Entry {
    /// A function, so that the layout of a type that cannot be is not evaluated where it is declared: the
    /// compiler would tell of the type again.
    layout: fn() -> &'static TypeLayout,
    type_id: fn() -> TypeId,
    is_locked: bool,
    file: &'static str,
    line: u32,
    column: u32,
    /// The module that registers the type.
    registered_in: &'static str,
    /// The version of the package that registers it, where cargo told it.
    version: Option<&'static str>,
}

inventory::collect!(Entry);

const fn layout_of<T: Layout + ?Sized + 'static>() -> &'static TypeLayout {
    &T::LAYOUT
}

impl Entry {
    /// The entry of a type that is registered at that place, in that module of that version of a package.
    #[doc(hidden)]
    #[must_use]
    pub const fn of<T: Layout + ?Sized + 'static>(
        file: &'static str,
        line: u32,
        column: u32,
        registered_in: &'static str,
        version: Option<&'static str>,
    ) -> Self {
        let type_id = TypeId::of::<T>;
        let is_locked = T::__IS_LOCKED;
        Self {
            layout: layout_of::<T>,
            type_id,
            is_locked,
            file,
            line,
            column,
            registered_in,
            version,
        }
    }

    /// Returns the layout of the type.
    #[must_use]
    pub fn layout(&self) -> &'static TypeLayout {
        (self.layout)()
    }

    /// Returns a report on the type's layout.
    ///
    /// ```
    /// use layout_core::registry;
    ///
    /// for entry in registry::all().locked() {
    ///     println!("{}", entry.report());
    /// }
    /// ```
    #[must_use]
    pub fn report(&self) -> LayoutReport {
        LayoutReport::new(*self.layout())
    }

    /// Returns the full name of the type, such as `my_crate::Ring<u32, 8>`.
    ///
    /// It is the compiler's name ([`TypeLayout::type_name`]) without lifetimes, which only some compiler versions
    /// print.
    #[must_use]
    pub fn name(&self) -> String {
        full_name(self.layout().type_name())
    }

    /// Returns the crate that declares the type, as paths name it.
    #[must_use]
    pub fn crate_name(&self) -> &'static str {
        let path = self.layout().module_path;
        path.split_once("::").map_or(path, |(name, _)| name)
    }

    /// Returns the path of the file that declares the type, or that calls
    /// [`register_layout!`](crate::register_layout). The path is the one that the compiler got from cargo: relative
    /// to the workspace, or absolute outside of it.
    #[must_use]
    pub const fn file(&self) -> &'static str {
        self.file
    }

    /// Returns the line of the type's name in [`file`](Self::file), from 1. If a macro creates the name, the line of
    /// the macro's call.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// Returns the column of the type's name in its line, in characters from 1.
    #[must_use]
    pub const fn column(&self) -> u32 {
        self.column
    }

    /// The column behind the type's name, or behind `register_layout!`.
    pub(super) fn end_column(&self) -> u32 {
        let is_derived =
            self.layout().module_path == self.registered_in && !self.name().ends_with('>');
        let text = if is_derived { self.layout().name } else { "register_layout!" };
        self.column.saturating_add(u32::try_from(text.chars().count()).unwrap_or(u32::MAX))
    }

    /// Returns whether the type is marked with `#[layout(lock)]`.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        self.is_locked
    }

    /// The crate that derives or registers the type, as paths name it: the one that decides whether the type
    /// is in the program.
    pub(super) fn owner(&self) -> &'static str {
        let path = self.registered_in;
        path.split_once("::").map_or(path, |(name, _)| name)
    }

    /// The version of the package that registers the type, where cargo told it.
    pub(super) const fn version(&self) -> Option<&'static str> {
        self.version
    }

    /// Where the entry stands among all, and what tells it from others: a crate that is linked twice, as
    /// the unit tests of a crate may be, has each type twice, with different identities.
    pub(super) fn key(&self) -> (String, &'static str, u32, u32) {
        (self.name(), self.file, self.line, self.column)
    }

    /// Whether it is that of the type `T`.
    pub(super) fn is_of<T: ?Sized + 'static>(&self) -> bool {
        (self.type_id)() == TypeId::of::<T>()
    }

    /// Whether both are of the very same type.
    pub(super) fn is_same_type(&self, other: &Self) -> bool {
        (self.type_id)() == (other.type_id)()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("name", &self.name())
            .field("file", &self.file)
            .field("line", &self.line)
            .field("column", &self.column)
            .field("is_locked", &self.is_locked)
            .finish_non_exhaustive()
    }
}
