//! The types of a program, ranked, with what they come to by crate and by module.

mod diff;
mod json;
mod markdown;
mod narrow;
mod rank;
mod sarif;
mod summary;
mod text;
mod uri;

use core::cmp::Reverse;
use std_alloc::collections::BTreeMap;
use std_alloc::string::String;
use std_alloc::vec::Vec;

pub use diff::ProgramDiff;
pub use json::ReportError;
pub use narrow::StyledProgramReport;
pub use rank::Rank;
pub use summary::{Totals, TypeSummary};
pub(super) use text::Headline;

use super::Entry;
use crate::analysis::Finding;
use crate::gate::Gated;
#[cfg(feature = "debug-info")]
use crate::record::SourcePlace;
use crate::record::Target;
use crate::types::Types;

/// The types of a program, ranked, with their findings and totals. [`Types::report`] returns it.
///
/// `{}` prints three tables: types, crates and modules. `{:.80}` prints one line for each type, at most 80
/// characters wide, with a small map and what to do about the type. For a generic type it shows the instance that
/// ranks first. [`styled`](Self::styled) adds colors.
///
/// [`to_markdown`](Self::to_markdown) is for the summary page of a CI run, [`to_json`](Self::to_json) for programs,
/// [`to_sarif`](Self::to_sarif) for code scanning, and [`to_html`](Self::to_html) is a page with pictures.
#[derive(Clone, Debug)]
pub struct ProgramReport {
    target: Target,
    types: Vec<TypeSummary>,
    rank: Rank,
    most: usize,
}

/// A type that can be in a [report](Types::report): one that derives `Layout`, or one from debug info.
pub trait Reported: Gated {
    /// What a report says of each.
    #[doc(hidden)]
    fn summaries(types: &Types<Self>) -> Vec<TypeSummary>;
}

impl Reported for &'static Entry {
    fn summaries(types: &Types<Self>) -> Vec<TypeSummary> {
        types.iter().map(TypeSummary::new).collect()
    }
}

impl<T: Reported> Types<T> {
    /// Creates a report, ranked by bytes lost. It prints as text, Markdown, JSON, SARIF or a page.
    ///
    /// The findings of futures are those of [`DebugType::future`](crate::debug_info::DebugType::future). SARIF
    /// places them in the source. A finding about a value that a future holds while it waits is at that await. A
    /// finding about a value that it holds twice is at its function or block.
    #[must_use]
    pub fn report(&self) -> ProgramReport {
        let (target, types) = (T::target(self), T::summaries(self));
        ProgramReport { target, types, rank: Rank::Lost, most: usize::MAX }.ranked(Rank::Lost)
    }
}

impl ProgramReport {
    /// Ranks the types differently. Types of equal rank are sorted by name.
    #[must_use]
    pub fn ranked(mut self, rank: Rank) -> Self {
        self.rank = rank;
        self.types.sort_by(|one, other| one.name().cmp(other.name()));
        self.types.sort_by_key(|summary| Reverse(rank.of(summary)));
        self
    }

    /// Limits the tables in text and Markdown to `most` types, crates and modules. Totals and other outputs still
    /// include all types.
    #[must_use]
    pub fn top(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Keeps only the findings for which `predicate` returns true. Totals and ranks count only these findings.
    #[must_use]
    pub fn keep_findings(mut self, predicate: impl Fn(&TypeSummary, &Finding) -> bool) -> Self {
        for summary in &mut self.types {
            summary.keep_findings(&predicate);
        }
        let rank = self.rank;
        self.ranked(rank)
    }

    /// Adds places of declarations that debug info does not record, which are those of Rust's structs, unions and
    /// enums.
    ///
    /// `place` is called with the path of each such type, `my_app::wire::Packet`.
    #[cfg(feature = "debug-info")]
    #[must_use]
    pub fn declared_at(mut self, mut place: impl FnMut(&str) -> Option<SourcePlace>) -> Self {
        for summary in &mut self.types {
            summary.declare_at(&mut place);
        }
        self
    }

    /// Returns what the types are ranked by.
    #[must_use]
    pub fn rank(&self) -> Rank {
        self.rank
    }

    /// Returns the types, in the order of their rank.
    #[must_use]
    pub fn types(&self) -> &[TypeSummary] {
        &self.types
    }

    /// Returns the target that the types were compiled for.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Returns the totals of all types.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.types.iter().collect()
    }

    /// Returns the totals of each crate, in the order of the report.
    #[must_use]
    pub fn crates(&self) -> Vec<(String, Totals)> {
        self.totals_by(TypeSummary::crate_name)
    }

    /// Returns the totals of each module, in the order of the report, without those of its inner modules.
    #[must_use]
    pub fn modules(&self) -> Vec<(String, Totals)> {
        self.totals_by(TypeSummary::module_path)
    }

    fn totals_by(&self, key: impl Fn(&TypeSummary) -> &str) -> Vec<(String, Totals)> {
        let mut groups: BTreeMap<&str, Vec<&TypeSummary>> = BTreeMap::new();
        for summary in &self.types {
            groups.entry(key(summary)).or_default().push(summary);
        }
        let totals =
            groups.into_iter().map(|(name, types)| (name.into(), types.into_iter().collect()));
        let mut totals: Vec<(String, Totals)> = totals.collect();
        totals.sort_by_key(|(_, totals)| Reverse(self.rank.of_totals(totals)));
        totals
    }

    /// How many types the tables leave out.
    fn left_out(&self) -> usize {
        self.types.len().saturating_sub(self.most)
    }
}
