use core::fmt;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::members::Member;
use super::sentence::Sentence;
use crate::layout::FindingId;

/// Something about a layout that is worth a look: what it is, and what to do about it.
///
/// ```
/// use layout_core::analysis::{Severity, findings};
/// use layout_core::layout::FindingId;
/// use layout_core::Layout;
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Padded {
///     a: u8,
///     b: u32,
///     c: u8,
/// }
///
/// let findings = findings(&Padded::LAYOUT);
/// assert_eq!(findings[0].id, FindingId::PaddingWaste);
/// assert_eq!(findings[0].severity, Severity::Warning);
/// assert_eq!(findings[0].message, "6 of 12 bytes are padding (50.0 %)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Finding {
    /// What it is about.
    pub id: FindingId,
    /// How much it matters.
    pub severity: Severity,
    /// What is true of the type, in one sentence without a full stop.
    pub message: String,
    /// What to do about it, in one sentence without a full stop.
    pub remedy: String,
    /// The paths of the fields concerned, such as `len`, or `Move.x` of an enum's variant; empty if it
    /// is the type as a whole.
    pub fields: Vec<String>,
}

impl Finding {
    pub(super) fn new(
        id: FindingId,
        severity: Severity,
        message: &Sentence,
        remedy: impl Into<String>,
        members: impl IntoIterator<Item = Member>,
    ) -> Self {
        Self {
            id,
            severity,
            message: message.to_string(),
            remedy: remedy.into(),
            fields: members.into_iter().map(|member| member.path()).collect(),
        }
    }
}

/// `warning[padding-waste]: 6 of 12 bytes are padding (50.0 %); …`
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, severity, message, remedy, .. } = self;
        write!(f, "{severity}[{id}]: {message}; {remedy}")
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum Severity {
    /// True of the type, and often meant to be so.
    Note,
    /// Costs memory, time or portability, likely without need.
    Warning,
}

impl Severity {
    /// The severity as text: `note` or `warning`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
