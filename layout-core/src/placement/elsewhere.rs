//! The layout that a type would have on another target, where that is defined.

use crate::const_fns::{const_max, const_str_eq};
use crate::layout::{
    AtomicWidth, BaseRepr, FieldLayout, Fields, IntRepr, Kind, Opaque, Primitive, Repr, TypeLayout,
};

use super::place::round_up;
use super::portability::c_type;

/// A target by what differs from others in it.
#[derive(Clone, Copy)]
pub(crate) struct Elsewhere {
    pub(crate) name: &'static str,
    /// The size and the alignment of a pointer and of `c_long`.
    word: (usize, usize),
    /// The alignment of integers and floats of 8 bytes.
    align_of_8: usize,
    /// The alignment of integers of 16 bytes.
    align_of_16: usize,
}

/// `i686-unknown-linux-gnu`: the alignments are those of its [data layout][source].
///
/// [source]: https://doc.rust-lang.org/nightly/nightly-rustc/src/rustc_target/spec/targets/i686_unknown_linux_gnu.rs.html
const X86: Elsewhere =
    Elsewhere { name: "32-bit x86", word: (4, 4), align_of_8: 4, align_of_16: 16 };

/// `x86_64-unknown-linux-gnu`.
const X86_64: Elsewhere =
    Elsewhere { name: "64-bit x86", word: (8, 8), align_of_8: 8, align_of_16: 16 };

impl Elsewhere {
    /// The one that differs most from the target of this program.
    pub(crate) const OTHER: Self = if size_of::<usize>() == 8 { X86 } else { X86_64 };

    /// A target that has integers of this one's pointer size in place of `usize` and `c_long`, and the
    /// alignments that differ most from those here (see [`portability`](super::portability)).
    pub(crate) const FIXED: Self = if size_of::<usize>() == 8 {
        Self { word: (8, 4), align_of_16: 4, ..X86 }
    } else {
        Self { word: (4, 4), ..X86_64 }
    };

    /// Whether all fields of a struct lie where they do here, and its size is the same.
    #[inline]
    pub(crate) const fn is_as_here(self, layout: &TypeLayout) -> bool {
        let mut fields = layout.fields();
        let mut index = 0;
        while let Some(field) = fields.next() {
            match (field.offset, self.offset(layout, index)) {
                (Some(here), Some(there)) if here == there => {}
                _ => return false,
            }
            index += 1;
        }
        match self.extent(layout) {
            Some((size, _)) => size == layout.size,
            None => false,
        }
    }

    /// The size and the alignment of a type; `None` where they are not defined, or not known.
    #[inline]
    pub(crate) const fn extent(self, layout: &TypeLayout) -> Option<(usize, usize)> {
        match (layout.kind, layout.element()) {
            (Kind::Primitive(primitive), _) => Some(self.primitive(primitive, layout.size)),
            (Kind::Pointer, _) => Some(self.pointer(layout.size)),
            (Kind::Array { len }, Some(element)) => match self.extent(element) {
                Some((size, align)) => Some((size.saturating_mul(len), align)),
                None => None,
            },
            (Kind::Opaque, Some(element)) => self.extent(element),
            (Kind::Opaque, None) => self.opaque(layout),
            (Kind::Struct | Kind::TupleStruct | Kind::UnitStruct | Kind::Union, _) => {
                self.compound(layout)
            }
            (Kind::Enum, _) => self.enumeration(layout),
            _ => None,
        }
    }

    /// The size and the alignment of a field.
    #[inline]
    const fn field(self, field: &FieldLayout) -> Option<(usize, usize)> {
        if let Some(of_c) = c_type(last_word(field.ty)) {
            return if of_c.is_word { Some(self.word) } else { None };
        }
        match field.layout() {
            Some(layout) => self.extent(layout),
            None => None,
        }
    }

    #[inline]
    const fn primitive(self, primitive: Primitive, size: usize) -> (usize, usize) {
        match primitive {
            Primitive::Usize | Primitive::Isize => self.word,
            Primitive::U64 | Primitive::I64 | Primitive::F64 => (8, self.align_of_8),
            Primitive::U128 | Primitive::I128 => (16, self.align_of_16),
            _ => (size, size),
        }
    }

    /// A pointer with so many bytes here: it may have a length or a table beside the address.
    #[inline]
    const fn pointer(self, size: usize) -> (usize, usize) {
        (size / size_of::<usize>() * self.word.0, self.word.1)
    }

