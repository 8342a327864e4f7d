//! The check that two types lie in memory alike.

use core::marker::PhantomData;

use super::CheckTarget;
use super::message::Text;
use super::message::{HEADING, push_row, push_variant};
use super::message::{about, fail, undescribed};
use crate::const_fns::const_str_eq;
use crate::layout::{
    FieldLayout, Fields, Kind, Opaque, Slot, Tagging, TypeLayout, VariantLayout, Walk,
};

/// How the fields and the variants of two types are found in one another.
#[derive(Clone, Copy)]
pub enum Names<'a> {
    /// By name, but for those that the other type calls otherwise: the name here, and the name there. A
    /// variant's field is `Variant.field` here.
    Renamed(&'a [(&'a str, &'a str)]),
    /// By position alone.
    Positional,
}

impl Names<'_> {
    /// Whether a field or a variant, which may be within a variant, is called as the other type has it.
    #[inline]
    const fn agree(self, within: &str, one: &str, other: &str) -> bool {
        let Self::Renamed(pairs) = self else { return true };
        let mut index = 0;
        while index < pairs.len() {
            if is_path(pairs[index].0, within, one) {
                return const_str_eq(pairs[index].1, other);
            }
            index += 1;
        }
        const_str_eq(one, other)
    }
}

/// Whether a path is that of a field or a variant, which may be within a variant.
#[inline]
const fn is_path(path: &str, within: &str, name: &str) -> bool {
    let (path, within, name) = (path.as_bytes(), within.as_bytes(), name.as_bytes());
    let start = if within.is_empty() { 0 } else { within.len() + 1 };
    if path.len() != start + name.len() || (start > 0 && path[start - 1] != b'.') {
        return false;
    }
    let mut index = 0;
    while index < path.len() {
        let expected = match index.checked_sub(start) {
            Some(at) => name[at],
            None if index < within.len() => within[index],
            None => b'.',
        };
        if path[index] != expected {
            return false;
        }
        index += 1;
    }
    true
}

/// `same_as(Other)`: size, alignment, and the names, offsets and sizes of the fields agree, also of those
/// inside them where both are described; of enums also the tags, the variants and the discriminants.
///
/// The types of fields need not. Fields without bytes count if they are arrays or may have an alignment.
#[track_caller]
#[inline]
pub const fn same_as<S: CheckTarget, O: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    _: PhantomData<O>,
    other: &str,
    names: Names<'_>,
) {
    require_parts::<S, S>(name, name);
    require_parts::<S, O>(name, other);
    require_renamed::<S>(name, names);
    let pair = Pair { one: &layout!(S), two: &layout!(O), names };
    if !pair.are_same() {
        pair.differ(name, other);
    }
}

/// Of a type that lists no parts there is nothing to compare.
#[track_caller]
#[inline]
const fn require_parts<S: CheckTarget, O: CheckTarget>(name: &str, described: &str) {
    let layout = &layout!(O);
    let text = about(name).str("`same_as`");
    match layout.kind {
        Kind::Opaque if layout.name.is_empty() => undescribed::<O>(text, described),
        Kind::Enum => {}
        kind if kind.has_fields() => {}
        kind => {
            let text = text.str(" cannot be checked: `").str(described).str("` is ");
            let text = match kind {
                Kind::Primitive(_) => text.str("the primitive `").str(layout.name).str("`"),
                Kind::Pointer => text.str("a pointer"),
                Kind::Array { .. } | Kind::Slice => text.str("an array or a slice"),
                _ => text.str("a type of the standard library"),
            };
            fail::<S>(text.str(", which lists no fields"));
        }
    }
}

/// Each name that is called otherwise there is one here.
#[track_caller]
#[inline]
const fn require_renamed<S: CheckTarget>(name: &str, names: Names<'_>) {
    let Names::Renamed(pairs) = names else { return };
    let mut index = 0;
    while index < pairs.len() {
        let (path, _) = pairs[index];
        if layout!(S).resolve(path).is_err() && layout!(S).variant(path).is_none() {
            let text = about(name).str("there is no field or variant `").str(path);
            fail::<S>(text.str("`, required same_as(..., rename(").str(path).str(" = ...))"));
        }
        index += 1;
    }
}

