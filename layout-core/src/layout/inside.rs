//! How much is known about the bytes inside a type, and where knowledge ends.

use core::fmt;

use super::fields::FieldList;
use super::{FieldPath, Kind, Repr, Tagging, TypeLayout, VariantLayout};

/// How much is known about the bytes inside a type. [`TypeLayout::inside`] returns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Inside {
    /// The layout lists the type's [fields](TypeLayout::fields) or [variants](TypeLayout::variants), or the
    /// [element](TypeLayout::element) of an array or a slice.
    Listed,
    /// Every byte is part of the value, whatever the value is. There is no padding.
    Plain,
    /// The type has the same bytes as its [element](TypeLayout::element), as `Cell<T>` and `NonZero<T>` do.
    AsElement,
    /// Nothing is known, because the fields are private to the standard library. [`TypeLayout::held`] lists
    /// the types that it holds by value.
    Unknown,
}

/// How much is known about the bytes of an opaque type.
///
/// The list in `impls/std_types.rs` assigns a value to each type of the standard library, and says why.
/// Everything else asks here: no other place knows these types by name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opaque {
    /// Nothing.
    Private,
    /// The type is not described. This layout stands in for its sample.
    Undescribed,
    /// It has no bytes on any target.
    Marker,
    /// The type has the same bytes as its element, with the same meaning.
    Wrapper,
    /// An `Option`; whether it is guaranteed to have a niche in place of a tag.
    Option {
        /// Then all its bytes are part of the value.
        has_niche: bool,
    },
    /// An integer that is never 0. The integer type is the element.
    NonZero,
    /// One number, or several next to each other.
    Number {
        /// Whether its size and its alignment are the same on all targets.
        is_fixed: bool,
    },
    /// A pointer to something that is owned or shared.
    Pointer {
        /// Whether it is guaranteed to have the bytes of a pointer that is never null.
        is_guaranteed: bool,
    },
    /// A value that one thread may change behind a shared reference.
    Cell,
    /// The primitive under everything that changes behind a shared reference, also in other crates.
    UnsafeCell,
    /// A value that several threads change in one step. It is as large as its integer, and aligned to its
    /// size.
    #[cfg_attr(
        not(target_has_atomic = "8"),
        allow(dead_code, reason = "the target has no atomics")
    )]
    Atomic(AtomicWidth),
    /// A lock: threads take it one after the other.
    #[cfg_attr(not(feature = "std"), allow(dead_code, reason = "the locks are of `std`"))]
    Lock,
    /// Something that several threads wait for and seldom write.
    #[cfg_attr(not(feature = "std"), allow(dead_code, reason = "the types are of `std`"))]
    Barrier,
}

/// The size of an atomic.
#[cfg_attr(not(target_has_atomic = "8"), allow(dead_code, reason = "the target has no atomics"))]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtomicWidth {
    /// The same on all targets.
    Fixed,
    /// The size of an address, as a signed or an unsigned integer.
    Word {
        /// Whether it is `AtomicIsize`.
        is_signed: bool,
    },
    /// That of a pointer.
    Pointer,
}

impl Opaque {
    /// A number if `is_number`, for types whose documentation does not promise it.
    #[inline]
    pub(crate) const fn number_if(is_number: bool) -> Self {
        if is_number { Self::Number { is_fixed: false } } else { Self::Private }
    }

    /// Whether all bytes are part of the value, whatever the value is.
    #[inline]
    const fn is_plain(self) -> bool {
        matches!(
            self,
            Self::Number { .. }
                | Self::Atomic(_)
                | Self::Pointer { is_guaranteed: true }
                | Self::Option { has_niche: true }
        )
    }
}

/// The first part of a type that may hide padding, because nothing is known about its bytes.
///
/// [`TypeLayout::first_unknown_inside`] returns it. `{}` prints the path to that part, such as
/// `header.stamp`, or nothing if it is the type itself.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct UnknownInside {
    /// The type of that part, as the declaration writes it, or else the type's name.
    pub ty: &'static str,
    /// Why nothing is known about its bytes.
    pub reason: UnknownReason,
    /// The names on the path to that part.
    pub(crate) path: FieldPath,
}

