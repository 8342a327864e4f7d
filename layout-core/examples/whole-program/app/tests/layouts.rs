//! The layouts of the whole program, in one line each.

// A crate that nothing names is not linked, and its types are not seen.
use app as _;
use wire as _;

use layout_core::FindingId;
use layout_core::registry;

/// The types that are marked with `#[layout(lock)]`, on every target. After a change that is meant:
/// `LAYOUT_LOCK=update cargo test`.
#[test]
fn layouts_are_locked() {
    registry::all().locked().check_lock("../layout.lock");
}

#[test]
fn little_is_lost() {
    registry::in_module("app").max_padding(25);
    registry::deny(&[FindingId::Reorder, FindingId::LargeVariant]);
}

#[test]
fn messages_are_small() {
    registry::in_module("wire").max_size(32);
}
