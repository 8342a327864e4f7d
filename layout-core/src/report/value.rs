use core::fmt::{self, Display, Formatter};
use std_alloc::format;
use std_alloc::string::String;
use std_alloc::vec::Vec;

use super::out::Out;
use super::text::{letter, write_map, write_union};
use crate::layout::{CACHE_LINE, FieldLayout, Kind, TypeLayout, VariantLayout};
use crate::put::Put as _;
use crate::record::{FieldRecord, Part, Row, TypeRecord, VariantRecord, Visible};
use crate::sorted::sorted;

/// A report on a live value, with its bytes. [`Layout::layout_report_of`](crate::Layout::layout_report_of)
/// returns it.
///
/// For an enum, it says which variant the value is, and where the fields of that variant lie. A constant
/// cannot always know that.
///
/// It shows the first bytes of integers, floats, `bool`, `char` and pointers, and of arrays of them. It never
/// reads padding, bytes of types whose fields are unknown, bytes that another thread may be writing, or
/// anything inside a field with `#[layout(redact)]`.
///
/// ```
/// # use layout_core::Layout;
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Login {
///     user: u16,
///     #[layout(redact)]
///     pin: [u8; 4],
/// }
///
/// let text = Login { user: 7, pin: *b"1234" }.layout_report_of().to_string();
/// # #[cfg(target_endian = "little")]
/// assert!(text.contains("user: u16     07 00") && text.contains("(redacted)"));
/// ```
#[derive(Clone, Debug)]
pub struct ValueReport {
    layout: TypeLayout,
    variant: Option<VariantLayout>,
    /// The fields in use with their true offsets, in the order of their declaration.
    fields: Vec<FieldLayout>,
    /// The type as a record. For an enum, with only the variant in use.
    record: TypeRecord,
    /// The bytes that were read of each field, and of the fields inside it, in the order of their paths.
    bytes: Vec<(String, Bytes)>,
}

/// The bytes of a field of a live value.
#[derive(Clone, Debug)]
enum Bytes {
    /// No leaf that may be read.
    Unread,
    /// Not to be shown: `#[layout(redact)]`.
    Redacted,
    /// The first bytes of the field.
    Read(Vec<u8>),
}

/// How many bytes of a field are read and shown.
const MOST_BYTES: usize = 16;

impl Bytes {
    /// The first bytes of a value, if it is a leaf that may be read.
    ///
    /// # Safety
    ///
    /// `value` is valid for reads of a value of a type of that layout.
    #[inline]
    unsafe fn read(layout: &TypeLayout, value: *const u8) -> Self {
        if !is_plain(layout) {
            return Self::Unread;
        }
        let len = layout.size.min(MOST_BYTES);
        // SAFETY: by the caller's contract. Every byte of a primitive, of a pointer and of arrays of them
        // is initialized, and none is of a type whose bytes may change behind a shared reference.
        let bytes = unsafe { core::slice::from_raw_parts(value, len) };
        Self::Read(bytes.to_vec())
    }

    /// Writes the bytes of a value of `size` bytes, after `pad` spaces.
    #[inline]
    fn write(&self, out: &mut Out, size: usize, pad: usize) {
        match self {
            Self::Unread => {}
            Self::Redacted => {
                out.blanks(pad);
                out.push("  (redacted)");
            }
            Self::Read(bytes) => {
                out.blanks(1 + pad);
                for byte in bytes {
                    out.push(&format!(" {byte:02x}"));
                }
                if size > bytes.len() {
                    out.push(&format!(" … {} more", size - bytes.len()));
                }
            }
        }
    }
}

/// What is read of a value.
struct Reader {
    value: *const u8,
    bytes: Vec<(String, Bytes)>,
}

impl Reader {
    /// Reads a field, and the fields within it as far as they are known.
    ///
    /// # Safety
    ///
    /// `self.value` is valid for reads of a value that has that field at that offset.
    #[inline]
    unsafe fn read(&mut self, field: &FieldLayout, offset: usize, path: String) {
        if field.is_redacted() {
            self.bytes.push((path, Bytes::Redacted));
            return;
        }
        let Some(layout) = field.layout() else {
            self.bytes.push((path, Bytes::Unread));
            return;
        };
        // SAFETY: the field lies within the value, and is of that layout.
        let bytes = unsafe { Bytes::read(layout, self.value.add(offset)) };
        // Of a union and an enum it is not known here which fields are in use.
        if matches!(layout.kind, Kind::Struct | Kind::TupleStruct | Kind::Tuple) {
            for inner in layout.fields() {
                let Some(within) = inner.offset else { continue };
                let path = format!("{path}.{}", inner.name);
                // SAFETY: the caller's contract is passed on: a field of a field is a field.
                unsafe { self.read(&inner, offset + within, path) };
            }
        }
        self.bytes.push((path, bytes));
    }
}

impl ValueReport {
    /// Creates the report on a value. If it is an enum, `variant` is the index of its variant, and `fields`
    /// are the addresses of that variant's fields. A field without an address lies where the layout says.
    ///
    /// # Safety
    ///
    /// `value` is valid for reads of a value of a type of that layout, and of that variant.
    #[inline]
    pub(crate) unsafe fn new(
        layout: TypeLayout,
        variant: usize,
        fields: &[*const ()],
        value: *const u8,
    ) -> Self {
        let variant = layout.variants().nth(variant);
        let of_variant = variant.into_iter().flat_map(|variant| variant.fields());
        let of_variant = of_variant.enumerate().filter_map(|(index, field)| {
            let measured = fields.get(index).map(|field| field.addr().wrapping_sub(value.addr()));
            Some(field.placed(measured.or(field.offset)?))
        });
        let of_type = layout.fields().filter(|field| field.offset.is_some());
        let fields: Vec<FieldLayout> = of_variant.chain(of_type).collect();
        let mut reader = Reader { value, bytes: Vec::new() };
        for field in &fields {
            let (path, offset) = (String::from(field.name), field.offset.unwrap_or_default());
            if layout.kind == Kind::Union {
                // Which of its fields is in use is not known: none is read.
                reader.bytes.push((path, Bytes::Unread));
            } else {
                // SAFETY: the caller's contract is passed on.
                unsafe { reader.read(field, offset, path) };
            }
        }
        // SAFETY: the value is of that layout, by the caller's contract.
        reader.bytes.push((String::new(), unsafe { Bytes::read(&layout, value) }));
        let read = reader.bytes;
        let order = sorted(read.len(), &|one, other| read[one].0 < read[other].0);
        let bytes = order.into_iter().map(|index| read[index].clone()).collect();
        let record = record(&layout, variant, &fields);
        Self { layout, variant, fields, record, bytes }
    }

    /// Returns the layout of the value's type.
    #[must_use]
    #[inline]
    pub fn layout(&self) -> &TypeLayout {
        &self.layout
    }

    /// Returns the variant that the value is, or `None` if its type is not an enum.
    #[must_use]
    #[inline]
    pub fn variant(&self) -> Option<&VariantLayout> {
        self.variant.as_ref()
    }

    /// Returns the fields of the value with their true offsets, in the order of declaration. For an enum, the
    /// fields of its variant.
    #[inline]
    pub fn fields(&self) -> impl Iterator<Item = FieldLayout> + '_ {
        self.fields.iter().copied()
    }

    /// What was read of the field at that path, if it is one that was looked at.
    #[inline]
    fn bytes(&self, path: &str) -> Option<&Bytes> {
        let index = self.bytes.binary_search_by(|(other, _)| other.as_str().cmp(path)).ok()?;
        Some(&self.bytes[index].1)
    }
}

