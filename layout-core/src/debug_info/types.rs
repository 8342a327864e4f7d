use core::fmt;
use std::borrow::Cow;
use std::string::String;
#[cfg(feature = "registry")]
use std::vec::Vec;

use super::ending::Ending;
use super::future::FutureReport;
use super::graph::{Node, NodeId};
#[cfg(feature = "registry")]
use super::printed::printed;
use super::program::Program;
use super::raw::RawKind;
use super::release::Release;
use super::{human, lookup, record};
use crate::layout::{Kind, TypeLayout};
use crate::record::{FindingRecord, LayoutRecord, SourcePlace, Target, TypeRecord};
use crate::types::{self, Listed};

/// A type that debug info describes.
#[derive(Clone, Copy)]
pub struct DebugType<'p> {
    program: &'p Program,
    id: NodeId,
}

impl<'p> DebugType<'p> {
    pub(super) fn new(program: &'p Program, id: NodeId) -> Self {
        Self { program, id }
    }

    pub(super) fn program(&self) -> &'p Program {
        self.program
    }

    pub(super) fn target(&self) -> &'p Target {
        &self.program.target
    }

    pub(super) fn id(&self) -> NodeId {
        self.id
    }

    /// The name without its module and its generic arguments.
    pub(super) fn short_name(&self) -> String {
        human::short_name(&self.program.graph.short_name(self.id))
    }

    /// Whether the type has no name in source.
    pub(crate) fn is_unnamed(&self) -> bool {
        self.node().name.is_empty()
    }

    fn node(&self) -> &'p Node {
        self.program.graph.node(self.id)
    }

    /// Returns the full name, with closures and futures written for people: `my_app::serve::{async fn}`.
    #[must_use]
    pub fn name(&self) -> String {
        human::full_name(&self.raw_name())
    }

    /// Returns the full name in the debug info: `my_app::serve::{async_fn_env#0}`.
    #[must_use]
    pub fn raw_name(&self) -> Cow<'p, str> {
        self.program.graph.full_name(self.id)
    }

    /// Returns the path of the module or function that declares the type. Empty for arrays, pointers, tuples and
    /// primitives.
    #[must_use]
    pub fn module_path(&self) -> &'p str {
        self.program.graph.text(self.node().module)
    }

    /// Returns the crate that declares the type, as paths name it. Empty if [`module_path`](Self::module_path) is.
    #[must_use]
    pub fn crate_name(&self) -> &'p str {
        let path = self.module_path();
        path.split_once("::").map_or(path, |(name, _)| name)
    }

    /// Returns the version of the crate that declares the type, such as `2.0.1`, if it can be found.
    ///
    /// Cargo unpacks packages from a registry into directories with the version in their names, and debug info
    /// records the path of each source file. The version is found if such a crate contains code that uses the type.
    /// `None` if there is no such code, or if several versions have it.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("target/debug/my_app")?;
    /// for it in program.types().named("syn::Error").iter() {
    ///     println!("{:?}: {} bytes", it.crate_version(), it.size());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn crate_version(&self) -> Option<&'p str> {
        match self.node().release {
            Release::Is(version) => Some(self.program.graph.text(version)),
            Release::Unknown | Release::Several => None,
        }
    }

    /// Returns the place of the declaration, if debug info records it. It does so for C types, closures and futures.
    #[must_use]
    pub fn declared_at(&self) -> Option<SourcePlace> {
        record::declared_at(&self.program.graph, self.id)
    }

    /// Returns the size in bytes. For an unsized type, the size of what comes before its tail.
    #[must_use]
    pub fn size(&self) -> usize {
        let size = self.program.graph.size(self.id).unwrap_or(0);
        usize::try_from(size).unwrap_or(usize::MAX)
    }

    /// Returns the number of bytes that no field uses, like [`TypeRecord::padding`] of the
    /// [layout](Self::layout). This is faster than to compute the layout first.
    #[must_use]
    pub fn padding(&self) -> usize {
        record::outline(&self.program.graph, self.id).padding()
    }

    /// Returns the alignment in bytes.
    #[must_use]
    pub fn align(&self) -> usize {
        self.node().align.max(1) as usize
    }

    /// Returns whether the type is a closure.
    #[must_use]
    pub fn is_closure(&self) -> bool {
        human::is_closure(self.program.graph.text(self.node().name))
    }

    /// Returns whether the type is the state machine of an `async fn`, an async block or an async closure.
    #[must_use]
    pub fn is_future(&self) -> bool {
        human::is_future(self.program.graph.text(self.node().name))
    }

    /// Returns what the type holds at each of its await points, if it is a [future](Self::is_future).
    #[must_use]
    pub fn future(&self) -> Option<FutureReport> {
        if self.is_future() { FutureReport::new(&self.record()) } else { None }
    }

    /// The record without what lies within its fields, and whose names are those that the compiler prints.
    #[cfg(feature = "registry")]
    pub(crate) fn outline(&self) -> TypeRecord {
        let mut record = record::outline(&self.program.graph, self.id);
        let of_variants = record.variants.iter_mut().flat_map(|variant| &mut variant.fields);
        for field in record.fields.iter_mut().chain(of_variants) {
            field.type_name = printed(&field.type_name).into();
        }
        record.type_name = printed(&record.type_name);
        record
    }

    /// What the type holds by value: the types of its fields, of its variants' fields, or of its elements.
    #[cfg(feature = "registry")]
    pub(crate) fn parts(&self) -> Vec<Option<Self>> {
        let program = self.program;
        let held = record::held(&program.graph, self.id).into_iter();
        held.map(|id| id.map(|id| Self { program, id })).collect()
    }

    /// What tells the type from all others of its program. What a type holds by value has a lesser key.
    #[cfg(feature = "registry")]
    pub(crate) fn key(&self) -> usize {
        self.id.index()
    }

    /// Returns whether the compiler numbers the type or something that contains it, such as a closure, a future or
    /// an item in a method. The number depends on what else is in the source.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        human::is_numbered(&self.raw_name())
    }

    /// Returns whether a Rust compiler described the type.
    #[must_use]
    pub fn is_rust(&self) -> bool {
        self.node().is_rust
    }

    /// Returns whether the type is a struct, union, enum, tuple, closure or future, and not a primitive, pointer or
    /// array.
    #[must_use]
    pub fn is_compound(&self) -> bool {
        matches!(self.node().kind, RawKind::Struct | RawKind::Union | RawKind::Enumeration)
            && !record::is_pointer(self.program.graph.text(self.node().name))
    }

    /// Returns the layout of the type and of all types that it holds by value.
    #[must_use]
    pub fn layout(&self) -> TypeRecord {
        record::record(&self.program.graph, self.id)
    }

    /// The layout without what lies within the fields where that says nothing more: for findings, and for what is
    /// written of the type itself.
    pub(crate) fn layout_for_findings(&self) -> TypeRecord {
        let outline = record::outline(&self.program.graph, self.id);
        let is_all = self.node().is_known
            && (outline.kind.has_fields() || outline.kind == Kind::Enum)
            && !self.is_future()
            && !super::findings::may_have(&outline, &self.program.target);
        if is_all { outline } else { self.layout() }
    }

    /// Returns the layout as a record, for every kind of output.
    ///
    /// It has the findings that hold for every `repr`, and more for types that are found to be `repr(C)`. There are
    /// no findings if the target's pointers have another size than those of the running program. A future has the
    /// findings of [`future`](Self::future).
    #[must_use]
    pub fn record(&self) -> LayoutRecord {
        let (target, layout) = (self.program.target.clone(), self.layout());
        let findings = super::findings::of(&layout, &target);
        let findings = findings.into_iter().map(FindingRecord::from).collect();
        LayoutRecord::from_debug_info(target, layout, findings)
    }
}

