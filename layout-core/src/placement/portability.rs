//! Whether a type has one layout on all targets.
//!
//! Targets differ in the size of a pointer, and in the alignment of the larger primitives: of `u64`,
//! `i64`, `f64`, `u128` and `i128` it is as little as 4 (on 32-bit x86) and as much as the size. A layout
//! in which no offset and no size changes between these two has none that changes in between either,
//! since a greater alignment never moves a field to the front.
//!
//! Source: the [data layouts of LLVM][llvm] that rustc's targets give, in `rustc_target::spec::targets`.
//! Those with a 16-bit pointer (AVR, MSP430) and m68k align less, and are not among those spoken of: what
//! has no padding at all is the same there too.
//!
//! [llvm]: https://llvm.org/docs/LangRef.html#data-layout

use super::spelling;
use crate::const_fns::{const_max, const_min, const_str_eq};
use crate::layout::{
    AtomicWidth, BaseRepr, FieldLayout, FieldPath, Fields, IntRepr, Kind, Opaque, Primitive, Repr,
    Tagging, TypeLayout,
};

/// The size of a type on all targets, and its alignment on those that align most and least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    size: usize,
    most: usize,
    least: usize,
}

/// What makes a layout differ from target to target, and where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Breach {
    pub(crate) fault: Fault,
    /// The fields on the way to it.
    pub(crate) path: FieldPath,
    /// The innermost field's type as it is written; empty if the type itself is to blame.
    pub(crate) ty: &'static str,
}

