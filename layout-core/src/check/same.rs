//! The check that two types lie in memory alike.

use core::marker::PhantomData;

use super::CheckTarget;
use super::message::Text;
use super::message::{HEADING, push_row, push_variant};
use super::message::{about, fail, push_table, undescribed};
use crate::const_fns::const_str_eq;
use crate::layout::{
    FieldLayout, Fields, Inside, Kind, Opaque, Slot, Tagging, TypeLayout, UnknownInside,
    UnknownReason, VariantLayout, Variants, Walk,
};

/// How the fields and the variants of two types are found in one another.
#[derive(Clone, Copy)]
pub enum Names<'a> {
    /// By name, but for those that the other type calls otherwise: the name here, and the name there. The
    /// name of a field that is within a variant or a field is a path: `Variant.field`.
    Renamed(&'a [(&'a str, &'a str)]),
    /// By position alone.
    Positional,
}

/// A name, and those of what it is within. Elements of arrays have none.
#[derive(Clone, Copy)]
struct Path<'a> {
    within: Option<&'a Path<'a>>,
    name: &'a str,
}

impl Path<'_> {
    /// Whether the path is written so: `header.length`.
    #[inline]
    const fn is(self, text: &str) -> bool {
        let (text, mut end) = (text.as_bytes(), text.len());
        let mut path = self;
        loop {
            let name = path.name.as_bytes();
            let mut left = name.len();
            if end < left {
                return false;
            }
            while left > 0 {
                left -= 1;
                end -= 1;
                if text[end] != name[left] {
                    return false;
                }
            }
            path = match path.within {
                None => return end == 0,
                Some(within) if end > 0 && text[end - 1] == b'.' => *within,
                Some(_) => return false,
            };
            end -= 1;
        }
    }
}

/// How two types are compared.
#[derive(Clone, Copy)]
struct Rules<'a> {
    names: Names<'a>,
    /// The fields whose inside is not compared.
    opaque: &'a [&'a str],
    /// Whether what is not known may be the same.
    is_lenient: bool,
}

impl Rules<'_> {
    /// Whether a field or a variant is called as the other type has it.
    #[inline]
    const fn agree(self, path: Path<'_>, other: &str) -> bool {
        let Names::Renamed(pairs) = self.names else { return true };
        let mut index = 0;
        while index < pairs.len() {
            if path.is(pairs[index].0) {
                return const_str_eq(pairs[index].1, other);
            }
            index += 1;
        }
        const_str_eq(path.name, other)
    }

    /// A name that a field or a variant is said to have in the other type, and that is not there.
    #[inline]
    const fn named_nowhere(&self, other: &TypeLayout) -> Option<&str> {
        let Names::Renamed(pairs) = self.names else { return None };
        let mut index = 0;
        while index < pairs.len() {
            let (path, name) = pairs[index];
            // Of what is within a field or a variant, that may be called otherwise too.
            if name_end(path, 0) == path.len() && !leads(other, name, 0, true) {
                return Some(name);
            }
            index += 1;
        }
        None
    }

    /// Whether the user vouches for what is inside of a field.
    #[inline]
    const fn is_opaque(self, path: Path<'_>) -> bool {
        let mut index = 0;
        while index < self.opaque.len() {
            if path.is(self.opaque[index]) {
                return true;
            }
            index += 1;
        }
        false
    }

    #[inline]
    const fn leniently(self) -> Self {
        Self { is_lenient: true, ..self }
    }
}