/// Why the bytes of a type may hide padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnknownReason {
    /// The type does not implement [`Layout`](crate::Layout).
    Undescribed,
    /// The type belongs to the standard library, and its fields are private.
    Private,
    /// The field is private to a type of another crate, which a description only holds the place of.
    PrivateField,
    /// The type is an enum, and it is not defined where its fields lie or how its variants are told apart.
    Tag,
    /// The type is not sized, and nothing is known about its tail.
    Tail,
}

impl UnknownReason {
    /// Returns advice on how to make the bytes known, as a phrase without a period.
    #[must_use]
    #[inline]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Undescribed => {
                "add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a \
                 parameter"
            }
            Self::Private => {
                "the fields of its type are private to the standard library; hold what it is made of in \
                 fields instead"
            }
            Self::PrivateField => {
                "the field is private to the type of another crate, so nothing tells what is inside"
            }
            Self::Tag => {
                "where its tag lies is not defined; add `#[repr(u8)]` or another integer to the enum"
            }
            Self::Tail => "it ends in a tail whose place or type is not known",
        }
    }
}

impl UnknownInside {
    #[inline]
    pub(crate) const fn new(ty: &'static str, reason: UnknownReason) -> Self {
        Self { ty, reason, path: FieldPath::EMPTY }
    }

    /// The same part, seen from outside a field or variant called `name`.
    #[inline]
    pub(crate) const fn within(self, name: &'static str) -> Self {
        Self { path: self.path.within(name), ..self }
    }

    /// Returns one name of the path to the part: index 0 is the outermost field or variant.
    ///
    /// `None` past the last name. Array elements have no name of their own in the path. At most 16 names are
    /// kept.
    #[must_use]
    #[inline]
    pub const fn name(&self, index: usize) -> Option<&'static str> {
        self.path.name(index)
    }
}

impl fmt::Display for UnknownInside {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.fmt(f)
    }
}

impl TypeLayout {
    /// Returns how much is known about the bytes of the type itself.
    ///
    /// [`first_unknown_inside`](Self::first_unknown_inside) also looks inside its fields.
    #[must_use]
    #[inline]
    pub const fn inside(&self) -> Inside {
        match (self.kind, self.element) {
            (Kind::Primitive(_) | Kind::Pointer, _) => Inside::Plain,
            (Kind::Opaque, Some(_)) => Inside::AsElement,
            (Kind::Opaque, None) if self.opaque.is_plain() => Inside::Plain,
            (Kind::Opaque | Kind::Array { .. } | Kind::Slice, None) => Inside::Unknown,
            _ => Inside::Listed,
        }
    }

