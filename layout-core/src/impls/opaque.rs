//! Types of the standard library whose fields are private and may change with any release of it. Size and
//! alignment are described, what they hold by value, and whether the documentation leaves no room for
//! padding.

use core::mem::MaybeUninit;
#[cfg(feature = "alloc")]
use std_alloc as alloc;

use super::HasSample;
use crate::Layout;
use crate::layout::{FieldType, Opaque, Sample, TypeLayout};
use crate::probe::{described, sample_of};

/// `"module": [generics] type, "name" => sample;`
///
/// Behind the name may stand `plain condition`, under which all bytes are part of the value, and
/// `holds(types)`, of which the type holds values.
macro_rules! opaque {
    ($($module:literal: $(
        [$($generics:tt)*] $ty:ty, $name:expr $(, plain $plain:expr)? $(, holds($($held:ty),*))? => $sample:expr;
    )*)*) => {$($(
        impl<$($generics)*> HasSample for $ty {
            const SAMPLE: Sample = $sample;
        }

        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
        unsafe impl<$($generics)*> Layout for $ty {
            const LAYOUT: TypeLayout = TypeLayout {
                sample: Some(&<Self as HasSample>::SAMPLE),
                $(opaque: Opaque::plain_if($plain),)?
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

/// `"module": type, "name";`, of types that lie in memory as their one parameter does, as their
/// documentation guarantees.
macro_rules! wrappers {
    ($($module:literal: $($ty:ident $(::$path:ident)*, $name:literal;)*)*) => {$($(
        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
        unsafe impl<T: Layout> Layout for $ty $(::$path)* <T> {
            const LAYOUT: TypeLayout = TypeLayout {
                element: Some(&T::LAYOUT),
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
        core::cell::Cell, "Cell";
        core::cell::UnsafeCell, "UnsafeCell";
    "core::cmp":
        core::cmp::Reverse, "Reverse";
    "core::mem":
        core::mem::ManuallyDrop, "ManuallyDrop";
    "core::num":
        core::num::Saturating, "Saturating";
        core::num::Wrapping, "Wrapping";
    "core::pin":
        core::pin::Pin, "Pin";
}

opaque! {
    "core::alloc":
        [] core::alloc::Layout, "Layout" => value!(core::alloc::Layout::new::<u8>());
    "core::any":
        [] core::any::TypeId, "TypeId" => Sample::ONES;
    "core::cell":
        [T: Layout] core::cell::OnceCell<T>, "OnceCell", holds(T) => value!(core::cell::OnceCell::new());
        [T: Layout] core::cell::RefCell<T>, "RefCell", holds(T) => around!(T; value => value!(core::cell::RefCell::new(value)));
    "core::cmp":
        [] core::cmp::Ordering, "Ordering", plain true => value!(core::cmp::Ordering::Less);
    "core::convert":
        [] core::convert::Infallible, "Infallible" => Sample::NONE;
    "core::marker":
        [] core::marker::PhantomPinned, "PhantomPinned" => value!(core::marker::PhantomPinned);
        [T: ?Sized] core::marker::PhantomData<T>, "PhantomData" => value!(core::marker::PhantomData);
    "core::mem":
        [T: Layout] core::mem::MaybeUninit<T>, "MaybeUninit", holds(T) => value!(MaybeUninit::uninit());
    "core::net":
        [] core::net::IpAddr, "IpAddr"
            => value!(core::net::IpAddr::V4(core::net::Ipv4Addr::UNSPECIFIED));
        [] core::net::Ipv4Addr, "Ipv4Addr", plain size_of::<core::net::Ipv4Addr>() == 4 => value!(core::net::Ipv4Addr::UNSPECIFIED);
        [] core::net::Ipv6Addr, "Ipv6Addr", plain size_of::<core::net::Ipv6Addr>() == 16 => value!(core::net::Ipv6Addr::UNSPECIFIED);
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
        [T: Layout] core::option::Option<T>, "Option", plain T::LAYOUT.has_guaranteed_niche(), holds(T)
            => value!(None);
    "core::ptr":
        [T] core::ptr::NonNull<T>, "NonNull", plain true => value!(core::ptr::NonNull::dangling());
        [T] core::ptr::NonNull<[T]>, "NonNull", plain true => Sample::slice::<T>();
        [] core::ptr::NonNull<str>, "NonNull", plain true => Sample::slice::<u8>();
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
                sample: Some(&<Self as HasSample>::SAMPLE),
                ..TypeLayout::opaque::<Self>("NonZero", "core::num")
            };
        }
    )*};
}

nonzero! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

macro_rules! atomics {
    ($($width:literal: $($atomic:ident)*;)*) => {$($(
        #[cfg(target_has_atomic = $width)]
        opaque! {
            "core::sync::atomic":
                [] core::sync::atomic::$atomic, stringify!($atomic), plain true => Sample::ZEROED;
        }
    )*)*};
}

atomics! {
    "8": AtomicBool AtomicI8 AtomicU8;
    "16": AtomicI16 AtomicU16;
    "32": AtomicI32 AtomicU32;
    "64": AtomicI64 AtomicU64;
    "ptr": AtomicIsize AtomicUsize;
}

#[cfg(target_has_atomic = "ptr")]
opaque! {
    "core::sync::atomic":
        [T] core::sync::atomic::AtomicPtr<T>, "AtomicPtr", plain true => Sample::ZEROED;
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64"))]
macro_rules! vectors {
    ($arch:ident: $($vector:ident)*) => {
        opaque! {
            "core::arch": $(
                [] core::arch::$arch::$vector, stringify!($vector), plain true => Sample::ZEROED;
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
        [T] alloc::boxed::Box<T>, "Box", plain true => Sample::pointer_to::<T>();
        [T] alloc::boxed::Box<[T]>, "Box", plain true => Sample::slice::<T>();
        [] alloc::boxed::Box<str>, "Box", plain true => Sample::slice::<u8>();
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
        [T] alloc::rc::Rc<T>, "Rc" => Sample::pointer_to::<()>();
        [T] alloc::rc::Rc<[T]>, "Rc" => Sample::slice::<T>();
        [] alloc::rc::Rc<str>, "Rc" => Sample::slice::<u8>();
        [T] alloc::rc::Weak<T>, "Weak" => Sample::pointer_to::<()>();
        [T] alloc::rc::Weak<[T]>, "Weak" => Sample::slice::<T>();
        [] alloc::rc::Weak<str>, "Weak" => Sample::slice::<u8>();
    "alloc::string":
        [] alloc::string::String, "String" => value!(alloc::string::String::new());
    "alloc::vec":
        [T] alloc::vec::IntoIter<T>, "IntoIter" => Sample::ONES;
        [T] alloc::vec::Vec<T>, "Vec" => value!(alloc::vec::Vec::new());
}

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
opaque! {
    "alloc::sync":
        [T] alloc::sync::Arc<T>, "Arc" => Sample::pointer_to::<()>();
        [T] alloc::sync::Arc<[T]>, "Arc" => Sample::slice::<T>();
        [] alloc::sync::Arc<str>, "Arc" => Sample::slice::<u8>();
        [T] alloc::sync::Weak<T>, "Weak" => Sample::pointer_to::<()>();
        [T] alloc::sync::Weak<[T]>, "Weak" => Sample::slice::<T>();
        [] alloc::sync::Weak<str>, "Weak" => Sample::slice::<u8>();
}

#[cfg(feature = "std")]
opaque! {
    "std::collections":
        [K, V, S: Layout] std::collections::HashMap<K, V, S>, "HashMap"
            => around!(S; hasher => value!(std::collections::HashMap::with_hasher(hasher)));
        [T, S: Layout] std::collections::HashSet<T, S>, "HashSet"
            => around!(S; hasher => value!(std::collections::HashSet::with_hasher(hasher)));
    "std::ffi":
        [] std::ffi::OsString, "OsString" => Sample::ONES;
        [] &std::ffi::OsStr, "&" => Sample::slice::<u8>();
    "std::fs":
        [] std::fs::File, "File" => Sample::ONES;
    "std::hash":
        [] std::hash::RandomState, "RandomState" => Sample::ONES;
    "std::io":
        [] std::io::Error, "Error" => Sample::ONES;
    "std::path":
        [] std::path::PathBuf, "PathBuf" => Sample::ONES;
        [] &std::path::Path, "&" => Sample::slice::<u8>();
    "std::sync":
        [] std::sync::Barrier, "Barrier" => value!(std::sync::Barrier::new(1));
        [] std::sync::Condvar, "Condvar" => value!(std::sync::Condvar::new());
        [T: Layout] std::sync::Mutex<T>, "Mutex", holds(T) => around!(T; value => value!(std::sync::Mutex::new(value)));
        [] std::sync::Once, "Once" => value!(std::sync::Once::new());
        [T: Layout] std::sync::OnceLock<T>, "OnceLock", holds(T) => value!(std::sync::OnceLock::new());
        [T: Layout] std::sync::RwLock<T>, "RwLock", holds(T) => around!(T; value => value!(std::sync::RwLock::new(value)));
    "std::thread":
        [T] std::thread::JoinHandle<T>, "JoinHandle" => Sample::ONES;
        [] std::thread::ThreadId, "ThreadId" => Sample::ONES;
    "std::time":
        [] std::time::Instant, "Instant" => Sample::ONES;
        [] std::time::SystemTime, "SystemTime" => value!(std::time::UNIX_EPOCH);
}
