//! Slices and texts.

macro_rules! slice_methods {
    ($make:literal, $life:lifetime) => {
        /// A copy of a slice.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_slice_copy(&[1, 2, 3]), [1, 2, 3]);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_slice_copy<T: Copy>(&self, values: &[T]) -> &$life mut [T] {
            let Ok(value) = values::slice_copy::<T, Infallible>(self, values);
            value
        }

        /// [`alloc_slice_copy`](Self::alloc_slice_copy), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_slice_copy<T: Copy>(&self, values: &[T]) -> Result<&$life mut [T], AllocError> {
            values::slice_copy::<T, AllocError>(self, values)
        }

        /// A slice of clones. If cloning panics, the clones made so far are dropped.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let texts = [String::from("a"), String::from("b")];
        /// assert_eq!(bump.alloc_slice_clone(&texts), texts);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        /// If cloning does.
        #[inline(always)]
        pub fn alloc_slice_clone<T: Clone>(&self, values: &[T]) -> &$life mut [T] {
            let Ok(value) = values::slice_clone::<T, Infallible>(self, values);
            value
        }

        /// [`alloc_slice_clone`](Self::alloc_slice_clone), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_slice_clone<T: Clone>(&self, values: &[T]) -> Result<&$life mut [T], AllocError> {
            values::slice_clone::<T, AllocError>(self, values)
        }

        /// A slice of `len` values, each made of its index. If making one panics, those made so far are
        /// dropped.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_slice_fill_with(4, |n| n * n), [0, 1, 4, 9]);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        /// If the closure does.
        #[inline(always)]
        pub fn alloc_slice_fill_with<T>(&self, len: usize, make: impl FnMut(usize) -> T) -> &$life mut [T] {
            let Ok(value) = values::slice_with::<T, Infallible>(self, len, make);
            value
        }

        /// [`alloc_slice_fill_with`](Self::alloc_slice_fill_with), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_slice_fill_with<T>(&self, len: usize, make: impl FnMut(usize) -> T) -> Result<&$life mut [T], AllocError> {
            values::slice_with::<T, AllocError>(self, len, make)
        }

        /// A slice of the values of an iterator, at most as many as it says that there are. If it has fewer, the
        /// slice is shorter.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_slice_fill_iter([3, 5].map(|n| n + 1)), [4, 6]);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        /// If the iterator does; the values so far are dropped.
        #[inline(always)]
        pub fn alloc_slice_fill_iter<T, I>(&self, values: I) -> &$life mut [T] where I: IntoIterator<Item = T, IntoIter: ExactSizeIterator> {
            let Ok(value) = values::slice_iter::<T, Infallible>(self, values.into_iter());
            value
        }

        /// [`alloc_slice_fill_iter`](Self::alloc_slice_fill_iter), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_slice_fill_iter<T, I>(&self, values: I) -> Result<&$life mut [T], AllocError> where I: IntoIterator<Item = T, IntoIter: ExactSizeIterator> {
            values::slice_iter::<T, AllocError>(self, values.into_iter())
        }

        /// Room for `len` values, to be initialised.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_slice_uninit::<u64>(3).len(), 3);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_slice_uninit<T>(&self, len: usize) -> &$life mut [MaybeUninit<T>] {
            let Ok(value) = values::slice_uninit::<T, Infallible>(self, len);
            value
        }

        /// [`alloc_slice_uninit`](Self::alloc_slice_uninit), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_slice_uninit<T>(&self, len: usize) -> Result<&$life mut [MaybeUninit<T>], AllocError> {
            values::slice_uninit::<T, AllocError>(self, len)
        }

        /// A copy of a text.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let text = bump.alloc_str("bump");
        /// text.make_ascii_uppercase();
        /// assert_eq!(text, "BUMP");
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_str(&self, text: &str) -> &$life mut str {
            let Ok(value) = values::str::<Infallible>(self, text);
            value
        }

        /// [`alloc_str`](Self::alloc_str), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_str(&self, text: &str) -> Result<&$life mut str, AllocError> {
            values::str::<AllocError>(self, text)
        }

        /// A copy of a C string.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert_eq!(bump.alloc_cstr(c"bump"), c"bump");
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_cstr(&self, text: &core::ffi::CStr) -> &$life core::ffi::CStr {
            let Ok(value) = values::cstr::<Infallible>(self, text);
            value
        }

        /// [`alloc_cstr`](Self::alloc_cstr), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_cstr(&self, text: &core::ffi::CStr) -> Result<&$life core::ffi::CStr, AllocError> {
            values::cstr::<AllocError>(self, text)
        }
    };
}

pub(in crate::alloc::bump) use slice_methods;
