//! Attributes of others beside ours.
#![deny(warnings, deprecated, missing_docs, unused)]
#![allow(dead_code, reason = "what is deprecated is not used")]

use layout_core::{Layout, assert_layout};

/// An enum with attributes of all sorts.
#[non_exhaustive]
#[must_use]
#[derive(Layout, Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(all(), repr(u8))]
#[cfg_attr(all(), layout(size == 8))]
#[cfg_attr(any(), repr(C))]
pub(crate) enum Event {
    /// The default.
    #[default]
    #[doc(alias = "Stop")]
    Quit,
    /// Not for use.
    #[deprecated(note = "use `Quit`")]
    Old(u8),
    /// One with fields.
    #[non_exhaustive]
    Move {
        /// A field.
        #[deprecated]
        x: u16,
        /// Another.
        #[cfg(not(any()))]
        #[layout(offset == 4)]
        y: u32,
        /// Not there.
        #[cfg(any())]
        z: Missing,
    },
    /// Not there.
    #[cfg(any())]
    Missing(Missing),
    /// Hidden.
    #[doc(hidden)]
    Hidden(#[cfg_attr(all(), layout(size == 2))] u16),
}

/// An enum without a `repr` that is deprecated, as its parts are.
#[deprecated]
#[derive(Layout)]
pub(crate) enum OldEnum {
    /// One.
    #[deprecated]
    One(#[deprecated] u8, u32),
    /// Two.
    Two {
        /// A field.
        #[deprecated]
        text: String,
    },
}

/// A union.
#[deprecated]
#[derive(Layout)]
#[repr(C)]
pub(crate) union OldUnion {
    /// A field.
    #[deprecated]
    pub(crate) small: u8,
    /// Another.
    pub(crate) wide: u32,
}

/// A struct that is not sized.
#[deprecated]
#[non_exhaustive]
#[derive(Layout)]
#[rustfmt::skip]
pub(crate) struct OldTail {
    /// A field.
    #[deprecated]
    pub(crate) small: u8,
    /// The tail.
    #[deprecated]
    pub(crate) tail: [u16],
}

#[allow(clippy::duplicated_attributes, reason = "attributes in two places")]
mod inner {
    use layout_core::Layout;

    /// A type with its attributes behind the derive.
    #[derive(Layout)]
    #[repr(u16)]
    #[repr(align(8))]
    pub(in crate::hygiene) enum Visible {
        A,
        B(pub_free::Private),
    }

    mod pub_free {
        /// A type of a private module.
        #[derive(layout_core::Layout)]
        pub(in crate::hygiene) struct Private(pub(super) u8);
    }
}

assert_layout!(Event, size == 8, offset(Move.y) == 4, offset(Hidden.0) == 2);

#[test]
fn what_is_absent_is_not_described() {
    let names: Vec<_> = Event::LAYOUT.variants().map(|variant| variant.name).collect();
    assert_eq!(names, ["Quit", "Old", "Move", "Hidden"]);
    assert_eq!(Event::LAYOUT.variant("Move").unwrap().fields().len(), 2);
    assert_eq!(Event::LAYOUT.repr.to_string(), "repr(u8)");
    assert_eq!(Event::default().layout_report_of().variant().unwrap().name, "Quit");
}

#[test]
fn what_is_deprecated_is_described() {
    #[allow(deprecated, reason = "the types are")]
    let layouts = [OldEnum::LAYOUT, OldUnion::LAYOUT, OldTail::LAYOUT];
    assert_eq!(layouts.map(|layout| layout.align), [align_of::<usize>(), 4, 2]);
    assert_eq!(inner::Visible::LAYOUT.offset("B.0"), Some(2));
}
