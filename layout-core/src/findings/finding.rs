use core::fmt;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::{FindingId, Sentence, Severity};
use crate::placement::{Member, Promise};

/// A finding: something about a layout that is worth a look, and what to do about it.
///
/// [`findings`](crate::analysis::findings) returns the findings of a type.
///
/// ```
/// use layout_core::analysis::{Severity, findings};
/// use layout_core::FindingId;
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
/// assert_eq!(findings[0].id, FindingId::Reorder);
/// assert_eq!(findings[0].severity, Severity::Warning);
/// assert_eq!(findings[0].fields, ["b", "a", "c"]);
/// assert_eq!(findings[0].size_after, Some(8));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Finding {
    /// Which kind of finding it is.
    pub id: FindingId,
    /// How much it matters.
    pub severity: Severity,
    /// What is true of the type, in one sentence without a period.
    pub message: String,
    /// What to do about it, in one sentence without a period.
    pub remedy: String,
    /// The paths of the fields that the remedy changes, such as `len`, or `Move.x` for a variant's field.
    /// Empty if the finding is about the type as a whole.
    ///
    /// If the remedy is a new order, the paths are in that order.
    pub fields: Vec<String>,
    /// The size of the type in bytes after the remedy, or `None` if it is not known.
    ///
    /// If there are several remedies, this is the size after the first. If the compiler may do even better,
    /// `message` and `remedy` say `at most`.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub size_after: Option<usize>,
}

impl Finding {
    #[inline]
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
            message: message.text(),
            remedy: remedy.into(),
            fields: members.into_iter().map(|member| member.path()).collect(),
            size_after: None,
        }
    }

    /// Adds the size that the type has after the remedy.
    #[must_use]
    #[inline]
    pub(super) fn leading_to(self, promise: Promise) -> Self {
        Self { size_after: Some(promise.size), ..self }
    }
}

/// Prints severity, identifier, message and remedy: `warning[padding-waste]: 6 of 12 bytes are padding (50.0
/// %); …`
impl fmt::Display for Finding {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, severity, message, remedy, .. } = self;
        write!(f, "{severity}[{id}]: {message}; {remedy}")
    }
}