    /// Returns the types that a type of the standard library holds by value at unknown offsets.
    ///
    /// Examples are the `T` of an `Option<T>` or a `Mutex<T>`. A type behind a pointer, such as the `T` of a
    /// `Box<T>`, is not listed.
    #[must_use]
    #[inline]
    pub const fn held(&self) -> &'static [&'static TypeLayout] {
        self.held
    }

    /// Returns whether all padding of the type and of everything inside it is known.
    ///
    /// If not, [`first_unknown_inside`](Self::first_unknown_inside) says where knowledge ends.
    #[must_use]
    #[inline]
    pub const fn padding_is_known(&self) -> bool {
        self.first_unknown_inside().is_none()
    }

    /// Returns the first part of the type, in the order of declaration, that may hide padding.
    ///
    /// `None` if all padding is known. A type without bytes never counts as unknown.
    ///
    /// ```
    /// use core::time::Duration;
    /// use layout_core::Layout;
    ///
    /// #[derive(Layout)]
    /// struct Timer {
    ///     id: u64,
    ///     after: Duration,
    /// }
    ///
    /// let unknown = Timer::LAYOUT.first_unknown_inside().unwrap();
    /// assert_eq!(unknown.to_string(), "after");
    /// assert_eq!(Timer::LAYOUT.padding(), 0);
    /// assert_eq!(Timer::LAYOUT.deep_padding(), None);
    /// ```
    #[must_use]
    #[inline]
    pub const fn first_unknown_inside(&self) -> Option<UnknownInside> {
        if self.size == 0 && self.is_sized {
            return None;
        }
        match (self.inside(), self.element) {
            (Inside::Plain, _) | (Inside::AsElement, None) => None,
            (Inside::Unknown, _) => {
                let reason = match self.is_sized {
                    // A layout of the standard library's has a name.
                    true if self.name.is_empty() => UnknownReason::Undescribed,
                    true => UnknownReason::Private,
                    false => UnknownReason::Tail,
                };
                Some(UnknownInside::new(self.name, reason))
            }
            (_, Some(element)) => match (self.kind, element.first_unknown_inside()) {
                (Kind::Array { len: 0 }, _) => None,
                (_, unknown) => unknown,
            },
            (Inside::Listed, None) => match self.kind {
                Kind::Enum => self.unknown_in_variants(),
                _ => self.unknown_in_fields(),
            },
        }
    }

    /// The first such part of each field after the one that [`first_unknown_inside`](Self::first_unknown_inside) is of, if
    /// there is one; none of an enum.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) fn more_unknown_inside(&self) -> impl Iterator<Item = UnknownInside> {
        let (fields, has_tail) = (self.fields, !self.is_sized);
        let is_listed = matches!(self.inside(), Inside::Listed) && self.kind != Kind::Enum;
        let len = if is_listed { fields.len() } else { 0 };
        (0..len).filter_map(move |index| unknown_at(fields, has_tail, index)).skip(1)
    }

    /// The first part of the type with bytes, in the order of declaration, whose type is not described.
    #[inline]
    pub(crate) const fn first_undescribed(&self) -> Option<UnknownInside> {
        match (self.kind, self.element) {
            (_, Some(element)) => element.first_undescribed(),
            (Kind::Enum, None) => {
                let mut variants = self.variants();
                while let Some(variant) = variants.next() {
                    if let Some(unknown) = undescribed_in(variant.fields, false) {
                        return Some(unknown.within(variant.name));
                    }
                }
                None
            }
            (Kind::Opaque, None) if self.name.is_empty() => {
                Some(UnknownInside::new("", UnknownReason::Undescribed))
            }
            (kind, None) if kind.has_fields() => undescribed_in(self.fields, !self.is_sized),
            _ => {
                let mut index = 0;
                while index < self.held.len() {
                    if let Some(unknown) = self.held[index].first_undescribed() {
                        return Some(unknown);
                    }
                    index += 1;
                }
                None
            }
        }
    }

    #[inline]
    const fn unknown_in_fields(&self) -> Option<UnknownInside> {
        let unknown = unknown_in(self.fields, !self.is_sized);
        match (unknown, self.is_sized, self.tail()) {
            (None, false, Some(tail)) if tail.offset.is_none() => {
                Some(UnknownInside::new(self.name, UnknownReason::Tail))
            }
            (unknown, ..) => unknown,
        }
    }

    #[inline]
    const fn unknown_in_variants(&self) -> Option<UnknownInside> {
        let tagging = self.tagging();
        let mut variants = self.variants();
        while let Some(variant) = variants.next() {
            if variant.is_uninhabited() {
                continue;
            }
            let is_placed = match tagging {
                Some(Tagging::Single) => true,
                _ => is_placed(&variant),
            };
            if let (true, Some(unknown)) = (is_placed, unknown_in(variant.fields, false)) {
                return Some(unknown.within(variant.name));
            }
            if !is_placed {
                return Some(UnknownInside::new(self.name, UnknownReason::Tag));
            }
        }
        match tagging {
            Some(Tagging::Tag { .. } | Tagging::Single) => None,
            _ => Some(UnknownInside::new(self.name, UnknownReason::Tag)),
        }
    }
}

/// Whether the offsets of all fields that have bytes are known.
#[inline]
const fn is_placed(variant: &VariantLayout) -> bool {
    let mut index = 0;
    while index < variant.fields.len() {
        if variant.fields.size(index) > 0 && variant.fields.offset(index).is_none() {
            return false;
        }
        index += 1;
    }
    true
}