impl fmt::Debug for DebugType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DebugType")
            .field("name", &self.raw_name())
            .field("size", &self.size())
            .field("align", &self.align())
            .finish_non_exhaustive()
    }
}

/// Types of a program, from its debug info. [`Program::types`] returns them in the order of their names, and
/// [`Program::futures`] by size.
///
/// `{}` lists them in their order, each with its size, its alignment and, if known, the place of its
/// declaration. For futures it also shows the number of await points and the findings. `{:.80}` keeps lines
/// within 80 characters.
pub type Types<'p> = types::Types<DebugType<'p>>;

impl types::sealed::Sealed for DebugType<'_> {}

impl<'p> Listed for DebugType<'p> {
    type Type = Self;
    type Source = &'p Program;

    fn as_type(&self) -> &Self {
        self
    }

    fn full_name(&self) -> String {
        self.name()
    }

    fn declared_in(&self) -> &str {
        self.module_path()
    }

    fn size_in_bytes(&self) -> usize {
        self.size()
    }

    /// A pointer, a tuple or an array is called by what it is of.
    fn has_own_name(&self) -> bool {
        !self.is_unnamed() && !self.raw_name().starts_with(['&', '*', '(', '['])
    }

    fn with_name(name: &str) -> impl Fn(&Self) -> bool {
        let wanted = lookup::Wanted::new(name);
        move |it| wanted.is(&it.raw_name())
    }

    fn with_ending(path: &str) -> impl Fn(&Self) -> bool {
        let ending = Ending::new(path);
        move |it| ending.is_of(&it.raw_name())
    }
}

impl<'p> types::Types<DebugType<'p>> {
    pub(super) fn all(program: &'p Program) -> Self {
        let ids = program.graph.listed.iter();
        Self::new(program, ids.map(|&id| DebugType { program, id }).collect())
    }

    /// Returns the program that the types belong to.
    #[must_use]
    pub fn program(&self) -> &'p Program {
        self.source()
    }

    /// Chooses the types that may be the type `T` of this program, by name, size and alignment.
    #[must_use]
    pub fn of<T>(self) -> Self {
        let wanted = lookup::Wanted::new(core::any::type_name::<T>());
        self.filter(|it| {
            it.size() == size_of::<T>()
                && it.align() == align_of::<T>()
                && wanted.is(&it.raw_name())
        })
    }

    /// Chooses the types that may have this layout, by name, size and alignment.
    #[must_use]
    pub fn like(self, layout: &TypeLayout) -> Self {
        let wanted = lookup::Wanted::new(layout.type_name());
        self.filter(|it| {
            it.size() == layout.size && it.align() == layout.align && wanted.is(&it.raw_name())
        })
    }
}
