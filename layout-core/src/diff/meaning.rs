//! Whether two types mean the same by the same bytes, as far as their names tell.

use std_alloc::string::String;

use super::Effect;
use crate::layout::{Kind, Tagging};
use crate::record::ShortName;
use crate::record::TypeRecord;
use crate::record::name::{part_len, stable_name};

/// Whether two full names are those of one type, or of one that was moved to another module.
#[inline]
pub(super) fn is_same_name(older: &str, newer: &str) -> bool {
    older == newer
        || std_alloc::format!("{}", ShortName(older)) == std_alloc::format!("{}", ShortName(newer))
}

/// Whether two full names are those of one type.
#[inline]
pub(super) fn is_same_full_name(older: &str, newer: &str) -> bool {
    older == newer || stable_name(older) == stable_name(newer)
}

/// Whether the bytes of two types of these names and of one size mean the same: a `usize` and a `u64`, a
/// `Wrapping<u32>` and a `u32`, arrays of such.
#[inline]
pub(super) fn is_same_meaning(older: &str, newer: &str) -> bool {
    let (older, newer) = (stable_name(older), stable_name(newer));
    is_same_leaf(&older, &newer)
}

#[inline]
fn is_same_leaf(older: &str, newer: &str) -> bool {
    let (older, newer) = (unwrapped(older), unwrapped(newer));
    if let (Some((older, older_len)), Some((newer, newer_len))) = (array(older), array(newer)) {
        return older_len == newer_len && is_same_leaf(older, newer);
    }
    let nonzero = |name| generic(name, "std::num::NonZero");
    if let (Some(older), Some(newer)) = (nonzero(older), nonzero(newer)) {
        return is_same_leaf(older, newer);
    }
    let (older, newer) = (value_of_atomic(older), value_of_atomic(newer));
    // Of a type that is not described its name does not tell what is within.
    older == newer && is_known(&older)
        || is_signed(&older).is_some_and(|sign| is_signed(&newer) == Some(sign))
}

/// Types that lie in memory as their parameter does and mean what it means.
///
/// Source: their documentation, each under "memory layout" or `repr(transparent)`.
const TRANSPARENT: [&str; 7] = [
    "std::cell::Cell",
    "std::cell::UnsafeCell",
    "std::cmp::Reverse",
    "std::mem::ManuallyDrop",
    "std::num::Saturating",
    "std::num::Wrapping",
    "std::pin::Pin",
];

/// The name of what fills a type of that name, as it is called in source.
#[inline]
pub(super) fn unwrapped(mut name: &str) -> &str {
    while let Some(inner) = TRANSPARENT.iter().find_map(|wrapper| generic(name, wrapper)) {
        name = inner;
    }
    name
}

/// The arguments of a type of that name.
#[inline]
fn generic<'a>(name: &'a str, of: &str) -> Option<&'a str> {
    name.strip_prefix(of)?.strip_prefix('<')?.strip_suffix('>')
}

/// The element and the length of an array.
#[inline]
fn array(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix('[')?.strip_suffix(']')?.rsplit_once("; ")
}

/// The integer in an atomic one, of the same bytes.
#[inline]
fn value_of_atomic(name: &str) -> String {
    let atomic = name.strip_prefix("std::sync::Atomic");
    let inner = atomic.and_then(|rest| rest.strip_prefix('<')?.strip_suffix('>'));
    match (inner, atomic) {
        (Some(inner), _) => inner.into(),
        (None, Some(rest)) => rest.to_lowercase(),
        _ => name.into(),
    }
}

/// Whether an integer has a sign; `None` if the type is no integer.
#[inline]
fn is_signed(name: &str) -> Option<bool> {
    match name {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => Some(false),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => Some(true),
        _ => None,
    }
}

const PRIMITIVES: [&str; 16] = [
    "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
    "isize", "f32", "f64",
];

/// Types of the standard library whose first parameters lie behind a pointer or nowhere, with how many these
/// are: what they are is no matter of the bytes of a value. A hasher or an allocator is held by value.
const BEHIND: [(&str, usize); 30] = [
    ("Box", 1),
    ("Vec", 1),
    ("std::cell::Ref", 1),
    ("std::cell::RefMut", 1),
    ("std::collections::BTreeMap", 2),
    ("std::collections::BTreeSet", 1),
    ("std::collections::BinaryHeap", 1),
    ("std::collections::HashMap", 2),
    ("std::collections::HashSet", 1),
    ("std::collections::LinkedList", 1),
    ("std::collections::VecDeque", 1),
    ("std::marker::PhantomData", 1),
    ("std::ptr::NonNull", 1),
    ("std::rc::Rc", 1),
    ("std::rc::Weak", 1),
    ("std::slice::Chunks", 1),
    ("std::slice::Iter", 1),
    ("std::slice::IterMut", 1),
    ("std::sync::Arc", 1),
    ("std::sync::AtomicPtr", 1),
    ("std::sync::MutexGuard", 1),
    ("std::sync::Receiver", 1),
    ("std::sync::RwLockReadGuard", 1),
    ("std::sync::RwLockWriteGuard", 1),
    ("std::sync::Sender", 1),
    ("std::sync::SyncSender", 1),
    ("std::sync::Weak", 1),
    ("std::thread::JoinHandle", 1),
    ("std::thread::ScopedJoinHandle", 1),
    ("std::vec::IntoIter", 1),
];