/// What makes a layout differ from target to target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// `usize` or `isize`; whether it is signed.
    Word {
        /// Whether it is `isize`.
        signed: bool,
    },
    /// A pointer.
    Pointer,
    /// A type of another size on other targets, known by its name; what may be written instead.
    Named(&'static str),
    /// A type whose text does not show that it is this one on all targets.
    Alias(&'static str),
    /// An array whose length is not written as a number.
    Length,
    /// A generic type, of whose arguments not all are shown to be the same on all targets.
    Argument,
    /// A struct, union or tuple without `repr(C)`.
    Order,
    /// An enum whose tag has no defined type.
    Tag,
    /// A type whose fields are not described; whether the derive can be put on it.
    Opaque {
        /// Whether this crate describes it, so that the derive is out of place.
        is_foreign: bool,
    },
    /// A field that is private to a type of another crate.
    Private,
    /// The place of the payload behind the tag of an enum.
    Payload,
    /// An integer of 16 bytes, whose alignment on another target is not known.
    Wide,
    /// The place of a field of an enum, where it is asked of another target.
    Variant,
    /// A type that is not sized, where it is asked of another target.
    Unsized,
    /// A field's offset.
    Moves {
        /// The padding before the field where alignments are greatest, and where they are least.
        most: usize,
        /// The padding before it where they are least.
        least: usize,
    },
    /// The size of the type.
    Grows {
        /// The padding behind the last field where alignments are greatest.
        most: usize,
        /// The padding there where they are least.
        least: usize,
        /// The size of a union where alignments are greatest: none of its fields lies behind another.
        union: Option<usize>,
    },
}

impl Breach {
    #[inline]
    pub(super) const fn of(fault: Fault) -> Self {
        Self { fault, path: FieldPath::EMPTY, ty: "" }
    }

    /// The same, inside of a field.
    #[inline]
    pub(super) const fn inside(mut self, name: &'static str, ty: &'static str) -> Self {
        if self.path.is_empty() {
            self.ty = ty;
        }
        Self { path: self.path.within(name), ..self }
    }
}

/// Whether a type has one layout on all targets, and what it is; or the first thing that breaks it.
#[inline]
pub(crate) const fn portability(layout: &TypeLayout) -> Result<Measure, Breach> {
    match (layout.kind, layout.element) {
        (Kind::Primitive(primitive), _) => of_primitive(primitive, layout.size),
        (Kind::Pointer, _) => Err(Breach::of(Fault::Pointer)),
        (Kind::Array { len }, Some(element)) => {
            let Measure { size, most, least } = attempt!(portability(element));
            Ok(Measure { size: size.saturating_mul(len), most, least })
        }
        (Kind::Slice, Some(element)) => {
            let element = attempt!(portability(element));
            Ok(Measure { size: 0, ..element })
        }
        (Kind::Opaque, Some(element)) => portability(element),
        (Kind::Opaque, None) => of_opaque(layout),
        (Kind::Struct | Kind::TupleStruct | Kind::UnitStruct | Kind::Union | Kind::Tuple, _) => {
            of_fields(layout)
        }
        (Kind::Enum, _) => of_enum(layout),
        (Kind::Array { .. } | Kind::Slice, None) => {
            Err(Breach::of(Fault::Opaque { is_foreign: false }))
        }
    }
}

#[inline]
const fn of_primitive(primitive: Primitive, size: usize) -> Result<Measure, Breach> {
    match primitive {
        Primitive::Usize => Err(Breach::of(Fault::Word { signed: false })),
        Primitive::Isize => Err(Breach::of(Fault::Word { signed: true })),
        _ => Ok(Measure::of_number(size)),
    }
}

/// A type of the standard library, or one that is not described.
#[inline]
const fn of_opaque(layout: &TypeLayout) -> Result<Measure, Breach> {
    let fault = match layout.opaque {
        Opaque::Marker | Opaque::Number { is_fixed: true } | Opaque::Atomic(AtomicWidth::Fixed) => {
            return Ok(Measure { size: layout.size, most: layout.align, least: layout.align });
        }
        Opaque::Atomic(AtomicWidth::Pointer) => Fault::Pointer,
        Opaque::Atomic(AtomicWidth::Word { is_signed: false }) => {
            Fault::Named("`AtomicU32` or `AtomicU64`")
        }
        Opaque::Atomic(AtomicWidth::Word { is_signed: true }) => {
            Fault::Named("`AtomicI32` or `AtomicI64`")
        }
        _ => Fault::Opaque { is_foreign: !layout.name.is_empty() },
    };
    Err(Breach::of(fault))
}

impl Measure {
    /// An integer or a float of that size.
    #[inline]
    const fn of_number(size: usize) -> Self {
        Self { size, most: size, least: const_min(size, 4) }
    }

    /// With the alignments that a representation allows a field.
    #[inline]
    const fn limited(self, repr: Repr) -> Self {
        match repr.packed {
            Some(limit) => Self {
                size: self.size,
                most: const_min(limit, self.most),
                least: const_min(limit, self.least),
            },
            None => self,
        }
    }
}

/// A struct whose fields are being placed.
#[derive(Clone, Copy)]
struct Placing {
    repr: Repr,
    /// The end of the fields so far, the same on all targets.
    end: usize,
    /// The alignment of the fields so far.
    most: usize,
    least: usize,
}

impl Placing {
    #[inline]
    const fn new(repr: Repr) -> Self {
        Self { repr, end: 0, most: 1, least: 1 }
    }

    /// Places something behind what there is.
    #[inline]
    const fn place(self, measure: Measure) -> Result<Self, Breach> {
        let measure = measure.limited(self.repr);
        let (most, least) = (padding(self.end, measure.most), padding(self.end, measure.least));
        if most != least {
            return Err(Breach::of(Fault::Moves { most, least }));
        }
        let end = self.end.saturating_add(most).saturating_add(measure.size);
        Ok(Self { end, ..self.align(measure.most, measure.least) })
    }

    /// Places a field.
    #[inline]
    const fn field(self, field: &FieldLayout) -> Result<Self, Breach> {
        let placed = match measure_field(field) {
            Ok(measure) => self.place(measure),
            Err(breach) => Err(breach),
        };
        match placed {
            Ok(placing) => Ok(placing),
            Err(breach) => Err(breach.inside(field.name, field.ty)),
        }
    }

    #[inline]
    const fn align(self, most: usize, least: usize) -> Self {
        Self { most: const_max(most, self.most), least: const_max(least, self.least), ..self }
    }

    /// The whole, whose size is a multiple of its alignment; of an unsized type without its tail.
    #[inline]
    const fn finish(self, is_sized: bool) -> Result<Measure, Breach> {
        let whole = match self.repr.align {
            Some(minimum) => self.align(minimum, minimum),
            None => self,
        };
        let (most, least) = (padding(whole.end, whole.most), padding(whole.end, whole.least));
        if most != least && is_sized {
            return Err(Breach::of(Fault::Grows { most, least, union: None }));
        }
        let size = whole.end.saturating_add(most);
        Ok(Measure { size, most: whole.most, least: whole.least })
    }
}

#[inline]
pub(crate) const fn measure_field(field: &FieldLayout) -> Result<Measure, Breach> {
    // Most fields are of a primitive that is called by its own name.
    if let Some(TypeLayout { kind: Kind::Primitive(primitive), name, size, .. }) = field.layout() {
        if const_str_eq(field.ty, name) {
            return of_primitive(*primitive, *size);
        }
    }
    if let Some(CType { instead, .. }) = c_type(field.ty.as_bytes()) {
        return Err(Breach::of(Fault::Named(instead)));
    }
    let Some(layout) = field.layout() else { return Err(Breach::of(undescribed(field))) };
    let measure = attempt!(portability(layout));
    match spelling::of_field(field, layout) {
        Some(fault) => Err(Breach::of(fault)),
        None => Ok(measure),
    }
}

/// The fault of a field whose type is not described.
#[inline]
pub(super) const fn undescribed(field: &FieldLayout) -> Fault {
    if field.is_private() { Fault::Private } else { Fault::Opaque { is_foreign: false } }
}

/// The same of a type that is called by that text, unless it is the type's own check.
#[inline]
pub(crate) const fn portability_of(
    text: Option<&str>,
    layout: &TypeLayout,
) -> Result<Measure, Breach> {
    if let Some(text) = text {
        if let Some(CType { instead, .. }) = c_type(text.as_bytes()) {
            return Err(Breach::of(Fault::Named(instead)));
        }
    }
    let measure = attempt!(portability(layout));
    match spelling::of_type(text, layout) {
        Some(fault) => Err(Breach::of(fault)),
        None => Ok(measure),
    }
}

#[inline]
const fn of_fields(layout: &TypeLayout) -> Result<Measure, Breach> {
    let has_order = !matches!(layout.repr.base, BaseRepr::Rust);
    if !has_order && !layout.fields().is_empty() {
        return Err(Breach::of(Fault::Order));
    }
    let mut placing = Placing::new(layout.repr);
    let mut fields = layout.fields();
    if let Kind::Union = layout.kind {
        return placing.overlaid(fields);
    }
    while let Some(field) = fields.next() {
        placing = attempt!(placing.field(&field));
    }
    placing.finish(layout.is_sized())
}

impl Placing {
    /// A union of the fields.
    #[inline]
    const fn overlaid(self, mut fields: Fields) -> Result<Measure, Breach> {
        let mut whole = self;
        while let Some(field) = fields.next() {
            let one = attempt!(self.field(&field));
            whole = whole.beside(one);
        }
        match whole.finish(true) {
            Err(Breach { fault: Fault::Grows { most, least, .. }, .. }) => {
                let union = Some(whole.end.saturating_add(most));
                Err(Breach::of(Fault::Grows { most, least, union }))
            }
            finished => finished,
        }
    }

    /// The greater of both ends, with both alignments.
    #[inline]
    const fn beside(self, other: Self) -> Self {
        Self { end: const_max(other.end, self.end), ..self.align(other.most, other.least) }
    }
}

/// The Reference says how an enum of `repr(u8)` or `repr(C, u8)` and the like is laid out: see
/// `EnumParts`.
#[inline]
const fn of_enum(layout: &TypeLayout) -> Result<Measure, Breach> {
    let tag = match (layout.repr.int, layout.tagging()) {
        (Some(IntRepr::Usize), _) => return Err(Breach::of(Fault::Word { signed: false })),
        (Some(IntRepr::Isize), _) => return Err(Breach::of(Fault::Word { signed: true })),
        (Some(_), Some(Tagging::Tag { size, .. })) => Measure::of_number(size),
        _ => return Err(Breach::of(Fault::Tag)),
    };
    let tagged = attempt!(Placing::new(layout.repr).place(tag));
    let start = match layout.repr.base {
        BaseRepr::C => attempt!(start_of_payload(layout, tagged)),
        _ => tagged,
    };
    let mut whole = tagged;
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let mut placing = start;
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            placing = match placing.field(&field) {
                Ok(placing) => placing,
                Err(breach) => return Err(breach.inside(variant.name, "")),
            };
        }
        whole = whole.beside(placing);
    }
    whole.finish(true)
}

