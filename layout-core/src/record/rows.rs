//! A record in the order of memory: what lies where, row by row, for tables and pictures.

use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::{FieldRecord, TypeRecord};
use crate::layout::{Kind, Tagging};

/// One way to look at the bytes of a type: a struct has one, an enum one for each variant, a union one
/// for each field.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// What is looked at, if there is more than one: `Move = 1`, or the field of a union.
    pub(crate) heading: Option<String>,
    /// The rows in the order of memory; those of the fields of a field follow it.
    pub(crate) rows: Vec<Row>,
}

/// A stretch of bytes: a field, or what lies between fields.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) what: What,
    /// The path of the field from the outermost type: `header.len`. Of padding, the field it is within.
    pub(crate) path: String,
    /// The field's type as written.
    pub(crate) ty: String,
    pub(crate) offset: Option<usize>,
    pub(crate) size: usize,
    pub(crate) align: Option<usize>,
    /// How many fields it lies within.
    pub(crate) depth: usize,
    /// The index of the outermost field that it lies within or is.
    pub(crate) outermost: Option<usize>,
    /// Whether its bytes are its own, not those of rows that follow.
    pub(crate) is_leaf: bool,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Field,
    Padding,
    Tag,
    /// The bytes that tell the variant from others, where no field of it has them.
    Niche,
    /// Bytes of which stable Rust does not tell whether they are a tag, a niche or padding.
    Unknown(&'static str),
    /// The tail of a type that is not sized: it has the size of no element.
    Tail,
}

impl Row {
    /// The last part of the path.
    pub(crate) fn name(&self) -> &str {
        match self.what {
            What::Field | What::Tail => self.path.rsplit('.').next().unwrap_or(&self.path),
            What::Padding => "padding",
            What::Tag => "tag",
            What::Niche => "niche",
            What::Unknown(words) => words,
        }
    }
}

/// The rows that a picture or a page shows at most; then the fields of fields are left out.
const MOST_ROWS: usize = 4096;
/// Elements of an array that are shown one by one at most.
const MOST_ELEMENTS: usize = 16;
/// Fields within fields at most.
const MOST_DEPTH: usize = 24;

impl TypeRecord {
    /// The rows of the type. With `expanded`, also those of the fields of its fields.
    pub(crate) fn parts(&self, expanded: bool) -> Vec<Part> {
        match self.kind {
            Kind::Enum => self.of_variants(expanded),
            Kind::Union => self.of_union(expanded),
            _ => {
                let mut rows = Rows { rows: Vec::new(), expanded };
                let place = Place::default();
                match &self.element {
                    Some(element) if !self.kind.has_fields() => {
                        rows.of_elements(self, element, &place);
                    }
                    _ if self.kind.has_fields() => {
                        rows.of_fields(
                            &self.fields,
                            None,
                            0..self.tail_start(),
                            &place,
                            What::Padding,
                        );
                    }
                    _ => rows.push(&place, What::Field, 0, self.size),
                }
                if let Some(tail) = self.tail {
                    rows.tail(tail.offset, &self.fields);
                }
                Vec::from([Part { heading: None, rows: rows.rows }])
            }
        }
    }

    /// Where the bytes end that are of a value whatever its tail: what lies behind is the tail's own.
    fn tail_start(&self) -> usize {
        self.tail.and_then(|tail| tail.offset).unwrap_or(self.size).min(self.size)
    }

