//! The one list of the types of the standard library, whose fields are private and may change with any
//! release of it: the module and the name of each, a sample of it, what it holds by value, and what its
//! documentation says of its bytes ([`Opaque`]). Checks, findings and copies ask for these properties. None
//! of them knows such a type by its name.

use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
#[cfg(feature = "alloc")]
use std_alloc as alloc;

use super::HasSample;
use crate::Layout;
#[cfg(target_has_atomic = "8")]
use crate::layout::AtomicWidth;
use crate::layout::{FieldType, Opaque, Sample, TypeLayout};
use crate::probe::{EmptyOf, LayoutProbe, Undescribed, described, sample_of};

/// `"module": [generics] type, "name" => sample;`
///
/// After the name may stand `is`, with what its documentation says of its bytes, and `holds(types)`, of which
/// the type holds values.
macro_rules! opaque {
    ($($module:literal: $(
        [$($generics:tt)*] $ty:ty, $name:expr $(, is $opaque:expr)? $(, holds($($held:ty),*))? => $sample:expr;
    )*)*) => {$($(
        impl<$($generics)*> HasSample for $ty {
            const SAMPLE: Sample = if Sample::has_room_for::<Self>() { $sample } else { Sample::NONE };
        }

        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
        unsafe impl<$($generics)*> Layout for $ty {
            const LAYOUT: TypeLayout = TypeLayout {
                sample: Some(&<Self as HasSample>::SAMPLE),
                $(opaque: $opaque,)?
                $(held: &[$(&<$held>::LAYOUT),*],)?
                ..TypeLayout::opaque::<Self>($name, $module)
            };
            $(const __TYPES: &'static [FieldType] = &{
                let list = [$(described::<$held>()),*];
                list
            };)?
        }
    )*)*};
}

/// The sample of a value.
macro_rules! value {
    ($value:expr) => {
        Sample::new::<Self>(MaybeUninit::new($value))
    };
}

/// The sample of a type of which only a running program makes values: each word is 1. That is a value of every
/// integer that is not narrower by a niche below 1, and of every pointer that is not null. The language asks
/// nothing more of their bytes; a sample is matched and forgotten, and no method is called on it. What such a
/// type is made of is the reason that stands with it.
macro_rules! ones {
    ($made_of:literal) => {
        Sample::ONES
    };
}

/// A sample that is made of values of another type, if that has one.
macro_rules! around {
    ($of:ty; $($value:ident),* => $sample:expr) => {
        if <$of>::LAYOUT.has_sample() {
            $(
                // SAFETY: it is the layout of the type, and has a sample.
                let $value = unsafe { sample_of::<$of>(&<$of>::LAYOUT) };
            )*
            $sample
        } else {
            Sample::NONE
        }
    };
}

/// `"module": type, "name", is what;`, of types that lie in memory as their one parameter does, as their
/// documentation guarantees.
macro_rules! wrappers {
    ($($module:literal: $($ty:ident $(::$path:ident)*, $name:literal, is $opaque:expr;)*)*) => {$($(
        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
        unsafe impl<T: Layout> Layout for $ty $(::$path)* <T> {
            const LAYOUT: TypeLayout = TypeLayout {
                element: Some(&T::LAYOUT),
                opaque: $opaque,
                ..TypeLayout::opaque::<Self>($name, $module)
            };
            const __TYPES: &'static [FieldType] = &{
                let list = [described::<T>()];
                list
            };
        }
    )*)*};
}

wrappers! {
    "core::cell":
        core::cell::Cell, "Cell", is Opaque::Cell;
        core::cell::UnsafeCell, "UnsafeCell", is Opaque::UnsafeCell;
    "core::cmp":
        core::cmp::Reverse, "Reverse", is Opaque::Wrapper;
    "core::mem":
        core::mem::ManuallyDrop, "ManuallyDrop", is Opaque::Wrapper;
    "core::num":
        core::num::Saturating, "Saturating", is Opaque::Wrapper;
        core::num::Wrapping, "Wrapping", is Opaque::Wrapper;
    "core::pin":
        core::pin::Pin, "Pin", is Opaque::Private;
}

