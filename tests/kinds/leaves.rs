//! The types of the standard library: size and alignment of many instances.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell, UnsafeCell};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::convert::Infallible;
use std::error::Error;
use std::ffi::{
    CStr, CString, OsStr, OsString, c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar,
    c_short, c_uchar, c_uint, c_ulong, c_ulonglong, c_ushort, c_void,
};
use std::fmt::{Debug, Display};
use std::fs::File;
use std::hash::RandomState;
use std::marker::{PhantomData, PhantomPinned};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{NonZero, NonZeroI32, NonZeroU8, Saturating, Wrapping};
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::ptr::NonNull;
use std::rc::{self, Rc};
use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
};
use std::sync::{self, Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock};
use std::thread::ThreadId;
use std::time::{Duration, Instant, SystemTime};

use layout_core::layout::{Kind, Primitive, TypeLayout};
use layout_core::{Layout, LayoutReport};

/// A type and what is stated of it.
struct Leaf {
    written: &'static str,
    layout: TypeLayout,
    size: usize,
    align: usize,
    type_name: &'static str,
}

macro_rules! leaves {
    ($($ty:ty),* $(,)?) => {
        [$(Leaf {
            written: stringify!($ty),
            layout: <$ty as Layout>::LAYOUT,
            size: size_of::<$ty>(),
            align: align_of::<$ty>(),
            type_name: std::any::type_name::<$ty>(),
        }),*]
    };
}

#[track_caller]
fn assert_described(leaves: &[Leaf]) {
    for Leaf { written, layout, size, align, type_name } in leaves {
        assert_eq!((layout.size, layout.align), (*size, *align), "{written}");
        assert_eq!(layout.type_name(), *type_name, "{written}");
        assert!(layout.is_sized() && layout.tail().is_none(), "{written}");
        assert!(!layout.name.is_empty() && !layout.module_path.is_empty(), "{written}");
        assert_eq!(layout.variants().count(), 0, "{written}");
        assert!(LayoutReport::new(*layout).to_string().contains(&format!("size {size}")));
    }
}

#[test]
fn primitives() {
    assert_described(&leaves! {
        bool, char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64,
        c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint,
        c_ulong, c_ulonglong, c_ushort,
    });
    for (layout, primitive) in [
        (bool::LAYOUT, Primitive::Bool),
        (char::LAYOUT, Primitive::Char),
        (u128::LAYOUT, Primitive::U128),
        (isize::LAYOUT, Primitive::Isize),
        (f32::LAYOUT, Primitive::F32),
    ] {
        assert_eq!(layout.kind, Kind::Primitive(primitive));
    }
}

#[test]
fn pointers() {
    let leaves = leaves! {
        &u8, &mut u8, &'static String, &[u8], &mut [u64], &str, &mut str, &CStr, &[[u8; 3]],
        &(), &&u8, &mut &str, &Infallible, *const u8, *mut u8, *const c_void, *const [u8],
        *mut str, *const dyn Any, *mut dyn Debug, *const *const u8, fn(), fn(u8) -> u8,
        unsafe fn(u8), extern "C" fn(u8, u16) -> u32, unsafe extern "C" fn(),
        fn(u8, u8, u8, u8, u8, u8, u8, u8) -> String,
    };
    assert_described(&leaves);
    for leaf in leaves {
        assert_eq!(leaf.layout.kind, Kind::Pointer, "{}", leaf.written);
    }
}

type Twelve = (u8, u16, u32, u64, u8, u16, u32, u64, u8, u16, u32, u64);

