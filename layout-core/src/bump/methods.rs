//! The methods that all arenas have.

/// The methods that allocate, of an arena which is an [`Arena`](super::values::Arena) by reference.
///
/// `$make` makes one called `bump`, in the examples; `$life` is how long allocations live. Who uses this
/// imports what it names.
macro_rules! allocation_methods {
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
        #[track_caller]
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
        /// lie. The closure may use the arena itself. If it panics, the room is given back, unless the closure
        /// allocated something.
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
        #[track_caller]
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
        #[track_caller]
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

        /// Room for a value, to be initialized.
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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

        /// A slice of `len` values, the `n`th made by `make(n)`, which may fail. If it does, the values made so far
        /// are dropped, and the room is given back, unless the closure allocated something.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let texts = ["1", "2", "x"];
        /// let two = bump.alloc_slice_try_fill_with(2, |n| texts[n].parse::<u8>());
        /// assert_eq!(two.unwrap(), [1, 2]);
        /// assert!(bump.alloc_slice_try_fill_with(3, |n| texts[n].parse::<u8>()).is_err());
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
        #[track_caller]
        pub fn alloc_slice_try_fill_with<T, E>(
            &self,
            len: usize,
            make: impl FnMut(usize) -> Result<T, E>,
        ) -> Result<&$life mut [T], E> {
            let Ok(value) = values::slice_try_with::<T, E, Infallible>(self, len, make);
            value
        }

        /// [`alloc_slice_try_fill_with`](Self::alloc_slice_try_fill_with), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it; then the closure is not called. If the closure fails.
        #[inline(always)]
        pub fn try_alloc_slice_try_fill_with<T, E>(
            &self,
            len: usize,
            make: impl FnMut(usize) -> Result<T, E>,
        ) -> Result<&$life mut [T], InitError<E>> {
            match values::slice_try_with(self, len, make) {
                Ok(value) => value.map_err(InitError::Init),
                Err(error) => Err(InitError::Alloc(error)),
            }
        }

        /// A slice of the values of an iterator, up to the first error.
        /// [`alloc_slice_try_fill_with`](Self::alloc_slice_try_fill_with) says what becomes of the others.
        ///
        /// ```
        /// # use layout_core::alloc::*;
        #[doc = $make]
        /// let numbers = ["1", "2"].map(|text| text.parse::<u8>());
        /// assert_eq!(bump.alloc_slice_try_fill_iter(numbers).unwrap(), [1, 2]);
        /// ```
        ///
        /// # Errors
        ///
        /// The iterator's.
        ///
        /// # Panics
        ///
        /// If there is no memory for it.
        /// If the iterator does.
        #[inline(always)]
        #[track_caller]
        pub fn alloc_slice_try_fill_iter<T, E, I>(&self, values: I) -> Result<&$life mut [T], E>
        where
            I: IntoIterator<Item = Result<T, E>, IntoIter: ExactSizeIterator>,
        {
            let Ok(value) = values::slice_try_iter::<T, E, Infallible>(self, values.into_iter());
            value
        }

        /// [`alloc_slice_try_fill_iter`](Self::alloc_slice_try_fill_iter), if there is memory.
        ///
        /// # Errors
        ///
        /// If there is no memory for it. If the iterator yields an error.
        #[inline(always)]
        pub fn try_alloc_slice_try_fill_iter<T, E, I>(
            &self,
            values: I,
        ) -> Result<&$life mut [T], InitError<E>>
        where
            I: IntoIterator<Item = Result<T, E>, IntoIter: ExactSizeIterator>,
        {
            match values::slice_try_iter(self, values.into_iter()) {
                Ok(value) => value.map_err(InitError::Init),
                Err(error) => Err(InitError::Alloc(error)),
            }
        }

        /// Room for `len` values, to be initialized.
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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
        #[track_caller]
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

pub(super) use allocation_methods;
