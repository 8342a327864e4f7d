use core::fmt;

use super::parts::{AllowedFindings, Sample};
use super::variant::VariantList;
use super::{
    CACHE_LINE, FieldLayout, FieldList, Fields, Kind, Niches, Opaque, Repr, ResolvedField, Tagging,
    Tail, VariantLayout, Variants, Walk,
};

/// The layout of a type: its size, alignment, fields, padding and variants.
///
/// [`Layout::LAYOUT`](crate::Layout::LAYOUT) holds it. Sizes, alignments and offsets are in bytes.
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
#[doc(alias = "print_type_sizes")]
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct TypeLayout {
    /// The type's name, without its module and generic arguments.
    pub name: &'static str,
    /// The module that declares the type, such as `my_crate::wire`.
    pub module_path: &'static str,
    /// The type's size.
    ///
    /// For a type that is [not sized](Self::is_sized), the size of a value with an empty tail, or 0 if that
    /// is not known.
    #[doc(alias = "size_of")]
    pub size: usize,
    /// The type's alignment.
    ///
    /// If the type ends in a trait object or in a `?Sized` parameter, this is the least alignment that a
    /// value can have.
    #[doc(alias = "align_of")]
    pub align: usize,
    /// The declared representation, or [`Repr::RUST`] for types without a `repr`.
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
    /// Returns whether all values are known to have the same size.
    ///
    /// `false` for `[T]`, `str` and `dyn Trait`, and for structs that end in one of them or in a `?Sized`
    /// parameter.
    #[must_use]
    #[inline]
    pub const fn is_sized(&self) -> bool {
        self.is_sized
    }

    /// Returns the tail of a type that is not sized, and `None` for sized types.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Message {
    ///     len: u32,
    ///     body: [u16],
    /// }
    ///
    /// let tail = Message::LAYOUT.tail().unwrap();
    /// assert_eq!((tail.offset, tail.stride), (Some(4), Some(2)));
    /// ```
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

    /// Returns the full name of the type as the compiler resolves it, such as `my_crate::Ring<u32, 8>`.
    ///
    /// The text comes from [`core::any::type_name`] and may differ between compilers. That function is not
    /// `const`, so this one is not either.
    #[must_use]
    #[inline]
    pub fn type_name(&self) -> &'static str {
        (self.type_name)()
    }

    /// Returns the fields in the order of declaration. Empty for types that list none.
    #[must_use]
    #[inline]
    pub const fn fields(&self) -> Fields {
        self.fields.iter()
    }

    /// Returns the variants of an enum in the order of declaration. Empty for other types.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// #[repr(u8)]
    /// enum Command {
    ///     Stop = 1,
    ///     Move { x: i32 } = 4,
    /// }
    ///
    /// let variants = Command::LAYOUT.variants().map(|it| (it.name, it.discriminant.as_i128()));
    /// assert!(variants.eq([("Stop", Some(1)), ("Move", Some(4))]));
    /// ```
    #[must_use]
    #[inline]
    pub const fn variants(&self) -> Variants {
        match self.variants {
            Some(variants) => variants.iter(),
            None => Variants::NONE,
        }
    }

    /// Returns the variant with that name. Takes time linear in the number of variants.
    #[must_use]
    #[inline]
    pub const fn variant(&self, name: &str) -> Option<VariantLayout> {
        self.variants().find(name.as_bytes(), 0, name.len())
    }

    /// Returns how the variants of an enum are told apart, or `None` for other types.
    ///
    /// ```
    /// use layout_core::Layout;
    /// use layout_core::layout::Tagging;
    ///
    /// #[derive(Layout)]
    /// #[repr(u8)]
    /// enum Command {
    ///     Stop,
    ///     Move { x: i32 },
    /// }
    ///
    /// assert_eq!(Command::LAYOUT.tagging(), Some(Tagging::Tag { offset: 0, size: 1 }));
    /// ```
    #[must_use]
    #[inline]
    pub const fn tagging(&self) -> Option<Tagging> {
        match self.variants {
            Some(variants) => Some(variants.tagging(self.size, self.repr)),
            None => None,
        }
    }

    /// Returns the layout of the elements of an array or a slice, or of the value in a wrapper such as
    /// `Cell`.
    #[must_use]
    #[inline]
    pub const fn element(&self) -> Option<&'static TypeLayout> {
        self.element
    }

    /// Returns the field with that name. Tuple fields are named `"0"`, `"1"` and so on.
    ///
    /// Takes time linear in the number of fields.
    #[must_use]
    #[inline]
    pub const fn field(&self, name: &str) -> Option<FieldLayout> {
        self.fields.find(name.as_bytes(), 0, name.len()).next()
    }

    /// Returns the field or element at the end of a path.
    ///
    /// A path consists of names and indices separated by dots: `"len"`, `"header.len"`, `"0"`, `"rows.3.x"`.
    ///
    /// Returns `None` if there is no such field, or if a type along the path does not describe its fields.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Header {
    ///     kind: u8,
    ///     len: u32,
    /// }
    ///
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Frame {
    ///     id: u64,
    ///     header: Header,
    ///     rows: [u16; 4],
    /// }
    ///
    /// const LEN: layout_core::layout::ResolvedField = Frame::LAYOUT.place("header.len").unwrap();
    /// assert_eq!((LEN.offset, LEN.size), (Some(12), 4));
    /// assert_eq!(Frame::LAYOUT.offset("rows.3"), Some(22));
    /// ```
    #[doc(alias = "span_of")]
    #[must_use]
    #[inline]
    pub const fn place(&self, path: &str) -> Option<ResolvedField> {
        match self.resolve(path) {
            Ok(place) => Some(place),
            Err(_) => None,
        }
    }

    /// Returns the offset of the field or element at the end of a path, in bytes.
    ///
    /// Short for [`place`](Self::place)`(path)?.offset`, so `None` also means that stable Rust cannot
    /// determine the offset.
    #[doc(alias = "offset_of")]
    #[must_use]
    #[inline]
    pub const fn offset(&self, path: &str) -> Option<usize> {
        match self.resolve(path) {
            Ok(place) => place.offset,
            Err(_) => None,
        }
    }

    /// Returns the fields and the padding between them, in memory order. Empty for types that do not list
    /// their fields.
    ///
    /// ```
    /// use layout_core::Layout;
    /// use layout_core::layout::Slot;
    ///
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Packet {
    ///     version: u8,
    ///     length: u16,
    /// }
    ///
    /// let parts = Packet::LAYOUT.walk().map(|slot| match slot {
    ///     Slot::Field(field) => (field.name, field.size),
    ///     Slot::Padding(hole) => ("padding", hole.size),
    /// });
    /// assert!(parts.eq([("version", 1), ("padding", 1), ("length", 2)]));
    /// ```
    #[must_use]
    #[inline]
    pub const fn walk(&self) -> Walk {
        if self.kind.has_fields() {
            Walk::new(self.fields, self.known_size())
        } else {
            Walk::new(FieldList::EMPTY, 0)
        }
    }

    /// Returns the fields of a variant of this enum and the bytes between them, in memory order.
    ///
    /// The walk begins after the tag, if the tag is known to come first. What it calls padding is really
    /// padding only if the [tagging](Self::tagging) is [`Tagging::Tag`] or [`Tagging::Single`]. Otherwise
    /// those bytes may tell the variants apart.
    #[must_use]
    #[inline]
    pub const fn walk_variant(&self, variant: &VariantLayout) -> Walk {
        let start = match self.tagging() {
            Some(Tagging::Tag { offset: 0, size }) => size,
            _ => 0,
        };
        Walk::from(variant.fields, start, self.size)
    }

    /// Returns the number of cache lines, of [`CACHE_LINE`] bytes each, that a value covers if it begins at
    /// the start of a line.
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
