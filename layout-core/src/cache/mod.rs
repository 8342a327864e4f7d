//! Values placed where caches and pages want them.
//!
//! | to … | use |
//! | --- | --- |
//! | keep what several threads write from sharing a cache line | [`CacheAligned`] |
//! | count from many threads without contention | [`ShardedCounter`] |
//! | align to a power of two of your choice, as for vector units or DMA | [`Aligned`] |
//! | begin a page, wherever the value lies | [`PageAligned`] |
//! | know the numbers | [`CACHE_LINE`], [`DESTRUCTIVE_INTERFERENCE_SIZE`], [`CONSTRUCTIVE_INTERFERENCE_SIZE`], [`PAGE_ALIGN`] |
//! | know the machine's number, at run time | [`machine_line`], [`LineReport`] |
//!
//! The wrappers are `no_std`, have the value at offset 0, dereference to it, and cost nothing but the
//! padding: where a field of such a type lies is known when the crate compiles.
//!
//! # Separate or together
//!
//! Two counters on one line, which two threads increment, are as slow as one counter that both
//! increment: the line travels between the cores at each write. Aligning either of them is enough if
//! it is alone in its padding; an array of [`CacheAligned`] keeps every element apart. What *one*
//! thread uses together is better off on one line, not aligned.

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