/// The record of a value: its fields where they are, of no other variant than the one in use.
#[inline]
fn record(
    layout: &TypeLayout,
    variant: Option<VariantLayout>,
    fields: &[FieldLayout],
) -> TypeRecord {
    let mut record = TypeRecord::from(layout);
    if let Some(variant) = variant {
        let fields = fields.iter().copied().map(FieldRecord::from).collect();
        record.variants = Vec::from([VariantRecord { fields, ..VariantRecord::from(variant) }]);
    }
    record
}

/// Whether every byte of a value of the type is initialized and can be read.
#[inline]
fn is_plain(layout: &TypeLayout) -> bool {
    match (layout.kind, layout.element()) {
        (Kind::Primitive(_) | Kind::Pointer, _) => true,
        (Kind::Array { .. }, Some(element)) => is_plain(element),
        _ => false,
    }
}

impl Display for ValueReport {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut out = Out::new(f, false);
        self.write(&mut out);
        out.finish(f)
    }
}

impl ValueReport {
    #[inline]
    fn write(&self, out: &mut Out) {
        let record = &self.record;
        out.visible(&record.short_name());
        if let Some(variant) = record.variants.first() {
            out.push("::");
            out.visible(&variant.name);
        }
        out.push(&format!(": size {}, align {}\n", record.size, record.align));
        if !record.kind.has_fields() && record.kind != Kind::Enum {
            return self.write_whole(out);
        }
        let parts = record.parts(true);
        let shown: Vec<Shown<'_>> = parts.iter().flat_map(|part| self.shown(part)).collect();
        let names = shown.iter().map(|shown| shown.width).max().unwrap_or(0);
        out.push(&format!("  offset  size  map  {:names$}  bytes\n", "field"));
        let mut letters = 0;
        for shown in &shown {
            let mut cell = ' ';
            if shown.row.depth == 0 && shown.row.size > 0 {
                cell = letter(letters);
                letters += 1;
            }
            shown.write(out, cell, names);
        }
        match record.kind {
            Kind::Union => write_union(out, record, CACHE_LINE, &parts),
            _ => parts.iter().for_each(|part| write_map(out, CACHE_LINE, &part.rows, "", 0)),
        }
    }

    /// Writes what is known of a value without fields.
    #[inline]
    fn write_whole(&self, out: &mut Out) {
        if let Some(bytes @ Bytes::Read(_)) = self.bytes("") {
            out.push("  bytes");
            bytes.write(out, self.record.size, 0);
            out.push("\n");
        }
    }

    /// The fields of a part that were looked at.
    #[inline]
    fn shown<'p>(&'p self, part: &'p Part<'p>) -> impl Iterator<Item = Shown<'p>> {
        part.rows.iter().filter(|row| row.is_field()).filter_map(|row| {
            let bytes = self.bytes(&part.path(row).to_text())?;
            let width = 2 * row.depth + Visible(row.name()).width() + 2 + Visible(&row.ty).width();
            Some(Shown { row, bytes, width })
        })
    }
}

/// A field of a live value.
struct Shown<'p> {
    row: &'p Row<'p>,
    bytes: &'p Bytes,
    /// The characters of its name and its type.
    width: usize,
}

impl Shown<'_> {
    #[inline]
    fn write(&self, out: &mut Out, cell: char, names: usize) {
        let Self { row, bytes, width } = self;
        out.number(row.offset.unwrap_or_default(), 8);
        out.number(row.size, 6);
        out.push(&format!("   {cell}   "));
        out.blanks(2 * row.depth);
        out.visible(row.name());
        out.push(": ");
        out.visible(&row.ty);
        bytes.write(out, row.size, names - width);
        out.push("\n");
    }
}
