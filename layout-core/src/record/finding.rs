use core::fmt::{self, Display, Formatter};
use std_alloc::string::String;
use std_alloc::vec::Vec;

use crate::analysis::FindingId;
use crate::analysis::{Finding, Severity};
use crate::record::Visible;

/// A [`Finding`] of a [`LayoutRecord`](super::LayoutRecord).
///
/// Its identifier and its severity are texts: a newer version of this crate, which wrote the record, may have
/// some that this one does not know.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct FindingRecord {
    /// What it is about, such as `padding-waste`.
    pub id: String,
    /// How much it matters: `note` or `warning`.
    pub severity: String,
    /// What is true of the type, in one sentence without a period.
    pub message: String,
    /// What to do about it, in one sentence without a period.
    pub remedy: String,
    /// The paths of the fields concerned; empty for the whole type.
    pub fields: Vec<String>,
}

impl FindingRecord {
    /// What it is about, if this version of the crate knows that.
    #[must_use]
    #[inline]
    pub fn known_id(&self) -> Option<FindingId> {
        self.id.parse().ok()
    }

    /// How much it matters, if this version of the crate knows that.
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

/// As the [`Finding`].
impl Display for FindingRecord {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { id, severity, message, remedy, .. } = self;
        let text = std_alloc::format!("{severity}[{id}]: {message}; {remedy}");
        write!(f, "{}", Visible(&text))
    }
}