/// Whether the name alone tells that nothing within the type can have changed: it is a primitive, a pointer,
/// or a type of the standard library that holds no other by value.
#[inline]
pub(super) fn is_known_by_name(type_name: &str) -> bool {
    is_known(&stable_name(type_name))
}

#[inline]
fn is_known(name: &str) -> bool {
    let is_pointer = name.starts_with(['&', '*']) || is_function(name) || name == "str";
    if is_pointer || name == "!" || PRIMITIVES.contains(&name) {
        return true;
    }
    if let Some((element, _)) = array(name) {
        return is_known(element);
    }
    if let Some(items) = name.strip_prefix('(').and_then(|name| name.strip_suffix(')')) {
        return arguments(items).all(is_known);
    }
    if let Some(element) = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        return is_known(element);
    }
    let (path, generics) = match name.split_once('<') {
        Some((path, rest)) => (path, rest.strip_suffix('>').unwrap_or(rest)),
        None => (name, ""),
    };
    let is_std =
        path.starts_with("std::") || ["Option", "Result", "String", "Box", "Vec"].contains(&path);
    let behind = BEHIND.iter().find(|(name, _)| *name == path).map_or(0, |(_, count)| *count);
    is_std && arguments(generics).skip(behind).all(is_argument_known)
}

#[inline]
fn is_function(name: &str) -> bool {
    ["fn(", "unsafe fn(", "extern ", "unsafe extern ", "for<"].iter().any(|it| name.starts_with(it))
        && name.contains("fn(")
}

/// An argument may be a constant.
#[inline]
fn is_argument_known(argument: &str) -> bool {
    let is_constant = |c: char| c.is_ascii_digit() || c == '-' || c == '\'';
    argument.starts_with(is_constant) || ["true", "false"].contains(&argument) || is_known(argument)
}

/// The parts of a list of types.
#[inline]
fn arguments(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = list;
    core::iter::from_fn(move || {
        rest = rest.trim_start_matches([',', ' ']);
        if rest.is_empty() {
            return None;
        }
        let end = part_len(rest);
        let (part, _) = rest.split_at(if end == 0 { rest.len() } else { end });
        rest = &rest[part.len()..];
        Some(part)
    })
}

/// What it does to a type that the order of bytes is another: nothing if it has no value of several bytes.
#[inline]
pub(super) fn byte_order(type_name: &str, size: usize, layout: Option<&TypeRecord>) -> Effect {
    if size <= 1 && layout.is_none_or(|layout| layout.tail.is_none()) {
        return Effect::Compatible;
    }
    match layout {
        Some(layout) => byte_order_of(layout),
        None => byte_order_by_name(&stable_name(type_name), size),
    }
}

#[inline]
fn byte_order_of(layout: &TypeRecord) -> Effect {
    let of_fields = |fields: &[crate::record::FieldRecord]| {
        let of = |field: &crate::record::FieldRecord| {
            byte_order(&field.type_name, field.size, field.layout.as_deref())
        };
        fields.iter().map(of).max().unwrap_or(Effect::Compatible)
    };
    let of_element =
        |element: &TypeRecord| byte_order(&element.type_name, element.size, Some(element));
    match (layout.kind, &layout.element) {
        (Kind::Primitive(_) | Kind::Pointer, _) => order_of_bytes(layout.size),
        (_, Some(element)) => of_element(element),
        // One that changes with the order of bytes is enough; for the rest there is the tag.
        (Kind::Opaque, None) if !layout.held.is_empty() => {
            layout.held.iter().map(of_element).max().unwrap_or(Effect::Unknown).max(Effect::Unknown)
        }
        (Kind::Opaque | Kind::Slice, None) => {
            byte_order_by_name(&stable_name(&layout.type_name), layout.size)
        }
        (Kind::Enum, None) => {
            let tag = match layout.tagging {
                Some(Tagging::Tag { size, .. }) => order_of_bytes(size),
                Some(Tagging::Unknown) => Effect::Unknown,
                _ => Effect::Compatible,
            };
            layout.variants.iter().map(|variant| of_fields(&variant.fields)).fold(tag, Effect::max)
        }
        (Kind::Array { .. }, None) => Effect::Unknown,
        _ => of_fields(&layout.fields),
    }
}