/// `Option` of such a pointer is documented to be its null where it is `None`, so that all bytes are its own:
/// <https://doc.rust-lang.org/core/option/#representation>.
const POINTER: Opaque = Opaque::Pointer { is_guaranteed: true };

/// Nothing is documented of the bytes of these pointers.
#[cfg(feature = "alloc")]
const SHARED: Opaque = Opaque::Pointer { is_guaranteed: false };

opaque! {
    "core::alloc":
        [] core::alloc::Layout, "Layout" => value!(core::alloc::Layout::new::<u8>());
    "core::any":
        [] core::any::TypeId, "TypeId" => ones!("a hash, and in newer compilers pointers to it");
    "core::cell":
        [T: Layout] core::cell::OnceCell<T>, "OnceCell", is Opaque::Cell, holds(T) => value!(core::cell::OnceCell::new());
        [T: Layout] core::cell::RefCell<T>, "RefCell", is Opaque::Cell, holds(T) => around!(T; value => value!(core::cell::RefCell::new(value)));
    "core::cmp":
        [] core::cmp::Ordering, "Ordering", is Opaque::Number { is_fixed: true } /* `repr(i8)` */ => value!(core::cmp::Ordering::Less);
    "core::convert":
        [] core::convert::Infallible, "Infallible" => Sample::NONE;
    "core::marker":
        [] core::marker::PhantomPinned, "PhantomPinned", is Opaque::Marker => value!(core::marker::PhantomPinned);
        [T: ?Sized] core::marker::PhantomData<T>, "PhantomData", is Opaque::Marker => value!(core::marker::PhantomData);
    "core::mem":
        [T: Layout] core::mem::MaybeUninit<T>, "MaybeUninit", holds(T) => value!(MaybeUninit::uninit());
    "core::net":
        [] core::net::IpAddr, "IpAddr"
            => value!(core::net::IpAddr::V4(core::net::Ipv4Addr::UNSPECIFIED));
        [] core::net::Ipv4Addr, "Ipv4Addr", is Opaque::number_if(size_of::<core::net::Ipv4Addr>() == 4) => value!(core::net::Ipv4Addr::UNSPECIFIED);
        [] core::net::Ipv6Addr, "Ipv6Addr", is Opaque::number_if(size_of::<core::net::Ipv6Addr>() == 16) => value!(core::net::Ipv6Addr::UNSPECIFIED);
        [] core::net::SocketAddr, "SocketAddr" => value!(core::net::SocketAddr::V4(SOCKET));
        [] core::net::SocketAddrV4, "SocketAddrV4" => value!(SOCKET);
        [] core::net::SocketAddrV6, "SocketAddrV6" => value!(core::net::SocketAddrV6::new(
            core::net::Ipv6Addr::UNSPECIFIED, 0, 0, 0,
        ));
    "core::ops":
        [T: Layout] core::ops::Bound<T>, "Bound", holds(T) => value!(core::ops::Bound::Unbounded);
        [B: Layout, C: Layout] core::ops::ControlFlow<B, C>, "ControlFlow", holds(B, C)
            => if C::LAYOUT.has_sample() {
                around!(C; value => value!(core::ops::ControlFlow::Continue(value)))
            } else {
                around!(B; value => value!(core::ops::ControlFlow::Break(value)))
            };
        [T: Layout] core::ops::Range<T>, "Range", holds(T)
            => around!(T; start, end => value!(start..end));
        [T: Layout] core::ops::RangeFrom<T>, "RangeFrom", holds(T)
            => around!(T; start => value!(start..));
        [] core::ops::RangeFull, "RangeFull" => value!(..);
        [T: Layout] core::ops::RangeTo<T>, "RangeTo", holds(T) => around!(T; end => value!(..end));
        [T: Layout] core::ops::RangeToInclusive<T>, "RangeToInclusive", holds(T)
            => around!(T; end => value!(..=end));
        [T: Layout] core::ops::RangeInclusive<T>, "RangeInclusive", holds(T)
            => around!(T; start, end => value!(core::ops::RangeInclusive::new(start, end)));
    "core::option":
        [T: Layout] core::option::Option<T>, "Option", is Opaque::Option { has_niche: T::LAYOUT.has_guaranteed_niche() }, holds(T)
            => value!(None);
    "core::ptr":
        [T] core::ptr::NonNull<T>, "NonNull", is POINTER => value!(core::ptr::NonNull::dangling());
        [T] core::ptr::NonNull<[T]>, "NonNull", is POINTER => Sample::slice::<T>();
        [] core::ptr::NonNull<str>, "NonNull", is POINTER => Sample::slice::<u8>();
    "core::result":
        [T: Layout, E: Layout] core::result::Result<T, E>, "Result", holds(T, E) => if T::LAYOUT.has_sample() {
            around!(T; value => value!(Ok(value)))
        } else {
            around!(E; error => value!(Err(error)))
        };
    "core::task":
        [T: Layout] core::task::Poll<T>, "Poll", holds(T) => value!(core::task::Poll::Pending);
    "core::time":
        [] core::time::Duration, "Duration" => value!(core::time::Duration::ZERO);
}

