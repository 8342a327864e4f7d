//! What follows from a layout: pure functions, which know nothing of how it is shown.
//!
//! [`findings`] says what is worth a look, what to do about it, and what size the type has then. Each
//! finding has an [identifier](FindingId), which that page lists: `#[layout(allow(padding-waste))]` on
//! a type leaves the finding out of its reports, and `#[layout(deny(padding-waste))]` makes it an error
//! when the crate compiles.
//!
//! [`reorder`] and [`residency`] answer single questions.

#[cfg(feature = "alloc")]
pub(crate) use crate::findings::tenths_of_percent;
#[cfg(feature = "alloc")]
pub use crate::findings::{Finding, findings};
pub use crate::findings::{FindingId, ParseFindingIdError, Severity};
pub use crate::placement::{Reordering, Residencies, Residency, reorder, residency};
#[cfg(feature = "alloc")]
pub(crate) use crate::placement::{fillers, rooms};