/// `same_as(Other)`: size, alignment, and the names, offsets and sizes of the fields agree, also of those
/// inside them; of enums also the tags, the variants and the discriminants.
///
/// The types of fields need not: a number agrees with all that has its size and whose inside is known.
/// Fields without bytes count if they are arrays or may have an alignment. What is not known inside is not
/// the same, but for the `opaque` fields.
#[track_caller]
#[inline]
pub const fn same_as<S: CheckTarget, O: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    _: PhantomData<O>,
    other: &str,
    names: Names<'_>,
    opaque: &[&str],
) {
    require_parts::<S, S>(name, name);
    require_parts::<S, O>(name, other);
    require_named::<S>(name, names, opaque);
    let rules = Rules { names, opaque, is_lenient: false };
    let pair = Pair { one: &layout!(S), two: &layout!(O), rules };
    if !pair.are_same(None) {
        pair.fail(name, other);
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

/// What is called otherwise there, or is opaque, is one here.
#[track_caller]
#[inline]
const fn require_named<S: CheckTarget>(name: &str, names: Names<'_>, opaque: &[&str]) {
    let layout = &layout!(S);
    let mut index = 0;
    if let Names::Renamed(pairs) = names {
        while index < pairs.len() {
            let (path, _) = pairs[index];
            if !leads(layout, path, 0, true) {
                let text = about(name).str("there is no field or variant `").str(path);
                fail::<S>(text.str("`, required same_as(..., rename(").str(path).str(" = ...))"));
            }
            index += 1;
        }
    }
    index = 0;
    while index < opaque.len() {
        let path = opaque[index];
        if !leads(layout, path, 0, false) {
            let text = about(name).str("there is no field `").str(path);
            fail::<S>(text.str("`, required same_as(..., opaque(").str(path).str("))"));
        }
        index += 1;
    }
}

/// Whether a path leads from a type to a field, or to a variant, by the bytes from `start` on. Elements have
/// no name in it.
#[inline]
const fn leads(layout: &TypeLayout, path: &str, start: usize, to_variant: bool) -> bool {
    if let Some(element) = layout.element() {
        return leads(element, path, start, to_variant);
    }
    if !matches!(layout.kind, Kind::Enum) {
        return leads_on(layout.fields(), path, start, to_variant);
    }
    let end = name_end(path, start);
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        if is_name(variant.name, path, start, end) {
            return if end == path.len() {
                to_variant
            } else {
                leads_on(variant.fields(), path, end + 1, to_variant)
            };
        }
    }
    false
}

#[inline]
const fn leads_on(mut fields: Fields, path: &str, start: usize, to_variant: bool) -> bool {
    let end = name_end(path, start);
    while let Some(field) = fields.next() {
        if is_name(field.name, path, start, end) {
            return match field.layout() {
                _ if end == path.len() => true,
                Some(layout) => leads(layout, path, end + 1, to_variant),
                None => false,
            };
        }
    }
    false
}

#[inline]
const fn name_end(path: &str, start: usize) -> usize {
    let mut end = start;
    while end < path.len() && path.as_bytes()[end] != b'.' {
        end += 1;
    }
    end
}

/// Whether the path has that name from `start` to `end`.
#[inline]
const fn is_name(name: &str, path: &str, start: usize, end: usize) -> bool {
    let (name, path) = (name.as_bytes(), path.as_bytes());
    let mut index = 0;
    while index < name.len() && start + index < end && path[start + index] == name[index] {
        index += 1;
    }
    index == name.len() && start + index == end
}

/// Two types, and how they are compared.
#[derive(Clone, Copy)]
struct Pair<'a> {
    one: &'static TypeLayout,
    two: &'static TypeLayout,
    rules: Rules<'a>,
}

