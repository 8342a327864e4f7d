//! What is told of values of an enum whose layout is the compiler's to choose.

use core::slice;

use super::TypeLayout;

/// What is told of a live value: the index of its variant, and the addresses of its fields, if those
/// are not known otherwise. What stands behind those of the variant is to be ignored.
pub(crate) type Visit<'a> = &'a mut dyn FnMut(usize, &[*const ()]);

/// A function that looks at values of an enum, whose type is forgotten.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    /// A `fn(&T) -> (usize, [*const (); MOST])`.
    function: *const (),
    /// [`visit`] of the same `T` and `MOST`.
    visit: unsafe fn(*const (), *const (), Visit<'_>),
}

impl Live {
    /// The function that tells the variant of a value, and the addresses of its fields.
    pub(crate) const fn new<T, const MOST: usize>(
        function: fn(&T) -> (usize, [*const (); MOST]),
    ) -> Self {
        Self { function: function as *const (), visit: visit::<T, MOST> }
    }

    /// Calls `visit` once, with what the function tells of the value.
    ///
    /// # Safety
    ///
    /// `value` is a reference to a value of the function's type.
    #[inline]
    pub(crate) unsafe fn visit(self, value: *const (), visit: Visit<'_>) {
        // SAFETY: `new` has made `self.visit` for the type of `self.function`, which is that of the value.
        unsafe { (self.visit)(self.function, value, visit) }
    }
}

/// # Safety
///
/// `function` is a `fn(&T) -> (usize, [*const (); MOST])`, and `value` is a reference to a `T`.
unsafe fn visit<T, const MOST: usize>(function: *const (), value: *const (), visit: Visit<'_>) {
    // SAFETY: by the caller's contract.
    let (function, value) = unsafe {
        (
            core::mem::transmute::<*const (), fn(&T) -> (usize, [*const (); MOST])>(function),
            &*value.cast::<T>(),
        )
    };
    let (variant, fields) = function(value);
    visit(variant, &fields);
}

impl TypeLayout {
    /// The index of the variant that a value of the enum is, if the enum begins with a tag.
    ///
    /// # Safety
    ///
    /// `value` is valid for reads of a value of a type of this layout.
    #[inline]
    pub(crate) unsafe fn variant_of(&self, value: *const u8) -> Option<usize> {
        let tag = self.variants?.tag?;
        // SAFETY: the tag is at the start of the value, and always initialized.
        let stored = unsafe { slice::from_raw_parts(value, tag.size) };
        self.variants().position(|variant| {
            let bytes = variant.discriminant.bits().to_ne_bytes();
            let skipped = if cfg!(target_endian = "big") { bytes.len() - tag.size } else { 0 };
            bytes[skipped..][..tag.size] == *stored
        })
    }
}