    fn of_variants(&self, expanded: bool) -> Vec<Part> {
        let tagging = self.tagging.unwrap_or(Tagging::Unknown);
        let part = |variant: &super::VariantRecord| {
            let mut rows = Rows { rows: Vec::new(), expanded };
            let is_placed = variant.fields.iter().all(|field| field.offset.is_some());
            let between = match tagging {
                _ if !is_placed => What::Unknown("not known"),
                Tagging::Tag { .. } | Tagging::Single => What::Padding,
                Tagging::Niche if self.niche.is_some() => What::Padding,
                Tagging::Niche => What::Unknown("niche or padding"),
                Tagging::Unknown => What::Unknown("tag, niche or padding"),
            };
            let mark = self.mark(variant);
            rows.of_fields(&variant.fields, mark, 0..self.size, &Place::default(), between);
            let heading = std_alloc::format!("{} = {}", variant.name, variant.discriminant);
            Part { heading: Some(heading), rows: rows.rows }
        };
        self.variants.iter().map(part).collect()
    }

    /// The bytes that tell a variant from others, unless a field has them.
    fn mark(&self, variant: &super::VariantRecord) -> Option<Mark> {
        if let Some(Tagging::Tag { offset, size }) = self.tagging {
            return Some(Mark { what: What::Tag, offset, size });
        }
        let super::NichePlace { offset, size } = self.niche?;
        let is_in = |field: &FieldRecord| {
            field.offset.is_some_and(|start| start < offset.saturating_add(size))
                && field.end().is_some_and(|end| end > offset)
        };
        let is_free = !variant.fields.iter().any(is_in);
        is_free.then_some(Mark { what: What::Niche, offset, size })
    }

    fn of_union(&self, expanded: bool) -> Vec<Part> {
        let part = |(index, field): (usize, &FieldRecord)| {
            let mut rows = Rows { rows: Vec::new(), expanded };
            let place = Place { outermost: Some(index), ..Place::default() };
            rows.field(field, &place);
            if let Some(end) = field.end().filter(|end| *end < self.size) {
                rows.push(&Place::default(), What::Padding, end, self.size - end);
            }
            Part { heading: Some(std_alloc::format!("as {}", field.name)), rows: rows.rows }
        };
        self.fields.iter().enumerate().map(part).collect()
    }
}

/// Bytes among fields that are of none.
#[derive(Clone, Copy)]
struct Mark {
    what: What,
    offset: usize,
    size: usize,
}

/// Where the fields lie whose rows are written.
#[derive(Clone, Default)]
struct Place {
    /// The offset of what they are fields of.
    base: usize,
    depth: usize,
    path: String,
    outermost: Option<usize>,
}

impl Place {
    fn path_to(&self, name: &str) -> String {
        if self.path.is_empty() { name.into() } else { std_alloc::format!("{}.{name}", self.path) }
    }
}

struct Rows {
    rows: Vec<Row>,
    expanded: bool,
}

impl Rows {
    /// A row that is no field.
    fn push(&mut self, place: &Place, what: What, offset: usize, size: usize) {
        self.rows.push(Row {
            what,
            path: place.path.clone(),
            ty: String::new(),
            offset: Some(place.base.saturating_add(offset)),
            size,
            align: None,
            depth: place.depth,
            outermost: place.outermost,
            is_leaf: true,
        });
    }

    /// The fields that lie within `bytes` and a mark, in the order of memory, and what is between them; then the
    /// fields whose place is not known.
    fn of_fields(
        &mut self,
        fields: &[FieldRecord],
        mark: Option<Mark>,
        bytes: core::ops::Range<usize>,
        place: &Place,
        between: What,
    ) {
        let mut order: Vec<usize> = (0..fields.len()).collect();
        order.sort_by_key(|&index| fields[index].offset.unwrap_or(usize::MAX));
        let mut cursor = bytes.start;
        let mut mark = mark;
        for index in order {
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
            self.field(field, &Place { outermost, ..place.clone() });
        }
        if let Some(due) = mark {
            cursor = self.mark(due, cursor, place, between);
        }
        if cursor < bytes.end {
            self.push(place, between, cursor, bytes.end - cursor);
        }
    }

    /// A mark behind bytes of which those up to the cursor have their rows; where the cursor is then.
    fn mark(&mut self, mark: Mark, cursor: usize, place: &Place, between: What) -> usize {
        let Mark { what, offset, size } = mark;
        if offset > cursor {
            self.push(place, between, cursor, offset - cursor);
        }
        self.push(place, what, offset, size);
        cursor.max(offset.saturating_add(size))
    }

