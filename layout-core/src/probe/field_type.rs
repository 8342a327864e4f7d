//! What the compiler tells of a field's type.

use super::inhabited::is_uninhabited;
use super::tail::size_align;
use crate::layout::{FieldType, TypeLayout};

impl FieldType {
    pub(crate) const fn of<T>(layout: Option<&'static TypeLayout>) -> Self {
        Self {
            size: size_of::<T>(),
            align: align_of::<T>(),
            is_uninhabited: is_uninhabited::<T>(),
            type_name: core::any::type_name::<T>,
            layout: match layout {
                Some(layout) => layout,
                None => core::ptr::null(),
            },
        }
    }

    /// The last field of a struct, whose type is described, and need not be sized. Of structs nobody asks
    /// whether they have values.
    pub(crate) const fn tail<T: ?Sized>(layout: &'static TypeLayout) -> Self {
        Self {
            size: layout.size,
            align: layout.align,
            is_uninhabited: false,
            type_name: core::any::type_name::<T>,
            layout,
        }
    }

    /// The last field of a struct, whose type is not described, and need not be sized.
    pub(crate) const fn undescribed_tail<T: ?Sized>() -> Self {
        let (size, align) = match size_align::<T>() {
            Some(size_align) => size_align,
            None => (0, 1),
        };
        Self {
            size,
            align,
            is_uninhabited: false,
            type_name: core::any::type_name::<T>,
            layout: core::ptr::null(),
        }
    }

    /// A type of which a test needs no more than its size and alignment.
    #[cfg(test)]
    pub(crate) const fn of_size_align(size: usize, align: usize) -> Self {
        Self {
            size,
            align,
            is_uninhabited: false,
            type_name: core::any::type_name::<()>,
            layout: core::ptr::null(),
        }
    }
}
