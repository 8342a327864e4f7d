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
//! `align_of`, pointers to fields).
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
//! A struct may end in a field of any type that is not sized, or need not be: `[T]`, `str`, `Path`,
//! `dyn Trait`, a parameter that is `?Sized`, or another such struct. The derive asks the type, not its name.
//! [`TypeLayout::tail`] tells where the tail lies and how far apart its elements are. [`TypeLayout::size`] is
//! that of a value with an empty tail, so `size` cannot be checked.
//!
//! The place of a trait object differs from value to value. If a struct ends in one and its declaration does
//! not show a `dyn`, the places of the other fields are not known either, unless `#[layout(unsized)]` stands on
//! the last field.
//!
//! # Checks
//!
//! A check is `property OP constant`, where `OP` is one of `== != < <= > >=`, or a word. The same
//! grammar serves `#[layout(...)]` on a type, `#[layout(...)]` on a field, and [`assert_layout!`].
//!
//! | check | meaning | example |
//! | --- | --- | --- |
//! | `size`, `align` | of the type, in bytes | `size == 24`, `align >= 8` |
//! | `padding` | the bytes of the type that belong to no field | `padding <= 3` |
//! | `fields`, `cache_lines` | how many; the lines of a value that begins one | `cache_lines == 1` |
//! | `offset(f)`, `size(f)`, `align(f)` | of a field | `offset(header.len) == 4` |
//! | `discriminant(V)` | of an enum's variant; the constant has the type of the discriminants | `discriminant(Quit) == 0` |
//! | `no_holes` | no padding between fields; at the end there may be some | `no_holes` |
//! | `no_padding` | no padding anywhere, inside fields too; a field whose inside is unknown fails the check | `no_padding` |
//! | `niche` | an `Option` of the type is no larger than the type | `niche` |
//! | `same_line(a, b)` | all bytes of the fields lie on one cache line | `same_line(head, tail)` |
//! | `separate_lines(a, b)` | no two of the fields have a byte on one cache line | `separate_lines(reads, writes)` |
//! | `line(f)` | the cache line that a field begins on, counted from 0 | `line(tail) == 1` |
//! | `starts_line(f)` | a field begins at the beginning of a cache line | `starts_line(tail)` |
//! | `line_size(n)` | beside checks of lines: how large a line is in this list, if not [`CACHE_LINE`] | `same_line(a, b), line_size(128)` |
//! | `portable` | no size and no offset differs from target to target; what does not show that fails | `portable` |
//! | `same_as(T)` | size, alignment, and the names, offsets and sizes of the fields are those of `T`, inside fields too; of an enum also tags, variants and discriminants. `same_as(T, rename(a = b))` for a field that `T` calls `b`, `same_as(T, positional)` to ignore names | `same_as(ffi::packet)` |
//! | `fingerprint` | the [hash of the whole layout](TypeLayout::fingerprint), of which all must be described; `==` and `!=` only | `fingerprint == 0x1a2b` |
//! | `print` | stops the build and shows the table of the type on the target that is compiled for, where no report can be run | `print` |
//!
//! A field may be nested (`header.len`), an index (`0`), an array's element (`rows.3.x`) or a variant's
//! (`Move.x`). On a field, the field is implied, and on a variant the variant:
//! `#[layout(offset == 2, same_line(tail))]`, `#[layout(discriminant == 3)]`. The constant is any constant
//! expression; `Self` and the type's generic parameters are in scope in attributes.
//!
//! The checks in the attributes of a type without type or const parameters run when its crate is
//! compiled, and each that fails is an error of its own. Those of a generic type run for each instance
//! whose `LAYOUT` is used, up to the first that fails; `assert_layout!(Ring<u32, 8>, …)` also runs them.
//!
//! `assert_layout!(async serve, size <= 2048)` checks `size` and `align` of the future that an `async fn`
//! returns; see [`assert_layout!`](assert_layout#futures).
//!
//! ## Which check for which worry
//!
//! | worry | checks |
//! | --- | --- |
//! | FFI: the type must be that of a C header | `same_as(ffi::packet)`, `size`, `offset(f)`, `discriminant(V)` |
//! | a wire or file format | `portable`, `no_padding`, `size`, `offset(f)` |
//! | shared memory between programs | `portable`, `fingerprint` as a constant in the header (see `examples/shared_memory.rs`) |
//! | a cache: fields used together, or by several threads | `same_line`, `separate_lines`, `starts_line`, `cache_lines` |
//! | a leak of uninitialized memory through padding | `no_padding` |
//! | a type that grows unseen | `size <= n`, `padding <= n`, `niche` |
//! | a future that grows unseen | `assert_layout!(async serve, size <= n)` |
//!
//! ## Lines
//!
//! What a check of lines says holds wherever a value may be placed, and it may be placed at each multiple
//! of its alignment. Two fields 8 bytes apart in a type of alignment 8 may lie on two lines: `same_line`
//! of them asks for an alignment of 16, `line` of the second is 0 or 1, and only a type aligned to a whole
//! line has a field of which `starts_line` is true. The error of such a check tells the alignment by which
//! it would hold. Fields without bytes are on every line and on none.
//!
//! ## Which types are portable
//!
//! Those whose layout is defined by `repr(C)`, `repr(transparent)`, `repr(u8)` and the like, made of
//! integers of fixed size, floats, `bool`, `char`, atomics and `NonZero` of such, and arrays of all these,
//! in which no offset and no size depends on how the larger primitives are aligned: as on 32-bit x86, where
//! a `u64` is aligned to 4, or to their size. So a `u64` behind a `u32` needs four bytes of padding as a
//! field. `Cell`, `UnsafeCell`, `Wrapping` and the like count as what they hold. The order of the bytes
//! within a number is not part of it.
//!
//! The compiler sees only what an alias is on this target. So each type must be called by its own name, and
//! each length of an array must be a number: an alias (`c_ulong`, `<T as Trait>::Int`, `use u64 as Word`), a
//! `const` and `size_of::<usize>()` fail the check. Where you know that such a type is the same on every
//! target, say so with `#[layout(fixed)]` on the field. What other targets are known to have otherwise, such
//! as `c_long`, fails all the same. In the attributes of a generic type its parameters count as fixed; a field
//! of a portable type, and `assert_layout!(Ring<u32, 8>, portable)`, also look at the arguments.
//!
//! The word covers the targets on which a primitive of up to 4 bytes is aligned to its size, and a larger
//! one to 4 or more bytes: all that rustc has but m68k, AVR and MSP430. Those align `u16` or `u32` to less,
//! so that a struct of both has 6 bytes there and 8 elsewhere. `portable, no_padding` together cover them too:
//! without padding nothing can move.
//!
//! ## Which pins last
//!
//! The layout of `repr(C)`, `repr(transparent)` and packed `repr(C)` types, and of enums of `repr(u8)` and
//! the like, is defined, and an exact pin of it holds for every compiler. The order of the fields of a type
//! without `repr` is the compiler's to choose. Of such a type a compiler upgrade may break an exact `size`
//! or `padding`, every `offset`, `line` and `same_line`, and the `fingerprint`; it cannot break `size` and
//! `align` of a field, `fields`, nor a bound that has room. Pin it by an upper bound (`size <= 24`), or
//! exactly but only in your own tests (`#[cfg_attr(test, layout(size == 24))]`), so that a new compiler
//! cannot break your users' builds. What depends on the target is checked there only:
//! `#[cfg_attr(target_pointer_width = "64", layout(size == 24))]`.
//!
//! # Findings
//!
//! A report says what is worth a look, and what to do about it: padding that another order would save,
//! atomics that share a cache line, a variant that makes an enum large. The module [`analysis`] lists
//! the findings, and gives them to programs. Attributes tell it what a type alone does not:
//!
//! | attribute | on | meaning |
//! | --- | --- | --- |
//! | `#[layout(hot)]`, `#[layout(cold)]` | a field | it is used often, or seldom |
//! | `#[layout(contended = "name")]` | a field | the same threads write it as the others of that name |
//! | `#[layout(redact)]` | a field | its bytes are kept out of reports of live values |
//! | `#[layout(fixed)]` | a field | its type is the same on all targets, though its text does not show it (for [`portable`](crate#which-types-are-portable)) |
//! | `#[layout(allow(padding-waste))]` | a type | the finding is left out of its reports |
//! | `#[layout(deny(padding-waste))]` | a type | the finding is an error when the crate compiles |
//!
//! They stand before the checks in the same parentheses, or in parentheses of their own.
//!
//! # Other attributes
//!
//! | attribute | on | meaning |
//! | --- | --- | --- |
//! | `#[layout(crate = path)]` | a type | where this crate is, if it is not called `layout_core`; it stands first |
//! | `#[layout(sample = value)]` | a variant or a field of an enum | a value, made in a `const`, that shows where the fields lie |
//! | `#[layout(unsized)]` | the last field of a struct | it may end in a trait object that its type does not show |
//! | `#[layout(lock)]` | a type | it is one of those that a lock file holds, see the feature `registry` |
//!
//! The derive describes the type that it is shown: an attribute macro that changes the type stands above it.
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
//! | `alloc` | by `std` | reports, the types of `alloc`, arenas that grow, [`alloc::AlignedVec`] |
//! | `bump` | yes | [arenas](alloc#which-one): `Bump`, `FixedBump`, `SyncBump`, `BumpVec` … |
//! | `pool` | yes | [pools](alloc::pool): `Pool`, `SyncPool`, `FixedSyncPool`, `HandlePool`, `ObjectPool` … |
//! | `allocator-api2` | no | collections in arenas and pools, and arenas from any allocator, with `allocator-api2` 0.2 (and hashbrown) |
//! | `allocator-api2-04` | no | the same with version 0.4, which `cargo add allocator-api2` takes |
//! | `nightly` | no | the standard library's collections in arenas and pools; needs a nightly compiler |
//! | `serde` | no | [`LayoutRecord`] and [`LayoutDiff`] are `Serialize` and `Deserialize`; implies `alloc` |
//! | `page` | no | [`alloc::page`]: the page size, values and buffers in whole pages; implies `std` |
//! | `region` | no | `region`: where in memory a value lies, and the process's memory map (Linux); implies `std` |
//! | `debug-info` | no | `debug_info`: the layouts of all types of a program, without a derive; implies `std` |
//! | `registry` | no | `registry`: all derived types of a program, their reports, rules and lock file; implies `serde` |
//!
//! Without any feature the crate is `no_std` and never allocates; metadata and checks still work.
#![no_std]
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

#[doc(hidden)]
pub mod __private;

#[cfg(feature = "alloc")]
pub use diff::LayoutDiff;
pub use findings::{FindingId, ParseFindingIdError};
pub use layout::{CACHE_LINE, FieldLayout, Hole, HoleKind, Kind, Repr, TypeLayout, VariantLayout};
#[cfg(feature = "derive")]
pub use layout_derive::Layout;
pub use layout_trait::Layout;
pub use plain::copy_with_zeroed_padding;
#[cfg(feature = "alloc")]
pub use record::LayoutRecord;
#[cfg(feature = "alloc")]
pub use report::{LayoutReport, ValueReport};
