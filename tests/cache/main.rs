//! The wrappers of `layout_core::cache`: against `repr(align)` by hand and crossbeam's
//! `CachePadded`, in layout and in instructions; and the counter, whose sum is exact.

mod counter;
#[path = "../cost/generated.rs"]
mod generated;
mod instructions;
mod machine;
mod wrappers;