const SOCKET: core::net::SocketAddrV4 =
    core::net::SocketAddrV4::new(core::net::Ipv4Addr::UNSPECIFIED, 0);

macro_rules! nonzero {
    ($($int:ident)*) => {$(
        impl HasSample for core::num::NonZero<$int> {
            const SAMPLE: Sample = value!(Self::MAX);
        }

        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields. The type
        // has the layout of its integer: https://doc.rust-lang.org/core/num/struct.NonZero.html#layout
        unsafe impl Layout for core::num::NonZero<$int> {
            const LAYOUT: TypeLayout = TypeLayout {
                element: Some(&<$int>::LAYOUT),
                opaque: Opaque::NonZero,
                sample: Some(&<Self as HasSample>::SAMPLE),
                ..TypeLayout::opaque::<Self>("NonZero", "core::num")
            };
        }
    )*};
}

nonzero! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

macro_rules! atomics {
    ($($width:literal, $is:expr => $($atomic:ident)*;)*) => {$($(
        #[cfg(target_has_atomic = $width)]
        opaque! {
            "core::sync::atomic":
                [] core::sync::atomic::$atomic, stringify!($atomic), is Opaque::Atomic($is) => Sample::ZEROED;
        }
    )*)*};
}

atomics! {
    "8", AtomicWidth::Fixed => AtomicBool AtomicI8 AtomicU8;
    "16", AtomicWidth::Fixed => AtomicI16 AtomicU16;
    "32", AtomicWidth::Fixed => AtomicI32 AtomicU32;
    "64", AtomicWidth::Fixed => AtomicI64 AtomicU64;
    "ptr", AtomicWidth::Word { is_signed: true } => AtomicIsize;
    "ptr", AtomicWidth::Word { is_signed: false } => AtomicUsize;
}