impl Pair<'_> {
    /// Whether they are, being what lies at a path, or the types themselves.
    #[inline]
    const fn are_same(self, within: Option<&Path<'_>>) -> bool {
        let Self { one, two, rules } = self;
        if !self.have_same_shape() {
            return false;
        }
        match one.kind {
            Kind::Enum => self.have_same_tags() && self.have_same_variants(within),
            _ => {
                Rows::of(one).are_same(Rows::of(two), within, rules) && self.have_same_tails(within)
            }
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

    /// Whether what is known of a tail is the same, which has no size and bytes all the same.
    #[inline]
    const fn have_same_tails(self, within: Option<&Path<'_>>) -> bool {
        match (self.one.is_sized(), last(self.one), last(self.two)) {
            (false, Some(one), Some(two)) => {
                self.rules.are_same_inside(&one, &two, Path { within, name: one.name })
            }
            _ => true,
        }
    }

    /// Whether both tell their variants apart alike.
    #[inline]
    const fn have_same_tags(self) -> bool {
        match (Tag::of(self.one), Tag::of(self.two)) {
            (Tag::Placed { offset, size }, Tag::Placed { offset: at, size: of }) => {
                offset == at && size == of
            }
            (Tag::None, Tag::None) => true,
            (Tag::Unknown, Tag::Unknown) if is_one_type(self.one, self.two) => true,
            (Tag::Unknown, _) | (_, Tag::Unknown) => self.rules.is_lenient,
            _ => false,
        }
    }

    #[inline]
    const fn have_same_variants(self, within: Option<&Path<'_>>) -> bool {
        let (mut ones, mut twos) = (self.one.variants(), self.two.variants());
        loop {
            match (ones.next(), twos.next()) {
                (None, None) => return true,
                (Some(one), Some(two)) if are_same_variants(&one, &two, within, self.rules) => {}
                _ => return false,
            }
        }
    }
}

/// The last field of a type.
#[inline]
const fn last(layout: &TypeLayout) -> Option<FieldLayout> {
    let (mut fields, mut last) = (layout.fields(), None);
    while let Some(field) = fields.next() {
        last = Some(field);
    }
    last
}

/// Whether both are one type, as far as names and all that is inside tell. Then they lie alike, also where it
/// is not known how.
#[inline]
const fn is_one_type(one: &TypeLayout, two: &TypeLayout) -> bool {
    if one.name.is_empty()
        || !const_str_eq(one.name, two.name)
        || !const_str_eq(one.module_path, two.module_path)
        || one.size != two.size
        || one.align != two.align
    {
        return false;
    }
    let elements = match (one.element(), two.element()) {
        (Some(one), Some(two)) => is_one_type(one, two),
        (one, two) => one.is_none() && two.is_none(),
    };
    elements
        && hold_one_type(one.held(), two.held())
        && have_fields_of_one_type(one.fields(), two.fields())
        && have_variants_of_one_type(one.variants(), two.variants())
}

#[inline]
const fn hold_one_type(one: &[&TypeLayout], two: &[&TypeLayout]) -> bool {
    let mut index = 0;
    while index < one.len() && index < two.len() && is_one_type(one[index], two[index]) {
        index += 1;
    }
    index == one.len() && index == two.len()
}

#[inline]
const fn have_fields_of_one_type(mut ones: Fields, mut twos: Fields) -> bool {
    loop {
        match (ones.next(), twos.next()) {
            (None, None) => return true,
            (Some(one), Some(two)) if const_str_eq(one.name, two.name) => {
                match (one.layout(), two.layout()) {
                    (Some(one), Some(two)) if is_one_type(one, two) => {}
                    _ => return false,
                }
            }
            _ => return false,
        }
    }
}

#[inline]
const fn have_variants_of_one_type(mut ones: Variants, mut twos: Variants) -> bool {
    loop {
        match (ones.next(), twos.next()) {
            (None, None) => return true,
            (Some(one), Some(two))
                if const_str_eq(one.name, two.name)
                    && one.discriminant.bits() == two.discriminant.bits()
                    && have_fields_of_one_type(one.fields(), two.fields()) => {}
            _ => return false,
        }
    }
}

#[inline]
const fn are_same_variants(
    one: &VariantLayout,
    two: &VariantLayout,
    within: Option<&Path<'_>>,
    rules: Rules<'_>,
) -> bool {
    let path = Path { within, name: one.name };
    one.discriminant.bits() == two.discriminant.bits()
        && rules.agree(path, two.name)
        && Rows::Declared(one.fields()).are_same(Rows::Declared(two.fields()), Some(&path), rules)
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
    const fn are_same(
        mut self,
        mut other: Self,
        within: Option<&Path<'_>>,
        rules: Rules<'_>,
    ) -> bool {
        loop {
            match (self.next(), other.next()) {
                (None, None) => return true,
                (Some(one), Some(two)) if rules.are_same_fields(&one, &two, within) => {}
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

impl Rules<'_> {
    #[inline]
    const fn are_same_fields(
        self,
        one: &FieldLayout,
        two: &FieldLayout,
        within: Option<&Path<'_>>,
    ) -> bool {
        let path = Path { within, name: one.name };
        self.agree(path, two.name) && self.are_same_places(one, two, path)
    }

    #[inline]
    const fn are_same_places(self, one: &FieldLayout, two: &FieldLayout, path: Path<'_>) -> bool {
        let is_there = match (one.offset, two.offset) {
            (Some(one), Some(two)) => one == two,
            // Two places that are not known may differ.
            _ => self.is_lenient,
        };
        // The alignment of a field that has bytes shows in its offset.
        let is_aligned = one.size > 0 || one.align == two.align;
        if !is_there || one.size != two.size || !is_aligned {
            return false;
        }
        // What has no bytes has none that are not known; those of a tail are compared as such.
        let rules = if one.size == 0 { self.leniently() } else { self };
        rules.are_same_inside(one, two, path)
    }

    /// Whether the insides of two fields agree.
    #[inline]
    const fn are_same_inside(self, one: &FieldLayout, two: &FieldLayout, path: Path<'_>) -> bool {
        match (one.layout(), two.layout()) {
            _ if self.is_opaque(path) => true,
            (Some(one), Some(two)) => self.are_same_types(one, two, path),
            _ => self.is_lenient,
        }
    }

    #[inline]
    const fn are_same_types(
        self,
        one: &'static TypeLayout,
        two: &'static TypeLayout,
        path: Path<'_>,
    ) -> bool {
        match Step::of(one, two) {
            Step::Elements(one, two) => self.are_same_types(one, two, path),
            Step::Parts => Pair { one, two, rules: self }.are_same(Some(&path)),
            Step::End => true,
            Step::Unknown => self.is_lenient,
            Step::Differ => false,
        }
    }
}

/// How the comparison of two types goes on inside of them.
enum Step {
    /// Both lie as what they are made of.
    Elements(&'static TypeLayout, &'static TypeLayout),
    /// Both list their fields or variants.
    Parts,
    /// One is a number or several, which may mean what the other lists; or they are one type.
    End,
    /// It does not, since nothing is known of a part of one of them.
    Unknown,
    /// They lie otherwise.
    Differ,
}

impl Step {
    #[inline]
    const fn of(one: &'static TypeLayout, two: &'static TypeLayout) -> Self {
        match (one.kind, two.kind, one.element(), two.element()) {
            (Kind::Opaque, _, Some(one), _) => Self::Elements(one, two),
            (_, Kind::Opaque, _, Some(two)) => Self::Elements(one, two),
            (Kind::Array { len }, Kind::Array { len: other }, Some(one), Some(two))
                if len == other =>
            {
                Self::Elements(one, two)
            }
            (Kind::Slice, Kind::Slice, Some(one), Some(two)) if one.size == two.size => {
                Self::Elements(one, two)
            }
            (Kind::Enum, Kind::Enum, ..) => Self::Parts,
            (of_one, of_two, ..) if of_one.has_fields() && of_two.has_fields() => Self::Parts,
            _ if is_number(one) && is_number(two) => Self::End,
            _ if is_private(one) && is_private(two) && is_one_type(one, two) => Self::End,
            _ if !one.padding_is_known() || !two.padding_is_known() => Self::Unknown,
            _ if is_number(one) || is_number(two) => Self::End,
            // As one that stands alone.
            (Kind::Array { len: 1 }, _, Some(one), _) => Self::Elements(one, two),
            (_, Kind::Array { len: 1 }, _, Some(two)) => Self::Elements(one, two),
            _ => Self::Differ,
        }
    }
}

/// Whether a type has no parts with a name: a number, a pointer, an enum that is no more than its tag, or an
/// array of such.
#[inline]
const fn is_number(layout: &TypeLayout) -> bool {
    match (layout.kind, layout.element()) {
        (Kind::Array { .. } | Kind::Slice, Some(element)) => is_number(element),
        (Kind::Enum, _) => {
            let mut variants = layout.variants();
            while let Some(variant) = variants.next() {
                if !variant.fields().is_empty() {
                    return false;
                }
            }
            layout.padding_is_known()
        }
        _ => matches!(layout.inside(), Inside::Plain),
    }
}

#[inline]
const fn is_private(layout: &TypeLayout) -> bool {
    matches!(layout.inside(), Inside::Unknown)
}

/// A part of which it is not known whether it is the same.
struct Unknown {
    part: UnknownInside,
    /// Whether it is in the other type.
    is_other: bool,
    /// Whether it is its place that is not known, or else its inside.
    is_place: bool,
    /// How many of the names of the part, the innermost, are within the field whose inside would have to be
    /// left out of the comparison.
    deeper: usize,
}

impl Unknown {
    #[inline]
    const fn of(ty: &'static str, reason: UnknownReason, is_other: bool) -> Self {
        Self { part: UnknownInside::new(ty, reason), is_other, is_place: false, deeper: 0 }
    }

    /// The place of a field, of which nothing is known; nor does it help to leave out what is inside of it.
    #[inline]
    const fn place_of(field: &FieldLayout, reason: UnknownReason, is_other: bool) -> Self {
        Self { is_place: true, deeper: 1, ..Self::of(field.ty, reason, is_other) }
    }

    /// What is not known of one of two types, where one lists no fields.
    #[inline]
    const fn of_types(one: &TypeLayout, two: &TypeLayout) -> Option<Self> {
        let (part, is_other) = match (one.first_unknown_inside(), two.first_unknown_inside()) {
            (Some(part), _) => (part, false),
            (None, Some(part)) => (part, true),
            (None, None) => return None,
        };
        Some(Self { part, is_other, is_place: false, deeper: part.path.len() })
    }

    /// The same, seen from outside a field.
    #[inline]
    const fn within_fields(mut self, one: &FieldLayout, two: &FieldLayout) -> Self {
        if self.part.path.is_empty() {
            // As its declaration writes it.
            self.part.ty = if self.is_other { two.ty } else { one.ty };
        }
        Self { part: self.part.within(one.name), ..self }
    }

    /// The same, seen from outside a variant.
    #[inline]
    const fn within_variant(self, name: &'static str) -> Self {
        let is_its_own = self.is_place && self.deeper == self.part.path.len();
        let deeper = if is_its_own { self.deeper + 1 } else { self.deeper };
        Self { part: self.part.within(name), deeper, ..self }
    }
}

impl Pair<'_> {
    /// The first part of two types, the same in all that is known, of which too little is known.
    #[inline]
    const fn first_unknown(self, within: Option<&Path<'_>>) -> Option<Unknown> {
        let Self { one, two, rules } = self;
        if let (Kind::Enum, Kind::Enum) = (one.kind, two.kind) {
            return self.first_unknown_variant(within);
        }
        let (mut ones, mut twos) = (Rows::of(one), Rows::of(two));
        while let (Some(one), Some(two)) = (ones.next(), twos.next()) {
            let path = Path { within, name: one.name };
            if !rules.are_same_places(&one, &two, path) {
                return rules.unknown_of_fields(&one, &two, UnknownReason::Tail, path);
            }
        }
        match (last(one), last(two)) {
            (Some(one), Some(two)) => rules.unknown_of_fields(
                &one,
                &two,
                UnknownReason::Tail,
                Path { within, name: one.name },
            ),
            _ => None,
        }
    }

    #[inline]
    const fn first_unknown_variant(self, within: Option<&Path<'_>>) -> Option<Unknown> {
        let Self { one, two, rules } = self;
        let (mut ones, mut twos) = (one.variants(), two.variants());
        while let (Some(one), Some(two)) = (ones.next(), twos.next()) {
            let path = Path { within, name: one.name };
            let (mut fields, mut others) =
                (Rows::Declared(one.fields()), Rows::Declared(two.fields()));
            while let (Some(field), Some(other)) = (fields.next(), others.next()) {
                let path = Path { within: Some(&path), name: field.name };
                if !rules.are_same_places(&field, &other, path) {
                    let reason = UnknownReason::Tag;
                    let unknown = rules.unknown_of_fields(&field, &other, reason, path);
                    return match unknown {
                        Some(unknown) => Some(unknown.within_variant(one.name)),
                        None => None,
                    };
                }
            }
        }
        let is_other = !matches!(Tag::of(one), Tag::Unknown);
        let ty = if is_other { two.name } else { one.name };
        Some(Unknown::of(ty, UnknownReason::Tag, is_other))
    }
}

impl Rules<'_> {
    /// What is not known of two fields: the place of one, for that reason; or a part of it.
    #[inline]
    const fn unknown_of_fields(
        self,
        one: &FieldLayout,
        two: &FieldLayout,
        reason: UnknownReason,
        path: Path<'_>,
    ) -> Option<Unknown> {
        let unknown = match (one.layout(), two.layout()) {
            _ if one.offset.is_none() => Some(Unknown::place_of(one, reason, false)),
            _ if two.offset.is_none() => Some(Unknown::place_of(two, reason, true)),
            (None, _) => Some(Unknown::of(one.ty, one.why_undescribed(), false)),
            (_, None) => Some(Unknown::of(two.ty, two.why_undescribed(), true)),
            (Some(one), Some(two)) => self.unknown_of_types(one, two, path),
        };
        match unknown {
            Some(unknown) => Some(unknown.within_fields(one, two)),
            None => None,
        }
    }

    #[inline]
    const fn unknown_of_types(
        self,
        one: &'static TypeLayout,
        two: &'static TypeLayout,
        path: Path<'_>,
    ) -> Option<Unknown> {
        match Step::of(one, two) {
            Step::Elements(one, two) => self.unknown_of_types(one, two, path),
            Step::Parts => Pair { one, two, rules: self }.first_unknown(Some(&path)),
            Step::Unknown => Unknown::of_types(one, two),
            Step::End | Step::Differ => None,
        }
    }
}

impl Pair<'_> {
    /// Says why they are not the same: they differ, or that is not known.
    #[cold]
    #[track_caller]
    #[inline]
    const fn fail(self, name: &str, other: &str) -> ! {
        let rules = self.rules.leniently();
        let differ = !Pair { rules, ..self }.are_same(None);
        if differ {
            Pair { rules, ..self }.differ(name, other);
        }
        match self.first_unknown(None) {
            Some(unknown) if !unknown.part.path.is_empty() => self.undecided(name, other, &unknown),
            _ => self.differ(name, other),
        }
    }

    /// Panics with the part of which too little is known, what would make it known, and the word to use if
    /// nothing can.
    #[cold]
    #[track_caller]
    #[inline]
    const fn undecided(self, name: &str, other: &str, unknown: &Unknown) -> ! {
        let Unknown { part, is_other, is_place, deeper } = unknown;
        let text = about(name).str("`same_as` cannot be decided: ");
        let text = text.str(if *is_place { "where `" } else { "what is inside `" });
        let text = text.path(&part.path, 0).str(": ").str(part.ty).str("`");
        let text = if *is_other { text.str(" of `").str(other).str("`") } else { text };
        let text = text.str(if *is_place { " lies is not known" } else { " is not known" });
        let text = text.str(", required same_as(").str(other).str("): ");
        let text = text.str(part.reason.remedy());
        let text = if part.path.len() > *deeper {
            let text = text.str("\n  or compare it by its place and size alone: `opaque(");
            text.path(&part.path, *deeper).str(")`")
        } else {
            text
        };
        panic!("{}", push_table(text, self.one, None).as_str())
    }

    /// Panics with both tables, in which the rows that differ are marked.
    #[cold]
    #[track_caller]
    #[inline]
    const fn differ(self, name: &str, other: &str) -> ! {
        let Self { one, two, rules } = self;
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
        let text = match rules.named_nowhere(two) {
            Some(name) => text.str(": that has no field or variant `").str(name).str("`"),
            None => text,
        };
        let text = push_half(text, name, one, two, rules, true);
        let text = push_half(text, other, two, one, rules, false);
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
    rules: Rules<'_>,
    is_first: bool,
) -> Text {
    let text = text.str("\n  `").str(name).str("`, size ").number(layout.size);
    let text = text.str(", align ").number(layout.align).str(":").str(HEADING);
    if !matches!((layout.kind, other.kind), (Kind::Enum, Kind::Enum)) {
        return push_rows(text, Rows::of(layout), &Rows::of(other), None, rules, is_first);
    }
    let mut text = text;
    let (mut variants, mut others) = (layout.variants(), other.variants());
    let mut count = 0;
    while let Some(variant) = variants.next() {
        let counterpart = others.next();
        let is_same = match &counterpart {
            Some(other) => {
                let (one, two) = if is_first { (&variant, other) } else { (other, &variant) };
                rules.agree(Path { within: None, name: one.name }, two.name)
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
        let within = Path { within: None, name: within };
        let (rows, fields) = (Rows::Declared(variant.fields()), Rows::Declared(fields));
        text = push_rows(text, rows, &fields, Some(&within), rules, is_first);
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
    within: Option<&Path<'_>>,
    rules: Rules<'_>,
    is_first: bool,
) -> Text {
    let mut count = 0;
    // In a union all fields have one place: what differs may be their order alone.
    let is_ordered = within.is_none() && matches!(rows, Rows::Declared(_));
    let mut counterparts = others.copy();
    while let Some(row) = rows.next() {
        let mut is_same = false;
        let mut others = if is_ordered { counterparts.copy() } else { others.copy() };
        counterparts.next();
        let mut looked_at = if is_ordered { MOST_ROWS - 1 } else { 0 };
        while !is_same && looked_at < MOST_ROWS {
            let Some(other) = others.next() else { break };
            let (one, two) = if is_first { (&row, &other) } else { (&other, &row) };
            is_same = rules.are_same_fields(one, two, within);
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
