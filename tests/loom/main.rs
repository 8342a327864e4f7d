//! Models of the lock-free parts of the pools: every order in which two or three threads can do a few
//! steps, and every value that the memory model lets them read, is tried by `loom`.
//!
//! The files of `layout-core/src/pool/lock_free` are compiled here as they are, with `primitives`
//! of loom's; `layout-core` itself knows nothing of it. Each model is also run on a copy that was broken
//! on purpose (`broken`), and must find the fault: so a model that looks at nothing does not pass.
//!
//! The search is bounded by how often a thread is interrupted where it need not be:
//! `LOOM_MAX_PREEMPTIONS` (2 if it is not set; CI sets more).

#![cfg(target_pointer_width = "64")]
#![allow(
    clippy::inline_always,
    dead_code,
    reason = "the files are those of layout-core, which says why, and uses all that is in them"
)]

#[path = "../../layout-core/src/pool/lock_free/ids.rs"]
mod ids;
#[path = "../../layout-core/src/pool/lock_free/index_stack.rs"]
mod index_stack;
#[path = "../../layout-core/src/pool/lock_free/remote.rs"]
mod remote;
#[path = "../../layout-core/src/pool/lock_free/shard.rs"]
mod shard;
#[path = "../../layout-core/src/pool/lock_free/slot_flags.rs"]
mod slot_flags;

mod broken;
mod flags;
mod handover;
mod indices;
mod primitives;
mod remote_slots;
mod stamps;

/// Runs a model in all its orders.
fn check(model: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound.get_or_insert(2);
    builder.check(model);
}
