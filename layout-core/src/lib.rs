//! See, check and pin how your Rust types lie in memory.
//!
//! A change to a struct can make it larger, move a field that C code reads, or put two atomics on one cache line.
//! The compiler accepts all of it. This crate turns the layout of a type into constants that you can read, checks
//! that stop the build, and reports that show each byte.
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
//! The second half of the crate is memory: [arenas](alloc), [pools](alloc::pool), and [wrappers](cache) that keep
//! values on cache lines of their own.
//!
//! # Where to look
//!
//! | you want to | see |
//! | --- | --- |
//! | read sizes and offsets in code | [`Layout::LAYOUT`], a [`TypeLayout`] |
//! | stop the build when a layout changes | [`assert_layout!`], `#[layout(...)]`, [all checks](guide::checks) |
//! | print, draw, or export a layout | [`LayoutReport`]: text, [Markdown](LayoutReport::to_markdown), [SVG](LayoutReport::to_svg), [HTML](LayoutReport::to_html), [C](LayoutReport::to_c_asserts) |
//! | see the bytes of a live value | [`Layout::layout_report_of`] |
//! | know what to improve | [`analysis`], [all findings](guide::findings) |
//! | compare with an older layout | [`LayoutReport::diff`], [`LayoutRecord`] |
//! | write a value's bytes without its padding | [`copy_with_zeroed_padding`] |
//! | check all types that derive `Layout` | `registry` (feature `registry`) |
//! | read types without a derive, and futures | `debug_info` (feature `debug-info`), or the command `cargo layout` |
//! | allocate | [`alloc`], which helps you choose |
//! | know where in memory a value lies | `region` (feature `region`) |
//! | learn the terms, follow a recipe, mend an error | the [`guide`] |
//!
//! # Attributes
//!
//! | attribute | on | meaning |
//! | --- | --- | --- |
//! | `#[layout(size == 8, …)]` | a type, a field, a variant | [checks](guide::checks) |
//! | `#[layout(allow(reorder))]`, `deny(…)` | a type | leaves a [finding](guide::findings) out of reports, or makes it an error |
//! | `#[layout(hot)]`, `cold`, `contended = "name"` | a field | how often it is used, or by which threads, for [findings](guide::findings#tell-the-report-more) |
//! | `#[layout(redact)]` | a field | reports of live values hide its bytes |
//! | `#[layout(gpu = vec3)]` | a field | the shader's type of the field, for [`std140`](guide::checks::std140) and the like |
//! | `#[layout(remote = path)]`, `private` | a type, a field | describes a [type of another crate](guide::recipes::ffi#types-of-other-crates) |
//! | `#[layout(fixed)]` | a field | its type is the same on every target, for [`portable`](guide::checks::portable) |
//! | `#[layout(sample = value)]` | a variant or a field of an enum | a constant value in which the compiler measures where the fields lie |
//! | `#[layout(unsized)]` | the last field of a struct | its type may end in a trait object, although the text does not show it |
//! | `#[layout(lock)]` | a type | the lock file pins its layout (feature `registry`) |
//! | `#[layout(crate = path)]` | a type | where this crate is, if it is not called `layout_core`; must be first |
//!
//! Put an attribute macro that changes the type above the derive, so that the derive sees the changed type.
//!
//! # Enums and unsized types
//!
//! [`TypeLayout::variants`] lists the variants of an enum with their discriminants and fields. Offsets in `repr(C)`
//! enums and in those with an integer `repr` follow the Reference. In other enums the crate measures them at compile
//! time, in a value of each variant. If no such value can be made, they are `None`: see [limits](guide::limits).
//!
//! A struct may end in `[T]`, `str`, `dyn Trait`, or another unsized type. [`TypeLayout::tail`] says where the tail
//! lies. [`TypeLayout::size`] is then the size of a value with an empty tail, so `size` cannot be checked.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! | --- | --- | --- |
//! | `derive` | yes | `#[derive(Layout)]` and [`assert_layout!`] |
//! | `std` | yes | the types of `std`; implies `alloc` |
//! | `alloc` | by `std` | reports, the types of `alloc`, arenas that grow, [`alloc::AlignedVec`] |
//! | `bump` | yes | [arenas](alloc#which-one): `Bump`, `FixedBump`, `SyncBump`, `BumpVec` … |
//! | `pool` | yes | [pools](alloc::pool): `Pool`, `SyncPool`, `FixedSyncPool`, `HandlePool`, `ObjectPool` … |
//! | `allocator-api2` | no | collections in arenas and pools, and arenas from any allocator, with `allocator-api2` 0.2 (and hashbrown) |
//! | `allocator-api2-04` | no | the same with version 0.4, which `cargo add allocator-api2` installs |
//! | `nightly` | no | the standard library's collections in arenas and pools; needs a nightly compiler |
//! | `serde` | no | [`LayoutRecord`] and [`LayoutDiff`] are `Serialize` and `Deserialize`; implies `alloc` |
//! | `page` | no | [`alloc::page`]: the page size, values and buffers in whole pages; implies `std` |
//! | `region` | no | `region`: where in memory a value lies, and the process's memory map (Linux); implies `std` |
//! | `debug-info` | no | `debug_info`: the layouts of all types of a program, without a derive; implies `std` |
//! | `registry` | no | `registry`: all derived types of a program, their reports, rules and lock file; implies `serde` |
//!
//! Without any feature the crate is `no_std` and never allocates. Metadata and checks still work.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))] // docs.rs shows which feature an item needs
#![cfg_attr(
    all(feature = "nightly", any(feature = "bump", all(feature = "pool", feature = "alloc"))),
    feature(allocator_api)
)]
#![cfg_attr(
    test,
    allow(
        clippy::ptr_as_ptr,
        clippy::ref_as_ptr,
        reason = "what the derive writes is not linted elsewhere"
    )
)]