/// The first field that is unknown inside; the last may be a tail.
#[inline]
const fn unknown_in(fields: FieldList, has_tail: bool) -> Option<UnknownInside> {
    let mut index = 0;
    while index < fields.len() {
        if let Some(unknown) = unknown_at(fields, has_tail, index) {
            return Some(unknown);
        }
        index += 1;
    }
    None
}

/// The first part of a field that is unknown inside.
#[inline]
const fn unknown_at(fields: FieldList, has_tail: bool, index: usize) -> Option<UnknownInside> {
    let is_tail = has_tail && index + 1 == fields.len();
    let unknown = match fields.layout(index) {
        Some(layout) => layout.first_unknown_inside(),
        None if is_tail => Some(UnknownInside::new("", UnknownReason::Tail)),
        None if fields.size(index) == 0 => None,
        None => Some(UnknownInside::new("", UnknownReason::Undescribed)),
    };
    let Some(mut unknown) = unknown else { return None };
    let Some(field) = fields.iter().get(index) else { return Some(unknown) };
    if field.is_private() {
        unknown.reason = field.why_undescribed();
    }
    // The innermost is called as its declaration writes it, which a tuple has not.
    let ty = match fields.layout(index) {
        Some(layout) if fields.has_no_texts() && layout.element.is_some() => unknown.ty,
        _ if !unknown.path.is_empty() => unknown.ty,
        _ => field.ty,
    };
    Some(UnknownInside { ty, ..unknown }.within(field.name))
}

/// The first field that is not described, or that has such a part.
#[inline]
const fn undescribed_in(fields: FieldList, has_tail: bool) -> Option<UnknownInside> {
    let mut list = fields.iter();
    let mut left = fields.len();
    while let Some(field) = list.next() {
        left -= 1;
        let unknown = match field.layout() {
            Some(layout) => layout.first_undescribed(),
            // Without bytes there is nothing inside. A tail is as long as it is.
            None if field.size == 0 && !(has_tail && left == 0) => None,
            None => Some(UnknownInside::new("", field.why_undescribed())),
        };
        if let Some(unknown) = unknown {
            let ty = if unknown.path.is_empty() { field.ty } else { unknown.ty };
            return Some(UnknownInside { ty, ..unknown }.within(field.name));
        }
    }
    None
}

impl TypeLayout {
    /// Whether `Option` of the type is guaranteed to be as large as the type. `None` is then a null pointer or
    /// zero, and all bytes of the `Option` are part of the value.
    ///
    /// Source: [the documentation of `Option`](https://doc.rust-lang.org/core/option/#representation).
    #[inline]
    pub(crate) const fn has_guaranteed_niche(&self) -> bool {
        // Of a wider pointer one word is not part of a `None`.
        let is_thin = self.size == size_of::<usize>();
        match (self.kind, self.opaque) {
            (Kind::Pointer, _) => is_thin && !matches!(self.name.as_bytes(), [b'*', ..]),
            (Kind::Opaque, Opaque::NonZero) => true,
            (Kind::Opaque, Opaque::Pointer { is_guaranteed: true }) => is_thin,
            (Kind::Struct | Kind::TupleStruct, _) => self.is_transparent_niche(),
            _ => false,
        }
    }

    /// Whether it is a `repr(transparent)` struct around a type that has such a niche.
    #[inline]
    const fn is_transparent_niche(&self) -> bool {
        if !matches!(self.repr, Repr::TRANSPARENT) {
            return false;
        }
        let mut index = 0;
        while index < self.fields.len() {
            if self.fields.size(index) > 0 {
                return match self.fields.layout(index) {
                    Some(layout) => layout.has_guaranteed_niche(),
                    None => false,
                };
            }
            index += 1;
        }
        false
    }
}

#[cfg(all(test, feature = "derive", feature = "std"))]
mod tests {
    #![allow(dead_code, reason = "types are declared for their layouts")]

    use core::cell::Cell;
    use core::num::NonZeroU8;
    use core::ptr::NonNull;
    use std::boxed::Box;
    use std::string::{String, ToString as _};

    use super::UnknownReason;
    use crate::Layout;
    use crate::layout::TypeLayout;

    struct Bare(u16);
    struct Empty;

