//! The types that payloads are made of, each in an enum without a `repr`: the places of the fields,
//! which the compiler chooses, are stated as constants.
#![allow(clippy::large_enum_variant, reason = "large payloads are among those tested")]

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell, UnsafeCell};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::{CStr, CString, OsStr, OsString, c_char, c_int, c_long, c_void};
use std::marker::{PhantomData, PhantomPinned};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{NonZero, NonZeroU8, NonZeroUsize, Saturating, Wrapping};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicPtr, AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
};
use std::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock};
use std::time::{Duration, Instant, SystemTime};

use layout_core::Layout;

use crate::case::{Case, Expected, assert_true, case};

/// An enum for each type, whose variants hold it in several companies.
macro_rules! payloads {
    ($($ty:ty = $value:expr;)*) => {
        vec![$({
            #[derive(Layout)]
            enum Payload {
                Nothing,
                Alone($ty),
                Behind(u8, $ty),
                Named { value: $ty, after: u16, twice: $ty },
            }
            let mut case = case!(Payload {
                Nothing {} = Payload::Nothing;
                Alone { 0 } = Payload::Alone($value);
                Behind { 0, 1 } = Payload::Behind(1, $value);
                Named { value, after, twice } =
                    Payload::Named { value: $value, after: 2, twice: $value };
            });
            case.name = stringify!($ty).to_owned();
            case
        }),*]
    };
}

#[derive(Layout, Clone, Copy)]
struct Plain {
    a: u8,
    b: u64,
    c: u16,
}

#[derive(Layout)]
struct Owning(Plain, String, Option<Box<Plain>>);

#[derive(Layout)]
struct Unit;

#[derive(Layout, Clone, Copy)]
#[repr(C, packed)]
struct Packed {
    a: u8,
    b: u64,
}

#[derive(Layout, Clone, Copy)]
#[repr(align(64))]
struct Aligned(u8);

#[derive(Layout, Clone, Copy)]
#[repr(C)]
union Bits {
    float: f32,
    int: u32,
}

#[derive(Layout)]
enum Fieldless {
    A,
    B,
}

#[derive(Layout)]
enum WithUnit {
    Nothing,
    Text(String),
}

#[derive(Layout)]
enum WithoutUnit {
    Number(u64),
    Text(String),
}

#[allow(dead_code, reason = "the layout is what counts")]
#[derive(Layout)]
#[repr(u8)]
enum Tagged {
    A(u16),
    B { x: u32 },
}

#[allow(dead_code, reason = "the layout is what counts")]
#[derive(Layout)]
#[repr(C)]
enum LikeC {
    A(u16),
    B { x: u32 },
}

#[derive(Layout)]
struct Dropping(u32);

impl Drop for Dropping {
    fn drop(&mut self) {
        // A sample is never dropped, and a value of a test is 9.
        assert_eq!(self.0, 9);
    }
}

fn function(value: u8) -> u8 {
    value
}

#[test]
fn primitives() {
    let cases = payloads! {
        u8 = 1;
        u16 = 1;
        u32 = 1;
        u64 = 1;
        u128 = 1;
        usize = 1;
        i8 = 1;
        i16 = 1;
        i32 = 1;
        i64 = 1;
        i128 = 1;
        isize = 1;
        f32 = 1.0;
        f64 = 1.0;
        bool = true;
        char = 'x';
        c_char = 1;
        c_int = 1;
        c_long = 1;
        () = ();
    };
    assert_true(&cases, Expected::Known);
}

#[test]
fn pointers() {
    static BYTE: u8 = 1;
    let cases = payloads! {
        &'static u8 = &BYTE;
        &'static str = "text";
        &'static [u16] = &[1, 2];
        &'static [String] = &[];
        &'static CStr = c"text";
        &'static Plain = &Plain { a: 1, b: 2, c: 3 };
        &'static [u8; 64] = &[1; 64];
        &'static mut [u8] = &mut [];
        &'static () = &();
        *const u8 = std::ptr::null();
        *mut c_void = std::ptr::null_mut();
        *const () = std::ptr::null();
        NonNull<u64> = NonNull::dangling();
        Option<&'static u8> = Some(&BYTE);
        fn(u8) -> u8 = function;
        fn() = || {};
        Option<fn(u8) -> u8> = Some(function);
        AtomicPtr<u8> = AtomicPtr::new(std::ptr::null_mut());
    };
    assert_true(&cases, Expected::Known);
}

