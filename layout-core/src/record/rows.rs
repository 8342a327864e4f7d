//! A record in the order of memory: what lies where, row by row. Every output is rendered from these rows.

use std_alloc::borrow::Cow;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::{FieldRecord, NichePlace, TypeRecord, VariantRecord};
use crate::layout::{Kind, Tagging};
use crate::placement::Gap;
use crate::put::Put;
use crate::sorted::sorted;

/// One way to look at the bytes of a type: a struct has one, an enum one for each variant, a union one
/// for each field.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    /// What is looked at, if there is more than one: `Move = 1`, or `as int`.
    pub(crate) heading: Option<String>,
    /// The rows in the order of memory; those of the fields of a field follow it.
    pub(crate) rows: Vec<Row<'a>>,
}

/// A stretch of bytes: a field, or what lies between fields.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) kind: RowKind,
    /// The name of a field, the heading of a variant.
    name: Cow<'a, str>,
    /// The field's type as written.
    pub(crate) ty: Cow<'a, str>,
    pub(crate) offset: Option<usize>,
    pub(crate) size: usize,
    pub(crate) align: Option<usize>,
    /// How many fields and variants it lies within.
    pub(crate) depth: usize,
    /// The index of the outermost field that it lies within or is.
    pub(crate) outermost: Option<usize>,
    /// The row of the field or the variant that it lies within.
    parent: Option<usize>,
    /// Whether its bytes are its own: not those of rows that follow, and of no variant or field that may not
    /// be in use.
    pub(crate) is_leaf: bool,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    Field,
    Padding,
    Tag,
    /// The bytes that tell the variant from others, where no field of it has them.
    Niche,
    /// Bytes of which stable Rust does not tell whether they are a tag, a niche or padding.
    Unknown(&'static str),
    /// The tail of a type that is not sized: it has the size of no element.
    Tail,
    /// The heading of the rows of a variant, within a field that is an enum.
    Variant,
}

impl Row<'_> {
    /// The name of a field, or what the row is.
    #[inline]
    pub(crate) fn name(&self) -> &str {
        match self.kind {
            RowKind::Field | RowKind::Tail | RowKind::Variant => &self.name,
            RowKind::Padding => "padding",
            RowKind::Tag => "tag",
            RowKind::Niche => "niche",
            RowKind::Unknown(words) => words,
        }
    }

    #[inline]
    fn name_in_path(&self) -> &str {
        match self.kind {
            // The heading tells the discriminant too.
            RowKind::Variant => self.name.split(" = ").next().unwrap_or_default(),
            _ => &self.name,
        }
    }

    /// Whether the row is a field.
    #[inline]
    pub(crate) fn is_field(&self) -> bool {
        matches!(self.kind, RowKind::Field | RowKind::Tail)
    }
}

impl<'a> Part<'a> {
    /// The path of a row's field from the outermost type: `header.len`. Of padding, the field it is within.
    #[inline]
    pub(crate) fn path<'p>(&'p self, row: &'p Row<'a>) -> Path<'p> {
        let own = row.is_field().then(|| row.name_in_path());
        Path { part: self, parent: row.parent, own }
    }

    /// The padding between and behind the outermost fields.
    #[inline]
    pub(crate) fn gaps(&self) -> Vec<Gap<'_>> {
        let mut rows = self.rows.iter().filter(|row| row.depth == 0).peekable();
        let mut gaps = Vec::new();
        while let Some(row) = rows.next() {
            if let (RowKind::Padding, Some(offset)) = (row.kind, row.offset) {
                let before = rows.peek().map(|field| field.name());
                gaps.push(Gap { offset, bytes: row.size, before });
            }
        }
        gaps
    }
}

/// The path of a field: `header.len`, or `event.Move.x` where a variant is on the way.
pub(crate) struct Path<'p> {
    part: &'p Part<'p>,
    parent: Option<usize>,
    own: Option<&'p str>,
}

impl Path<'_> {
    /// Whether the path is that of the type itself.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.parent.is_none() && self.own.is_none_or(str::is_empty)
    }
}