    #[inline]
    const fn opaque(self, layout: &TypeLayout) -> Option<(usize, usize)> {
        match layout.opaque {
            Opaque::Marker => Some((0, 1)),
            Opaque::Atomic(AtomicWidth::Fixed) => Some((layout.size, layout.size)),
            Opaque::Atomic(_) => Some(self.word),
            Opaque::Pointer { .. } => Some(self.pointer(layout.size)),
            // Null is `None`.
            Opaque::Option { has_niche: true } => match layout.held() {
                [held] if is_pointer(held) => self.extent(held),
                _ => None,
            },
            _ => None,
        }
    }

    #[inline]
    const fn compound(self, layout: &TypeLayout) -> Option<(usize, usize)> {
        if matches!(layout.repr.base, BaseRepr::Rust) || !layout.is_sized() {
            return None;
        }
        let mut placing = Placing::new(layout.repr);
        let mut fields = layout.fields();
        while let Some(field) = fields.next() {
            if let Kind::Union = layout.kind {
                placing.start = 0;
            }
            if self.place(&mut placing, &field).is_none() {
                return None;
            }
        }
        Some(placing.finish())
    }

    #[inline]
    const fn enumeration(self, layout: &TypeLayout) -> Option<(usize, usize)> {
        let tag = match layout.repr.int {
            Some(int) => self.int(int),
            None if matches!(layout.repr.base, BaseRepr::C) => (4, 4),
            None => return None,
        };
        let mut whole = Placing::new(layout.repr);
        whole.place(tag);
        let is_c = matches!(layout.repr.base, BaseRepr::C);
        let start = if is_c {
            let Some(align) = self.payload_align(layout) else { return None };
            round_up(tag.0, align)
        } else {
            tag.0
        };
        let mut variants = layout.variants();
        while let Some(variant) = variants.next() {
            whole.start = start;
            let mut fields = variant.fields();
            while let Some(field) = fields.next() {
                if self.place(&mut whole, &field).is_none() {
                    return None;
                }
            }
        }
        Some(whole.finish())
    }

    #[inline]
    const fn payload_align(self, layout: &TypeLayout) -> Option<usize> {
        let mut greatest = 1;
        let mut variants = layout.variants();
        while let Some(variant) = variants.next() {
            let mut fields = variant.fields();
            while let Some(field) = fields.next() {
                match self.field(&field) {
                    Some((_, align)) => greatest = const_max(align, greatest),
                    None => return None,
                }
            }
        }
        Some(greatest)
    }

    #[inline]
    const fn int(self, int: IntRepr) -> (usize, usize) {
        match int {
            IntRepr::U8 | IntRepr::I8 => (1, 1),
            IntRepr::U16 | IntRepr::I16 => (2, 2),
            IntRepr::U32 | IntRepr::I32 => (4, 4),
            IntRepr::U64 | IntRepr::I64 => (8, self.align_of_8),
            IntRepr::U128 | IntRepr::I128 => (16, self.align_of_16),
            IntRepr::Usize | IntRepr::Isize => self.word,
        }
    }

    #[inline]
    const fn place(self, placing: &mut Placing, field: &FieldLayout) -> Option<usize> {
        match self.field(field) {
            Some(extent) => Some(placing.place(extent)),
            None => None,
        }
    }

    /// The offset that the field of that name has there, if it is a field of a struct whose layout is defined.
    #[inline]
    pub(crate) const fn offset_of_named(self, layout: &TypeLayout, name: &str) -> Option<usize> {
        let is_struct = matches!(layout.kind, Kind::Struct | Kind::TupleStruct);
        if !is_struct || layout.repr.is_reorderable() {
            return None;
        }
        let mut fields = layout.fields();
        let mut index = 0;
        while let Some(field) = fields.next() {
            if const_str_eq(field.name, name) {
                return self.offset(layout, index);
            }
            index += 1;
        }
        None
    }

    /// The offset that the field at `index` has there, of a struct whose fields are in order.
    #[inline]
    pub(crate) const fn offset(self, layout: &TypeLayout, index: usize) -> Option<usize> {
        let mut placing = Placing::new(layout.repr);
        let mut fields: Fields = layout.fields();
        let mut offset = None;
        let mut at = 0;
        while at <= index {
            let Some(field) = fields.next() else { return None };
            offset = match self.place(&mut placing, &field) {
                Some(offset) => Some(offset),
                None => return None,
            };
            at += 1;
        }
        offset
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