#[inline]
fn byte_order_by_name(name: &str, size: usize) -> Effect {
    let name = unwrapped(name);
    if size <= 1 {
        return Effect::Compatible;
    }
    if let Some((element, len)) = array(name) {
        let len = len.parse().ok().filter(|len| *len > 0);
        return len.map_or(Effect::Unknown, |len: usize| byte_order_by_name(element, size / len));
    }
    if let Some(items) = name.strip_prefix('(').and_then(|name| name.strip_suffix(')')) {
        let of = |item| byte_order_by_name(item, size_by_name(item).unwrap_or(size));
        return arguments(items).map(of).max().unwrap_or(Effect::Compatible);
    }
    let is_pointer = name.starts_with(['&', '*']) || is_function(name);
    let is_number = is_pointer || PRIMITIVES.contains(&value_of_atomic(name).as_str());
    if is_number { Effect::Breaking } else { Effect::Unknown }
}

#[inline]
fn size_by_name(name: &str) -> Option<usize> {
    ["u8", "i8", "bool", "()"].contains(&name).then_some(1)
}

#[inline]
const fn order_of_bytes(size: usize) -> Effect {
    if size > 1 { Effect::Breaking } else { Effect::Compatible }
}

#[cfg(test)]
mod tests {
    use super::{is_known_by_name, is_same_meaning};

    #[test]
    fn what_the_name_alone_tells() {
        for (name, is_known) in [
            ("u8", true),
            ("[u8; 4]", true),
            ("(u8, [u16; 2])", true),
            ("()", true),
            ("(a::B,)", false),
            ("a::B", false),
            ("&a::B", true),
            ("*const a::B", true),
            ("fn(a::B) -> a::C", true),
            ("for<'a> fn(&'a u8) -> &'a u8", true),
            ("unsafe extern \"C\" fn(u8)", true),
            ("alloc::vec::Vec<a::B>", true),
            ("alloc::string::String", true),
            ("core::option::Option<u32>", true),
            ("core::option::Option<a::B>", false),
            ("core::option::Option<alloc::boxed::Box<a::B>>", true),
            ("core::cell::Cell<a::B>", false),
            ("core::array::iter::IntoIter<u8, 3>", true),
            ("core::array::iter::IntoIter<a::B, 3>", false),
            ("std::collections::hash::map::HashMap<a::B, a::C>", true),
            ("std::collections::hash::map::HashMap<u8, u8, a::Hasher>", false),
            ("alloc::vec::Vec<u8, a::Memory>", false),
            ("alloc::boxed::Box<dyn core::fmt::Debug>", true),
            ("core::result::Result<u8, a::B>", false),
            ("[a::B; 3]", false),
            ("a::Option<u8>", false),
            ("f64", true),
            ("char", true),
        ] {
            assert_eq!(is_known_by_name(name), is_known, "{name}");
        }
    }

    #[test]
    fn the_same_bytes_by_another_name() {
        for (older, newer, is_same) in [
            ("usize", "u64", true),
            ("u64", "i64", false),
            ("[usize; 2]", "[u64; 2]", true),
            ("[usize; 2]", "[u64; 3]", false),
            ("core::num::wrapping::Wrapping<u32>", "u32", true),
            ("core::cell::Cell<usize>", "u64", true),
            ("core::num::nonzero::NonZero<usize>", "core::num::nonzero::NonZero<u64>", true),
            ("core::num::nonzero::NonZero<u32>", "u32", false),
            ("core::sync::atomic::AtomicUsize", "core::sync::atomic::AtomicU64", true),
            ("core::sync::atomic::AtomicU32", "core::sync::atomic::Atomic<u32>", true),
            ("core::sync::atomic::AtomicI32", "core::sync::atomic::AtomicU32", false),
            ("u32", "f32", false),
            ("a::B", "b::B", false),
        ] {
            assert_eq!(is_same_meaning(older, newer), is_same, "{older} and {newer}");
        }
    }

    /// What it does to a value that the order of its bytes is another.
    #[test]
    fn bytes_in_another_order_by_name() {
        use super::byte_order_by_name;
        use crate::diff::change::Effect::{Breaking, Compatible, Unknown};

        for (name, size, effect) in [
            ("u8", 1, Compatible),
            ("u32", 4, Breaking),
            ("[u8; 4]", 4, Compatible),
            ("[u16; 2]", 4, Breaking),
            ("[u8; 0]", 0, Compatible),
            ("[u16; N]", 4, Unknown),
            ("(u8, bool)", 2, Compatible),
            ("(u8, u16)", 4, Breaking),
            ("(u8, a::B)", 4, Unknown),
            ("&a::B", 8, Breaking),
            ("fn(u8)", 8, Breaking),
            ("a::B", 8, Unknown),
        ] {
            assert_eq!(byte_order_by_name(name, size), effect, "{name}");
        }
    }

    #[test]
    fn full_names_are_one_if_what_stays_of_them_is() {
        use super::is_same_full_name;

        assert!(is_same_full_name("a::B", "a::B"));
        assert!(is_same_full_name("alloc::vec::Vec<u8>", "std::vec::Vec<u8>"));
        assert!(!is_same_full_name("a::B", "a::C"));
        assert!(!is_same_full_name("a::B", "b::B"));
    }
}