#[test]
fn tuples_and_arrays() {
    assert_described(&leaves! {
        (), (u8,), (u8, u64), (u8, u16, u32), (u8, u16, u32, u64), (u8, u16, u32, u64, u8),
        (u8, u16, u32, u64, u8, u16), (u8, u16, u32, u64, u8, u16, u32),
        (u8, u16, u32, u64, u8, u16, u32, u64), (u8, u16, u32, u64, u8, u16, u32, u64, u8),
        (u8, u16, u32, u64, u8, u16, u32, u64, u8, u16),
        (u8, u16, u32, u64, u8, u16, u32, u64, u8, u16, u32),
        (u8, u16, u32, u64, u8, u16, u32, u64, u8, u16, u32, u64),
        ((), ((),), (u8, ())), [u8; 0], [u8; 4096], [u64; 0], [[u16; 3]; 5], [(u8, u32); 2],
        [String; 3], [(); 1000], [Option<bool>; 7], [&'static str; 2],
        ([u8; 3], (String, [Vec<u8>; 2])),
    });
    let twelve = Twelve::LAYOUT;
    assert_eq!(twelve.offset("11"), Some(std::mem::offset_of!(Twelve, 11)));
    assert_eq!(twelve.offset("10"), Some(std::mem::offset_of!(Twelve, 10)));
    assert_eq!(twelve.offset("1"), Some(std::mem::offset_of!(Twelve, 1)));
    assert!(twelve.offset("12").is_none());
}

#[test]
fn numbers_that_are_wrapped() {
    assert_described(&leaves! {
        NonZero<u8>, NonZero<u16>, NonZero<u32>, NonZero<u64>, NonZero<u128>, NonZero<usize>,
        NonZero<i8>, NonZero<i16>, NonZero<i32>, NonZero<i64>, NonZero<i128>, NonZero<isize>,
        NonZeroU8, NonZeroI32, Wrapping<u8>, Wrapping<i128>, Saturating<u32>, Saturating<isize>,
        Reverse<u64>, Ordering,
    });
}

#[test]
fn atomics() {
    assert_described(&leaves! {
        AtomicBool, AtomicI8, AtomicU8, AtomicI16, AtomicU16, AtomicI32, AtomicU32, AtomicIsize,
        AtomicUsize, AtomicPtr<u8>, AtomicPtr<String>,
    });
    assert_described(&leaves! { AtomicI64, AtomicU64 });
}

#[test]
fn cells_and_locks() {
    assert_described(&leaves! {
        Cell<u8>, Cell<Option<u64>>, RefCell<u8>, RefCell<String>, UnsafeCell<u32>, OnceCell<u8>,
        OnceCell<String>, Mutex<u8>, Mutex<Vec<u8>>, RwLock<u8>, RwLock<u64>, OnceLock<u8>,
        OnceLock<String>, Once, Barrier, Condvar,
    });
}

#[test]
fn owners() {
    assert_described(&leaves! {
        Box<u8>, Box<[u8]>, Box<str>, Rc<u8>, Rc<str>, Rc<[u8]>, Rc<dyn Any>, rc::Weak<u8>,
        rc::Weak<str>, Arc<u8>, Arc<str>, Arc<dyn Any + Send>, sync::Weak<u8>, sync::Weak<[u8]>,
        Vec<u8>, Vec<()>, Vec<Vec<u64>>, String, VecDeque<u8>, LinkedList<u8>, BTreeMap<u8, u16>,
        BTreeSet<u8>, BinaryHeap<u8>, HashMap<u8, u16>, HashSet<u8>, Cow<'static, str>,
        Cow<'static, [u8]>, CString, OsString, PathBuf, &OsStr, &Path, std::vec::IntoIter<String>,
        File, std::io::Error, RandomState,
    });
}

#[test]
fn objects_of_known_traits() {
    assert_described(&leaves! {
        &dyn Any, &mut (dyn Any + Send), *const dyn Any, *mut (dyn Any + Send + Sync),
        NonNull<dyn Debug>, Box<dyn Any>, Box<dyn Any + Send>, Box<dyn Debug>, Box<dyn Display>,
        Box<dyn Error>, Box<dyn Error + Send + Sync>, Box<dyn Error + Send + Sync + 'static>,
        Rc<dyn Display>, Arc<dyn Error + Send + Sync>, Option<Box<dyn Error>>,
    });
}

#[test]
fn options_and_results() {
    assert_described(&leaves! {
        Option<u8>, Option<bool>, Option<&u8>, Option<Box<u8>>, Option<NonZeroU8>,
        Option<Option<bool>>, Option<Infallible>, Option<String>, Option<[u8; 300]>,
        Option<fn()>, Option<Ordering>, Option<char>, Result<u8, u8>, Result<(), ()>,
        Result<String, u8>, Result<u32, Infallible>, Result<Infallible, Infallible>,
        Result<Box<u8>, ()>, Result<Infallible, u64>,
    });
}

#[test]
fn other_types() {
    assert_described(&leaves! {
        Duration, Instant, SystemTime, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4,
        SocketAddrV6, PhantomData<u8>, PhantomData<str>, PhantomData<dyn Sync>, PhantomPinned,
        MaybeUninit<u8>, MaybeUninit<[String; 3]>, ManuallyDrop<u8>, ManuallyDrop<String>,
        Pin<&u8>, Pin<Box<u8>>, Pin<&mut String>, NonNull<u8>, NonNull<[u8]>, NonNull<str>,
        Range<u8>, Range<u64>, RangeInclusive<u16>, std::ops::RangeFrom<u8>, std::ops::RangeFull,
        std::ops::RangeTo<u8>, std::ops::RangeToInclusive<u8>, std::ops::Bound<u8>,
        std::ops::ControlFlow<u8, u16>, std::ops::ControlFlow<u8, Infallible>,
        std::ops::ControlFlow<Infallible>, std::task::Poll<u8>, Infallible, std::thread::JoinHandle<u8>,
        ThreadId, TypeId, std::alloc::Layout,
    });
}

/// Wrappers of one value let paths and padding be seen, as far as they say what they hold.
#[test]
fn wrappers_hold_what_they_wrap() {
    for layout in [
        Cell::<(u8, u32)>::LAYOUT,
        UnsafeCell::<(u8, u32)>::LAYOUT,
        ManuallyDrop::<(u8, u32)>::LAYOUT,
        Wrapping::<(u8, u32)>::LAYOUT,
        Reverse::<(u8, u32)>::LAYOUT,
    ] {
        assert_eq!(layout.kind, Kind::Opaque, "{}", layout.name);
        assert_eq!(layout.least_deep_padding(), 3, "{}", layout.name);
        assert_eq!(layout.element().unwrap().kind, Kind::Tuple, "{}", layout.name);
    }
}