impl Put for Path<'_> {
    #[inline]
    fn put(&self, text: &mut String) {
        let Self { part, parent, own } = self;
        if let Some(parent) = parent.and_then(|parent| part.rows.get(parent)) {
            let outer = Path { part, parent: parent.parent, own: Some(parent.name_in_path()) };
            outer.put(text);
            if own.is_some() {
                text.push('.');
            }
        }
        text.push_str(own.unwrap_or_default());
    }
}

/// The rows that an output shows at most; then the fields of fields are left out.
const MOST_ROWS: usize = 4096;
/// Elements of an array that are shown one by one at most.
const MOST_ELEMENTS: usize = 16;
/// Fields within fields at most.
const MOST_DEPTH: usize = 24;

impl TypeRecord {
    /// The rows of the type. With `expanded`, also those of the fields of its fields.
    #[inline]
    pub(crate) fn parts(&self, expanded: bool) -> Vec<Part<'_>> {
        match self.kind {
            Kind::Enum => {
                self.variants.iter().map(|variant| self.of_variant(variant, expanded)).collect()
            }
            Kind::Union => self
                .fields
                .iter()
                .enumerate()
                .map(|(index, field)| self.of_union_field(index, field, expanded))
                .collect(),
            _ => Vec::from([Part { heading: None, rows: self.rows(expanded) }]),
        }
    }

    #[inline]
    fn rows(&self, expanded: bool) -> Vec<Row<'_>> {
        let mut rows = Rows::new(expanded, self.fields.len());
        match &self.element {
            Some(element) if !self.kind.has_fields() => {
                rows.of_elements(self, element, RowContext::START);
            }
            _ if self.kind.has_fields() => {
                let bytes = 0..self.known_size();
                rows.of_fields(&self.fields, None, bytes, RowContext::START, RowKind::Padding);
            }
            _ => rows.push(RowContext::START, RowKind::Field, 0, self.size),
        }
        if let Some(tail) = self.tail {
            rows.tail(tail.offset, &self.fields);
        }
        rows.rows
    }

    /// How the variants are told apart: a record from a file may not say it.
    #[inline]
    fn tagging_or_unknown(&self) -> Tagging {
        self.tagging.unwrap_or(Tagging::Unknown)
    }

    #[inline]
    fn of_variant<'a>(&'a self, variant: &'a VariantRecord, expanded: bool) -> Part<'a> {
        let mut rows = Rows::new(expanded, variant.fields.len());
        rows.payload(self, variant, self.mark(variant), RowContext::START);
        Part { heading: Some(heading(variant)), rows: rows.rows }
    }

    /// The bytes that tell a variant from others, unless a field has them.
    #[inline]
    fn mark(&self, variant: &VariantRecord) -> Option<Mark> {
        if let Tagging::Tag { offset, size } = self.tagging_or_unknown() {
            return Some(Mark { kind: Some(RowKind::Tag), offset, size });
        }
        let NichePlace { offset, size } = self.niche?;
        let end = offset.saturating_add(size);
        let is_in = |field: &FieldRecord| match (field.offset, field.end()) {
            (Some(start), Some(behind)) => start < end && behind > offset,
            _ => false,
        };
        let kind = Some(RowKind::Niche);
        (!variant.fields.iter().any(is_in)).then_some(Mark { kind, offset, size })
    }

    #[inline]
    fn of_union_field<'a>(
        &'a self,
        index: usize,
        field: &'a FieldRecord,
        expanded: bool,
    ) -> Part<'a> {
        let mut rows = Rows::new(expanded, 1);
        rows.union_field(self, field, RowContext { outermost: Some(index), ..RowContext::START });
        Part { heading: Some(std_alloc::format!("as {}", field.name)), rows: rows.rows }
    }
}

/// What is above the rows of a variant.
#[inline]
fn heading(variant: &VariantRecord) -> String {
    std_alloc::format!("{} = {}", variant.name, variant.discriminant)
}

impl VariantRecord {
    /// Whether it is known where each field lies.
    #[inline]
    pub(crate) fn is_placed(&self) -> bool {
        self.fields.iter().all(|field| field.offset.is_some())
    }
}

/// Bytes among the fields of a variant that are of none of them.
#[derive(Clone, Copy)]
struct Mark {
    /// `None` if there is a row of them already.
    kind: Option<RowKind>,
    offset: usize,
    size: usize,
}

