//! A sample of each type of the standard library, which shows where the field behind it lies: made while this
//! compiles. The step `samples` of `.ci/run` compiles it by a compiler that checks each value that a
//! constant makes, so that a change of the library's types is seen here and not by a user.

#![allow(dead_code, clippy::large_enum_variant, reason = "what counts is where the fields lie")]

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell, UnsafeCell};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::convert::Infallible;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::fmt::{Debug, Display};
use std::marker::{PhantomData, PhantomPinned};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{NonZero, Saturating, Wrapping};
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::ptr::NonNull;
use std::rc::{Rc, Weak as RcWeak};
use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
};
use std::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock, Weak};
use std::time::{Duration, Instant, SystemTime};

use layout_core::Layout;

/// What has no value, and is not described.
enum Never {}

/// What is not described.
struct Foreign(u8, u32);

/// A described type of each kind.
#[derive(Layout)]
struct Pair(u8, u32);

#[derive(Layout)]
enum Large {
    Bytes([u64; 40], u8),
    Text(String),
}

#[derive(Layout)]
#[repr(u8)]
enum Tagged {
    Never(u8, Infallible),
    Word(u64, bool) = 3,
}

#[derive(Layout)]
#[repr(C)]
enum OfC {
    Two(char, u8),
    Unit,
}

macro_rules! samples {
    ($is_known:literal: $($name:ident $ty:ty,)*) => {$(
        mod $name {
            use super::*;

            #[derive(Layout)]
            enum Holder {
                With($ty, u8),
                Without,
            }

            const _: () = {
                let variant = Holder::LAYOUT.variant("With").unwrap();
                assert!(variant.field("1").unwrap().offset.is_some() == $is_known);
            };
        }
    )*};
}

samples! { true:
    int u32, wide u128, float f64, boolean bool, character char, unit (), tuple (u8, bool, String),
    array [u16; 5], arrays [[bool; 2]; 300], none_of_never [Infallible; 0],
    reference &'static u8, exclusive &'static mut u64, slice &'static [u8], text &'static str,
    of_foreign &'static Foreign, boxed_foreign Box<Foreign>, slice_of_never &'static [Never],
    pointer *const Never, pointer_mut *mut u8, function fn(u8) -> Never, c_function extern "C" fn(),
    any &'static dyn std::any::Any, debug Box<dyn Debug + Send>, display Rc<dyn Display>,
    error Arc<dyn std::error::Error + Send + Sync>,
    cell Cell<u8>, unsafe_cell UnsafeCell<bool>, ref_cell RefCell<String>, once_cell OnceCell<char>,
    ordering Ordering, reverse Reverse<u8>, phantom PhantomData<Never>, pinned PhantomPinned,
    dropped ManuallyDrop<String>, uninit MaybeUninit<Never>, type_id std::any::TypeId,
    ip IpAddr, ip4 Ipv4Addr, ip6 Ipv6Addr, socket SocketAddr, socket4 SocketAddrV4,
    socket6 SocketAddrV6, nonzero NonZero<u8>, nonzero_int NonZero<i128>, wrapping Wrapping<u8>,
    saturating Saturating<u16>, range Range<u8>, inclusive RangeInclusive<u64>,
    option Option<u8>, option_of_never Option<Infallible>, option_foreign Option<Foreign>,
    result Result<u8, String>, ok_only Result<u8, Infallible>, pin Pin<Box<u8>>,
    non_null NonNull<u8>, non_null_slice NonNull<[u8]>, duration Duration,
    atomic_bool AtomicBool, atomic_i8 AtomicI8, atomic_i16 AtomicI16, atomic_i32 AtomicI32,
    atomic_i64 AtomicI64, atomic_isize AtomicIsize, atomic_u8 AtomicU8, atomic_u16 AtomicU16,
    atomic_u32 AtomicU32, atomic_u64 AtomicU64, atomic_usize AtomicUsize, atomic_ptr AtomicPtr<u8>,
    cow Cow<'static, str>, boxed Box<u8>, boxed_slice Box<[u8]>, boxed_text Box<str>,
    map BTreeMap<u8, u8>, set BTreeSet<u8>, heap BinaryHeap<u8>, list LinkedList<u8>,
    deque VecDeque<u8>, c_string CString, c_str &'static CStr, rc Rc<u8>, rc_slice Rc<[u8]>,
    rc_weak RcWeak<u8>, string String, vector Vec<Never>, into_iter std::vec::IntoIter<u8>,
    arc Arc<u8>, arc_text Arc<str>, arc_weak Weak<u8>, hash_map HashMap<u8, u8>,
    hash_set HashSet<u8>, os_string OsString, os_str &'static OsStr, file std::fs::File,
    hasher std::hash::RandomState, io_error std::io::Error, path_buf PathBuf, path &'static Path,
    barrier Barrier, condvar Condvar, mutex Mutex<u8>, once Once, once_lock OnceLock<u8>,
    rw_lock RwLock<bool>, join std::thread::JoinHandle<u8>, thread_id std::thread::ThreadId,
    instant Instant, system_time SystemTime, layout std::alloc::Layout,
    pair Pair, pairs [Pair; 3], large Large, tagged Tagged, of_c OfC,
}

// What has no value has no reference to one either.
samples! { false:
    never Never, infallible Infallible, to_never &'static Never, to_never_mut &'static mut Never,
    box_of_never Box<Never>, to_tuple &'static (u8, Never), to_array &'static [Infallible; 2],
    in_tuple (u8, Infallible), foreign Foreign,
}

#[test]
fn samples_are_made_while_this_compiles() {
    // The assertions above are constants. This one shows that they would fail.
    assert!(Large::LAYOUT.variant("Bytes").unwrap().is_placed());
    assert!(Tagged::LAYOUT.variant("Never").unwrap().is_uninhabited());
}
