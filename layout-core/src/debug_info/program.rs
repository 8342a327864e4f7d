use std::path::Path;

use super::DebugInfoError;
use super::file::Loader;
use super::graph::Graph;
use super::lookup::{self, LookupError};
use super::types::{DebugType, Types};
use crate::record::{LayoutRecord, Target};

/// The types of a program, read from its debug info: what [`read`](super::read) returns.
#[derive(Debug)]
pub struct Program {
    pub(super) graph: Graph,
    pub(super) target: Target,
}

impl Program {
    pub(super) fn read(path: &Path) -> Result<Self, DebugInfoError> {
        let (graph, target) = Loader::read(path)?;
        Ok(Self { graph, target })
    }

    pub(super) fn read_all<P: AsRef<Path>>(
        paths: impl IntoIterator<Item = P>,
    ) -> Result<Self, DebugInfoError> {
        let (graph, target) = Loader::read_all(paths)?;
        Ok(Self { graph, target })
    }

    pub(super) fn read_bytes(bytes: &[u8]) -> Result<Self, DebugInfoError> {
        let (graph, target) = Loader::read_bytes(bytes)?;
        Ok(Self { graph, target })
    }

    /// What the program was built for. The operating system and the C library are `unknown` where the file does
    /// not tell them.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// All types that the debug info describes, in the order of their names.
    #[must_use]
    pub fn types(&self) -> Types<'_> {
        Types::all(self)
    }

    /// The async state machines among the types, the largest first: those of `async fn`s, blocks and closures.
    /// [`DebugType::future`] tells what one holds at each await.
    #[must_use]
    pub fn futures(&self) -> Types<'_> {
        self.types().filter(DebugType::is_future).by_size()
    }

    /// The layout of a type of this program, which the file must be of.
    ///
    /// The type is found by its name, its size and its alignment.
    ///
    /// # Errors
    ///
    /// The debug info does not have the type, or it has several layouts that may be the type's.
    pub fn of<T>(&self) -> Result<LayoutRecord, LookupError> {
        lookup::only(&self.types().of::<T>(), core::any::type_name::<T>())
    }

    /// The layout of the one type of that name.
    ///
    /// # Errors
    ///
    /// There is no such type, or there are several: crates of different versions, types that are local
    /// to blocks, and types made by macros may have one name. [`Types::named`] lists them.
    pub fn named(&self, name: &str) -> Result<LayoutRecord, LookupError> {
        lookup::only(&self.types().named(name), name)
    }
}
