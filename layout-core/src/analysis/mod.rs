//! What follows from a layout: pure functions, which know nothing of how it is shown.
//!
//! [`findings`] says what is worth a look, what to do about it, and what size the type has then. Each
//! finding has an [identifier](FindingId), which that page lists: `#[layout(allow(padding-waste))]` on
//! a type leaves the finding out of its reports, and `#[layout(deny(padding-waste))]` makes it an error
//! when the crate compiles.
//!
//! [`reorder`] and [`residency`] answer single questions.

mod elsewhere;
mod enum_size;
mod lines;
mod members;
mod order;
mod place;
#[expect(clippy::result_large_err, reason = "a breach is made once, while a build fails")]
mod portability;
mod reorder;
mod residency;
#[cfg(feature = "alloc")]
mod room;
mod spelling;

pub(crate) use elsewhere::Elsewhere;
pub(crate) use enum_size::{EnumSize, Payload, Promise};
pub(crate) use lines::Lines;
pub(crate) use members::{Member, Members, Walks};
pub(crate) use order::Order;
pub(crate) use place::{Placing, align_of_integer, placed_align, round_up};
pub(crate) use portability::{Breach, Fault, measure_field, portability, portability_of};
pub use reorder::{Reordering, reorder};
pub use residency::{Residencies, Residency, residency};
#[cfg(feature = "alloc")]
pub(crate) use room::{Gap, fillers, rooms};

#[cfg(feature = "alloc")]
pub(crate) use crate::findings::tenths_of_percent;
#[cfg(feature = "alloc")]
pub use crate::findings::{Finding, findings};
pub use crate::findings::{FindingId, Severity};
pub(crate) use crate::findings::{Piece, Sentence, examine};
