//! The layout of a Rust type as something to read, to assert and to look at.
//!
//! Derive [`Layout`] on a type: its size, alignment, offsets and padding become constants. Pin them
//! with [`assert_layout!`] or `#[layout(...)]`, and the build stops when they change. Print them with
//! [`Layout::layout_report`].
//!
//! ```
//! use layout_core::{Layout, assert_layout};
//!
//! #[derive(Layout)]
//! #[repr(C)]
//! #[layout(size == 8, align == 4, padding <= 1)] // checked when the crate compiles
//! struct Packet {
//!     version: u8,
//!     #[layout(offset == 2)]
//!     length: u16,
//!     checksum: u32,
//! }
//!
//! assert_layout!(Packet, offset(checksum) == 4, cache_lines == 1);
//!
//! const LENGTH_AT: usize = Packet::LAYOUT.offset("length").unwrap(); // no cost at run time
//! assert_eq!(LENGTH_AT, 2);
//!
//! println!("{}", Packet::layout_report());
//! ```
//!
//! Sizes, alignments and the offsets of structs and unions are the compiler's own (`size_of`,
//! `align_of`, `offset_of!`).
//!
//! # Enums
//!
//! [`TypeLayout::variants`] lists the variants with their discriminants and fields. The places of the
//! fields are
//!
//! - of `repr(C)` and `repr(u8)` enums and the like, those that the Reference defines, as long as they
//!   lead to the size and the alignment that the compiler gives the enum;
//! - of an enum without a `repr`, measured: a value of each variant is made of samples while the crate
//!   compiles, and the places of its fields are looked up in it. There are samples of integers, floats,
//!   `bool`, `char`, pointers, references, `Box`, `Rc`, `Arc`, `String`, `Vec` and the other
//!   collections, cells, locks and atomics, of arrays, tuples and derived types of all these, and of an
//!   `Option` of anything. (A type of the standard library above 128 bytes has none, nor has a pointer
//!   to one above 1024.) Of other fields a sample can be given:
//!   `#[layout(sample = expression)]` on the field, or on the variant, with a constant expression;
//! - otherwise `None`. [`Layout::layout_report_of`] tells them of a live value.
//!
//! # Unsized types
//!
//! A struct may end in `[T]`, `str`, `dyn Trait` or a parameter that is `?Sized`; of one that ends in
//! another such struct, `#[layout(unsized)]` on that field says so. [`TypeLayout::tail`] tells where the
//! tail lies and how far apart its elements are. [`TypeLayout::size`] is that of a value with an empty
//! tail, so `size` cannot be checked.
//!
//! # Checks
//!
//! A check is `property OP constant`, where `OP` is one of `== != < <= > >=`, or a word. The same
//! grammar serves `#[layout(...)]` on a type, `#[layout(...)]` on a field, and [`assert_layout!`].
//!
//! | check | meaning |
//! | --- | --- |
//! | `size OP n`, `align OP n` | of the type, in bytes |
//! | `padding OP n` | the bytes of the type that belong to no field |
//! | `fields OP n` | the number of fields |
//! | `cache_lines OP n` | the number of cache lines of [`CACHE_LINE`] bytes that a value covers if it begins at the start of one |
//! | `offset(f) OP n`, `size(f) OP n`, `align(f) OP n` | of a field, which may be nested (`header.len`), an index (`0`), an array's element (`rows.3.x`) or a variant's field (`Move.x`) |
//! | `no_holes` | no padding between fields; at the end there may be some |
//! | `no_padding` | no padding at all, inside the fields neither, as far as their layout is known |
//!
//! On a field, the field is implied: `#[layout(offset == 2, size == 2)]`. The constant is any
//! constant expression; `Self` and the type's generic parameters are in scope in attributes.
//!
//! The checks in the attributes of a type without type or const parameters run when its crate is
//! compiled. Those of a generic type run for each instance whose `LAYOUT` is used, so
//! `assert_layout!(Ring<u32, 8>, …)` also runs them.
//!
//! ## Which pins last
//!
//! The layout of `repr(C)`, `repr(transparent)` and packed `repr(C)` types is defined, and an exact
//! pin of it holds for every compiler. The order of the fields of a type without `repr` is the
//! compiler's to choose: pin it by an upper bound (`size <= 24`), or exactly but only in your own
//! tests (`#[cfg_attr(test, layout(size == 24))]`), so that a new compiler cannot break your users'
//! builds.
//!
//! # Reports
//!
//! [`LayoutReport`] prints the table, and is turned into [Markdown](LayoutReport::to_markdown), a
//! [picture](LayoutReport::to_svg), a [page](LayoutReport::to_html) and
//! [assertions in C](LayoutReport::to_c_asserts). Its [record](LayoutReport::record) owns what it tells and
//! can be kept; [`LayoutReport::diff`] says what changed since an older one, and whom that breaks.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `derive` | yes | `#[derive(Layout)]` and [`assert_layout!`] |
//! | `std` | yes | the types of `std`; implies `alloc` |
//! | `alloc` | by `std` | reports, the types of `alloc`, and arenas that grow |
//! | `allocator-api2` | no | collections in arenas, and arenas from any allocator |
//! | `serde` | no | [`LayoutRecord`] and [`LayoutDiff`] are `Serialize` and `Deserialize`; implies `alloc` |
//! | `page` | no | [`alloc::page`]: the page size, values and buffers in whole pages; implies `std` |
//! | `region` | no | `region`: where in memory a value lies, and the process's memory map (Linux); implies `std` |
//!
//! Without any feature the crate is `no_std` and never allocates; metadata and checks still work.
#![no_std]

#[cfg(any(feature = "alloc", test))]
extern crate alloc as std_alloc; // `alloc` is our own module
#[cfg(any(feature = "std", test))]
extern crate std;

pub mod alloc;
pub mod analysis;
pub mod cache;
mod check;
mod described;
#[cfg(feature = "alloc")]
pub mod diff;
mod guarantees;
pub mod layout;
#[cfg(feature = "alloc")]
#[doc(hidden)]
pub mod picture;
mod plain;
#[cfg(feature = "alloc")]
pub mod record;
#[cfg(feature = "region")]
pub mod region;
mod register;
#[cfg(feature = "registry")]
pub mod registry;
#[cfg(feature = "alloc")]
pub mod report;
mod types;

#[doc(hidden)]
pub mod __private;

pub use described::Layout;
#[cfg(feature = "alloc")]
pub use diff::LayoutDiff;
pub use layout::{CACHE_LINE, FieldLayout, Hole, HoleKind, Kind, Repr, TypeLayout, VariantLayout};
#[cfg(feature = "derive")]
pub use layout_derive::Layout;
pub use plain::copy_with_zeroed_padding;
#[cfg(feature = "alloc")]
pub use record::LayoutRecord;
#[cfg(feature = "alloc")]
pub use report::{LayoutReport, ValueReport};
