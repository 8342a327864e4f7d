//! The check that a type is plain data.

use super::obstacle::{Reason, obstacle};
use crate::Layout;
use crate::check::message::{about, fail, push_part};

/// Every byte of the type is padding or part of a leaf that is plain data.
#[track_caller]
pub(super) const fn require_plain<T: Layout>() {
    if let Some(obstacle) = obstacle(&T::LAYOUT) {
        let text = push_part(about(T::LAYOUT.name), &obstacle.path, obstacle.ty);
        fail::<T>(
            text.str(" is not plain data, so its bytes cannot be copied: ")
                .str(reason(obstacle.reason)),
        );
    }
}

#[inline]
const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Pointer => "it is a pointer",
        Reason::Undescribed => {
            "its type is not described; add `#[derive(Layout)]` to it, or the bound `Layout` to a parameter"
        }
        Reason::Opaque => "the fields of its type are not described",
        Reason::Shared => "it may change while it is read",
        Reason::Union => "which field of a union is in use is not known",
        Reason::Untagged => {
            "how its variants are told apart is not defined; add `#[repr(u8)]` or another integer"
        }
        Reason::Unplaced => "its place is not known",
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use core::sync::atomic::AtomicU8;
    use std::panic::catch_unwind;
    use std_alloc::string::{String, ToString};

    use super::{reason, require_plain};
    use crate::Layout;
    use crate::plain::obstacle::Reason;

    /// What the check says of a type, without the table.
    fn said<T: Layout>() -> String {
        match catch_unwind(require_plain::<T>) {
            Ok(()) => "holds".into(),
            Err(payload) => {
                let said = payload.downcast_ref::<String>().expect("a text");
                said.lines().next().expect("a line").to_string()
            }
        }
    }

    #[test]
    fn the_first_leaf_that_is_none_is_told() {
        assert_eq!(said::<(u8, [u32; 2])>(), "holds");
        assert_eq!(
            said::<*const u8>(),
            "layout of `*const`: the type is not plain data, so its bytes cannot be copied: \
             it is a pointer"
        );
        assert_eq!(
            said::<(u8, *const u8, AtomicU8)>(),
            "layout of `tuple`: `1: *const` is not plain data, so its bytes cannot be copied: \
             it is a pointer"
        );
        assert_eq!(
            said::<(u8, ((u16, AtomicU8), u8))>(),
            "layout of `tuple`: `1.0.1: AtomicU8` is not plain data, so its bytes cannot be copied: \
             it may change while it is read"
        );
    }

    #[test]
    fn each_reason_is_told() {
        let reasons = [
            (Reason::Pointer, "it is a pointer"),
            (
                Reason::Undescribed,
                "its type is not described; add `#[derive(Layout)]` to it, or the bound `Layout` to a parameter",
            ),
            (Reason::Opaque, "the fields of its type are not described"),
            (Reason::Shared, "it may change while it is read"),
            (Reason::Union, "which field of a union is in use is not known"),
            (
                Reason::Untagged,
                "how its variants are told apart is not defined; add `#[repr(u8)]` or another integer",
            ),
            (Reason::Unplaced, "its place is not known"),
        ];
        for (kind, text) in reasons {
            assert_eq!(reason(kind), text);
        }
    }
}