#[test]
fn owning_types() {
    let cases = payloads! {
        String = String::from("text");
        Vec<u8> = vec![1];
        Vec<Vec<String>> = vec![];
        Box<u8> = Box::new(1);
        Box<Plain> = Box::new(Plain { a: 1, b: 2, c: 3 });
        Box<String> = Box::default();
        Box<str> = "text".into();
        Box<[u32]> = Box::new([1]);
        Option<String> = None;
        Option<Box<u8>> = Some(Box::new(1));
        Option<Vec<u8>> = Some(vec![]);
        Rc<u8> = Rc::new(1);
        Arc<u8> = Arc::new(1);
        Arc<String> = Arc::default();
        BTreeMap<u8, String> = BTreeMap::new();
        BTreeSet<u32> = BTreeSet::new();
        BinaryHeap<u32> = BinaryHeap::new();
        LinkedList<u32> = LinkedList::new();
        VecDeque<u32> = VecDeque::new();
    };
    assert_true(&cases, Expected::Known);
}

#[test]
fn options_arrays_and_tuples() {
    let cases = payloads! {
        Option<u8> = Some(1);
        Option<u64> = Some(1);
        Option<bool> = Some(true);
        Option<Option<bool>> = Some(None);
        Option<char> = None;
        Option<Plain> = None;
        Option<(u8, u32)> = Some((1, 2));
        [u8; 0] = [];
        [u8; 1] = [1];
        [u8; 4096] = [1; 4096];
        [u64; 0] = [];
        [String; 0] = [];
        [String; 3] = [const { String::new() }; 3];
        [Plain; 7] = [Plain { a: 1, b: 2, c: 3 }; 7];
        [[u16; 3]; 5] = [[1; 3]; 5];
        [Option<NonZeroU8>; 100] = [None; 100];
        [Aligned; 0] = [];
        (u8,) = (1,);
        (u8, u64) = (1, 2);
        (u8, String, [u16; 3]) = (1, String::new(), [1; 3]);
        ((u8, u32), (), Option<u16>) = ((1, 2), (), None);
        (u8, u16, u32, u64, u8, u16, u32, u64, u8, u16, u32, u64) =
            (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    };
    assert_true(&cases, Expected::Known);
}

#[test]
fn cells_atomics_and_locks() {
    let cases = payloads! {
        Cell<u8> = Cell::new(1);
        Cell<Option<u32>> = Cell::new(None);
        Cell<&'static str> = Cell::new("text");
        RefCell<u8> = RefCell::new(1);
        RefCell<Vec<u8>> = RefCell::new(vec![]);
        UnsafeCell<u32> = UnsafeCell::new(1);
        OnceCell<String> = OnceCell::new();
        AtomicBool = AtomicBool::new(true);
        AtomicI8 = AtomicI8::new(1);
        AtomicU16 = AtomicU16::new(1);
        AtomicU32 = AtomicU32::new(1);
        AtomicU64 = AtomicU64::new(1);
        AtomicUsize = AtomicUsize::new(1);
        [AtomicU32; 3] = [const { AtomicU32::new(1) }; 3];
        Mutex<u8> = Mutex::new(1);
        Mutex<Vec<String>> = Mutex::new(vec![]);
        RwLock<u64> = RwLock::new(1);
        Once = Once::new();
        OnceLock<u32> = OnceLock::new();
        Condvar = Condvar::new();
        Mutex<Option<Box<u8>>> = Mutex::new(None);
    };
    assert_true(&cases, Expected::Known);
}

#[test]
fn other_types_of_the_library() {
    let cases = payloads! {
        NonZeroU8 = NonZeroU8::MIN;
        NonZeroUsize = NonZeroUsize::MIN;
        NonZero<i128> = NonZero::<i128>::MIN;
        Option<NonZero<u32>> = None;
        Wrapping<u32> = Wrapping(1);
        Saturating<i16> = Saturating(1);
        Reverse<u64> = Reverse(1);
        Ordering = Ordering::Less;
        Duration = Duration::from_secs(1);
        SystemTime = SystemTime::UNIX_EPOCH;
        IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
        Ipv4Addr = Ipv4Addr::LOCALHOST;
        Ipv6Addr = Ipv6Addr::LOCALHOST;
        SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 1));
        SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 1);
        SocketAddrV6 = SocketAddrV6::new(Ipv6Addr::LOCALHOST, 1, 0, 0);
        PhantomData<String> = PhantomData;
        PhantomPinned = PhantomPinned;
        MaybeUninit<u32> = MaybeUninit::new(1);
        ManuallyDrop<u32> = ManuallyDrop::new(1);
        ManuallyDrop<String> = ManuallyDrop::new(String::new());
        Pin<Box<u8>> = Box::pin(1);
        Pin<&'static u8> = Pin::new(&1);
    };
    assert_true(&cases, Expected::Known);
}

