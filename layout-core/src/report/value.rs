use core::fmt::{self, Display, Formatter, Write};
use std_alloc::vec::Vec;

use super::text::{Cell, Map, Out, letter, write_union};
use crate::layout::{FieldLayout, Kind, Tagging, TypeLayout, VariantLayout};
use crate::record::ShortName;
use crate::record::Visible;

/// The layout of a live value, with its bytes: what
/// [`Layout::layout_report_of`](crate::Layout::layout_report_of) returns.
///
/// For an enum it tells the variant that the value is, with the true offsets of its fields, which no
/// constant may know. The bytes shown are those of integers, floats, `bool`, `char`, pointers and arrays of
/// them, of each the first few; no padding byte, no byte of a type of unknown insides, and no byte that
/// another thread might be writing is ever read. Those of a field with `#[layout(redact)]`, and of all
/// within it, are not read either.
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
    fields: Vec<Shown>,
    /// Of a type without fields.
    bytes: Bytes,
}

/// A field of a live value.
#[derive(Clone, Debug)]
struct Shown {
    /// The field with its offset from the start of the value.
    field: FieldLayout,
    /// The offset of the outermost field that it lies within, or its own.
    outermost: usize,
    /// How many fields it lies within.
    depth: usize,
    bytes: Bytes,
}

/// The bytes of a field of a live value.
#[derive(Clone, Debug)]
enum Bytes {
    /// No leaf that may be read.
    Unread,
    /// Not to be shown: `#[layout(redact)]`.
    Redacted,
    /// The first of them.
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

    /// Writes those of a value of so many, behind so much room.
    fn write(&self, out: &mut Out<'_, '_>, size: usize, pad: usize) -> fmt::Result {
        match self {
            Self::Unread => Ok(()),
            Self::Redacted => write!(out, "{:pad$}  (redacted)", ""),
            Self::Read(bytes) => {
                write!(out, "{:pad$} ", "")?;
                for byte in bytes {
                    write!(out, " {byte:02x}")?;
                }
                if size > bytes.len() {
                    write!(out, " … {} more", size - bytes.len())?;
                }
                Ok(())
            }
        }
    }
}

impl ValueReport {
    /// The report of a value, which if it is an enum is of the variant with index `variant`, whose
    /// fields lie at those addresses, or else where the layout says.
    ///
    /// # Safety
    ///
    /// `value` is valid for reads of a value of a type of that layout, and of that variant.
    pub(crate) unsafe fn new(
        layout: TypeLayout,
        variant: usize,
        fields: &[*const ()],
        value: *const u8,
    ) -> Self {
        let variant = layout.variants().nth(variant);
        // SAFETY: the value is of that layout, by the caller's contract.
        let bytes = unsafe { Bytes::read(&layout, value) };
        let mut report = Self { layout, variant, fields: Vec::new(), bytes };
        let of_variant = variant.into_iter().flat_map(|variant| variant.fields());
        let of_variant = of_variant.enumerate().filter_map(|(index, field)| {
            let measured = fields.get(index).map(|field| field.addr().wrapping_sub(value.addr()));
            Some((field, measured.or(field.offset)?))
        });
        let of_type = layout.fields().filter_map(|field| Some((field, field.offset?)));
        for (field, offset) in of_variant.chain(of_type) {
            let field = field.placed(offset);
            if layout.kind == Kind::Union {
                // Which of its fields is in use is not known: none is read.
                report.fields.push(Shown {
                    field,
                    outermost: offset,
                    depth: 0,
                    bytes: Bytes::Unread,
                });
            } else {
                // SAFETY: the caller's contract is passed on.
                unsafe { report.push(field, offset, 0, value) };
            }
        }
        report
    }

    /// The layout of the value's type.
    #[must_use]
    pub fn layout(&self) -> &TypeLayout {
        &self.layout
    }

    /// The variant that the value is, if its type is an enum.
    #[must_use]
    pub fn variant(&self) -> Option<&VariantLayout> {
        self.variant.as_ref()
    }

