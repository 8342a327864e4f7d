use core::fmt;
use core::str::FromStr;

/// What a [finding](crate::analysis) is about: the identifier by which it is known to a person, to
/// `#[layout(allow(identifier))]` and to `#[layout(deny(identifier))]`.
///
/// The texts never change their meaning; new ones may be added.
///
/// ```
/// use layout_core::layout::FindingId;
///
/// assert_eq!(FindingId::PaddingWaste.as_str(), "padding-waste");
/// assert_eq!("repr-c-cost".parse(), Ok(FindingId::ReprCCost));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum FindingId {
    /// `padding-waste`: much of the type is padding.
    PaddingWaste,
    /// `reorder`: another order of the fields makes the type smaller.
    Reorder,
    /// `repr-c-cost`: the type is larger than it would be without `repr(C)`.
    ReprCCost,
    /// `large-variant`: one variant makes an enum much larger than the others need.
    LargeVariant,
    /// `bool-cluster`: the bits of one integer would do for several `bool`s.
    BoolCluster,
    /// `contended-line`: what several threads write lies on one cache line.
    ContendedLine,
    /// `hot-straddle`: a hot field lies on two cache lines, or the hot fields on more than they need.
    HotStraddle,
    /// `hot-cold-mix`: a cache line with a hot field also holds a cold one.
    HotColdMix,
    /// `unaligned-field`: a field may lie at an address that is not a multiple of its alignment.
    UnalignedField,
    /// `target-dependent`: a defined layout has a field whose size differs between targets.
    TargetDependent,
}

impl FindingId {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::PaddingWaste,
        Self::Reorder,
        Self::ReprCCost,
        Self::LargeVariant,
        Self::BoolCluster,
        Self::ContendedLine,
        Self::HotStraddle,
        Self::HotColdMix,
        Self::UnalignedField,
        Self::TargetDependent,
    ];

    /// The identifier as text, such as `padding-waste`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PaddingWaste => "padding-waste",
            Self::Reorder => "reorder",
            Self::ReprCCost => "repr-c-cost",
            Self::LargeVariant => "large-variant",
            Self::BoolCluster => "bool-cluster",
            Self::ContendedLine => "contended-line",
            Self::HotStraddle => "hot-straddle",
            Self::HotColdMix => "hot-cold-mix",
            Self::UnalignedField => "unaligned-field",
            Self::TargetDependent => "target-dependent",
        }
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for FindingId {
    type Err = UnknownFinding;

    fn from_str(text: &str) -> Result<Self, UnknownFinding> {
        Self::ALL.into_iter().find(|id| id.as_str() == text).ok_or(UnknownFinding(()))
    }
}

/// A text is the identifier of no finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFinding(());

impl fmt::Display for UnknownFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no finding has this identifier")
    }
}

impl core::error::Error for UnknownFinding {}

/// Some of the identifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FindingSet(u16);

impl FindingSet {
    pub(crate) const EMPTY: Self = Self(0);

    #[must_use]
    pub(crate) const fn with(self, id: FindingId) -> Self {
        Self(self.0 | 1 << id as u16)
    }

    pub(crate) const fn contains(self, id: FindingId) -> bool {
        self.0 & 1 << id as u16 != 0
    }
}