#[test]
fn derived_types() {
    let plain = Plain { a: 1, b: 2, c: 3 };
    let cases = payloads! {
        Plain = plain;
        Owning = Owning(plain, String::new(), None);
        Unit = Unit;
        Packed = Packed { a: 1, b: 2 };
        Aligned = Aligned(1);
        Bits = Bits { int: 1 };
        Dropping = Dropping(9);
        Fieldless = Fieldless::A;
        WithUnit = WithUnit::Text(String::new());
        Option<WithoutUnit> = Some(WithoutUnit::Number(1));
        [Plain; 3] = [plain; 3];
        (Plain, Aligned) = (plain, Aligned(1));
        Box<WithoutUnit> = Box::new(WithoutUnit::Text(String::new()));
        Cell<Plain> = Cell::new(plain);
    };
    assert_true(&cases, Expected::Known);
    let _ = (Bits { float: 1.0 }, Fieldless::B, WithUnit::Nothing);
}

/// An enum none of whose variants is without fields is made of samples as well as any other type.
#[test]
fn derived_enums_whose_variants_all_have_fields() {
    let cases = payloads! {
        WithoutUnit = WithoutUnit::Number(1);
        Tagged = Tagged::A(1);
        LikeC = LikeC::B { x: 1 };
        [WithoutUnit; 2] = [WithoutUnit::Number(1), WithoutUnit::Text(String::new())];
    };
    let _ = (Tagged::B { x: 1 }, LikeC::A(1));
    assert_true(&cases, Expected::Known);
}

/// Types that hold a sample's bytes several times over.
#[test]
fn large_types() {
    let cases = payloads! {
        [u8; 4096] = [1; 4096];
        [[u64; 32]; 2] = [[1; 32]; 2];
        Option<[u64; 15]> = None;
        Box<[u8; 1024]> = Box::new([1; 1024]);
        &'static [u8; 1024] = &[1; 1024];
    };
    assert_true(&cases, Expected::Known);
}

/// The samples of types whose insides are not described are kept small: of larger ones nothing is said.
#[test]
fn larger_types() {
    let cases = payloads! {
        Option<[u8; 4096]> = None;
        Option<[u64; 17]> = None;
        MaybeUninit<[u8; 4096]> = MaybeUninit::uninit();
        &'static [u8; 4096] = &[1; 4096];
        Box<[u8; 4096]> = Box::new([1; 4096]);
        Mutex<[u8; 4096]> = Mutex::new([1; 4096]);
        RefCell<[u64; 32]> = RefCell::new([1; 32]);
        Box<Large> = Box::new(Large([1; 300]));
    };
    assert_true(&cases, Expected::Honest);
}

#[derive(Layout)]
#[repr(align(256))]
struct Large([u64; 300]);

/// Of these no value can be made in a `const`: their places may be left open, and are never wrong.
#[test]
fn types_without_samples() {
    let cases = payloads! {
        Box<dyn Fn(u8) -> u8> = Box::new(function);
        &'static dyn Sync = &1_u8;
        *const dyn Sync = &raw const BYTE;
        Rc<str> = "text".into();
        Arc<[u8]> = Arc::new([1]);
        Box<Path> = Path::new("path").into();
        Result<u8, u32> = Ok(1);
        Result<String, ()> = Err(());
        Range<u32> = 1..2;
        Cow<'static, str> = Cow::Borrowed("text");
        CString = CString::default();
        OsString = OsString::new();
        &'static OsStr = OsStr::new("text");
        PathBuf = PathBuf::new();
        &'static Path = Path::new("path");
        HashMap<u8, u16> = HashMap::new();
        HashSet<u8> = HashSet::new();
        Instant = Instant::now();
        Barrier = Barrier::new(1);
        for<'a> fn(&'a u8) -> &'a u8 = |value| value;
        std::thread::JoinHandle<()> = std::thread::spawn(|| {});
        std::thread::Thread = std::thread::current();
        Undescribed = Undescribed(1, 2);
        Option<Undescribed> = None;
        [Undescribed; 2] = [Undescribed(1, 2), Undescribed(3, 4)];
    };
    assert_true(&cases, Expected::Honest);
    print_unknown(&cases);
}

static BYTE: u8 = 1;

#[expect(dead_code, reason = "its layout is what counts")]
struct Undescribed(u8, u32);

/// Prints what is left open, to show how much there is of it.
fn print_unknown(cases: &[Case]) {
    for case in cases {
        let open = case.layout.variants().filter(|variant| !variant.is_placed()).count();
        println!("{}: {open} variants whose fields have no known place", case.name);
    }
}