/// Where the fields lie whose rows are written.
#[derive(Clone, Copy)]
struct RowContext {
    /// The offset of what they are fields of.
    base: usize,
    depth: usize,
    outermost: Option<usize>,
    /// The row of what they are fields of.
    parent: Option<usize>,
    /// Whether they are there in every value.
    is_certain: bool,
}

impl RowContext {
    const START: Self = Self { base: 0, depth: 0, outermost: None, parent: None, is_certain: true };
}

/// A field, or an element of an array.
struct Member<'a> {
    name: Cow<'a, str>,
    ty: Cow<'a, str>,
    offset: Option<usize>,
    size: usize,
    align: usize,
    layout: Option<&'a TypeRecord>,
}

impl<'a> From<&'a FieldRecord> for Member<'a> {
    #[inline]
    fn from(field: &'a FieldRecord) -> Self {
        let FieldRecord { name, ty, offset, size, align, layout, .. } = field;
        let (name, ty) = (Cow::Borrowed(&**name), Cow::Borrowed(&**ty));
        Self { name, ty, offset: *offset, size: *size, align: *align, layout: layout.as_deref() }
    }
}

struct Rows<'a> {
    rows: Vec<Row<'a>>,
    expanded: bool,
}

impl<'a> Rows<'a> {
    #[inline]
    fn new(expanded: bool, fields: usize) -> Self {
        // Every other field may have padding before it.
        Self { rows: Vec::with_capacity((fields + fields / 2 + 1).min(MOST_ROWS)), expanded }
    }

    /// A row that is no field.
    #[inline]
    fn push(&mut self, place: RowContext, kind: RowKind, offset: usize, size: usize) {
        self.rows.push(Row {
            kind,
            name: Cow::Borrowed(""),
            ty: Cow::Borrowed(""),
            offset: Some(place.base.saturating_add(offset)),
            size,
            align: None,
            depth: place.depth,
            outermost: place.outermost,
            parent: place.parent,
            is_leaf: place.is_certain,
        });
    }

    /// The fields that lie within `bytes` and a mark, in the order of memory, and what is between them; then the
    /// fields whose place is not known.
    #[inline]
    fn of_fields(
        &mut self,
        fields: &'a [FieldRecord],
        mut mark: Option<Mark>,
        bytes: core::ops::Range<usize>,
        place: RowContext,
        between: RowKind,
    ) {
        let mut cursor = bytes.start;
        for index in in_memory_order(fields) {
            let field = &fields[index];
            // Fields whose place is not known come behind all bytes.
            let start = field.offset.unwrap_or(bytes.end);
            if let Some(due) = mark.take_if(|mark| mark.offset <= start) {
                cursor = self.mark(due, cursor, place, between);
            }
            if start > cursor {
                self.push(place, between, cursor, start - cursor);
            }
            cursor = cursor.max(start.saturating_add(field.offset.map_or(0, |_| field.size)));
            let outermost = place.outermost.or(Some(index));
            self.member(field.into(), RowContext { outermost, ..place });
        }
        if let Some(due) = mark {
            cursor = self.mark(due, cursor, place, between);
        }
        if cursor < bytes.end {
            self.push(place, between, cursor, bytes.end - cursor);
        }
    }

    /// A mark behind bytes of which those up to the cursor have their rows; where the cursor is then.
    #[inline]
    fn mark(&mut self, mark: Mark, cursor: usize, place: RowContext, between: RowKind) -> usize {
        let Mark { kind, offset, size } = mark;
        if offset > cursor {
            self.push(place, between, cursor, offset - cursor);
        }
        if let Some(kind) = kind {
            self.push(place, kind, offset, size);
        }
        cursor.max(offset.saturating_add(size))
    }