/// Behind the tag of a `repr(C)` enum, the payloads of all variants begin at one place.
#[inline]
const fn start_of_payload(layout: &TypeLayout, tagged: Placing) -> Result<Placing, Breach> {
    let (mut most, mut least) = (1, 1);
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            let measure = match measure_field(&field) {
                Ok(measure) => measure.limited(layout.repr),
                Err(breach) => {
                    return Err(breach.inside(field.name, field.ty).inside(variant.name, ""));
                }
            };
            most = const_max(measure.most, most);
            least = const_max(measure.least, least);
        }
    }
    match tagged.place(Measure { size: 0, most, least }) {
        Ok(placing) => Ok(placing),
        Err(_) => Err(Breach::of(Fault::Payload)),
    }
}

/// The padding that brings an offset to a multiple of an alignment, which is 0 in a layout that is not true.
#[inline]
const fn padding(offset: usize, align: usize) -> usize {
    match offset.checked_rem(align) {
        None | Some(0) => 0,
        Some(rest) => align - rest,
    }
}

/// A type of C that is an integer of another size on other targets: the compiler sees but the integer that it
/// is on this one.
pub(super) struct CType {
    name: &'static str,
    /// What may be written in place of it.
    pub(super) instead: &'static str,
    /// Whether it is as large as a pointer, on the targets that [`Elsewhere`](super::Elsewhere) knows. Otherwise its size
    /// depends on the library of C.
    pub(super) is_word: bool,
}

