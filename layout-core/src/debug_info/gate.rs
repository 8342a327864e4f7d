//! The rules of a [`Gate`] for types of debug info.

use std::string::{String, ToString};
use std::vec::Vec;

use super::future::is_future;
use super::parallel::of_types;
use super::types::{DebugType, Types};
use super::{PathStep, findings};
use crate::findings::FindingId;
use crate::gate::{Gate, Gated, Subject, pass, sealed};
use crate::layout::{Kind, Tagging};
use crate::record::{Target, TypeRecord, VariantRecord};

impl sealed::Sealed for Types<'_> {}

impl Gated for Types<'_> {
    fn subjects(&self, denied: &[FindingId]) -> Vec<Subject> {
        let subject = |it: &DebugType<'_>| {
            let layout = it.layout_for_findings();
            let path = it.future().map(|future| future.largest_path()).unwrap_or_default();
            Subject {
                name: it.name(),
                place: layout.declared_at.as_ref().map(ToString::to_string).unwrap_or_default(),
                size: it.size(),
                lost: lost(&layout),
                denied: findings::denied(&layout, it.target(), denied),
                reasons: path.iter().skip(1).map(PathStep::to_string).collect(),
            }
        };
        let types: Vec<DebugType<'_>> = self.iter().collect();
        let mut subjects = of_types(&types, subject);
        subjects.sort_by(|one, other| one.name.cmp(&other.name));
        subjects
    }

    fn scope(&self) -> Option<String> {
        self.scope.clone()
    }

    fn missing(&self) -> Option<String> {
        self.missing.clone()
    }

    fn target(&self) -> Target {
        self.program().target().clone()
    }

    fn undecided(&self, denied: &[FindingId]) -> Option<String> {
        findings::undecided(denied, self.program().target())
    }
}

/// The bytes that are padding in every value; 0 where that is not known, as of an enum with a niche.
pub(crate) fn lost(layout: &TypeRecord) -> usize {
    let of_variants = |tag: usize| {
        let used = |variant: &VariantRecord| {
            variant.fields.iter().map(|field| field.size).fold(tag, usize::saturating_add)
        };
        let can_be = layout.variants.iter().filter(|variant| !variant.is_uninhabited);
        let unused = can_be.map(|variant| layout.size.saturating_sub(used(variant)));
        unused.min().unwrap_or(0)
    };
    match (layout.kind, layout.tagging) {
        // The last state holds next to nothing.
        _ if is_future(layout) => 0,
        (Kind::Enum, Some(Tagging::Tag { size, .. })) => of_variants(size),
        (Kind::Enum, Some(Tagging::Single)) => of_variants(0),
        _ => layout.padding(),
    }
}

impl Types<'_> {
    /// Asserts that no type is larger than so many bytes. Of futures the message has the largest path down.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("target/debug/my_app")?;
    /// program.types().in_module("my_app::wire").max_size(256);
    /// program.futures().in_crate("my_app").max_size(4096);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if a type is larger, or if there are no types: a filter that names a module that does not exist is
    /// a mistake.
    #[track_caller]
    pub fn max_size(&self, bytes: usize) {
        pass(&Gate::new().max_size(bytes), self);
    }

    /// Asserts that no type wastes more than `percent` % of its bytes, as padding in every value.
    ///
    /// # Panics
    ///
    /// Panics if a type has more, or if there are no types.
    #[track_caller]
    pub fn max_padding(&self, percent: u32) {
        pass(&Gate::new().max_padding(percent), self);
    }

    /// Asserts that no type has one of these findings.
    ///
    /// ```no_run
    /// use layout_core::FindingId;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("target/debug/my_app")?;
    /// program.types().in_crate("my_app").deny(&[FindingId::Reorder, FindingId::LargeVariant]);
    /// program.futures().in_crate("my_app").deny(&[FindingId::LargeHeldLocal]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// What the debug info does not tell fails the check: marks of fields (`hot-straddle`, `hot-cold-mix`) and the
    /// `repr` (`repr-c-cost`, `target-dependent`) are not in it.
    ///
    /// Debug info does not tell what a type is allowed by `#[layout(allow(identifier))]`: choose the types by
    /// filters.
    ///
    /// # Panics
    ///
    /// Panics if a type has one, or if there are no types.
    #[track_caller]
    pub fn deny(&self, findings: &[FindingId]) {
        pass(&Gate::new().deny(findings), self);
    }
}
