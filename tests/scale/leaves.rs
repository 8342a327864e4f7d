//! The types that the generated ones are made of: those of the language and its library.
//!
//! Their texts are those by which rustc itself prints them, with `'a` for a lifetime.

/// A type without parts.
#[derive(Debug)]
pub(crate) struct Plain {
    pub(crate) rust: &'static str,
    /// The type of the same layout in C, declared by [`C_TYPES`].
    pub(crate) c: Option<&'static str>,
    /// No target has a greater size.
    pub(crate) size: usize,
    /// No target has a greater alignment.
    pub(crate) align: usize,
    pub(crate) is_copy: bool,
    /// Whether it contains something of `repr(align)`, which a packed type must not.
    pub(crate) is_aligned: bool,
    /// Whether rustc prints it as it is written here even as an argument of another type.
    pub(crate) is_argument: bool,
}

/// A type with one argument, which is `{}` in its text.
#[derive(Debug)]
pub(crate) struct Constructor {
    pub(crate) rust: &'static str,
    pub(crate) c: Twin,
    /// Whether the argument's value lies in the value itself.
    pub(crate) is_inline: bool,
    /// Whether each value has a value of the argument.
    pub(crate) is_full: bool,
    pub(crate) is_copy: Copying,
    pub(crate) is_aligned: bool,
    /// What it has beside its argument, at most.
    pub(crate) size: usize,
}

/// What the same layout is in C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Twin {
    None,
    /// What its argument is.
    Argument,
    Pointer,
    /// A member of size 0.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copying {
    Always,
    /// If its argument is `Copy`.
    Argument,
    Never,
}

/// What [`Plain::c`] names.
pub(crate) const C_TYPES: &str = "\
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#ifdef __SIZEOF_INT128__
typedef __int128 int128;
typedef unsigned __int128 uint128;
#endif
typedef const void *pointer;
typedef void (*function)(void);
typedef struct { } nothing;
";

const PLAIN: Plain = Plain {
    rust: "",
    c: None,
    size: 0,
    align: 1,
    is_copy: false,
    is_aligned: false,
    is_argument: true,
};

/// A number or something of which a byte pattern is a value.
const fn scalar(rust: &'static str, c: &'static str, size: usize) -> Plain {
    Plain { rust, c: Some(c), size, align: size, is_copy: true, ..PLAIN }
}

/// Something `Copy` that C does not know, of at most `size` bytes.
const fn value(rust: &'static str, size: usize) -> Plain {
    Plain { rust, size, align: 16, is_copy: true, ..PLAIN }
}

/// Something that owns memory or has to be dropped.
const fn owner(rust: &'static str, size: usize) -> Plain {
    Plain { rust, size, align: 8, ..PLAIN }
}

/// Something with an atomic inside, which is declared with `repr(align)`. Newer compilers print
/// another name for some.
const fn atomic(rust: &'static str, size: usize) -> Plain {
    Plain { rust, size, align: 8, is_aligned: true, is_argument: false, ..PLAIN }
}

/// Something `Copy` that rustc prints in another way than it is written here.
const fn other(rust: &'static str, size: usize) -> Plain {
    Plain { rust, size, align: 16, is_copy: true, is_argument: false, ..PLAIN }
}

const fn nothing(rust: &'static str) -> Plain {
    Plain { rust, c: Some("nothing"), size: 0, align: 1, is_copy: true, ..PLAIN }
}

/// What the program falls back on: it may stand wherever a type may that has bytes.
pub(crate) static BYTE: Plain = scalar("u8", "uint8_t", 1);

/// What may stand wherever a type must that has no bytes.
pub(crate) static NOTHING: Plain = nothing("()");

/// A use of the lifetime parameter.
pub(crate) static LIFETIME: Plain = nothing("std::marker::PhantomData<&'a u16>");

/// A tail that ends a type like a slice.
pub(crate) static STR: Plain = Plain { rust: "str", ..PLAIN };

/// A tail whose alignment only a value knows.
pub(crate) static OBJECT: Plain = Plain { rust: "dyn std::any::Any", ..PLAIN };

/// Types without a value.
pub(crate) static UNINHABITED: [Plain; 1] = [other("std::convert::Infallible", 0)];

/// Types of size 0 and alignment 1, which may stand beside the one field of a transparent struct.
pub(crate) static NOTHINGS: [Plain; 4] = [
    nothing("()"),
    nothing("std::marker::PhantomData<std::string::String>"),
    nothing("std::marker::PhantomData<u64>"),
    nothing("[u8; 0]"),
];

