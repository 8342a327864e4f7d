//! Types of the standard library of which size and alignment alone are described: their fields are
//! private and may change with any release of it.

use crate::Layout;
use crate::layout::TypeLayout;

/// `"module": [generics] type, "name";`
macro_rules! opaque {
    ($($module:literal: $([$($generics:tt)*] $ty:ty, $name:expr;)*)*) => {$($(
        // SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
        unsafe impl<$($generics)*> Layout for $ty {
            const LAYOUT: TypeLayout = TypeLayout::opaque::<Self>($name, $module);
        }
    )*)*};
}

opaque! {
    "core::cell":
        [T] core::cell::Cell<T>, "Cell";
        [T] core::cell::OnceCell<T>, "OnceCell";
        [T] core::cell::RefCell<T>, "RefCell";
        [T] core::cell::UnsafeCell<T>, "UnsafeCell";
    "core::cmp":
        [T] core::cmp::Reverse<T>, "Reverse";
        [] core::cmp::Ordering, "Ordering";
    "core::convert":
        [] core::convert::Infallible, "Infallible";
    "core::marker":
        [] core::marker::PhantomPinned, "PhantomPinned";
        [T: ?Sized] core::marker::PhantomData<T>, "PhantomData";
    "core::mem":
        [T] core::mem::ManuallyDrop<T>, "ManuallyDrop";
        [T] core::mem::MaybeUninit<T>, "MaybeUninit";
    "core::net":
        [] core::net::IpAddr, "IpAddr";
        [] core::net::Ipv4Addr, "Ipv4Addr";
        [] core::net::Ipv6Addr, "Ipv6Addr";
        [] core::net::SocketAddr, "SocketAddr";
        [] core::net::SocketAddrV4, "SocketAddrV4";
        [] core::net::SocketAddrV6, "SocketAddrV6";
    "core::num":
        [T] core::num::Saturating<T>, "Saturating";
        [T] core::num::Wrapping<T>, "Wrapping";
    "core::ops":
        [T] core::ops::Range<T>, "Range";
        [T] core::ops::RangeInclusive<T>, "RangeInclusive";
    "core::option":
        [T] core::option::Option<T>, "Option";
    "core::pin":
        [T] core::pin::Pin<T>, "Pin";
    "core::ptr":
        [T: ?Sized] core::ptr::NonNull<T>, "NonNull";
    "core::result":
        [T, E] core::result::Result<T, E>, "Result";
    "core::time":
        [] core::time::Duration, "Duration";
}

macro_rules! nonzero {
    ($($int:ident)*) => {
        opaque! { "core::num": $([] core::num::NonZero<$int>, "NonZero";)* }
    };
}

nonzero! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

macro_rules! atomics {
    ($($width:literal: $($atomic:ident)*;)*) => {$($(
        #[cfg(target_has_atomic = $width)]
        opaque! {
            "core::sync::atomic": [] core::sync::atomic::$atomic, stringify!($atomic);
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
        [T] core::sync::atomic::AtomicPtr<T>, "AtomicPtr";
}

#[cfg(feature = "alloc")]
opaque! {
    "alloc::borrow":
        ['a, B: ?Sized + alloc::borrow::ToOwned] alloc::borrow::Cow<'a, B>, "Cow";
    "alloc::boxed":
        [T: ?Sized] alloc::boxed::Box<T>, "Box";
    "alloc::collections":
        [K, V] alloc::collections::BTreeMap<K, V>, "BTreeMap";
        [T] alloc::collections::BTreeSet<T>, "BTreeSet";
        [T] alloc::collections::BinaryHeap<T>, "BinaryHeap";
        [T] alloc::collections::LinkedList<T>, "LinkedList";
        [T] alloc::collections::VecDeque<T>, "VecDeque";
    "alloc::ffi":
        [] alloc::ffi::CString, "CString";
    "alloc::rc":
        [T: ?Sized] alloc::rc::Rc<T>, "Rc";
        [T: ?Sized] alloc::rc::Weak<T>, "Weak";
    "alloc::string":
        [] alloc::string::String, "String";
    "alloc::vec":
        [T] alloc::vec::Vec<T>, "Vec";
}

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
opaque! {
    "alloc::sync":
        [T: ?Sized] alloc::sync::Arc<T>, "Arc";
        [T: ?Sized] alloc::sync::Weak<T>, "Weak";
}

#[cfg(feature = "std")]
opaque! {
    "std::collections":
        [K, V, S] std::collections::HashMap<K, V, S>, "HashMap";
        [T, S] std::collections::HashSet<T, S>, "HashSet";
    "std::ffi":
        [] std::ffi::OsString, "OsString";
    "std::path":
        [] std::path::PathBuf, "PathBuf";
    "std::sync":
        [] std::sync::Barrier, "Barrier";
        [] std::sync::Condvar, "Condvar";
        [T] std::sync::Mutex<T>, "Mutex";
        [] std::sync::Once, "Once";
        [T] std::sync::OnceLock<T>, "OnceLock";
        [T] std::sync::RwLock<T>, "RwLock";
    "std::thread":
        [T] std::thread::JoinHandle<T>, "JoinHandle";
    "std::time":
        [] std::time::Instant, "Instant";
        [] std::time::SystemTime, "SystemTime";
}
