use core::fmt;

use super::parts::{AllowedFindings, Sample};
use super::variant::VariantList;
use super::{
    CACHE_LINE, FieldLayout, FieldList, Fields, Kind, Niches, Opaque, Repr, ResolvedField, Tagging,
    Tail, VariantLayout, Variants, Walk,
};

/// The layout of a type: what [`Layout::LAYOUT`](crate::Layout::LAYOUT) holds.
///
/// ```
/// use layout_core::Layout;
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Packet {
///     version: u8,
///     length: u16,
///     checksum: u32,
/// }
///
/// const LENGTH_AT: usize = Packet::LAYOUT.offset("length").unwrap();
/// const HOLE: layout_core::Hole = Packet::LAYOUT.holes().next().unwrap();
///
/// assert_eq!(LENGTH_AT, 2);
/// assert_eq!((HOLE.offset, HOLE.size), (1, 1));
/// assert_eq!(Packet::LAYOUT.padding(), 1);
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TypeLayout {
    /// The type's name, without its module and its generic arguments.
    pub name: &'static str,
    /// The module that declares the type, such as `my_crate::wire`.
    pub module_path: &'static str,
    /// The type's size. Of a type that is [not sized](Self::is_sized) the size of a value whose tail is
    /// empty; 0 if that is not known either.
    pub size: usize,
    /// The type's alignment. Of a type whose tail is a trait object or a parameter, the least that it
    /// can be.
    pub align: usize,
    /// The representation it was declared with. [`Repr::RUST`] for types that declare none.
    pub repr: Repr,
    /// What sort of type it is.
    pub kind: Kind,
    pub(crate) is_sized: bool,
    pub(crate) type_name: fn() -> &'static str,
    pub(crate) fields: FieldList,
    pub(crate) element: Option<&'static TypeLayout>,
    /// Of an opaque type without an element: what is known of its bytes.
    pub(crate) opaque: Opaque,
    /// Of an opaque type: what it holds by value at places that are not known.
    pub(crate) held: &'static [&'static TypeLayout],
    pub(crate) variants: Option<&'static VariantList>,
    pub(crate) sample: Option<&'static Sample>,
    pub(crate) niches: Niches,
    pub(crate) allowed: AllowedFindings,
}

impl TypeLayout {
    /// Whether all values are known to have the same size: not those of `[T]`, `str`, `dyn Trait` and of
    /// structs that end in one of them, or in a parameter that is `?Sized`.
    #[must_use]
    #[inline]
    pub const fn is_sized(&self) -> bool {
        self.is_sized
    }

    /// The tail of a type that is not sized.
    #[must_use]
    #[inline]
    pub const fn tail(&self) -> Option<Tail> {
        if self.is_sized {
            return None;
        }
        match (self.kind, self.element) {
            (Kind::Slice, Some(element)) => {
                return Some(Tail { offset: Some(0), stride: Some(element.size) });
            }
            (Kind::Struct | Kind::TupleStruct, _) if self.fields.len() > 0 => {}
            _ => return Some(Tail { offset: None, stride: None }),
        }
        let last = self.fields.len() - 1;
        let inner = match self.fields.layout(last) {
            Some(layout) => layout.tail(),
            None => None,
        };
        Some(match (self.fields.offset(last), inner) {
            (Some(outer), Some(Tail { offset: Some(inner), stride })) => {
                Tail { offset: outer.checked_add(inner), stride }
            }
            (_, Some(Tail { stride, .. })) => Tail { offset: None, stride },
            (offset, None) => Tail { offset, stride: None },
        })
    }

