use core::fmt::{self, Display, Formatter};
use std_alloc::string::String;
use std_alloc::vec::Vec;

use crate::analysis::FindingId;
use crate::analysis::{Finding, Severity};
use crate::record::Visible;

/// A [`Finding`] inside a [`LayoutRecord`](super::LayoutRecord).
///
/// Identifier and severity are texts, because a newer version of this crate may have written the record. It
/// may know findings that this version does not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct FindingRecord {
    /// The identifier of the finding, such as `padding-waste`.
    pub id: String,
    /// How much it matters: `note` or `warning`.
    pub severity: String,
    /// What is true of the type, in one sentence without a period.
    pub message: String,
    /// What to do about it, in one sentence without a period.
    pub remedy: String,
    /// The paths of the fields that the remedy changes. Empty if the finding is about the type as a whole.
    pub fields: Vec<String>,
}

impl FindingRecord {
    /// Returns the identifier as a [`FindingId`], or `None` if this version of the crate does not know it.
    #[must_use]
    #[inline]
    pub fn known_id(&self) -> Option<FindingId> {
        self.id.parse().ok()
    }

    /// Returns the severity as a [`Severity`], or `None` if this version of the crate does not know it.
    #[must_use]
    #[inline]
    pub fn known_severity(&self) -> Option<Severity> {
        [Severity::Note, Severity::Warning].into_iter().find(|it| it.as_str() == self.severity)
    }
}

impl From<Finding> for FindingRecord {
    #[inline]
    fn from(finding: Finding) -> Self {
        let Finding { id, severity, message, remedy, fields, .. } = finding;
        Self { id: id.as_str().into(), severity: severity.as_str().into(), message, remedy, fields }
    }
}

/// Prints the same text as the [`Finding`].
impl Display for FindingRecord {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { id, severity, message, remedy, .. } = self;
        let text = std_alloc::format!("{severity}[{id}]: {message}; {remedy}");
        write!(f, "{}", Visible(&text))
    }
}