pub(crate) static PLAINS: &[Plain] = &[
    scalar("u8", "uint8_t", 1),
    scalar("u16", "uint16_t", 2),
    scalar("u32", "uint32_t", 4),
    scalar("u64", "uint64_t", 8),
    scalar("u128", "uint128", 16),
    scalar("usize", "uintptr_t", 8),
    scalar("i8", "int8_t", 1),
    scalar("i16", "int16_t", 2),
    scalar("i32", "int32_t", 4),
    scalar("i64", "int64_t", 8),
    scalar("i128", "int128", 16),
    scalar("isize", "intptr_t", 8),
    scalar("f32", "float", 4),
    scalar("f64", "double", 8),
    scalar("bool", "bool", 1),
    scalar("char", "uint32_t", 4),
    scalar("std::num::NonZero<u8>", "uint8_t", 1),
    scalar("std::num::NonZero<i16>", "int16_t", 2),
    scalar("std::num::NonZero<u32>", "uint32_t", 4),
    scalar("std::num::NonZero<u64>", "uint64_t", 8),
    scalar("std::num::NonZero<usize>", "uintptr_t", 8),
    scalar("std::num::NonZero<u128>", "uint128", 16),
    scalar("std::option::Option<std::num::NonZero<u8>>", "uint8_t", 1),
    scalar("std::option::Option<std::num::NonZero<u32>>", "uint32_t", 4),
    scalar("std::option::Option<std::num::NonZero<i64>>", "int64_t", 8),
    scalar("std::option::Option<&'a u8>", "pointer", 8),
    scalar("std::option::Option<std::ptr::NonNull<u64>>", "pointer", 8),
    scalar("extern \"C\" fn(u32)", "function", 8),
    scalar("std::option::Option<extern \"C\" fn(u32) -> u8>", "function", 8),
    scalar("fn(u8) -> u8", "function", 8),
    Plain { is_argument: false, ..scalar("std::ffi::c_long", "long", 8) },
    Plain { is_argument: false, ..scalar("std::ffi::c_char", "char", 1) },
    Plain { is_argument: false, ..scalar("*mut std::ffi::c_void", "pointer", 8) },
    nothing("()"),
    nothing("std::marker::PhantomData<u32>"),
    nothing("std::marker::PhantomPinned"),
    value("&'a str", 16),
    value("&'a [u16]", 16),
    value("&'a dyn std::any::Any", 16),
    value("*const [u8]", 16),
    value("*mut str", 16),
    value("std::option::Option<bool>", 1),
    value("std::option::Option<char>", 4),
    value("std::option::Option<u32>", 8),
    value("std::option::Option<std::option::Option<bool>>", 1),
    value("std::option::Option<&'a str>", 16),
    value("std::result::Result<u8, ()>", 2),
    value("std::time::Duration", 16),
    value("std::time::Instant", 16),
    value("std::time::SystemTime", 16),
    value("std::net::Ipv4Addr", 4),
    value("std::net::IpAddr", 17),
    value("std::net::SocketAddr", 32),
    value("std::cmp::Ordering", 1),
    value("std::option::Option<std::cmp::Ordering>", 1),
    value("std::any::TypeId", 16),
    value("std::alloc::Layout", 16),
    value("std::thread::ThreadId", 8),
    value("unsafe fn(u8, u16) -> u32", 8),
    other("for<'x> fn(&'x u8) -> &'x u8", 8),
    other("<std::vec::IntoIter<u32> as std::iter::Iterator>::Item", 4),
    other("std::num::NonZeroU16", 2),
    owner("std::string::String", 24),
    owner("std::vec::Vec<u8>", 24),
    owner("std::option::Option<std::string::String>", 24),
    owner("std::boxed::Box<str>", 16),
    owner("std::boxed::Box<dyn std::any::Any>", 16),
    owner("std::boxed::Box<[u32]>", 16),
    owner("std::option::Option<std::boxed::Box<u8>>", 8),
    owner("std::borrow::Cow<'a, str>", 24),
    owner("std::path::PathBuf", 24),
    owner("std::ffi::CString", 16),
    owner("std::ffi::OsString", 24),
    owner("std::rc::Weak<u8>", 8),
    owner("std::cell::Cell<bool>", 1),
    owner("std::cell::RefCell<u64>", 16),
    owner("std::collections::HashMap<u8, u16>", 64),
    owner("std::collections::BTreeSet<u8>", 32),
    owner("std::ops::RangeInclusive<u16>", 8),
    owner("std::result::Result<std::string::String, u8>", 32),
    owner("std::vec::IntoIter<u8>", 64),
    owner("std::thread::JoinHandle<()>", 64),
    atomic("std::sync::atomic::AtomicBool", 1),
    atomic("std::sync::atomic::AtomicU8", 1),
    atomic("std::sync::atomic::AtomicI16", 2),
    atomic("std::sync::atomic::AtomicU32", 4),
    atomic("std::sync::atomic::AtomicU64", 8),
    atomic("std::sync::atomic::AtomicUsize", 8),
    atomic("std::sync::atomic::AtomicPtr<u8>", 8),
    atomic("std::sync::Once", 16),
    atomic("std::sync::Condvar", 64),
    atomic("std::sync::Barrier", 128),
];

