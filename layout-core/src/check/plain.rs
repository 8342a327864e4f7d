//! The check that a type is plain data.

use super::failure::{about, fail};
use super::text::Text;
use crate::Layout;
use crate::plain::{Obstacle, Reason, obstacle};

/// Every byte of the type is padding or part of a leaf that is plain data.
#[track_caller]
pub(crate) const fn plain<T: Layout>() {
    if let Some(obstacle) = obstacle(&T::LAYOUT) {
        let text = push_leaf(about(T::LAYOUT.name), &obstacle);
        fail::<T>(
            text.str(" is no plain data, so its bytes cannot be copied: ").str(reason(&obstacle)),
        );
    }
}

/// The field that is to blame: `` `header.len: Len` ``, or the type itself.
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

const fn reason(obstacle: &Obstacle) -> &'static str {
    match obstacle.reason {
        Reason::Pointer => "it is a pointer",
        Reason::Undescribed => {
            "its type is not described; add `#[derive(Layout)]` to it, or the bound `Layout` to a parameter"
        }
        Reason::Opaque => "the insides of its type are not described",
        Reason::Shared => "it may change while it is read",
        Reason::Union => "which field of a union is in use is not known",
        Reason::Untagged => {
            "how its variants are told apart is not defined; add `#[repr(u8)]` or another integer"
        }
        Reason::Unplaced => "its place is not known",
    }
}