/// Two types, and how what is in them is called.
#[derive(Clone, Copy)]
struct Pair<'a> {
    one: &'static TypeLayout,
    two: &'static TypeLayout,
    names: Names<'a>,
}

impl Pair<'_> {
    #[inline]
    const fn are_same(self) -> bool {
        let Self { one, two, names } = self;
        if !self.have_same_shape() {
            return false;
        }
        match one.kind {
            Kind::Enum => self.have_same_tags() && self.have_same_variants(),
            _ => Rows::of(one).are_same(Rows::of(two), "", names),
        }
    }

    #[inline]
    const fn have_same_shape(self) -> bool {
        let Self { one, two, .. } = self;
        one.size == two.size
            && one.align == two.align
            && one.is_sized() == two.is_sized()
            && matches!(one.kind, Kind::Enum) == matches!(two.kind, Kind::Enum)
    }

    /// Whether both tell their variants apart alike, as far as that is known.
    #[inline]
    const fn have_same_tags(self) -> bool {
        match (Tag::of(self.one), Tag::of(self.two)) {
            (Tag::Placed { offset, size }, Tag::Placed { offset: at, size: of }) => {
                offset == at && size == of
            }
            (Tag::None, Tag::None) => true,
            (Tag::Unknown, Tag::Unknown) => self.is_one_declaration(),
            _ => false,
        }
    }

    /// Whether both are one type, or instances of one; their variants tell the rest.
    #[inline]
    const fn is_one_declaration(self) -> bool {
        const_str_eq(self.one.name, self.two.name)
            && const_str_eq(self.one.module_path, self.two.module_path)
    }

    #[inline]
    const fn have_same_variants(self) -> bool {
        let (mut ones, mut twos) = (self.one.variants(), self.two.variants());
        loop {
            match (ones.next(), twos.next()) {
                (None, None) => return true,
                (Some(one), Some(two)) if are_same_variants(&one, &two, self.names) => {}
                _ => return false,
            }
        }
    }
}

#[inline]
const fn are_same_variants(one: &VariantLayout, two: &VariantLayout, names: Names<'_>) -> bool {
    one.discriminant.bits() == two.discriminant.bits()
        && names.agree("", one.name, two.name)
        && Rows::Declared(one.fields()).are_same(Rows::Declared(two.fields()), one.name, names)
}

/// Fields, in the order in which those of two types are compared.
enum Rows {
    /// In the order of memory.
    Placed(Walk),
    /// In the order of the declaration.
    Declared(Fields),
}

impl Rows {
    #[inline]
    const fn of(layout: &TypeLayout) -> Self {
        // Walks leave out what has no place.
        match (layout.kind, layout.is_sized()) {
            (Kind::Union, _) | (_, false) => Self::Declared(layout.fields()),
            _ => Self::Placed(layout.walk()),
        }
    }

    /// `Clone` in a `const`.
    #[inline]
    const fn copy(&self) -> Self {
        match self {
            Self::Placed(walk) => Self::Placed(walk.copy()),
            Self::Declared(fields) => Self::Declared(fields.copy()),
        }
    }

    /// The next field that counts.
    #[inline]
    const fn next(&mut self) -> Option<FieldLayout> {
        loop {
            let field = match self {
                Self::Declared(fields) => fields.next(),
                Self::Placed(walk) => match walk.next() {
                    Some(Slot::Field(field)) => Some(field),
                    Some(Slot::Padding(_)) => continue,
                    None => None,
                },
            };
            match field {
                Some(field) if !counts(&field) => {}
                field => return field,
            }
        }
    }

    #[inline]
    const fn are_same(mut self, mut other: Self, within: &str, names: Names<'_>) -> bool {
        loop {
            match (self.next(), other.next()) {
                (None, None) => return true,
                (Some(one), Some(two)) if are_same_fields(&one, &two, within, names) => {}
                _ => return false,
            }
        }
    }
}

