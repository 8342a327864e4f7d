//! The vocabulary of layouts: sizes, offsets, padding and variants of a type, as constants.
//!
//! Start with [`TypeLayout`], which describes a type. [`FieldLayout`] describes one field, [`VariantLayout`]
//! one variant of an enum, [`Repr`] the declared representation, and [`Hole`] a run of padding bytes.
//!
//! All of them are plain values without heap data. Almost every accessor is a `const fn`. Sizes, alignments
//! and offsets are in bytes.
//!
//! ```
//! use layout_core::Layout;
//!
//! #[derive(Layout)]
//! #[repr(C)]
//! struct Packet {
//!     version: u8,
//!     length: u16,
//! }
//!
//! for field in Packet::LAYOUT.fields() {
//!     println!("{}: {} bytes at {:?}", field.name, field.size, field.offset);
//! }
//! ```

pub(crate) mod cache_line;
mod field;
mod fields;
mod fingerprint;
mod hole;
mod inside;
mod kind;
#[cfg_attr(not(feature = "alloc"), allow(dead_code, reason = "reports of values look at them"))]
mod live;
mod niches;
mod padding;
pub(crate) mod parts;
mod path;
mod repr;
#[cfg(feature = "serde")]
mod serialized;
mod type_layout;
mod variant;
mod walk;

pub use cache_line::CACHE_LINE;
pub use field::{FieldLayout, ResolvedField, Tail};
pub(crate) use fields::FieldList;
pub use fields::Fields;
pub use hole::{Hole, HoleKind, Holes};
pub(crate) use inside::{AtomicWidth, Opaque};
pub use inside::{Inside, UnknownInside, UnknownReason};
pub use kind::{Kind, Primitive};
pub(crate) use live::Live;
pub(crate) use niches::Niches;
pub(crate) use parts::{
    AllowedFindings, Discriminants, EnumParts, FieldType, LARGEST_SAMPLED, Measured, Sample,
    SampleBytes, Tag, Word,
};
pub(crate) use path::{FieldPath, PathError};
pub use repr::{BaseRepr, IntRepr, Repr};
pub use type_layout::TypeLayout;
pub(crate) use variant::VariantList;
pub use variant::{Discriminant, Tagging, VariantKind, VariantLayout, Variants};
pub use walk::{Slot, Walk};
