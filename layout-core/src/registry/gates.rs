//! The rules of a [`Gate`] for the derived types of a program.

use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::{Entry, Rank, TypeSummary, Types};
use crate::analysis::FindingId;
use crate::findings::finding;
use crate::gate::{Gate, Gated, Subject, pass, sealed};

impl sealed::Sealed for Types {}

impl Gated for Types {
    fn subjects(&self, denied: &[FindingId]) -> Vec<Subject> {
        let report = self.report().ranked(Rank::Name);
        let subject = |summary: &TypeSummary| {
            let layout = summary.entry().map(Entry::layout);
            Subject {
                name: summary.name().into(),
                place: summary.declared().map(|place| place.to_string()).unwrap_or_default(),
                size: summary.size(),
                lost: summary.lost(),
                denied: denied.iter().filter_map(|id| finding(layout?, *id)).collect(),
                reasons: Vec::new(),
            }
        };
        report.types().iter().map(subject).collect()
    }

    fn scope(&self) -> Option<String> {
        self.scope.clone()
    }
}

impl Types {
    /// Asserts that no type has one of these findings, but those that allow it.
    ///
    /// ```
    /// # #[derive(layout_core::Layout)]
    /// # struct Packet { version: u8 }
    /// # fn main() {
    /// use layout_core::FindingId;
    /// use layout_core::registry;
    ///
    /// let types = registry::in_module(module_path!());
    /// types.deny(&[FindingId::Reorder, FindingId::LargeVariant]);
    /// # }
    /// ```
    ///
    /// # Panics
    ///
    /// Some has; or there are no types.
    #[track_caller]
    pub fn deny(&self, findings: &[FindingId]) {
        pass(&Gate::new().deny(findings), self);
    }

    /// Asserts that of no type more than so many percent of the bytes are [lost](TypeSummary::lost).
    ///
    /// # Panics
    ///
    /// Of some there are; or there are no types.
    #[track_caller]
    pub fn max_padding(&self, percent: u32) {
        pass(&Gate::new().max_padding(percent), self);
    }

    /// Asserts that no type is larger than so many bytes.
    ///
    /// # Panics
    ///
    /// Some is; or there are no types.
    #[track_caller]
    pub fn max_size(&self, bytes: usize) {
        pass(&Gate::new().max_size(bytes), self);
    }
}