#[cfg(target_has_atomic = "ptr")]
opaque! {
    "core::sync::atomic":
        [T] core::sync::atomic::AtomicPtr<T>, "AtomicPtr", is Opaque::Atomic(AtomicWidth::Pointer) => Sample::ZEROED;
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64"))]
macro_rules! vectors {
    ($arch:ident: $($vector:ident)*) => {
        opaque! {
            "core::arch": $(
                [] core::arch::$arch::$vector, stringify!($vector), is Opaque::Number { is_fixed: false } => Sample::ZEROED;
            )*
        }
    };
}

#[cfg(target_arch = "x86_64")]
vectors! { x86_64: __m128 __m128d __m128i __m256 __m256d __m256i __m512 __m512d __m512i }

#[cfg(target_arch = "x86")]
vectors! { x86: __m128 __m128d __m128i __m256 __m256d __m256i __m512 __m512d __m512i }

#[cfg(target_arch = "aarch64")]
vectors! {
    aarch64:
        int8x8_t int8x16_t int16x4_t int16x8_t int32x2_t int32x4_t int64x1_t int64x2_t
        uint8x8_t uint8x16_t uint16x4_t uint16x8_t uint32x2_t uint32x4_t uint64x1_t uint64x2_t
        float32x2_t float32x4_t float64x1_t float64x2_t
}

#[cfg(feature = "alloc")]
opaque! {
    "alloc::borrow":
        ['a, B: ?Sized + alloc::borrow::ToOwned<Owned: Layout>] alloc::borrow::Cow<'a, B>, "Cow", holds(B::Owned)
            => around!(B::Owned; owned => value!(alloc::borrow::Cow::Owned(owned)));
    "alloc::boxed":
        [T] alloc::boxed::Box<T>, "Box", is POINTER => Sample::pointer_to::<T>();
        [T] alloc::boxed::Box<[T]>, "Box", is POINTER => Sample::slice::<T>();
        [] alloc::boxed::Box<str>, "Box", is POINTER => Sample::slice::<u8>();
    "alloc::collections":
        [K, V] alloc::collections::BTreeMap<K, V>, "BTreeMap"
            => value!(alloc::collections::BTreeMap::new());
        [T] alloc::collections::BTreeSet<T>, "BTreeSet" => value!(alloc::collections::BTreeSet::new());
        [T: Ord] alloc::collections::BinaryHeap<T>, "BinaryHeap"
            => value!(alloc::collections::BinaryHeap::new());
        [T] alloc::collections::LinkedList<T>, "LinkedList"
            => value!(alloc::collections::LinkedList::new());
        [T] alloc::collections::VecDeque<T>, "VecDeque" => value!(alloc::collections::VecDeque::new());
    "alloc::ffi":
        [] alloc::ffi::CString, "CString" => Sample::new::<&[u8]>(MaybeUninit::new(&[0]));
    "alloc::rc":
        [T] alloc::rc::Rc<T>, "Rc", is SHARED => Sample::pointer_to::<()>();
        [T] alloc::rc::Rc<[T]>, "Rc", is SHARED => Sample::slice::<T>();
        [] alloc::rc::Rc<str>, "Rc", is SHARED => Sample::slice::<u8>();
        [T] alloc::rc::Weak<T>, "Weak", is SHARED => Sample::pointer_to::<()>();
        [T] alloc::rc::Weak<[T]>, "Weak", is SHARED => Sample::slice::<T>();
        [] alloc::rc::Weak<str>, "Weak", is SHARED => Sample::slice::<u8>();
    "alloc::string":
        [] alloc::string::String, "String" => value!(alloc::string::String::new());
    "alloc::vec":
        [T] alloc::vec::IntoIter<T>, "IntoIter" => ones!("three pointers that are not null, and a capacity, which 1 is for every type");
        [T] alloc::vec::Vec<T>, "Vec" => value!(alloc::vec::Vec::new());
}

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
opaque! {
    "alloc::sync":
        [T] alloc::sync::Arc<T>, "Arc", is SHARED => Sample::pointer_to::<()>();
        [T] alloc::sync::Arc<[T]>, "Arc", is SHARED => Sample::slice::<T>();
        [] alloc::sync::Arc<str>, "Arc", is SHARED => Sample::slice::<u8>();
        [T] alloc::sync::Weak<T>, "Weak", is SHARED => Sample::pointer_to::<()>();
        [T] alloc::sync::Weak<[T]>, "Weak", is SHARED => Sample::slice::<T>();
        [] alloc::sync::Weak<str>, "Weak", is SHARED => Sample::slice::<u8>();
}

#[cfg(feature = "std")]
opaque! {
    "std::collections":
        [K, V, S: Layout] std::collections::HashMap<K, V, S>, "HashMap"
            => around!(S; hasher => value!(std::collections::HashMap::with_hasher(hasher)));
        [T, S: Layout] std::collections::HashSet<T, S>, "HashSet"
            => around!(S; hasher => value!(std::collections::HashSet::with_hasher(hasher)));
    "std::ffi":
        [] std::ffi::OsString, "OsString" => ones!("a vector of bytes: a pointer that is not null, a capacity and a length");
        [] &std::ffi::OsStr, "&" => Sample::slice::<u8>();
    "std::fs":
        [] std::fs::File, "File" => ones!("a descriptor, which is any number but -1, or a handle, which is not null");
    "std::hash":
        [] std::hash::RandomState, "RandomState" => ones!("two numbers");
    "std::io":
        [] std::io::Error, "Error" => ones!("a pointer that is not null, with a tag in its lowest bits; or a code with a tag of 1");
    "std::path":
        [] std::path::PathBuf, "PathBuf" => ones!("as an `OsString`");
        [] &std::path::Path, "&" => Sample::slice::<u8>();
    "std::sync":
        [] std::sync::Barrier, "Barrier", is Opaque::Barrier => value!(std::sync::Barrier::new(1));
        [] std::sync::Condvar, "Condvar", is Opaque::Barrier => value!(std::sync::Condvar::new());
        [T: Layout] std::sync::Mutex<T>, "Mutex", is Opaque::Lock, holds(T) => around!(T; value => value!(std::sync::Mutex::new(value)));
        [] std::sync::Once, "Once", is Opaque::Barrier => value!(std::sync::Once::new());
        [T: Layout] std::sync::OnceLock<T>, "OnceLock", is Opaque::Barrier, holds(T) => value!(std::sync::OnceLock::new());
        [T: Layout] std::sync::RwLock<T>, "RwLock", is Opaque::Lock, holds(T) => around!(T; value => value!(std::sync::RwLock::new(value)));
    "std::thread":
        [T] std::thread::JoinHandle<T>, "JoinHandle" => ones!("a handle, and pointers that are not null");
        [] std::thread::ThreadId, "ThreadId" => ones!("a number that is not 0");
    "std::time":
        [] std::time::Instant, "Instant" => ones!("a number of seconds, and one of nanoseconds below 10^9");
        [] std::time::SystemTime, "SystemTime" => value!(std::time::UNIX_EPOCH);
}

// What is known of a type of std though its parameter may not be described. The derive asks of those that
// its own list of std types names.

macro_rules! holders {
    ($($holder:ty)*) => {$(
        impl<T> LayoutProbe<$holder> {
            /// Whether the type is known to hold a value of its parameter.
            pub const __HOLDS: bool = true;
        }
    )*};
}

holders! { Option<T> ManuallyDrop<T> MaybeUninit<T> core::cell::Cell<T> core::cell::RefCell<T> }

/// `holder => empty value;`
macro_rules! empties {
    ($($holder:ty => $empty:expr;)*) => {$(
        impl<T> Undescribed<$holder> {
            const SAMPLE: Sample = if Sample::has_room_for::<$holder>() {
                Sample::new::<$holder>(MaybeUninit::new($empty))
            } else {
                Sample::NONE
            };
        }

        impl<T> EmptyOf for Undescribed<$holder> {
            const EMPTY: Option<&'static TypeLayout> = Some(&Self::sampled(&Self::SAMPLE));
        }

        impl<T> LayoutProbe<$holder> {
            /// What `or_empty` makes of the type. It is not called.
            #[must_use]
            pub const fn __empty() -> Undescribed<$holder> {
                Undescribed(PhantomData)
            }
            /// The same of the probe of a place.
            #[must_use]
            pub const fn __empty_there(self) -> Undescribed<$holder> {
                Undescribed(PhantomData)
            }
        }

        impl<T, const N: usize> Undescribed<[$holder; N]> {
            const SAMPLE: Sample = if Sample::has_room_for::<[$holder; N]>() {
                Sample::new::<[$holder; N]>(MaybeUninit::new([const { $empty }; N]))
            } else {
                Sample::NONE
            };
        }

        impl<T, const N: usize> EmptyOf for Undescribed<[$holder; N]> {
            const EMPTY: Option<&'static TypeLayout> = Some(&Self::sampled(&Self::SAMPLE));
        }

        impl<T, const N: usize> LayoutProbe<[$holder; N]> {
            /// What `or_empty` makes of the type. It is not called.
            #[must_use]
            pub const fn __empty() -> Undescribed<[$holder; N]> {
                Undescribed(PhantomData)
            }
            /// The same of the probe of a place.
            #[must_use]
            pub const fn __empty_there(self) -> Undescribed<[$holder; N]> {
                Undescribed(PhantomData)
            }
        }
    )*};
}

empties! {
    Option<T> => None;
    MaybeUninit<T> => MaybeUninit::uninit();
    core::cell::OnceCell<T> => core::cell::OnceCell::new();
}
#[cfg(feature = "std")]
empties! { std::sync::OnceLock<T> => std::sync::OnceLock::new(); }
