//! Which types are there for several threads to write to.

use crate::layout::{FieldLayout, FieldList, Kind, Opaque, TypeLayout};

/// Whether a field holds an atomic, a lock or an `UnsafeCell`, as far as its type is described.
pub(in crate::findings) const fn is_shared(field: &FieldLayout) -> bool {
    match field.layout() {
        Some(layout) => has_shared(layout),
        None => false,
    }
}

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
pub(in crate::findings) const fn have_shared(fields: FieldList) -> bool {
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

/// The atomics, the locks of `std::sync`, and `UnsafeCell`, which those of others are made of. The other
/// cells are no types for several threads.
const fn is_primitive_of_sharing(layout: &TypeLayout) -> bool {
    matches!(layout.kind, Kind::Opaque)
        && matches!(layout.opaque, Opaque::Atomic(_) | Opaque::Lock | Opaque::UnsafeCell)
}
