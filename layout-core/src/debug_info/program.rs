use std::collections::BTreeSet;
use std::format;
use std::path::Path;
use std::string::String;
use std::vec::Vec;

use super::DebugInfoError;
use super::file::Loader;
use super::graph::Graph;
use super::lookup::{self, LookupError};
use super::types::{DebugType, Types};
use crate::record::{LayoutRecord, Target};

/// The types of a program, read from its debug info: returned by [`read`](super::read).
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

    /// Returns the target that the program was built for. The operating system and the C library are `unknown` if
    /// the file does not name them.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Sets the operating system and the C library or ABI, named as in `cfg(target_os)` and `cfg(target_env)`. ELF
    /// files do not name them, so tell the program what you built it for.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("firmware.elf")?.built_for("none", "none");
    /// assert_eq!(program.target().to_string(), "arm-none-none");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn built_for(mut self, os: &str, env: &str) -> Self {
        (self.target.os, self.target.env) = (os.into(), env.into());
        self
    }

    /// Returns the Rust compilers that described types, each once: `rustc 1.95.0`.
    #[must_use]
    pub fn compilers(&self) -> Vec<String> {
        let names = self.graph.producers.iter().map(|it| compiler(it));
        names.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Returns all types that the debug info describes, in the order of their names.
    #[must_use]
    pub fn types(&self) -> Types<'_> {
        Types::all(self)
    }

    /// Returns the async state machines, the largest first: `async fn`s, async blocks and async closures.
    /// [`DebugType::future`] shows what each one holds at each await.
    #[must_use]
    pub fn futures(&self) -> Types<'_> {
        self.types().filter(DebugType::is_future).by_size()
    }

    /// Finds the layout of a type of the running program, by its name, size and alignment. The file must be this
    /// program.
    ///
    /// # Errors
    ///
    /// Fails if the debug info does not have the type, or has several different layouts that match.
    pub fn of<T>(&self) -> Result<LayoutRecord, LookupError> {
        lookup::only(&self.types().of::<T>(), core::any::type_name::<T>())
    }

    /// Finds the layout of the only type with this name.
    ///
    /// # Errors
    ///
    /// Fails if no type or several types have this name. Crates of different versions, types in blocks, and types from
    /// macros can share a name. [`Types::named`] lists them all.
    pub fn named(&self, name: &str) -> Result<LayoutRecord, LookupError> {
        lookup::only(&self.types().named(name), name)
    }
}

/// The compiler of Rust that says this of itself: `rustc 1.95.0`, and of one that is made each night the
/// date too, `rustc 1.97.0-nightly (2026-05-01)`. What is not understood stands for itself.
///
/// It is written as `clang LLVM (rustc version 1.95.0 (59807616e 2026-04-14))`.
fn compiler(producer: &str) -> String {
    let Some((_, rest)) = producer.split_once("rustc version ") else {
        return format!("rustc of {producer}");
    };
    let version = rest.split([' ', ')']).next().unwrap_or(rest);
    let commit = rest[version.len()..].trim_start().strip_prefix('(');
    let date = commit.and_then(|it| it.split(')').next()?.split(' ').nth(1));
    match date.filter(|_| version.contains('-')) {
        Some(date) => format!("rustc {version} ({date})"),
        None => format!("rustc {version}"),
    }
}

#[cfg(test)]
mod tests {
    use super::compiler;

    #[test]
    fn a_compiler_has_a_version_and_those_of_a_night_a_date() {
        for (producer, expected) in [
            ("clang LLVM (rustc version 1.95.0 (59807616e 2026-04-14))", "rustc 1.95.0"),
            (
                "clang LLVM (rustc version 1.97.0-nightly (f5eca4fcf 2026-05-02))",
                "rustc 1.97.0-nightly (2026-05-02)",
            ),
            (
                "clang LLVM (rustc version 1.85.0 (4d91de4e4 2025-02-17) (built from a source tarball))",
                "rustc 1.85.0",
            ),
            ("clang LLVM (rustc version 1.85.0)", "rustc 1.85.0"),
            ("mrustc", "rustc of mrustc"),
        ] {
            assert_eq!(compiler(producer), expected);
        }
    }
}
