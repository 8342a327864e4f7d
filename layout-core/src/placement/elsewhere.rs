//! The layout that a type would have on another target, where that is defined.

use crate::const_fns::{const_max, const_str_eq};
use crate::layout::{
    AtomicWidth, BaseRepr, FieldLayout, Fields, IntRepr, Kind, Opaque, Primitive, Repr, TypeLayout,
};

use super::place::round_up;
use super::portability::{Breach, Fault, c_type, undescribed};
use super::spelling;
#[cfg(feature = "alloc")]
use super::target::{Target, targets};

/// A target by what differs from others in it.
#[derive(Clone, Copy)]
pub(crate) struct Elsewhere {
    pub(crate) name: &'static str,
    /// How checks call it.
    pub(crate) word_of_check: &'static str,
    /// The size and the alignment of a pointer.
    pub(super) word: (usize, usize),
    /// The alignment of integers and floats of 8 bytes.
    pub(super) align_of_8: usize,
    /// The alignment of integers of 16 bytes, if all compilers give them one.
    pub(super) align_of_16: Option<usize>,
    /// The size of `c_long`, if all targets of that name have one.
    pub(super) long: Option<usize>,
    /// The size of the tag of a `repr(C)` enum, if that does not depend on its variants.
    pub(super) tag: Option<usize>,
    /// Whether the text of a field's type is to show that it is the same type there: for what is decided by it,
    /// and not only told.
    pub(super) is_strict: bool,
}

/// `i686-unknown-linux-gnu`: the alignments are those of its [data layout][source].
///
/// [source]: https://doc.rust-lang.org/nightly/nightly-rustc/src/rustc_target/spec/targets/i686_unknown_linux_gnu.rs.html
pub(super) const X86: Elsewhere = Elsewhere {
    name: "32-bit x86",
    word_of_check: "i686",
    word: (4, 4),
    align_of_8: 4,
    align_of_16: Some(16),
    long: Some(4),
    tag: Some(4),
    is_strict: false,
};

/// `x86_64-unknown-linux-gnu`.
pub(super) const X86_64: Elsewhere = Elsewhere {
    name: "64-bit x86",
    word_of_check: "x86_64",
    word: (8, 8),
    align_of_8: 8,
    long: Some(8),
    ..X86
};

impl Elsewhere {
    /// The one that differs most from the target of this program.
    pub(crate) const OTHER: Self = if size_of::<usize>() == 8 { X86 } else { X86_64 };

    /// A target that has integers of this one's pointer size in place of `usize` and `c_long`, and the
    /// alignments that differ most from those here (see [`portability`](super::portability)).
    pub(crate) const FIXED: Self = if size_of::<usize>() == 8 {
        Self { word: (8, 4), align_of_16: Some(4), long: Some(8), ..X86 }
    } else {
        Self { word: (4, 4), long: Some(4), ..X86_64 }
    };

