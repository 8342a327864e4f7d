use super::{Totals, TypeSummary};

/// The order of the types in a report, the greatest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rank {
    /// By [bytes lost](TypeSummary::lost), then size.
    Lost,
    /// By size, then bytes lost.
    Size,
    /// By the number of warnings, then of all findings.
    Findings,
    /// By cache lines, then size.
    CacheLines,
    /// By name, from A to Z.
    Name,
}

impl Rank {
    /// All ranks.
    pub const ALL: &'static [Self] =
        &[Self::Lost, Self::Size, Self::Findings, Self::CacheLines, Self::Name];

    pub(super) fn of(self, summary: &TypeSummary) -> (usize, usize) {
        match self {
            Self::Lost => (summary.lost(), summary.size()),
            Self::Size => (summary.size(), summary.lost()),
            Self::Findings => (summary.warnings(), summary.findings().len()),
            Self::CacheLines => (summary.cache_lines(), summary.size()),
            Self::Name => (0, 0),
        }
    }

    pub(super) fn of_totals(self, totals: &Totals) -> (usize, usize) {
        match self {
            Self::Lost => (totals.lost, totals.size),
            Self::Size | Self::CacheLines => (totals.size, totals.lost),
            Self::Findings => (totals.findings, totals.lost),
            Self::Name => (0, 0),
        }
    }

    /// The rank in words: `bytes lost`.
    pub(in crate::registry) const fn words(self) -> &'static str {
        match self {
            Self::Lost => "bytes lost",
            Self::Size => "size",
            Self::Findings => "findings",
            Self::CacheLines => "cache lines",
            Self::Name => "name",
        }
    }
}
