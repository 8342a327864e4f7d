//! Values that are dropped with their box.

macro_rules! box_methods {
    ($make:literal, $life:lifetime) => {
        /// A value that is dropped with the box that owns it.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let text = bump.alloc_box(String::from("freed"));
        /// assert_eq!(*text, "freed");
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_box<T>(&self, value: T) -> BumpBox<$life, T> {
            let Ok(value) = values::boxed::<T, Infallible>(self, || value);
            value
        }

        /// [`alloc_box`](Self::alloc_box), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_box<T>(&self, value: T) -> Result<BumpBox<$life, T>, AllocError> {
            values::boxed::<T, AllocError>(self, || value)
        }

        /// The value of a closure, which is called when there is room, in a box that drops it.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let words = bump.alloc_box_with(|| vec!["a"; 3]);
        /// assert_eq!(words.len(), 3);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        /// If the closure does.
        #[inline(always)]
        pub fn alloc_box_with<T>(&self, make: impl FnOnce() -> T) -> BumpBox<$life, T> {
            let Ok(value) = values::boxed::<T, Infallible>(self, make);
            value
        }

        /// [`alloc_box_with`](Self::alloc_box_with), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it; then the closure is not called.
        #[inline(always)]
        pub fn try_alloc_box_with<T>(
            &self,
            make: impl FnOnce() -> T,
        ) -> Result<BumpBox<$life, T>, AllocError> {
            values::boxed::<T, AllocError>(self, make)
        }

        /// A slice of the values of an iterator, which are dropped with the box that owns them; as
        /// [`alloc_slice_fill_iter`](Self::alloc_slice_fill_iter).
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let texts = bump.alloc_box_slice([1, 2].map(|n| n.to_string()));
        /// assert_eq!(*texts, ["1", "2"]);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        /// If the iterator does; the values so far are dropped.
        #[inline(always)]
        pub fn alloc_box_slice<T, I>(&self, values: I) -> BumpBox<$life, [T]>
        where
            I: IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
        {
            let Ok(value) = values::boxed_slice::<T, Infallible>(self, values.into_iter());
            value
        }

        /// [`alloc_box_slice`](Self::alloc_box_slice), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_box_slice<T, I>(
            &self,
            values: I,
        ) -> Result<BumpBox<$life, [T]>, AllocError>
        where
            I: IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
        {
            values::boxed_slice::<T, AllocError>(self, values.into_iter())
        }
    };
}

pub(in crate::alloc::bump) use box_methods;