/// SIMD types, which bring alignments of their own.
#[cfg(target_arch = "x86_64")]
pub(crate) static VECTORS: &[Plain] = &[
    vector("std::arch::x86_64::__m128", 16),
    vector("std::arch::x86_64::__m128i", 16),
    vector("std::arch::x86_64::__m256d", 32),
];
#[cfg(target_arch = "x86")]
pub(crate) static VECTORS: &[Plain] = &[
    vector("std::arch::x86::__m128", 16),
    vector("std::arch::x86::__m128i", 16),
    vector("std::arch::x86::__m256d", 32),
];
#[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
pub(crate) static VECTORS: &[Plain] = &[];

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
const fn vector(rust: &'static str, size: usize) -> Plain {
    Plain { align: size, ..other(rust, size) }
}

const OWNER: Constructor = Constructor {
    rust: "",
    c: Twin::None,
    is_inline: false,
    is_full: false,
    is_copy: Copying::Never,
    is_aligned: false,
    size: 0,
};

/// One pointer to its argument.
const fn pointer(rust: &'static str, is_copy: Copying) -> Constructor {
    Constructor { rust, c: Twin::Pointer, is_copy, size: 8, ..OWNER }
}

/// Something on the heap, behind at most `size` bytes.
const fn container(rust: &'static str, size: usize) -> Constructor {
    Constructor { rust, size, ..OWNER }
}

/// Exactly its argument.
const fn wrapper(rust: &'static str, is_copy: Copying) -> Constructor {
    Constructor { rust, c: Twin::Argument, is_inline: true, is_full: true, is_copy, ..OWNER }
}

/// Its argument with at most `size` bytes beside it, padding included.
const fn holder(rust: &'static str, is_copy: Copying, size: usize) -> Constructor {
    Constructor { rust, is_inline: true, is_full: true, is_copy, size, ..OWNER }
}

/// Something that can do without its argument, else with at most `size` bytes beside it.
const fn option(rust: &'static str, is_copy: Copying, size: usize) -> Constructor {
    Constructor { is_full: false, ..holder(rust, is_copy, size) }
}

/// Its argument with an atomic beside it.
const fn lock(rust: &'static str, size: usize) -> Constructor {
    Constructor { is_aligned: true, ..holder(rust, Copying::Never, size) }
}

pub(crate) static PHANTOM: Constructor = Constructor {
    rust: "std::marker::PhantomData<{}>",
    c: Twin::Nothing,
    is_copy: Copying::Always,
    ..OWNER
};

/// What makes a union's field of a type that must be dropped.
pub(crate) static MANUALLY_DROP: Constructor =
    wrapper("std::mem::ManuallyDrop<{}>", Copying::Argument);

pub(crate) static CONSTRUCTORS: &[Constructor] = &[
    pointer("&'a {}", Copying::Always),
    pointer("&'a mut {}", Copying::Never),
    pointer("*const {}", Copying::Always),
    pointer("*mut {}", Copying::Always),
    pointer("std::ptr::NonNull<{}>", Copying::Always),
    pointer("std::boxed::Box<{}>", Copying::Never),
    pointer("std::option::Option<std::boxed::Box<{}>>", Copying::Never),
    pointer("std::option::Option<&'a {}>", Copying::Always),
    Constructor { c: Twin::None, ..pointer("std::rc::Rc<{}>", Copying::Never) },
    Constructor { c: Twin::None, ..pointer("std::sync::Arc<{}>", Copying::Never) },
    Constructor { c: Twin::None, ..pointer("std::pin::Pin<std::boxed::Box<{}>>", Copying::Never) },
    container("std::vec::Vec<{}>", 24),
    container("std::option::Option<std::vec::Vec<{}>>", 24),
    container("std::boxed::Box<[{}]>", 16),
    container("&'a [{}]", 16),
    container("std::collections::VecDeque<{}>", 32),
    container("std::collections::BTreeMap<u32, {}>", 32),
    wrapper("std::mem::ManuallyDrop<{}>", Copying::Argument),
    Constructor { is_full: false, ..wrapper("std::mem::MaybeUninit<{}>", Copying::Argument) },
    wrapper("std::cell::Cell<{}>", Copying::Never),
    wrapper("std::cell::UnsafeCell<{}>", Copying::Never),
    wrapper("std::num::Wrapping<{}>", Copying::Argument),
    option("std::option::Option<{}>", Copying::Argument, 0),
    option("std::option::Option<std::option::Option<{}>>", Copying::Argument, 1),
    option("std::result::Result<{}, u8>", Copying::Argument, 1),
    option("std::result::Result<u64, {}>", Copying::Argument, 16),
    holder("std::cell::RefCell<{}>", Copying::Never, 8),
    option("std::cell::OnceCell<{}>", Copying::Never, 0),
    holder("std::cmp::Reverse<{}>", Copying::Argument, 0),
    lock("std::sync::Mutex<{}>", 16),
    lock("std::sync::RwLock<{}>", 32),
    Constructor { is_full: false, ..lock("std::sync::OnceLock<{}>", 16) },
];