/// Whether a field has bytes, or marks a place: those that are known to do neither are left out, such as
/// `()`, `PhantomData` and structs without fields.
#[inline]
const fn counts(field: &FieldLayout) -> bool {
    if field.size > 0 {
        return true;
    }
    if field.align == 1 && matches!(field.name.as_bytes(), [b'_', ..]) {
        // As bindgen writes `__bindgen_empty` and `_bitfield_align_1`, which stand for nothing.
        return false;
    }
    match field.layout() {
        Some(layout) => match layout.kind {
            Kind::UnitStruct => layout.align > 1,
            Kind::Opaque => !matches!(layout.opaque, Opaque::Marker),
            Kind::Tuple | Kind::Struct | Kind::TupleStruct => {
                layout.align > 1 || !layout.fields().is_empty()
            }
            _ => true,
        },
        None => true,
    }
}

#[inline]
const fn are_same_fields(
    one: &FieldLayout,
    two: &FieldLayout,
    within: &str,
    names: Names<'_>,
) -> bool {
    names.agree(within, one.name, two.name) && is_same_place(one, two, names)
}

#[inline]
const fn is_same_place(one: &FieldLayout, two: &FieldLayout, names: Names<'_>) -> bool {
    // Two places that are not known may differ.
    let is_there = matches!((one.offset, two.offset), (Some(one), Some(two)) if one == two);
    // The alignment of a field that has bytes shows in its offset.
    let is_aligned = one.size > 0 || one.align == two.align;
    is_there
        && one.size == two.size
        && is_aligned
        && are_same_inside(one.layout(), two.layout(), names)
}

/// Whether the insides of two fields agree, as far as both list theirs.
#[inline]
const fn are_same_inside(
    one: Option<&'static TypeLayout>,
    two: Option<&'static TypeLayout>,
    names: Names<'_>,
) -> bool {
    let (Some(one), Some(two)) = (one, two) else { return true };
    match (one.kind, two.kind, one.element(), two.element()) {
        (Kind::Opaque, _, Some(one), _) => are_same_inside(Some(one), Some(two), names),
        (_, Kind::Opaque, _, Some(two)) => are_same_inside(Some(one), Some(two), names),
        (Kind::Array { len }, Kind::Array { len: other }, Some(one), Some(two)) => {
            // Of two arrays of other numbers of elements nothing is in its place.
            len != other || are_same_inside(Some(one), Some(two), names)
        }
        (Kind::Slice, Kind::Slice, Some(one), Some(two)) => {
            one.size == two.size && are_same_inside(Some(one), Some(two), names)
        }
        (Kind::Enum, Kind::Enum, ..) => Pair { one, two, names: names.inside() }.are_same(),
        (of_one, of_two, ..) if of_one.has_fields() && of_two.has_fields() => {
            Pair { one, two, names: names.inside() }.are_same()
        }
        _ => true,
    }
}

impl Names<'_> {
    /// What holds inside of fields: names that are given are those of the type itself.
    #[inline]
    const fn inside(self) -> Self {
        match self {
            Self::Renamed(_) => Self::Renamed(&[]),
            Self::Positional => Self::Positional,
        }
    }
}

impl Pair<'_> {
    /// Panics with both tables, in which the rows that differ are marked.
    #[cold]
    #[track_caller]
    #[inline]
    const fn differ(self, name: &str, other: &str) -> ! {
        let Self { one, two, names } = self;
        let text = about(name);
        let are_enums = matches!((one.kind, two.kind), (Kind::Enum, Kind::Enum));
        let text = if one.size != two.size {
            push_numbers(text.str("size"), one.size, other, two.size)
        } else if one.align != two.align {
            push_numbers(text.str("align"), one.align, other, two.align)
        } else if are_enums && !self.have_same_tags() {
            self.push_tags(text, name, other)
        } else {
            let what = if are_enums { "the variants" } else { "the fields" };
            text.str(what).str(" differ from those of `").str(other).str("`")
        };
        let text = text.str(", required same_as(").str(other).str(")");
        let text = push_half(text, name, one, two, names, true);
        let text = push_half(text, other, two, one, names, false);
        panic!("{}", text.as_str())
    }
}

