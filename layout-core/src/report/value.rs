use core::fmt::{self, Display, Formatter};
use std_alloc::vec::Vec;

use super::name::ShortName;
use crate::layout::{FieldLayout, Kind, TypeLayout, VariantLayout};

/// The layout of a live value, with its bytes: what
/// [`Layout::layout_report_of`](crate::Layout::layout_report_of) returns.
///
/// For an enum it tells the variant that the value is, with the true offsets of its fields, which no
/// constant may know. The bytes shown are those of integers, floats, `bool`, `char` and pointers; no
/// padding byte, no byte of a type of unknown insides, and no byte that another thread might be
/// writing is ever read.
#[derive(Clone, Debug)]
pub struct ValueReport {
    layout: TypeLayout,
    variant: Option<VariantLayout>,
    fields: Vec<Shown>,
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
    /// Its bytes, if it is a leaf that may be read.
    bytes: Option<Vec<u8>>,
}

impl ValueReport {
    /// The report of a value, which if it is an enum is of the variant with index `variant`, whose
    /// fields lie at those addresses.
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
        let mut report = Self { layout, variant, fields: Vec::new() };
        let of_variant = variant.into_iter().flat_map(|variant| variant.fields());
        let offsets = fields.iter().map(|field| field.addr().wrapping_sub(value.addr()));
        let of_variant = of_variant.zip(offsets);
        let of_type = layout.fields().filter_map(|field| Some((field, field.offset?)));
        for (field, offset) in of_variant.chain(of_type) {
            let field = field.placed(offset);
            if layout.kind == Kind::Union {
                // Which of its fields is in use is not known: none is read.
                report.fields.push(Shown { field, outermost: offset, depth: 0, bytes: None });
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
        let offset = field.offset.unwrap_or_default();
        let kind = field.layout().map(|layout| layout.kind);
        let bytes = matches!(kind, Some(Kind::Primitive(_) | Kind::Pointer)).then(|| {
            // SAFETY: the field lies within the value, and every byte of a primitive or a pointer is
            // initialized. Neither is of a type whose bytes may change behind a shared reference.
            unsafe { core::slice::from_raw_parts(value.add(offset), field.size) }.to_vec()
        });
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
}

impl Display for ValueReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", ShortName(self.layout.type_name()))?;
        if let Some(variant) = &self.variant {
            write!(f, "::{}", variant.name)?;
        }
        writeln!(f, ": size {}, align {}", self.layout.size, self.layout.align)?;
        let names = self.fields.iter().map(Shown::name_width).max().unwrap_or(0);
        writeln!(f, "  offset  size  {:names$}  bytes", "field")?;
        let mut shown: Vec<&Shown> = self.fields.iter().collect();
        // Each outermost field is followed by what lies within it, which stays there.
        shown.sort_by_key(|shown| shown.outermost);
        for field in shown {
            field.write(f, names)?;
        }
        Ok(())
    }
}

impl Shown {
    fn name_width(&self) -> usize {
        2 * self.depth + self.field.name.chars().count() + 2 + self.field.ty.chars().count()
    }

    fn write(&self, f: &mut Formatter<'_>, names: usize) -> fmt::Result {
        let Self { field: FieldLayout { name, ty, size, offset, .. }, depth, .. } = self;
        let offset = offset.unwrap_or_default();
        write!(f, "{offset:>8} {size:>5}  {:indent$}{name}: {ty}", "", indent = 2 * depth)?;
        if let Some(bytes) = &self.bytes {
            write!(f, "{:pad$} ", "", pad = names - self.name_width())?;
            for byte in bytes {
                write!(f, " {byte:02x}")?;
            }
        }
        writeln!(f)
    }
}
