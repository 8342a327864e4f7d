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

/// The types of a program, ranked: what [`Types::report`] returns.
///
/// `{}` prints a table of the types, then one of the crates and one of the modules. `{:.80}` prints a shorter one in
/// lines of 80 characters at most: a type each, with a small map, and what to do about it; of a generic type the
/// instance that ranks first. [`styled`](Self::styled) adds colors.
/// [`to_markdown`](Self::to_markdown) is for the summary page of a CI run, [`to_json`](Self::to_json) for
/// programs, [`to_sarif`](Self::to_sarif) for code scanning, [`to_html`](Self::to_html) a page with
/// pictures.
///
/// ```
/// use layout_core::registry::{self, Rank};
///
/// #[derive(layout_core::Layout)]
/// #[repr(C)]
/// struct Packet { version: u8, length: u16, checksum: u32, urgent: bool }
///
/// # fn main() {
/// let report = registry::all().in_module(module_path!()).report();
/// assert_eq!((report.totals().size, report.totals().lost), (12, 4));
/// println!("{}", report.ranked(Rank::Size).top(20));
/// # }
/// ```
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
    /// Creates a report, ranked by bytes lost, for text, Markdown, JSON, SARIF or a page.
    ///
    /// ```no_run
    /// # #[cfg(feature = "debug-info")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let program = layout_core::debug_info::read("target/debug/my_app")?;
    /// println!("{}", program.types().in_crate("my_app").report().top(20));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "debug-info"))] fn main() {}
    /// ```
    ///
    /// The findings of futures are those of [`DebugType::future`](crate::debug_info::DebugType::future). In SARIF, what
    /// a future holds while it waits is at that await, and what it holds twice at its function or block.
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

    /// Limits the tables in text and Markdown to `most` types, crates and modules. Totals and other outputs include
    /// all.
    #[must_use]
    pub fn top(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Keeps only the findings for which `predicate` returns true. Totals and ranks then count these.
    ///
    /// ```
    /// # #[derive(layout_core::Layout)]
    /// # struct Packet { version: u8 }
    /// # fn main() {
    /// use layout_core::analysis::Severity;
    /// use layout_core::registry;
    ///
    /// let report = registry::all().report();
    /// println!("{}", report.keep_findings(|_, finding| finding.severity == Severity::Warning));
    /// # }
    /// ```
    #[must_use]
    pub fn keep_findings(mut self, predicate: impl Fn(&TypeSummary, &Finding) -> bool) -> Self {
        for summary in &mut self.types {
            summary.keep_findings(&predicate);
        }
        let rank = self.rank;
        self.ranked(rank)
    }

    /// The same with the places of declarations that debug info does not tell, as it never does for Rust's structs,
    /// unions and enums. `place` is asked with the path of each, `my_app::wire::Packet`.
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