    /// The full name of the type as the compiler resolves it, such as `my_crate::Ring<u32, 8>`.
    ///
    /// Source: [`core::any::type_name`], whose text may differ between compilers. Not a `const fn`,
    /// as that one is not.
    #[must_use]
    #[inline]
    pub fn type_name(&self) -> &'static str {
        (self.type_name)()
    }

    /// The fields in the order of their declaration; empty for types that list none.
    #[must_use]
    #[inline]
    pub const fn fields(&self) -> Fields {
        self.fields.iter()
    }

    /// The variants of an enum in the order of their declaration; none of any other type.
    #[must_use]
    #[inline]
    pub const fn variants(&self) -> Variants {
        match self.variants {
            Some(variants) => variants.iter(),
            None => Variants::NONE,
        }
    }

    /// The variant of that name. Linear in the number of variants.
    #[must_use]
    #[inline]
    pub const fn variant(&self, name: &str) -> Option<VariantLayout> {
        self.variants().find(name.as_bytes(), 0, name.len())
    }

    /// How the variants of an enum are told apart; `None` of any other type.
    #[must_use]
    #[inline]
    pub const fn tagging(&self) -> Option<Tagging> {
        match self.variants {
            Some(variants) => Some(variants.tagging(self.size, self.repr)),
            None => None,
        }
    }

    /// The layout of an array's elements.
    #[must_use]
    #[inline]
    pub const fn element(&self) -> Option<&'static TypeLayout> {
        self.element
    }

    /// The field of that name; a tuple's are `"0"`, `"1"` and so on. Linear in the number of fields.
    #[must_use]
    #[inline]
    pub const fn field(&self, name: &str) -> Option<FieldLayout> {
        self.fields.find(name.as_bytes(), 0, name.len()).next()
    }

    /// What lies at the end of a path of names and indices separated by dots: `"len"`,
    /// `"header.len"`, `"0"`, `"rows.3.x"`. `None` if there is no such field, or if the type of a
    /// field along the path does not describe its own fields.
    #[must_use]
    #[inline]
    pub const fn place(&self, path: &str) -> Option<ResolvedField> {
        match self.resolve(path) {
            Ok(place) => Some(place),
            Err(_) => None,
        }
    }

    /// The offset of what lies at the end of a path: [`place`](Self::place)`(path)?.offset`.
    #[doc(alias = "offset_of")]
    #[must_use]
    #[inline]
    pub const fn offset(&self, path: &str) -> Option<usize> {
        match self.resolve(path) {
            Ok(place) => place.offset,
            Err(_) => None,
        }
    }

    /// The fields and the padding between them in the order in which they lie in memory; nothing for
    /// types that do not list their fields.
    #[must_use]
    #[inline]
    pub const fn walk(&self) -> Walk {
        if self.kind.has_fields() {
            Walk::new(self.fields, self.known_size())
        } else {
            Walk::new(FieldList::EMPTY, 0)
        }
    }

    /// The fields of a variant of this enum and the stretches between them, in the order in which they
    /// lie in memory, behind the tag where its place is known.
    ///
    /// What the walk calls padding is padding if the [tagging](Self::tagging) is a tag or
    /// [`Tagging::Single`]. Otherwise a stretch may hold what tells the variants apart.
    #[must_use]
    #[inline]
    pub const fn walk_variant(&self, variant: &VariantLayout) -> Walk {
        let start = match self.tagging() {
            Some(Tagging::Tag { offset: 0, size }) => size,
            _ => 0,
        };
        Walk::from(variant.fields, start, self.size)
    }

    /// The number of cache lines of [`CACHE_LINE`] bytes that a value
    /// covers if it begins at the start of one.
    #[must_use]
    #[inline]
    pub const fn cache_lines(&self) -> usize {
        self.size.div_ceil(CACHE_LINE)
    }
}

impl fmt::Debug for TypeLayout {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypeLayout")
            .field("name", &self.name)
            .field("module_path", &self.module_path)
            .field("size", &self.size)
            .field("align", &self.align)
            .field("repr", &self.repr)
            .field("kind", &self.kind)
            .field("type_name", &self.type_name())
            .field("fields", &self.fields)
            .field("variants", &self.variants())
            .finish_non_exhaustive()
    }
}