    /// A field or an element, and what is within it; `place` is that of what it is a member of.
    #[inline]
    fn member(&mut self, member: Member<'a>, place: RowContext) {
        let Member { name, ty, offset, size, align, layout } = member;
        let offset = offset.map(|offset| place.base.saturating_add(offset));
        let at = self.rows.len();
        self.rows.push(Row {
            kind: RowKind::Field,
            name,
            ty,
            offset,
            size,
            align: Some(align),
            depth: place.depth,
            outermost: place.outermost,
            parent: place.parent,
            is_leaf: place.is_certain,
        });
        if let (Some(base), Some(layout)) = (offset, layout) {
            let inner = RowContext { base, depth: place.depth + 1, parent: Some(at), ..place };
            if self.inside(layout, inner) {
                self.rows[at].is_leaf = false;
            }
        }
    }

    /// The rows inside a type, as far as they are shown. Returns whether they stand for all its bytes.
    #[inline]
    fn inside(&mut self, layout: &'a TypeRecord, place: RowContext) -> bool {
        let at = self.rows.len();
        if !self.expanded || at + layout.len_inside() > MOST_ROWS || place.depth > MOST_DEPTH {
            return false;
        }
        match (layout.kind, &layout.element) {
            (Kind::Struct | Kind::TupleStruct | Kind::Tuple, _) => {
                let is_placed = layout.fields.iter().all(|field| field.offset.is_some());
                let place = RowContext { is_certain: place.is_certain && is_placed, ..place };
                self.of_fields(
                    &layout.fields,
                    None,
                    0..layout.known_size(),
                    place,
                    RowKind::Padding,
                );
                is_placed && self.rows.len() > at
            }
            (Kind::Array { .. } | Kind::Opaque, Some(element)) => {
                self.of_elements(layout, element, place)
            }
            (Kind::Enum, _) => {
                self.alternatives(layout, RowContext { is_certain: false, ..place });
                false
            }
            (Kind::Union, _) => {
                for field in &layout.fields {
                    self.union_field(layout, field, RowContext { is_certain: false, ..place });
                }
                false
            }
            _ => false,
        }
    }

    #[inline]
    fn of_elements(
        &mut self,
        layout: &'a TypeRecord,
        element: &'a TypeRecord,
        place: RowContext,
    ) -> bool {
        let len = match layout.kind {
            Kind::Array { len } => len,
            Kind::Opaque => return self.inside(element, place),
            _ => return false,
        };
        let is_shown = len <= MOST_ELEMENTS && (place.depth == 0 || element.has_inside());
        if !is_shown {
            if place.depth == 0 {
                self.push(place, RowKind::Field, 0, layout.size);
            }
            return false;
        }
        let ty = element.short_name();
        for index in 0..len {
            let member = Member {
                name: Cow::Owned(index.to_string()),
                ty: Cow::Owned(ty.clone()),
                offset: Some(index.saturating_mul(element.size)),
                size: element.size,
                align: element.align,
                layout: element.has_inside().then_some(element),
            };
            self.member(member, RowContext { outermost: place.outermost.or(Some(index)), ..place });
        }
        len > 0
    }

    /// The rows of each variant of an enum that is a field.
    #[inline]
    fn alternatives(&mut self, layout: &'a TypeRecord, place: RowContext) {
        self.tag(layout, place);
        for variant in &layout.variants {
            let at = self.rows.len();
            self.push(place, RowKind::Variant, 0, 0);
            self.rows[at].name = Cow::Owned(heading(variant));
            let inner = RowContext { depth: place.depth + 1, parent: Some(at), ..place };
            let mut mark = layout.mark(variant);
            if let Some(Mark { kind, .. }) = &mut mark {
                // That of the tag stands before all variants.
                *kind = kind.take_if(|kind| *kind != RowKind::Tag);
            }
            self.payload(layout, variant, mark, inner);
        }
    }

    /// The tag of an enum, where it is known.
    #[inline]
    fn tag(&mut self, layout: &TypeRecord, place: RowContext) {
        if let Tagging::Tag { offset, size } = layout.tagging_or_unknown() {
            self.push(place, RowKind::Tag, offset, size);
        }
    }

    /// The fields of a variant and what tells it from others, and what is between them.
    #[inline]
    fn payload(
        &mut self,
        layout: &TypeRecord,
        variant: &'a VariantRecord,
        mark: Option<Mark>,
        place: RowContext,
    ) {
        let is_niche_known = layout.niche.is_some() && variant.is_placed();
        let between = match layout.tagging_or_unknown().between_fields(variant.is_placed()) {
            "padding" => RowKind::Padding,
            _ if is_niche_known => RowKind::Padding,
            words => RowKind::Unknown(words),
        };
        self.of_fields(&variant.fields, mark, 0..layout.size, place, between);
    }

