//! What the compiler tells of a field's type.

use super::inhabited::is_uninhabited;
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

    /// The tail of a type that is not sized, of which so much is known.
    pub(crate) const fn tail<T: ?Sized>(layout: &'static TypeLayout) -> Self {
        Self {
            size: layout.size,
            align: layout.align,
            is_uninhabited: false,
            type_name: core::any::type_name::<T>,
            layout,
        }
    }

    /// A tail of a type of which no more is known.
    pub(crate) const fn unknown_tail<T: ?Sized>(size: usize, align: usize) -> Self {
        Self {
            size,
            align,
            is_uninhabited: false,
            type_name: core::any::type_name::<T>,
            layout: core::ptr::null(),
        }
    }
}
