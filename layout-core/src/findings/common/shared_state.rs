//! Which types are there for several threads to write to.

use crate::layout::{FieldLayout, Fields, TypeLayout};

/// Whether a field holds an atomic, a lock or an `UnsafeCell`, as far as its type is described.
pub(in crate::findings) const fn is_shared(field: &FieldLayout) -> bool {
    match field.layout() {
        Some(layout) => has_shared(layout),
        None => false,
    }
}

const fn has_shared(layout: &TypeLayout) -> bool {
    if is_primitive_of_sharing(layout) {
        return true;
    }
    if let Some(element) = layout.element() {
        return has_shared(element);
    }
    if have_shared(layout.fields()) {
        return true;
    }
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        if have_shared(variant.fields()) {
            return true;
        }
    }
    false
}

const fn have_shared(mut fields: Fields) -> bool {
    while let Some(field) = fields.next() {
        if is_shared(&field) {
            return true;
        }
    }
    false
}

/// The atomics, the locks of `std::sync`, and `UnsafeCell`, which those of others are made of. The other
/// cells are no types for several threads.
const fn is_primitive_of_sharing(layout: &TypeLayout) -> bool {
    match layout.module_path.as_bytes() {
        b"core::sync::atomic" | b"std::sync" => true,
        b"core::cell" => matches!(layout.name.as_bytes(), b"UnsafeCell"),
        _ => false,
    }
}