#[cfg(any(feature = "alloc", test))]
extern crate alloc as std_alloc; // `alloc` is our own module
#[cfg(any(feature = "std", test))]
extern crate std;

#[cfg(test)]
extern crate self as layout_core; // for what the derive writes

#[cfg(feature = "alloc")]
mod aligned_vec;
pub mod alloc;
mod alloc_error;
pub mod analysis;
#[cfg(feature = "derive")]
mod assert_layout;
#[cfg(test)]
mod auto_traits;
#[cfg(feature = "bump")]
mod bump;
pub mod cache;
mod check;
#[cfg(any(feature = "debug-info", feature = "registry"))]
mod choice;
mod const_fns;
#[cfg(feature = "debug-info")]
#[doc(alias = "pahole")]
pub mod debug_info;
#[cfg(feature = "alloc")]
pub mod diff;
#[cfg_attr(
    not(feature = "alloc"),
    allow(dead_code, unused_imports, reason = "remedies are told with `alloc` alone")
)]
mod findings;
#[cfg(any(
    feature = "bump",
    feature = "page",
    all(feature = "pool", any(feature = "alloc", target_has_atomic = "8"))
))]
mod forwarding;
#[cfg(any(feature = "debug-info", feature = "registry"))]
mod gate;
#[cfg(doc)]
pub mod guide;
mod impls;
pub mod layout;
mod layout_trait;
#[cfg(feature = "page")]
#[doc(hidden)] // shown as `alloc::page`
pub mod page;
#[cfg_attr(
    not(feature = "alloc"),
    allow(dead_code, unused_imports, reason = "remedies are told with `alloc` alone")
)]
mod placement;
mod plain;
#[cfg(feature = "pool")]
#[doc(hidden)] // shown as `alloc::pool`
pub mod pool;
mod probe;
#[cfg(feature = "alloc")]
mod put;
#[cfg(any(feature = "alloc", feature = "bump"))]
mod range_bounds;
#[cfg(feature = "alloc")]
pub mod record;
#[cfg(feature = "region")]
pub mod region;
mod register_layout;
#[cfg(feature = "registry")]
pub mod registry;
#[cfg(feature = "alloc")]
pub mod report;
#[cfg(feature = "alloc")]
mod sorted;
#[cfg(any(feature = "debug-info", feature = "registry"))]
pub mod types;

#[doc(hidden)]
pub mod __private;

#[cfg(feature = "alloc")]
pub use diff::LayoutDiff;
pub use findings::{FindingId, ParseFindingIdError};
pub use layout::{CACHE_LINE, FieldLayout, Hole, HoleKind, Kind, Repr, TypeLayout, VariantLayout};
/// Implements the trait [`Layout`](trait@Layout), so that the size, alignment, offsets and padding of your type are
/// constants.
///
/// It works for structs, unions and enums, generic or not. `#[layout(...)]` on the type, a field or a variant
/// holds [checks](crate::guide::checks) that run when the crate compiles. The crate page lists
/// [all attributes](crate#attributes).
///
/// ```
/// use layout_core::Layout;
///
/// #[derive(Layout)]
/// #[repr(C)]
/// #[layout(size == 8, no_holes)]
/// struct Sample {
///     time: u32,
///     #[layout(offset == 4)]
///     value: u16,
///     channel: u8,
/// }
///
/// assert_eq!(Sample::LAYOUT.trailing_padding(), 1);
/// ```
///
/// A check that does not hold stops the build. The message shows the true layout:
///
/// ```compile_fail
/// # use layout_core::Layout;
/// #[derive(Layout)]
/// #[repr(C)]
/// #[layout(no_padding)]
/// struct Sample {
///     time: u32,
///     value: u16,
///     channel: u8,
/// }
/// ```
#[cfg(feature = "derive")]
pub use layout_derive::Layout;
pub use layout_trait::Layout;
pub use plain::copy_with_zeroed_padding;
#[cfg(feature = "alloc")]
pub use record::LayoutRecord;
#[cfg(feature = "alloc")]
pub use report::{LayoutReport, ValueReport};