    /// The target of that name in checks, for either of [`OTHER`](Self::OTHER).
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) const fn target(self) -> Target {
        if self.word.0 == 4 { targets::i686 } else { targets::x86_64 }
    }

    /// Whether all fields of a struct lie where they do here, and its size is the same.
    #[inline]
    pub(crate) const fn is_as_here(self, layout: &TypeLayout) -> bool {
        let mut places = self.places(layout);
        while let Some((field, place)) = places.next() {
            match (field.offset, place) {
                (Some(here), Ok((there, _))) if here == there => {}
                _ => return false,
            }
        }
        match self.extent(layout) {
            Some((size, _)) => size == layout.size,
            None => false,
        }
    }

    /// The size and the alignment of a type; `None` where they are not defined, or not known.
    #[inline]
    pub(crate) const fn extent(self, layout: &TypeLayout) -> Option<(usize, usize)> {
        match self.measure(layout) {
            Ok(extent) => Some(extent),
            Err(_) => None,
        }
    }

    /// The same, or what keeps them from being known.
    #[inline]
    pub(super) const fn measure(self, layout: &TypeLayout) -> Result<(usize, usize), Breach> {
        match (layout.kind, layout.element()) {
            (Kind::Primitive(primitive), _) => self.primitive(primitive, layout.size),
            (Kind::Pointer, _) => Ok(self.pointer(layout.size)),
            (Kind::Array { len }, Some(element)) => {
                let (size, align) = attempt!(self.measure(element));
                Ok((size.saturating_mul(len), align))
            }
            (Kind::Opaque, Some(element)) => self.measure(element),
            (Kind::Opaque, None) => self.opaque(layout),
            (Kind::Struct | Kind::TupleStruct | Kind::UnitStruct | Kind::Union, _) => {
                self.compound(layout)
            }
            (Kind::Enum, _) => self.enumeration(layout),
            (Kind::Tuple, _) => Err(Breach::of(Fault::Order)),
            (Kind::Array { .. } | Kind::Slice, _) => {
                Err(Breach::of(Fault::Opaque { is_foreign: false }))
            }
        }
    }

    /// The size and the alignment of a field.
    #[inline]
    const fn field(self, field: &FieldLayout) -> Result<(usize, usize), Breach> {
        match self.extent_of_field(field) {
            Ok(extent) => Ok(extent),
            Err(breach) => Err(breach.inside(field.name, field.ty)),
        }
    }

    #[inline]
    const fn extent_of_field(self, field: &FieldLayout) -> Result<(usize, usize), Breach> {
        if let (true, Some(layout)) = (self.is_strict, field.layout()) {
            if is_pointer(layout) {
                return self.measure(layout);
            }
        }
        if let Some(of_c) = c_type(last_word(field.ty)) {
            return match self.long {
                Some(size) if of_c.is_word => self.number(size),
                _ => Err(Breach::of(Fault::Named(of_c.instead))),
            };
        }
        let Some(layout) = field.layout() else { return Err(Breach::of(undescribed(field))) };
        if self.is_strict {
            // Also in an array of such, or as an argument.
            if let Some(of_c) = c_type(field.ty.as_bytes()) {
                return Err(Breach::of(Fault::Named(of_c.instead)));
            }
            if let Some(fault) = spelling::of_field(field, layout) {
                return Err(Breach::of(fault));
            }
        }
        self.measure(layout)
    }

    /// An integer, a float, a `bool` or a `char`.
    #[inline]
    const fn number(self, size: usize) -> Result<(usize, usize), Breach> {
        match (size, self.align_of_16) {
            (8, _) => Ok((8, self.align_of_8)),
            (16, Some(align)) => Ok((16, align)),
            (16, None) => Err(Breach::of(Fault::Wide)),
            _ => Ok((size, size)),
        }
    }

    #[inline]
    const fn primitive(self, primitive: Primitive, size: usize) -> Result<(usize, usize), Breach> {
        match primitive {
            Primitive::Usize | Primitive::Isize => Ok(self.word),
            _ => self.number(size),
        }
    }

    /// A pointer with so many bytes here: it may have a length or a table beside the address.
    #[inline]
    const fn pointer(self, size: usize) -> (usize, usize) {
        (size / size_of::<usize>() * self.word.0, self.word.1)
    }

    #[inline]
    const fn opaque(self, layout: &TypeLayout) -> Result<(usize, usize), Breach> {
        match layout.opaque {
            Opaque::Marker => Ok((0, 1)),
            Opaque::Atomic(AtomicWidth::Fixed) => Ok((layout.size, layout.size)),
            // An atomic is aligned to its size, where there are any.
            Opaque::Atomic(_) => Ok((self.word.0, self.word.0)),
            Opaque::Pointer { .. } => Ok(self.pointer(layout.size)),
            // Null is `None`.
            Opaque::Option { has_niche: true } => match layout.held() {
                [held] if is_pointer(held) => self.measure(held),
                _ => Err(Breach::of(Fault::Opaque { is_foreign: true })),
            },
            _ => Err(Breach::of(Fault::Opaque { is_foreign: !layout.name.is_empty() })),
        }
    }

    #[inline]
    const fn compound(self, layout: &TypeLayout) -> Result<(usize, usize), Breach> {
        if matches!(layout.repr.base, BaseRepr::Rust) {
            return Err(Breach::of(Fault::Order));
        }
        if !layout.is_sized() {
            return Err(Breach::of(Fault::Unsized));
        }
        let mut placing = Placing::new(layout.repr);
        let mut fields = layout.fields();
        while let Some(field) = fields.next() {
            if let Kind::Union = layout.kind {
                placing.start = 0;
            }
            placing.place(attempt!(self.field(&field)));
        }
        Ok(placing.finish())
    }

    #[inline]
    const fn enumeration(self, layout: &TypeLayout) -> Result<(usize, usize), Breach> {
        let tag = match (layout.repr.int, self.tag) {
            (Some(int), _) => attempt!(self.int(int)),
            (None, Some(size)) if matches!(layout.repr.base, BaseRepr::C) => {
                attempt!(self.number(size))
            }
            _ => return Err(Breach::of(Fault::Tag)),
        };
        let mut whole = Placing::new(layout.repr);
        whole.place(tag);
        let start = match layout.repr.base {
            BaseRepr::C => round_up(tag.0, attempt!(self.payload_align(layout))),
            _ => tag.0,
        };
        let mut variants = layout.variants();
        while let Some(variant) = variants.next() {
            whole.start = start;
            let mut fields = variant.fields();
            while let Some(field) = fields.next() {
                match self.field(&field) {
                    Ok(extent) => _ = whole.place(extent),
                    Err(breach) => return Err(breach.inside(variant.name, "")),
                }
            }
        }
        Ok(whole.finish())
    }

    #[inline]
    const fn payload_align(self, layout: &TypeLayout) -> Result<usize, Breach> {
        let mut greatest = 1;
        let mut variants = layout.variants();
        while let Some(variant) = variants.next() {
            let mut fields = variant.fields();
            while let Some(field) = fields.next() {
                match self.field(&field) {
                    Ok((_, align)) => greatest = const_max(align, greatest),
                    Err(breach) => return Err(breach.inside(variant.name, "")),
                }
            }
        }
        Ok(greatest)
    }

    #[inline]
    const fn int(self, int: IntRepr) -> Result<(usize, usize), Breach> {
        match int {
            IntRepr::U8 | IntRepr::I8 => self.number(1),
            IntRepr::U16 | IntRepr::I16 => self.number(2),
            IntRepr::U32 | IntRepr::I32 => self.number(4),
            IntRepr::U64 | IntRepr::I64 => self.number(8),
            IntRepr::U128 | IntRepr::I128 => self.number(16),
            IntRepr::Usize | IntRepr::Isize => Ok(self.word),
        }
    }

    /// The offset that the field of that name has there, if it is a field of a struct whose layout is defined.
    #[inline]
    pub(crate) const fn offset_of_named(self, layout: &TypeLayout, name: &str) -> Option<usize> {
        let is_struct = matches!(layout.kind, Kind::Struct | Kind::TupleStruct);
        if !is_struct || layout.repr.is_reorderable() {
            return None;
        }
        let mut places = self.places(layout);
        while let Some((field, place)) = places.next() {
            if const_str_eq(field.name, name) {
                return match place {
                    Ok((offset, _)) => Some(offset),
                    Err(_) => None,
                };
            }
        }
        None
    }

    /// The offset of the field at `index`, and its size and alignment; or what keeps them from being known.
    #[inline]
    pub(super) const fn place_of(self, layout: &TypeLayout, index: usize) -> Place {
        let mut places = self.places(layout);
        let mut at = 0;
        while let Some((_, place)) = places.next() {
            if at == index {
                return place;
            }
            at += 1;
        }
        Err(Breach::of(Fault::Opaque { is_foreign: false }))
    }

    /// The fields of a struct or union in their order, and where they lie there.
    #[inline]
    pub(crate) const fn places(self, layout: &TypeLayout) -> Places {
        Places {
            elsewhere: self,
            fields: layout.fields(),
            placing: Placing::new(layout.repr),
            is_union: matches!(layout.kind, Kind::Union),
            breach: None,
        }
    }
}

