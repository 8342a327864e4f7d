//! Which types are there for several threads to write to.

use crate::layout::{AtomicWidth, FieldLayout, FieldList, Kind, Opaque, TypeLayout};

/// Whether a field holds an atomic or a lock, as far as its type is described.
#[inline]
pub(in crate::findings) const fn is_shared(field: &FieldLayout) -> bool {
    match field.layout() {
        Some(layout) => has_shared(layout),
        None => false,
    }
}

#[inline]
const fn has_shared(layout: &TypeLayout) -> bool {
    if let Kind::Primitive(_) | Kind::Pointer = layout.kind {
        return false;
    }
    if is_primitive_of_sharing(layout) {
        return true;
    }
    if let Some(element) = layout.element() {
        return has_shared(element);
    }
    if have_shared(layout.fields) {
        return true;
    }
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        if have_shared(variant.fields) {
            return true;
        }
    }
    false
}

/// Whether one of the fields is shared. Their names are not looked at, which take long to read.
#[inline]
const fn have_shared(fields: FieldList) -> bool {
    let mut types = fields.types;
    while let [first, others @ ..] = types {
        match first.layout() {
            Some(layout) if has_shared(layout) => return true,
            _ => {}
        }
        types = others;
    }
    false
}

/// The atomics and the locks of `std::sync`. Cells are no types for several threads.
#[inline]
const fn is_primitive_of_sharing(layout: &TypeLayout) -> bool {
    matches!(layout.kind, Kind::Opaque)
        && matches!(layout.opaque, Opaque::Atomic(_) | Opaque::Lock | Opaque::Barrier)
}

/// A set of kinds of types that threads write to: locks, and atomics of each width.
///
/// Two of one kind in a struct are a reason to believe that different threads write them, as with counters. An
/// atomic beside a lock, or beside a pointer to what it counts, is rather written together with that.
#[derive(Clone, Copy)]
pub(in crate::findings) struct WrittenKinds(u16);

impl WrittenKinds {
    const NONE: Self = Self(0);
    const LOCK: Self = Self(1);
    const POINTER: Self = Self(1 << 1);
    const WORD: Self = Self(1 << 2);
    /// Of one byte; others follow.
    const FIXED: Self = Self(1 << 3);

    /// What a type is, if it is a lock or an atomic alone, perhaps in a struct of its own.
    #[inline]
    pub(in crate::findings) const fn of(mut layout: &TypeLayout) -> Self {
        loop {
            layout = match (layout.kind, layout.element(), layout.fields.types) {
                (Kind::Opaque, Some(element), _) => element,
                (Kind::Struct | Kind::TupleStruct, _, [field]) => match field.layout() {
                    Some(layout) => layout,
                    None => return Self::NONE,
                },
                _ => break,
            }
        }
        match (layout.kind, layout.opaque) {
            (Kind::Opaque, Opaque::Lock) => Self::LOCK,
            (Kind::Opaque, Opaque::Atomic(AtomicWidth::Pointer)) => Self::POINTER,
            (Kind::Opaque, Opaque::Atomic(AtomicWidth::Word { .. })) => Self::WORD,
            (Kind::Opaque, Opaque::Atomic(AtomicWidth::Fixed)) if layout.size > 0 => {
                Self(Self::FIXED.0 << layout.size.ilog2())
            }
            _ => Self::NONE,
        }
    }

    /// Those that stand several times in a struct, or in a variant.
    #[inline]
    pub(in crate::findings) const fn repeated(layout: &TypeLayout) -> Self {
        let mut repeated = Self::among(layout.fields).0;
        let mut variants = layout.variants();
        while let Some(variant) = variants.next() {
            repeated |= Self::among(variant.fields).0;
        }
        Self(repeated)
    }

    /// Names are not looked at, which take long to read.
    #[inline]
    const fn among(fields: FieldList) -> Self {
        let (mut once, mut twice) = (0, 0);
        let mut types = fields.types;
        while let [first, others @ ..] = types {
            if let Some(layout) = first.layout() {
                let kind = Self::of(layout).0;
                twice |= once & kind;
                once |= kind;
            }
            types = others;
        }
        Self(twice)
    }

    #[inline]
    pub(in crate::findings) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a field is of one of these kinds.
    #[inline]
    pub(in crate::findings) const fn has(self, field: &FieldLayout) -> bool {
        match field.layout() {
            Some(layout) => self.0 & Self::of(layout).0 != 0,
            None => false,
        }
    }
}