    /// A field, and the fields within it; `place` is that of the type it is a field of.
    fn field(&mut self, field: &FieldRecord, place: &Place) {
        let offset = field.offset.map(|offset| place.base.saturating_add(offset));
        let path = place.path_to(&field.name);
        let at = self.rows.len();
        self.rows.push(Row {
            what: What::Field,
            path: path.clone(),
            ty: field.ty.clone(),
            offset,
            size: field.size,
            align: Some(field.align),
            depth: place.depth,
            outermost: place.outermost,
            is_leaf: true,
        });
        if let (Some(base), Some(layout)) = (offset, &field.layout) {
            self.inside(layout, &Place { base, depth: place.depth + 1, path, ..*place });
        }
        self.rows[at].is_leaf = self.rows.len() == at + 1;
    }

    /// The rows inside a type, as far as they are shown.
    fn inside(&mut self, layout: &TypeRecord, place: &Place) {
        let is_full = self.rows.len() + layout.fields.len() > MOST_ROWS;
        if !self.expanded || is_full || place.depth > MOST_DEPTH {
            return;
        }
        match (layout.kind, &layout.element) {
            (Kind::Struct | Kind::TupleStruct | Kind::Tuple, _)
                if layout.fields.iter().all(|field| field.offset.is_some()) =>
            {
                self.of_fields(&layout.fields, None, 0..layout.tail_start(), place, What::Padding);
            }
            (Kind::Array { .. } | Kind::Opaque, Some(element)) => {
                self.of_elements(layout, element, place);
            }
            _ => {}
        }
    }

    fn of_elements(&mut self, layout: &TypeRecord, element: &TypeRecord, place: &Place) {
        let len = match layout.kind {
            Kind::Array { len } => len,
            Kind::Opaque => return self.inside(element, place),
            _ => return,
        };
        let is_shown = len <= MOST_ELEMENTS && (place.depth == 0 || element.has_inside());
        if !is_shown {
            if place.depth == 0 {
                self.push(place, What::Field, 0, layout.size);
            }
            return;
        }
        for index in 0..len {
            let field = FieldRecord {
                name: index.to_string(),
                ty: element.short_name(),
                type_name: element.type_name.clone(),
                offset: Some(index.saturating_mul(element.size)),
                size: element.size,
                align: element.align,
                layout: element.has_inside().then(|| std_alloc::boxed::Box::new(element.clone())),
                bits: None,
                declared_at: None,
            };
            let outermost = place.outermost.or(Some(index));
            self.field(&field, &Place { outermost, ..place.clone() });
        }
    }

    /// Marks the tail, of which the row so far is a field of no bytes.
    fn tail(&mut self, offset: Option<usize>, fields: &[FieldRecord]) {
        let last = fields.len().checked_sub(1);
        match self.rows.iter_mut().rev().find(|row| row.outermost == last && row.is_leaf) {
            Some(row) if last.is_some() && row.what == What::Field => row.what = What::Tail,
            _ if last.is_none() => self.rows.push(Row {
                what: What::Tail,
                path: "tail".into(),
                ty: String::new(),
                offset,
                size: 0,
                align: None,
                depth: 0,
                outermost: Some(0),
                is_leaf: true,
            }),
            _ => {}
        }
    }
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
        let tails = rows.iter().filter(|row| row.what == super::What::Tail);
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
        // Of the inner one, too, the bytes behind the start of the tail are no padding.
        let expected = [
            "0+4 \"id\" of 0",
            "4+8 \"inner\" of 1",
            " 4+4 \"len\" of 1",
            " 8+1 \"flag\" of 1",
            " 9+0 \"tail\" of 1",
        ];
        assert_eq!(lines::<Outer>(true), expected);
    }
}