const C_TYPES: [CType; 6] = [
    CType { name: "c_long", instead: "`i32` or `i64`", is_word: true },
    CType { name: "c_ulong", instead: "`u32` or `u64`", is_word: true },
    CType { name: "wchar_t", instead: "`u16` or `u32`", is_word: false },
    CType { name: "time_t", instead: "`i64`", is_word: false },
    CType { name: "off_t", instead: "`i64`", is_word: false },
    CType { name: "ino_t", instead: "`u64`", is_word: false },
];

/// The type of C that a type's text names.
#[inline]
pub(super) const fn c_type(ty: &[u8]) -> Option<&'static CType> {
    // Each has an underscore, and most texts have none.
    if !has_underscore(ty) {
        return None;
    }
    let mut left: &'static [CType] = &C_TYPES;
    while let [first, others @ ..] = left {
        if names(ty, first.name.as_bytes()) {
            return Some(first);
        }
        left = others;
    }
    None
}

#[inline]
const fn has_underscore(mut text: &[u8]) -> bool {
    while let [first, rest @ ..] = text {
        if *first == b'_' {
            return true;
        }
        text = rest;
    }
    false
}

/// Whether a type's text has a word in it.
#[inline]
const fn names(ty: &[u8], word: &[u8]) -> bool {
    let mut start = 0;
    while start + word.len() <= ty.len() {
        let mut len = 0;
        while len < word.len() && ty[start + len] == word[len] {
            len += 1;
        }
        let end = start + word.len();
        if len == word.len()
            && (start == 0 || !is_of_word(ty[start - 1]))
            && (end == ty.len() || !is_of_word(ty[end]))
        {
            return true;
        }
        start += 1;
    }
    false
}

#[inline]
const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::{Measure, portability};
    use crate::Layout;

    fn measure<T: Layout + ?Sized>() -> (usize, usize, usize) {
        let Measure { size, most, least } = portability(&T::LAYOUT).expect("a portable type");
        (size, most, least)
    }

    #[test]
    fn alignments_are_those_of_the_targets_that_differ_most() {
        assert_eq!(measure::<u16>(), (2, 2, 2));
        assert_eq!(measure::<u32>(), (4, 4, 4));
        assert_eq!(measure::<f64>(), (8, 8, 4));
        assert_eq!(measure::<[u64; 3]>(), (24, 8, 4));
        assert_eq!(measure::<core::num::Wrapping<i128>>(), (16, 16, 4));
    }

    /// Without their elements, of which there may be none.
    #[test]
    fn slices_have_no_size() {
        assert_eq!(measure::<[u64]>(), (0, 8, 4));
        assert_eq!(measure::<str>(), (0, 1, 1));
    }
}
