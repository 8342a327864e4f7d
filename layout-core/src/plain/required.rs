//! The check that a type is plain data.

use super::obstacle::{Obstacle, Reason, obstacle};
use crate::Layout;
use crate::check::message::{Text, about, fail};

/// Every byte of the type is padding or part of a leaf that is plain data.
#[track_caller]
pub(super) const fn require_plain<T: Layout>() {
    if let Some(obstacle) = obstacle(&T::LAYOUT) {
        let text = push_leaf(about(T::LAYOUT.name), &obstacle);
        fail::<T>(
            text.str(" is not plain data, so its bytes cannot be copied: ").str(reason(&obstacle)),
        );
    }
}

/// The field that is to blame: `` `header.len: Len` ``, or the type itself.
#[inline]
const fn push_leaf(text: Text, obstacle: &Obstacle) -> Text {
    if obstacle.depth == 0 {
        return text.str("the type");
    }
    let mut text = text.str("`");
    let mut index = obstacle.depth;
    while index > 0 {
        index -= 1;
        text = text.str(obstacle.path[index]).str(if index > 0 { "." } else { ": " });
    }
    text.str(obstacle.ty).str("`")
}

#[inline]
const fn reason(obstacle: &Obstacle) -> &'static str {
    match obstacle.reason {
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

    use super::{push_leaf, reason, require_plain};
    use crate::Layout;
    use crate::check::message::Text;
    use crate::plain::obstacle::{Obstacle, Reason};

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
            let obstacle = Obstacle { path: Default::default(), depth: 0, ty: "T", reason: kind };
            assert_eq!(reason(&obstacle), text);
            assert_eq!(push_leaf(Text::new(), &obstacle).as_str(), "the type");
        }
    }
}
