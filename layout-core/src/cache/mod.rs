//! Wrappers that place values at cache lines and pages.
//!
//! | to … | use |
//! | --- | --- |
//! | keep values that several threads write from sharing a cache line | [`CacheAligned`] |
//! | count from several threads without contention | [`ShardedCounter`] |
//! | align to a power of two of your choice, as for vector units or DMA | [`Aligned`] |
//! | place a value at the start of a page | [`PageAligned`] |
//! | read the sizes that the target has | [`CACHE_LINE`], [`DESTRUCTIVE_INTERFERENCE_SIZE`], [`CONSTRUCTIVE_INTERFERENCE_SIZE`], [`PAGE_ALIGN`] |
//! | read the line size of the machine, at run time | [`machine_line`], [`LineReport`] |
//!
//! The wrappers are `no_std`, have the value at offset 0, and dereference to it. They cost only padding, and the place
//! of a field with such a type is known at compile time.
//!
//! # Separate or together
//!
//! When two threads increment two counters on one cache line, they are as slow as with a single counter: the line moves
//! between the cores at each write. Use [`CacheAligned`] for at least one of the counters; in an array of
//! [`CacheAligned`], every element is separate. Values that *one* thread uses together belong on one line, without a
//! wrapper.

mod aligned;
mod alignment;
mod cache_aligned;
mod machine;
#[cfg(not(target_pointer_width = "16"))] // AVR and MSP430 have no pages.
mod page_aligned;
#[cfg(target_has_atomic = "64")]
mod sharded_counter;
mod wrapper;

pub use crate::layout::CACHE_LINE;
pub use crate::layout::cache_line::{
    CONSTRUCTIVE_INTERFERENCE_SIZE, DESTRUCTIVE_INTERFERENCE_SIZE,
};
pub use aligned::Aligned;
pub use alignment::{AlignTo, SupportedAlign};
pub use cache_aligned::CacheAligned;
pub use machine::{LineReport, machine_line};
#[cfg(not(target_pointer_width = "16"))]
pub use page_aligned::{PAGE_ALIGN, PageAligned};
#[cfg(target_has_atomic = "64")]
pub use sharded_counter::ShardedCounter;
