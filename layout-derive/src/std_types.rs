//! The one list of the types that the derive knows by their names. A name may be one of the user's own type:
//! so each use says what follows then, and none is a promise.

use proc_macro2::Ident;

/// A type of std with one parameter, or more.
pub(crate) struct StdType {
    name: &'static str,
    parameter: Parameter,
    /// It has a value that holds none of its parameter, as `LayoutProbe::__empty` of `layout_core` shows it:
    /// there is a sample though the parameter may not be described.
    pub(crate) has_empty: bool,
}

/// What a value of a type has of the type's parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parameter {
    /// A value.
    Held,
    /// A pointer to values. The type is described whatever its parameter is, if that is sized.
    Pointed,
    /// Nothing.
    Absent,
    /// A value, of which nobody asks.
    Unasked,
}

const STD_TYPES: &[StdType] = &[
    StdType { name: "Option", parameter: Parameter::Held, has_empty: true },
    StdType { name: "MaybeUninit", parameter: Parameter::Held, has_empty: true },
    StdType { name: "ManuallyDrop", parameter: Parameter::Held, has_empty: false },
    StdType { name: "Cell", parameter: Parameter::Held, has_empty: false },
    StdType { name: "RefCell", parameter: Parameter::Held, has_empty: false },
    StdType { name: "OnceCell", parameter: Parameter::Unasked, has_empty: true },
    StdType { name: "OnceLock", parameter: Parameter::Unasked, has_empty: true },
    StdType { name: "Box", parameter: Parameter::Pointed, has_empty: false },
    StdType { name: "Vec", parameter: Parameter::Pointed, has_empty: false },
    StdType { name: "Rc", parameter: Parameter::Pointed, has_empty: false },
    StdType { name: "Arc", parameter: Parameter::Pointed, has_empty: false },
    StdType { name: "NonNull", parameter: Parameter::Pointed, has_empty: false },
    StdType { name: "PhantomData", parameter: Parameter::Absent, has_empty: false },
];

impl StdType {
    /// The type that is called so.
    pub(crate) fn called(name: &Ident) -> Option<&'static Self> {
        STD_TYPES.iter().find(|ty| name == ty.name)
    }

    /// Whether it holds a value of its parameter, as `LayoutProbe::__HOLDS` of `layout_core` confirms: a type
    /// that the parameter names has no size if it is the declared one.
    pub(crate) fn holds(&self) -> bool {
        self.parameter == Parameter::Held
    }

    /// Whether it holds no value of its parameter: what the user declared is not described by way of it.
    pub(crate) fn holds_none(&self) -> bool {
        matches!(self.parameter, Parameter::Pointed | Parameter::Absent)
    }

    /// Whether it is described whatever its parameter is, if that is sized.
    pub(crate) fn is_described(&self) -> bool {
        self.parameter == Parameter::Pointed
    }

    /// Whether the name of one that has an empty value stands in a text.
    pub(crate) fn has_empty_in(text: &str) -> bool {
        STD_TYPES.iter().any(|ty| ty.has_empty && text.contains(ty.name))
    }
}

/// The primitive types, whose names may stand as text: the compiler knows them wherever it stands.
const PRIMITIVES: &str =
    "u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 bool char str";

/// Whether a name is that of a primitive type.
pub(crate) fn is_primitive(name: &str) -> bool {
    PRIMITIVES.split(' ').any(|primitive| name == primitive)
}

/// Whether a type without parameters is called as those of the language or of `std` which hold none of the
/// user's.
pub(crate) fn is_closed(name: &str) -> bool {
    const NAMES: [&str; 8] = ["bool", "char", "f32", "f64", "usize", "isize", "String", "Duration"];
    let is_int = |name: &str| {
        name.strip_prefix(['u', 'i'])
            .is_some_and(|bits| bits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    is_int(name)
        || NAMES.contains(&name)
        || ["c_", "Atomic", "NonZero"].iter().any(|prefix| name.starts_with(prefix))
}
