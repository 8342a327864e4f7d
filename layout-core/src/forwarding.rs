//! What the guards of arenas, pools and pages have in common: each can be used as its value.

/// Implements the traits of a smart pointer for a guard that derefs to its parameter `T`.
///
/// The first brackets hold the guard's parameters after `T`. `?Sized` before them says that `T` need not be sized.
macro_rules! impl_forwarding {
    ($(? $sized:ident)? [$($parameters:tt)*] $guard:ty) => {
        impl<T $(: ?$sized)?, $($parameters)*> AsRef<T> for $guard {
            #[inline(always)]
            fn as_ref(&self) -> &T {
                self
            }
        }

        impl<T $(: ?$sized)?, $($parameters)*> AsMut<T> for $guard {
            #[inline(always)]
            fn as_mut(&mut self) -> &mut T {
                self
            }
        }

        impl<T $(: ?$sized)?, $($parameters)*> core::borrow::Borrow<T> for $guard {
            #[inline(always)]
            fn borrow(&self) -> &T {
                self
            }
        }

        impl<T $(: ?$sized)?, $($parameters)*> core::borrow::BorrowMut<T> for $guard {
            #[inline(always)]
            fn borrow_mut(&mut self) -> &mut T {
                self
            }
        }

        impl<T: $(?$sized +)? core::fmt::Debug, $($parameters)*> core::fmt::Debug for $guard {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: $(?$sized +)? core::fmt::Display, $($parameters)*> core::fmt::Display for $guard {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T $(: ?$sized)?, $($parameters)*> core::fmt::Pointer for $guard {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Pointer::fmt(&core::ptr::from_ref::<T>(&**self), f)
            }
        }

        impl<T: $(?$sized +)? PartialEq, $($parameters)*> PartialEq for $guard {
            fn eq(&self, other: &Self) -> bool {
                **self == **other
            }
        }

        impl<T: $(?$sized +)? Eq, $($parameters)*> Eq for $guard {}

        impl<T: $(?$sized +)? PartialOrd, $($parameters)*> PartialOrd for $guard {
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                (**self).partial_cmp(&**other)
            }
        }

        impl<T: $(?$sized +)? Ord, $($parameters)*> Ord for $guard {
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                (**self).cmp(&**other)
            }
        }

        impl<T: $(?$sized +)? core::hash::Hash, $($parameters)*> core::hash::Hash for $guard {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        #[cfg(feature = "serde")]
        impl<T: $(?$sized +)? serde::Serialize, $($parameters)*> serde::Serialize for $guard {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                (**self).serialize(serializer)
            }
        }
    };
}
pub(crate) use impl_forwarding;

#[cfg(all(test, feature = "serde", feature = "std", feature = "bump", feature = "pool"))]
mod tests {
    use std::format;
    use std::string::String;
    use std::sync::Arc;
    use std::vec;

    use crate::alloc::{Bump, BumpString, BumpVec, Pool, SyncObjectPool, SyncPool};

    /// A guard is written as what it owns, also inside of what derives.
    #[test]
    fn guards_serialize_as_their_values() {
        let (pool, shared) = (Pool::new(), Arc::new(SyncPool::new()));
        let objects = SyncObjectPool::new(String::new, String::clear);
        let mut text = objects.acquire();
        text.push_str("text");
        let all = (pool.insert(vec![1, 2]), shared.insert_owned(Some(7)), text);
        let json = serde_json::to_string(&all);
        assert_eq!(format!("{json:?}"), r#"Ok("[[1,2],7,\"text\"]")"#);
    }

    /// As do the boxes, vectors and texts of arenas, of values without a size too.
    #[test]
    fn what_lives_in_arenas_serializes_as_its_values() {
        let bump = Bump::new();
        let unsized_values: crate::alloc::BumpBox<'_, [u8]> = bump.alloc_box([1, 2]).into();
        let vec = BumpVec::from_iter_in([Some(3), None], &bump);
        let mut text = BumpString::from_str_in("te", &bump);
        text.push_str("xt");
        let all = (bump.alloc_box(vec![4.5]), unsized_values, vec, text);
        let json = serde_json::to_string(&all);
        assert_eq!(format!("{json:?}"), r#"Ok("[[4.5],[1,2],[3,null],\"text\"]")"#);
    }
}