/// The offset of a field, and its size and alignment; or what keeps them from being known.
type Place = Result<(usize, (usize, usize)), Breach>;

/// See [`Elsewhere::places`].
pub(crate) struct Places {
    elsewhere: Elsewhere,
    fields: Fields,
    placing: Placing,
    is_union: bool,
    /// What is wrong with a field: where those after it lie is not known either.
    breach: Option<Breach>,
}

impl Places {
    /// `Iterator::next` in a `const`.
    #[inline]
    pub(crate) const fn next(&mut self) -> Option<(FieldLayout, Place)> {
        let Some(field) = self.fields.next() else { return None };
        if self.is_union {
            self.placing.start = 0;
        }
        let place = match self.breach {
            Some(breach) => Err(breach),
            None => match self.elsewhere.field(&field) {
                Ok(extent) => Ok((self.placing.place(extent), extent)),
                Err(breach) => {
                    self.breach = Some(breach);
                    Err(breach)
                }
            },
        };
        Some((field, place))
    }
}

struct Placing {
    repr: Repr,
    start: usize,
    end: usize,
    align: usize,
}

impl Placing {
    #[inline]
    const fn new(repr: Repr) -> Self {
        Self { repr, start: 0, end: 0, align: 1 }
    }

    /// Places something, and returns its offset.
    #[inline]
    const fn place(&mut self, (size, align): (usize, usize)) -> usize {
        let align = super::place::limited(align, self.repr);
        let offset = round_up(self.start, align);
        self.start = offset.saturating_add(size);
        self.end = const_max(self.start, self.end);
        self.align = const_max(align, self.align);
        offset
    }

    #[inline]
    const fn finish(self) -> (usize, usize) {
        let align = match self.repr.align {
            Some(minimum) => const_max(minimum, self.align),
            None => self.align,
        };
        (round_up(self.end, align), align)
    }
}

/// Whether a type is an address, or one with a length or a table.
#[inline]
pub(crate) const fn is_pointer(layout: &TypeLayout) -> bool {
    match layout.kind {
        Kind::Pointer => true,
        Kind::Opaque => {
            matches!(layout.opaque, Opaque::Pointer { .. } | Opaque::Atomic(AtomicWidth::Pointer))
        }
        _ => false,
    }
}

/// The last identifier of a path: the name of a type.
#[inline]
const fn last_word(ty: &str) -> &[u8] {
    let mut word = ty.as_bytes();
    let mut at = word.len();
    while at > 0 {
        at -= 1;
        let byte = word[at];
        if !(byte.is_ascii_alphanumeric() || byte == b'_') {
            word = word.split_at(at + 1).1;
            break;
        }
    }
    word
}
