//! What all the wrappers do, written once.

/// Implements for a wrapper with a field `value`, a function `new` and a constant `MIN_ALIGN` what its
/// value can do by itself, and `Layout`.
macro_rules! impl_wrapper {
    ($Wrapper:ident<T $(, const $N:ident: usize where $Bound:ty: $Trait:path)?>, $name:literal) => {
        impl<T: ?Sized $(, const $N: usize)?> core::ops::Deref for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            type Target = T;

            #[inline]
            fn deref(&self) -> &T {
                &self.value
            }
        }

        impl<T: ?Sized $(, const $N: usize)?> core::ops::DerefMut for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn deref_mut(&mut self) -> &mut T {
                &mut self.value
            }
        }

        impl<T: ?Sized $(, const $N: usize)?> AsRef<T> for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn as_ref(&self) -> &T {
                self
            }
        }

        impl<T: ?Sized $(, const $N: usize)?> AsMut<T> for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn as_mut(&mut self) -> &mut T {
                self
            }
        }

        impl<T: ?Sized $(, const $N: usize)?> core::borrow::Borrow<T> for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn borrow(&self) -> &T {
                self
            }
        }

        impl<T: ?Sized $(, const $N: usize)?> core::borrow::BorrowMut<T> for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn borrow_mut(&mut self) -> &mut T {
                self
            }
        }

        impl<T $(, const $N: usize)?> From<T> for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn from(value: T) -> Self {
                Self::new(value)
            }
        }

        impl<T: Default $(, const $N: usize)?> Default for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn default() -> Self {
                Self::new(T::default())
            }
        }

        #[allow(
            clippy::expl_impl_clone_on_copy,
            reason = "`Copy` of a wrapper needs `T: Copy`; a derive would ask it of the marker too"
        )]
        impl<T: Clone $(, const $N: usize)?> Clone for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn clone(&self) -> Self {
                Self::new(T::clone(self))
            }

            #[inline]
            fn clone_from(&mut self, source: &Self) {
                T::clone_from(self, source);
            }
        }

        impl<T: Copy $(, const $N: usize)?> Copy for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)? {}

        impl<T: ?Sized + PartialEq $(, const $N: usize)?> PartialEq for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                T::eq(self, other)
            }
        }

        impl<T: ?Sized + Eq $(, const $N: usize)?> Eq for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)? {}

        impl<T: ?Sized + PartialOrd $(, const $N: usize)?> PartialOrd for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                T::partial_cmp(self, other)
            }
        }

        impl<T: ?Sized + Ord $(, const $N: usize)?> Ord for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                T::cmp(self, other)
            }
        }

        impl<T: ?Sized + core::hash::Hash $(, const $N: usize)?> core::hash::Hash
            for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                T::hash(self, state);
            }
        }

        impl<T: ?Sized + core::fmt::Debug $(, const $N: usize)?> core::fmt::Debug
            for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_tuple($name).field(&&**self).finish()
            }
        }

        impl<T: ?Sized + core::fmt::Display $(, const $N: usize)?> core::fmt::Display
            for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                T::fmt(self, f)
            }
        }

        /// Serializes like the value.
        #[cfg(feature = "serde")]
        impl<T: ?Sized + serde::Serialize $(, const $N: usize)?> serde::Serialize
            for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                T::serialize(self, serializer)
            }
        }

        /// Deserializes like the value.
        #[cfg(feature = "serde")]
        impl<'de, T: serde::Deserialize<'de> $(, const $N: usize)?> serde::Deserialize<'de>
            for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                T::deserialize(deserializer).map(Self::new)
            }
        }

        // SAFETY: size and alignment are the compiler's. In `repr(C)` a value that follows nothing
        // but what has no size lies at offset 0 if that is a multiple of its alignment, which 0 is;
        // `repr(transparent)` is the same as its field.
        unsafe impl<T: crate::Layout $(, const $N: usize)?> crate::Layout for $Wrapper<T $(, $N)?>
        $(where $Bound: $Trait)?
        {
            const LAYOUT: crate::layout::TypeLayout = crate::layout::TypeLayout {
                kind: crate::layout::Kind::Struct,
                repr: crate::layout::Repr::C.aligned(Self::MIN_ALIGN),
                fields: crate::layout::FieldList::new(
                    "\x08value: T",
                    &[crate::layout::FieldType::of::<T>(Some(&T::LAYOUT))],
                    &[0],
                ),
                ..crate::layout::TypeLayout::opaque::<Self>($name, "layout_core::cache")
            };
        }
    };
}

pub(super) use impl_wrapper;

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::super::{Aligned, CacheAligned, PageAligned};

    #[test]
    fn wrappers_are_written_and_read_as_their_values() {
        let value = CacheAligned::new(Aligned::<_, 64>::new(PageAligned::new([1, 2])));
        let text = serde_json::to_string(&value).expect("it is written");
        assert_eq!(text, "[1,2]");
        let read: CacheAligned<Aligned<PageAligned<[u8; 2]>, 64>> =
            serde_json::from_str(&text).expect("it is read");
        assert_eq!(read, value);
    }
}
