//! The text of the tour. Its numbers are asked of the compiler and the system; only those of a claim are
//! typed.

#![allow(clippy::unnecessary_wraps, reason = "the chapters have one signature")]

mod access;
mod bump;
mod cache;
mod debug_info;
mod decisions;
mod enums;
mod ffi;
mod flags;
mod packed;
mod padding;
mod pages;
mod pool;
mod primitives;
mod regions;
mod representations;
mod unions;

use layout_core::TypeLayout;
use layout_core::layout::Slot;

use super::Chapter;

/// The chapters in their order.
pub(crate) const ALL: [Chapter; 16] = [
    Chapter { name: "regions", write: regions::write },
    Chapter { name: "primitives", write: primitives::write },
    Chapter { name: "padding", write: padding::write },
    Chapter { name: "representations", write: representations::write },
    Chapter { name: "enums", write: enums::write },
    Chapter { name: "unions", write: unions::write },
    Chapter { name: "packed", write: packed::write },
    Chapter { name: "ffi", write: ffi::write },
    Chapter { name: "pages", write: pages::write },
    Chapter { name: "bump", write: bump::write },
    Chapter { name: "pool", write: pool::write },
    Chapter { name: "cache", write: cache::write },
    Chapter { name: "access", write: access::write },
    Chapter { name: "flags", write: flags::write },
    Chapter { name: "debug_info", write: debug_info::write },
    Chapter { name: "decisions", write: decisions::write },
];

/// The names of the fields in the order in which they lie in memory.
fn order(layout: &TypeLayout) -> String {
    let names: Vec<_> = layout
        .walk()
        .filter_map(|slot| match slot {
            Slot::Field(field) => Some(field.name),
            Slot::Padding(_) => None,
        })
        .collect();
    names.join(", ")
}
