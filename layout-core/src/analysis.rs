//! Advice on layouts: what is worth improving, how, and how much it saves.
//!
//! Padding, cache lines and niches cost memory and time, and the compiler does not mention them. [`findings`]
//! lists what is worth a look in a type, with a remedy and the size that the type has after it. [`reorder`]
//! and [`residency`] answer single questions, in a `const` too.
//!
//! ```
//! use layout_core::{Layout, analysis};
//!
//! #[derive(Layout)]
//! #[repr(C)]
//! struct Event {
//!     urgent: bool,
//!     time: u64,
//!     seen: bool,
//! }
//!
//! let findings = analysis::findings(&Event::LAYOUT);
//! # #[cfg(target_pointer_width = "64")]
//! assert_eq!((Event::LAYOUT.size, findings[0].size_after), (24, Some(16)));
//! println!("{}", findings[0]); // says which order of the fields is smaller
//! ```
//!
//! Reports show the findings of a type. Each finding has an [identifier](FindingId):
//! `#[layout(allow(padding-waste))]` on a type leaves that finding out of reports, and
//! `#[layout(deny(padding-waste))]` turns it into a compile error.

#[cfg(feature = "alloc")]
pub(crate) use crate::findings::tenths_of_percent;
#[cfg(feature = "alloc")]
pub use crate::findings::{Finding, findings};
pub use crate::findings::{FindingId, ParseFindingIdError, Severity};
pub use crate::placement::{Reordering, Residencies, Residency, reorder, residency};
#[cfg(feature = "alloc")]
pub(crate) use crate::placement::{fillers, rooms};
