//! What a `const` needs to measure a type while the crate that declares it compiles: [`LayoutProbe`] tells
//! whether a type is described; samples, pointers to fields and the sizes of enums around a type tell
//! where its bytes lie and which of them are niches.
//!
//! All of it is named by what the derive writes, through `__private`, or used by the `impl`s of this
//! crate. The vocabulary that it fills in is in [`layout`](crate::layout).

mod enums;
mod field_type;
mod future;
mod inhabited;
mod layout_probe;
mod measured;
mod niches;
mod place;
mod rows;
mod sample;
mod structs;
mod tagged;
mod tail;
mod target;
mod type_layout;

pub use enums::{
    Eight, Found, LiveOf, MOST_WORDS, at, at0, at1, at2, at3, at4, at5, at6, at7, at8, cursor,
    discriminant, discriminant_of, finish, next, parts, sampled, see, tagged, tagged_parts,
    undropped, untagged, value_of, words,
};
pub use future::{Function, FutureFallback, Returned, ReturnedFuture, returned};
pub(crate) use layout_probe::described;
pub use layout_probe::*;
pub use measured::{Measurements, unmeasured};
pub use place::place;
pub use rows::{Pointers, Row, RowFallback, Sizes, distances, flattened, merged, row, sizes};
pub(crate) use sample::sampled as sample_of;
pub use structs::*;
pub use tail::{ends_in_object, place_of, tailed_distances};
pub use target::{SizeAlignOnly, Tailed, Unchecked};