    #[derive(Layout)]
    #[layout(crate = crate)]
    struct Inner {
        known: u8,
        empty: Empty,
        bare: Bare,
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    struct Outer {
        known: Cell<u32>,
        inners: [Inner; 2],
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    enum Kind {
        Nothing,
        Known(u32, String),
        Outer { outer: Outer },
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    struct Tailed {
        len: u8,
        #[layout(unsized)]
        tail: BareTail,
    }

    struct BareTail([u16]);

    /// The path to the first part that is not described, and its type.
    fn undescribed(layout: &TypeLayout) -> Option<(String, &'static str)> {
        let unknown = layout.first_undescribed()?;
        assert_eq!(unknown.reason, UnknownReason::Undescribed);
        Some((unknown.to_string(), unknown.ty))
    }

    #[test]
    fn the_first_part_that_is_not_described_is_found() {
        let found = |path: &str, ty| Some((String::from(path), ty));
        assert_eq!(undescribed(&Inner::LAYOUT), found("bare", "Bare"));
        assert_eq!(undescribed(&Outer::LAYOUT), found("inners.bare", "Bare"));
        assert_eq!(undescribed(&Kind::LAYOUT), found("Outer.outer.inners.bare", "Bare"));
        assert_eq!(undescribed(&<[Outer; 3]>::LAYOUT), found("inners.bare", "Bare"));
        assert_eq!(undescribed(&<(u8, Inner)>::LAYOUT), found("1.bare", "Bare"));
        // What is held by value in a type of `std` is a part of it.
        assert_eq!(undescribed(&<Option<Inner>>::LAYOUT), found("bare", "Bare"));
        assert_eq!(undescribed(&Tailed::LAYOUT), found("tail", "BareTail"));
    }

    #[test]
    fn of_what_is_described_no_part_is_found() {
        for layout in [
            u8::LAYOUT,
            <[String; 2]>::LAYOUT,
            <(u8, Cell<u32>)>::LAYOUT,
            // Behind a pointer lies another value.
            <Box<Inner>>::LAYOUT,
            <&Inner>::LAYOUT,
            <Option<u8>>::LAYOUT,
            <[u8]>::LAYOUT,
        ] {
            assert_eq!(undescribed(&layout), None, "{}", layout.name);
        }
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(transparent)]
    struct Wrapped<T: Layout>((), T);

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(transparent)]
    struct WrappedBare(Bare);

    #[derive(Layout)]
    #[layout(crate = crate)]
    struct OfRust<T: Layout>(T);

    #[test]
    fn options_of_few_types_are_guaranteed_to_be_one_number() {
        for layout in [
            <&u8>::LAYOUT,
            <&mut Bare>::LAYOUT,
            <Box<u8>>::LAYOUT,
            NonZeroU8::LAYOUT,
            <NonNull<u8>>::LAYOUT,
            <fn(u8)>::LAYOUT,
            <Wrapped<NonZeroU8>>::LAYOUT,
            <Wrapped<Wrapped<&u8>>>::LAYOUT,
        ] {
            assert!(layout.has_guaranteed_niche(), "{}", layout.name);
        }
        for layout in [
            u8::LAYOUT,
            bool::LAYOUT,
            <*const u8>::LAYOUT,
            <&[u8]>::LAYOUT,
            <Box<str>>::LAYOUT,
            <Wrapped<u8>>::LAYOUT,
            <Wrapped<()>>::LAYOUT,
            WrappedBare::LAYOUT,
            <OfRust<&u8>>::LAYOUT,
            Kind::LAYOUT,
        ] {
            assert!(!layout.has_guaranteed_niche(), "{}", layout.name);
        }
    }

    #[test]
    fn each_reason_has_a_remedy() {
        for (reason, remedy) in [
            (UnknownReason::Undescribed, "#[derive(Layout)]"),
            (UnknownReason::Private, "hold what it is made of"),
            (UnknownReason::PrivateField, "private to the type of another crate"),
            (UnknownReason::Tag, "#[repr(u8)]"),
            (UnknownReason::Tail, "ends in a tail"),
        ] {
            assert!(reason.remedy().contains(remedy), "{reason:?}");
        }
    }
}