impl Pair<'_> {
    /// How the tags differ; or of which type that is not known.
    #[inline]
    const fn push_tags(self, text: Text, name: &str, other: &str) -> Text {
        const UNKNOWN: &str = "` is not known; `#[repr(u8)]` or another integer defines it";
        const WHERE: &str = "where the tag lies of `";
        match (Tag::of(self.one), Tag::of(self.two)) {
            (Tag::Unknown, _) => text.str(WHERE).str(name).str(UNKNOWN),
            (_, Tag::Unknown) => text.str(WHERE).str(other).str(UNKNOWN),
            (one, two) => {
                let text = one.push(text.str("the variants are told apart by "));
                two.push(text.str(" and those of `").str(other).str("` by "))
            }
        }
    }
}

/// What is known of a tag.
enum Tag {
    Placed { offset: usize, size: usize },
    None,
    Unknown,
}

impl Tag {
    #[inline]
    const fn of(layout: &TypeLayout) -> Self {
        match layout.tagging() {
            Some(Tagging::Tag { offset, size }) => Self::Placed { offset, size },
            Some(Tagging::Single) => Self::None,
            _ => Self::Unknown,
        }
    }

    #[inline]
    const fn push(self, text: Text) -> Text {
        match self {
            Self::Placed { offset, size } => {
                text.str("a tag of ").count(size, "byte").str(" at offset ").number(offset)
            }
            Self::None | Self::Unknown => text.str("nothing"),
        }
    }
}

/// ` is 8 and of `Other` 12`
#[inline]
const fn push_numbers(text: Text, one: usize, other: &str, two: usize) -> Text {
    text.str(" is ").number(one).str(" and of `").str(other).str("` ").number(two)
}

/// The most rows of a table that are compared with another: each is looked for there.
const MOST_ROWS: usize = 40;

/// The table of one of both. A row that the other does not have is marked.
#[inline]
const fn push_half(
    text: Text,
    name: &str,
    layout: &TypeLayout,
    other: &TypeLayout,
    names: Names<'_>,
    is_first: bool,
) -> Text {
    let text = text.str("\n  `").str(name).str("`, size ").number(layout.size);
    let text = text.str(", align ").number(layout.align).str(":").str(HEADING);
    if !matches!((layout.kind, other.kind), (Kind::Enum, Kind::Enum)) {
        return push_rows(text, Rows::of(layout), &Rows::of(other), "", names, is_first);
    }
    let mut text = text;
    let (mut variants, mut others) = (layout.variants(), other.variants());
    let mut count = 0;
    while let Some(variant) = variants.next() {
        let counterpart = others.next();
        let is_same = match &counterpart {
            Some(other) => {
                let (one, two) = if is_first { (&variant, other) } else { (other, &variant) };
                names.agree("", one.name, two.name)
                    && one.discriminant.bits() == two.discriminant.bits()
            }
            None => false,
        };
        text = push_variant(text.str(if is_same { "\n " } else { "\n>" }), &variant);
        let (fields, within) = match (&counterpart, is_first) {
            (Some(other), false) => (other.fields(), other.name),
            (Some(other), true) => (other.fields(), variant.name),
            (None, _) => (layout.fields(), ""),
        };
        let (rows, fields) = (Rows::Declared(variant.fields()), Rows::Declared(fields));
        text = push_rows(text, rows, &fields, within, names, is_first);
        count += 1;
        if count == MOST_ROWS {
            return text.str("\n  ...");
        }
    }
    text
}

#[inline]
const fn push_rows(
    mut text: Text,
    mut rows: Rows,
    others: &Rows,
    within: &str,
    names: Names<'_>,
    is_first: bool,
) -> Text {
    let mut count = 0;
    while let Some(row) = rows.next() {
        let mut is_same = false;
        let mut others = others.copy();
        let mut looked_at = 0;
        while !is_same && looked_at < MOST_ROWS {
            let Some(other) = others.next() else { break };
            let (one, two) = if is_first { (&row, &other) } else { (&other, &row) };
            is_same = are_same_fields(one, two, within, names);
            looked_at += 1;
        }
        text = push_row(text.str(if is_same { "\n " } else { "\n>" }), row);
        count += 1;
        if count == MOST_ROWS {
            return text.str("\n  ...");
        }
    }
    text
}
