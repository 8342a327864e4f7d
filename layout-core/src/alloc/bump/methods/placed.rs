//! Values at places that their type does not ask for: aligned further, or kept on their lines.

macro_rules! placed_methods {
    ($make:literal, $life:lifetime) => {
        /// A value at an address that is a multiple of `ALIGN`, a power of two, and of its own alignment.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let bytes = bump.alloc_aligned::<32, _>([0_u8; 5]);
        /// assert_eq!(bytes.as_ptr().addr() % 32, 0);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_aligned<const ALIGN: usize, T>(&self, value: T) -> &$life mut T {
            let Ok(value) = values::aligned::<ALIGN, T, Infallible>(self, value);
            value
        }

        /// [`alloc_aligned`](Self::alloc_aligned), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_aligned<const ALIGN: usize, T>(&self, value: T) -> Result<&$life mut T, AllocError> {
            values::aligned::<ALIGN, T, AllocError>(self, value)
        }

        /// A value that starts a cache line of [`CACHE_LINE`]($crate::CACHE_LINE) bytes. What is allocated next may
        /// share its last line.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let counter = bump.alloc_cache_aligned(0_u32);
        /// assert_eq!(core::ptr::from_mut(counter).addr() % layout_core::CACHE_LINE, 0);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_cache_aligned<T>(&self, value: T) -> &$life mut T {
            let Ok(value) = values::aligned::<{ $crate::CACHE_LINE }, T, Infallible>(self, value);
            value
        }

        /// [`alloc_cache_aligned`](Self::alloc_cache_aligned), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_cache_aligned<T>(&self, value: T) -> Result<&$life mut T, AllocError> {
            values::aligned::<{ $crate::CACHE_LINE }, T, AllocError>(self, value)
        }

        /// A value on as few cache lines of [`CACHE_LINE`]($crate::CACHE_LINE) bytes as its size allows: one that is not
        /// larger than a line never straddles two. Small values share lines.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// for _ in 0..10 {
        ///     let start = bump.alloc_line_packed([0_u8; 24]).as_ptr().addr();
        ///     assert_eq!(start / layout_core::CACHE_LINE, (start + 23) / layout_core::CACHE_LINE);
        /// }
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_line_packed<T>(&self, value: T) -> &$life mut T {
            let Ok(value) = values::in_line::<T, Infallible>(self, value, $crate::CACHE_LINE);
            value
        }

        /// [`alloc_line_packed`](Self::alloc_line_packed), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_line_packed<T>(&self, value: T) -> Result<&$life mut T, AllocError> {
            values::in_line::<T, AllocError>(self, value, $crate::CACHE_LINE)
        }
    };
}

pub(in crate::alloc::bump) use placed_methods;