    /// A field of a union, and the bytes behind it that it does not use.
    #[inline]
    fn union_field(&mut self, layout: &TypeRecord, field: &'a FieldRecord, place: RowContext) {
        self.member(field.into(), place);
        if let Some(end) = field.end().filter(|end| *end < layout.size) {
            let outermost = if place.depth == 0 { None } else { place.outermost };
            self.push(RowContext { outermost, ..place }, RowKind::Padding, end, layout.size - end);
        }
    }

    /// Marks the tail, of which the row so far is a field of no bytes.
    #[inline]
    fn tail(&mut self, offset: Option<usize>, fields: &[FieldRecord]) {
        let last = fields.len().checked_sub(1);
        let is_last =
            |row: &&mut Row| row.outermost == last && row.is_leaf && row.kind == RowKind::Field;
        match self.rows.iter_mut().rev().find(is_last) {
            Some(row) if last.is_some() => row.kind = RowKind::Tail,
            _ if last.is_none() => {
                self.rows.push(Row {
                    kind: RowKind::Tail,
                    name: Cow::Borrowed("tail"),
                    ty: Cow::Borrowed(""),
                    offset,
                    size: 0,
                    align: None,
                    depth: 0,
                    outermost: Some(0),
                    parent: None,
                    is_leaf: true,
                });
            }
            _ => {}
        }
    }
}

impl TypeRecord {
    /// The rows inside the type at least.
    #[inline]
    fn len_inside(&self) -> usize {
        let of_variants = self.variants.iter().map(|variant| 1 + variant.fields.len());
        of_variants.fold(self.fields.len(), usize::saturating_add)
    }
}