    /// The fields in use with their true offsets, in the order of their declaration.
    pub fn fields(&self) -> impl Iterator<Item = FieldLayout> + '_ {
        self.fields.iter().filter(|shown| shown.depth == 0).map(|shown| shown.field)
    }

    /// Adds a field, and the fields within it as far as they are known.
    ///
    /// # Safety
    ///
    /// As of [`Self::new`], with the field at its offset from `value`.
    unsafe fn push(
        &mut self,
        field: FieldLayout,
        outermost: usize,
        depth: usize,
        value: *const u8,
    ) {
        if field.is_redacted() {
            self.fields.push(Shown { field, outermost, depth, bytes: Bytes::Redacted });
            return;
        }
        let offset = field.offset.unwrap_or_default();
        let bytes = match field.layout() {
            // SAFETY: the field lies within the value, and is of that layout.
            Some(layout) => unsafe { Bytes::read(layout, value.add(offset)) },
            None => Bytes::Unread,
        };
        self.fields.push(Shown { field, outermost, depth, bytes });
        let Some(layout) = field.layout() else { return };
        // Of a union and an enum it is not known here which fields are in use.
        if !matches!(layout.kind, Kind::Struct | Kind::TupleStruct | Kind::Tuple) {
            return;
        }
        for inner in layout.fields() {
            if let Some(within) = inner.offset {
                // SAFETY: the caller's contract is passed on: a field of a field is a field.
                unsafe { self.push(inner.placed(offset + within), outermost, depth + 1, value) };
            }
        }
    }

    /// Writes what is known of a value without fields.
    fn write_bytes(&self, out: &mut Out<'_, '_>) -> fmt::Result {
        if let Bytes::Read(_) = self.bytes {
            out.write_str("  bytes")?;
            self.bytes.write(out, self.layout.size, 0)?;
            writeln!(out)?;
        }
        Ok(())
    }

    /// Writes which bytes the fields in use lie on.
    fn write_map(&self, out: &mut Out<'_, '_>) -> fmt::Result {
        if self.layout.kind == Kind::Union {
            return write_union(out, &self.layout);
        }
        let mut map = Map::new(out, "");
        let mut at = 0;
        let between = match self.layout.tagging() {
            Some(Tagging::Tag { offset: 0, size }) => {
                map.run(Cell::Tag, size)?;
                at = size;
                Cell::Padding
            }
            None | Some(Tagging::Single) => Cell::Padding,
            Some(_) => Cell::Unknown,
        };
        for (index, Shown { outermost, field, .. }) in self.lettered().enumerate() {
            map.run(between, outermost.saturating_sub(at))?;
            map.run(Cell::Field(index), field.size)?;
            at = outermost + field.size;
        }
        map.run(between, self.layout.size.saturating_sub(at))?;
        map.finish()
    }

    /// The outermost fields that have bytes, in the order in which they lie in memory.
    fn lettered(&self) -> impl Iterator<Item = &Shown> {
        let mut fields: Vec<_> = self.fields.iter().filter(|shown| shown.has_letter()).collect();
        fields.sort_by_key(|shown| shown.outermost);
        fields.into_iter()
    }
}

/// Whether every byte of a value of the type is initialized and can be read.
fn is_plain(layout: &TypeLayout) -> bool {
    match (layout.kind, layout.element()) {
        (Kind::Primitive(_) | Kind::Pointer, _) => true,
        (Kind::Array { .. }, Some(element)) => is_plain(element),
        _ => false,
    }
}

impl Display for ValueReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let out = &mut Out::new(f, false);
        write!(out, "{}", ShortName(self.layout.type_name()))?;
        if let Some(variant) = &self.variant {
            write!(out, "::{}", variant.name)?;
        }
        writeln!(out, ": size {}, align {}", self.layout.size, self.layout.align)?;
        if !self.layout.kind.has_fields() && self.layout.kind != Kind::Enum {
            return self.write_bytes(out);
        }
        let names = self.fields.iter().map(Shown::name_width).max().unwrap_or(0);
        writeln!(out, "  offset  size  map  {:names$}  bytes", "field")?;
        let mut shown: Vec<&Shown> = self.fields.iter().collect();
        // Each outermost field is followed by what lies within it, which stays there.
        shown.sort_by_key(|shown| shown.outermost);
        let mut letters = 0;
        for field in shown {
            let mut cell = ' ';
            if field.has_letter() {
                cell = letter(letters);
                letters += 1;
            }
            field.write(out, cell, names)?;
        }
        self.write_map(out)
    }
}

impl Shown {
    /// Whether its bytes stand in the map as its own.
    fn has_letter(&self) -> bool {
        self.depth == 0 && self.field.size > 0
    }

    fn name_width(&self) -> usize {
        let FieldLayout { name, ty, .. } = self.field;
        2 * self.depth + Visible(name).width() + 2 + Visible(ty).width()
    }

    fn write(&self, out: &mut Out<'_, '_>, cell: char, names: usize) -> fmt::Result {
        let Self { field: FieldLayout { name, ty, size, offset, .. }, depth, .. } = self;
        let (offset, indent) = (offset.unwrap_or_default(), 2 * depth);
        let (name, ty) = (Visible(name), Visible(ty));
        write!(out, "{offset:>8} {size:>5}   {cell}   {:indent$}{name}: {ty}", "")?;
        self.bytes.write(out, *size, names - self.name_width())?;
        writeln!(out)
    }
}
