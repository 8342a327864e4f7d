use core::fmt;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::{FindingId, Sentence, Severity};
use crate::placement::{Member, Promise};

/// Something about a layout that is worth a look: what it is, and what to do about it.
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
    /// What it is about.
    pub id: FindingId,
    /// How much it matters.
    pub severity: Severity,
    /// What is true of the type, in one sentence without a full stop.
    pub message: String,
    /// What to do about it, in one sentence without a full stop.
    pub remedy: String,
    /// The paths of the fields that the advice is about, such as `len`, or `Move.x` of an enum's variant;
    /// empty if it is the type as a whole. Where the advice is an order, they are in that order.
    pub fields: Vec<String>,
    /// The size of the type in bytes once the remedy was followed; of several, the first. `None` where it
    /// is not known. Where the compiler may do better than can be told, the sentences say `at most`.
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

    /// With the size that comes of the remedy.
    #[must_use]
    #[inline]
    pub(super) fn leading_to(self, promise: Promise) -> Self {
        Self { size_after: Some(promise.size), ..self }
    }
}

/// `warning[padding-waste]: 6 of 12 bytes are padding (50.0 %); …`
impl fmt::Display for Finding {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, severity, message, remedy, .. } = self;
        write!(f, "{severity}[{id}]: {message}; {remedy}")
    }
}