/// The indices of fields in the order of memory, that of the declaration kept among equals. Those whose
/// place is not known come last.
#[inline]
fn in_memory_order(fields: &[FieldRecord]) -> Vec<usize> {
    let place = |index: usize| fields[index].offset.unwrap_or(usize::MAX);
    sorted(fields.len(), &|one, other| place(one) < place(other))
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    #![allow(dead_code, reason = "what counts is where the fields lie")]

    use core::cell::Cell;
    use std::string::String;
    use std::vec::Vec;
    use std::{format, vec};

    use super::{MOST_ELEMENTS, MOST_ROWS};
    use crate::Layout;

    #[derive(Layout)]
    #[repr(C)]
    struct Pair {
        a: u8,
        b: u16,
    }

    #[derive(Layout)]
    #[repr(C)]
    union Number {
        int: u64,
        bytes: [u8; 3],
    }

    #[derive(Layout)]
    enum Open<T> {
        None,
        Some(T, u32),
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Ends {
        pair: Pair,
        tail: [u16],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Inner {
        len: u32,
        flag: bool,
        tail: [u8],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Outer {
        id: u32,
        #[layout(unsized)]
        inner: Inner,
    }

    /// The headings of the parts, and of each row: offset, size, name, and the outermost field.
    fn lines<T: Layout + ?Sized>(expanded: bool) -> Vec<String> {
        let mut lines = Vec::new();
        for part in T::layout_report().record().layout.parts(expanded) {
            lines.extend(part.heading.clone());
            lines.extend(part.rows.iter().map(|row| {
                let offset = row.offset.map_or_else(|| "?".into(), |offset| format!("{offset}"));
                let outermost = row.outermost.map_or_else(String::new, |it| format!(" of {it}"));
                format!(
                    "{}{offset}+{} {:?}{outermost}",
                    " ".repeat(row.depth),
                    row.size,
                    row.name()
                )
            }));
        }
        lines
    }

    #[test]
    fn what_has_no_fields_is_one_row() {
        assert_eq!(lines::<u64>(true), ["0+8 \"\""]);
        assert_eq!(lines::<[u8; 17]>(true), ["0+17 \"\""], "too many to be shown");
        assert_eq!(lines::<()>(true), vec![""; 0]);
    }

    #[test]
    fn elements_are_fields() {
        let flat = ["0+4 \"0\" of 0", "4+4 \"1\" of 1"];
        assert_eq!(lines::<[Pair; 2]>(false), flat);
        let deep = [
            "0+4 \"0\" of 0",
            " 0+1 \"a\" of 0",
            " 1+1 \"padding\" of 0",
            " 2+2 \"b\" of 0",
            "4+4 \"1\" of 1",
            " 4+1 \"a\" of 1",
            " 5+1 \"padding\" of 1",
            " 6+2 \"b\" of 1",
        ];
        assert_eq!(lines::<[Pair; 2]>(true), deep);
        assert_eq!(lines::<[u16; 2]>(true), ["0+2 \"0\" of 0", "2+2 \"1\" of 1"]);
        assert_eq!(lines::<([u16; 2],)>(true), ["0+4 \"0\" of 0"], "a field of no more to tell");
        let whole = ["0+8 \"0\" of 0"].into_iter().map(String::from);
        let inside = deep.map(|line| format!(" {}", line.replace(" of 1", " of 0")));
        assert_eq!(lines::<([Pair; 2],)>(true), whole.chain(inside).collect::<Vec<_>>());
    }

    /// Of 65,536 pairs some are shown, and each array that is begun as a whole.
    #[test]
    fn rows_are_no_more_than_one_can_look_at() {
        let record = <[[[[Pair; 16]; 16]; 16]; 16]>::layout_report().record().layout;
        let rows = record.parts(true)[0].rows.len();
        assert!((MOST_ROWS..MOST_ROWS + 4 * MOST_ELEMENTS).contains(&rows), "{rows} rows");
    }

    #[test]
    fn a_wrapper_is_what_it_holds() {
        let fields = ["0+1 \"a\" of 0", "1+1 \"padding\"", "2+2 \"b\" of 1"];
        assert_eq!(lines::<Cell<Pair>>(true), fields);
        let expected =
            ["0+4 \"0\" of 0", " 0+1 \"a\" of 0", " 1+1 \"padding\" of 0", " 2+2 \"b\" of 0"];
        assert_eq!(lines::<(Cell<Pair>,)>(true), expected);
    }

    #[test]
    fn a_field_of_a_union_has_what_is_beside_it() {
        let expected =
            ["as int", "0+8 \"int\" of 0", "as bytes", "0+3 \"bytes\" of 1", "3+5 \"padding\""];
        assert_eq!(lines::<Number>(true), expected);
    }

    #[test]
    fn what_is_not_placed_comes_last() {
        let expected = [
            "None = 0",
            "0+16 \"tag, niche or padding\"",
            "Some = 1",
            "0+16 \"not known\"",
            "?+8 \"0\" of 0",
            "?+4 \"1\" of 1",
        ];
        if align_of::<u64>() == 8 {
            assert_eq!(lines::<Open<u64>>(true), expected);
        }
    }

    #[test]
    fn a_tail_is_told_from_a_field() {
        let record = Ends::layout_report().record().layout;
        let rows = &record.parts(true)[0].rows;
        let tails = rows.iter().filter(|row| row.kind == super::RowKind::Tail);
        let tails: Vec<_> = tails.map(|row| (row.name(), row.offset, row.size)).collect();
        assert_eq!(tails, [("tail", Some(4), 0)]);
        let expected = [
            "0+4 \"pair\" of 0",
            " 0+1 \"a\" of 0",
            " 1+1 \"padding\" of 0",
            " 2+2 \"b\" of 0",
            "4+0 \"tail\" of 1",
        ];
        assert_eq!(lines::<Ends>(true), expected);
        assert_eq!(lines::<[u16]>(true), ["0+0 \"tail\" of 0"]);
        // Of a value whose tail is empty, the bytes behind the start of the tail are padding.
        let expected = [
            "0+4 \"id\" of 0",
            "4+8 \"inner\" of 1",
            " 4+4 \"len\" of 1",
            " 8+1 \"flag\" of 1",
            " 9+0 \"tail\" of 1",
            " 9+3 \"padding\" of 1",
        ];
        assert_eq!(lines::<Outer>(true), expected);
    }
}
