//! Values of a type, one at a time, and raw memory.

macro_rules! single_methods {
    ($make:literal, $life:lifetime) => {
        /// A value in the arena.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let number = bump.alloc(1_u64);
        /// *number += 1;
        /// assert_eq!(*number, 2);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc<T>(&self, value: T) -> &$life mut T {
            let Ok(value) = values::with::<T, Infallible>(self, || value);
            value
        }

        /// [`alloc`](Self::alloc), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc<T>(&self, value: T) -> Result<&$life mut T, AllocError> {
            values::with::<T, AllocError>(self, || value)
        }

        /// The value of a closure, which is called when there is room: a large value is made where it is to
        /// lie. The closure may use the arena itself. If it panics, the room stays taken.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let table = bump.alloc_with(|| [0_u8; 1000]);
        /// assert_eq!(table.len(), 1000);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        /// If the closure does.
        #[inline(always)]
        pub fn alloc_with<T>(&self, make: impl FnOnce() -> T) -> &$life mut T {
            let Ok(value) = values::with::<T, Infallible>(self, make);
            value
        }

        /// [`alloc_with`](Self::alloc_with), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it; then the closure is not called.
        #[inline(always)]
        pub fn try_alloc_with<T>(&self, make: impl FnOnce() -> T) -> Result<&$life mut T, AllocError> {
            values::with::<T, AllocError>(self, make)
        }

        /// The value of a closure that may fail. If it does, the room is given back, unless the closure
        /// allocated something.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// assert!(bump.alloc_try_with(|| "1".parse::<u8>()).is_ok());
        /// assert!(bump.alloc_try_with(|| "one".parse::<u8>()).is_err());
        /// ```
        ///
        /// # Errors
        ///
        /// The closure's.
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        /// If the closure does.
        #[inline(always)]
        pub fn alloc_try_with<T, E>(
            &self,
            make: impl FnOnce() -> Result<T, E>,
        ) -> Result<&$life mut T, E> {
            let Ok(value) =
                values::try_with::<T, E, Infallible>(self, make);
            value
        }

        /// [`alloc_try_with`](Self::alloc_try_with), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it; then the closure is not called. If the closure fails.
        #[inline(always)]
        pub fn try_alloc_try_with<T, E>(
            &self,
            make: impl FnOnce() -> Result<T, E>,
        ) -> Result<&$life mut T, InitError<E>> {
            match values::try_with(self, make) {
                Ok(value) => value.map_err(InitError::Init),
                Err(error) => Err(InitError::Alloc(error)),
            }
        }

        /// Room for a value, to be initialised.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let number: &mut u32 = bump.alloc_uninit().write(7);
        /// assert_eq!(*number, 7);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_uninit<T>(&self) -> &$life mut MaybeUninit<T> {
            let Ok(value) = values::uninit::<T, Infallible>(self);
            value
        }

        /// [`alloc_uninit`](Self::alloc_uninit), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_uninit<T>(&self) -> Result<&$life mut MaybeUninit<T>, AllocError> {
            values::uninit::<T, AllocError>(self)
        }

        /// Room of any layout. It stays as long as the arena is not reset or dropped; for a size of 0 the
        /// pointer is aligned, and nothing else.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let layout = core::alloc::Layout::from_size_align(100, 64).unwrap();
        /// assert_eq!(bump.alloc_layout(layout).addr().get() % 64, 0);
        /// ```
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn alloc_layout(&self, layout: core::alloc::Layout) -> core::ptr::NonNull<u8> {
            let Ok(value) = values::layout::<Infallible>(self, layout);
            value
        }

        /// [`alloc_layout`](Self::alloc_layout), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it.
        #[inline(always)]
        pub fn try_alloc_layout(&self, layout: core::alloc::Layout) -> Result<core::ptr::NonNull<u8>, AllocError> {
            values::layout::<AllocError>(self, layout)
        }
    };
}

pub(in crate::alloc::bump) use single_methods;
