//! What the guards of all pools have in common: they can be used as their value.

/// Implements the traits of a smart pointer for a guard that derefs to its parameter `T`. The brackets
/// hold its parameters after `T`.
macro_rules! impl_forwarding {
    ([$($parameters:tt)*] $guard:ty) => {
        impl<T, $($parameters)*> AsRef<T> for $guard {
            #[inline(always)]
            fn as_ref(&self) -> &T {
                self
            }
        }

        impl<T, $($parameters)*> AsMut<T> for $guard {
            #[inline(always)]
            fn as_mut(&mut self) -> &mut T {
                self
            }
        }

        impl<T, $($parameters)*> core::borrow::Borrow<T> for $guard {
            #[inline(always)]
            fn borrow(&self) -> &T {
                self
            }
        }

        impl<T, $($parameters)*> core::borrow::BorrowMut<T> for $guard {
            #[inline(always)]
            fn borrow_mut(&mut self) -> &mut T {
                self
            }
        }

        impl<T: core::fmt::Debug, $($parameters)*> core::fmt::Debug for $guard {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: core::fmt::Display, $($parameters)*> core::fmt::Display for $guard {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: PartialEq, $($parameters)*> PartialEq for $guard {
            fn eq(&self, other: &Self) -> bool {
                **self == **other
            }
        }

        impl<T: Eq, $($parameters)*> Eq for $guard {}

        impl<T: PartialOrd, $($parameters)*> PartialOrd for $guard {
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                (**self).partial_cmp(&**other)
            }
        }

        impl<T: Ord, $($parameters)*> Ord for $guard {
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                (**self).cmp(&**other)
            }
        }

        impl<T: core::hash::Hash, $($parameters)*> core::hash::Hash for $guard {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        #[cfg(feature = "serde")]
        impl<T: serde::Serialize, $($parameters)*> serde::Serialize for $guard {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                (**self).serialize(serializer)
            }
        }
    };
}
pub(crate) use impl_forwarding;

#[cfg(all(test, feature = "serde", feature = "std"))]
mod tests {
    use std::format;
    use std::string::String;
    use std::sync::Arc;
    use std::vec;

    use crate::alloc::{Pool, SyncObjectPool, SyncPool};

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
}
