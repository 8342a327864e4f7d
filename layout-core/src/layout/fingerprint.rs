//! A hash of a layout.

use super::fields::FieldList;
use super::{BaseRepr, FieldLayout, Kind, Repr, Tagging, TypeLayout, VariantKind};

impl TypeLayout {
    /// Returns a hash of everything that decides what the type's bytes mean.
    ///
    /// Two programs that share memory or files must agree on the layout. If both have the same fingerprint
    /// for a type, they may share its bytes.
    ///
    /// The hash covers
    ///
    /// - for every type: the size, the kind, and the `repr` with its `packed(N)` and `align(N)`;
    /// - for each field: the name, the offset, and the fingerprint of its type. If the type is not described,
    ///   its size, alignment and text stand in. The check `fingerprint` rejects such a field, because changes
    ///   inside that type would go unnoticed;
    /// - for an enum: the names, discriminants and fields of its variants, and how the variants are told
    ///   apart;
    /// - for an array: the number of elements and the fingerprint of the element type;
    /// - for a primitive, a pointer and a type of the standard library: the name and the size. For the latter
    ///   also the fingerprints of the types that it [holds](Self::held), such as the `T` of `Option<T>`.
    ///
    /// The fingerprint changes when a field is added, removed, renamed, moved or given another type, also
    /// inside a field. The names and modules of types do not affect it. Neither does the alignment that a
    /// target gives to a primitive, unless it changes a size or an offset: a
    /// [portable](crate::guide::checks::portable) type has the same fingerprint on each target.
    ///
    /// The fingerprint is the same in each compilation and with each compiler if the type and everything
    /// inside it has a defined layout: `repr(C)`, `repr(transparent)`, or an enum with `repr(u8)` and the
    /// like. The byte order of numbers is not covered.
    ///
    /// The hash does not protect from someone who looks for a collision: it is 64-bit [FNV-1a][fnv], followed
    /// by the last step of [`SplitMix64`][mix]. In a `const` it costs nothing at run time, and one step per
    /// hashed byte at compile time.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Header {
    ///     magic: u32,
    ///     count: u32,
    /// }
    ///
    /// const FINGERPRINT: u64 = Header::LAYOUT.fingerprint();
    /// assert_eq!(FINGERPRINT, 0xb1ad_1e42_cb70_ddb7); // on every target
    /// ```
    ///
    /// [fnv]: http://www.isthe.com/chongo/tech/comp/fnv/
    /// [mix]: https://doi.org/10.1145/2714064.2660195
    #[must_use]
    #[inline]
    pub const fn fingerprint(&self) -> u64 {
        Hash::new().layout(self).finish()
    }
}

/// A hash that is being made.
struct Hash(u64);

impl Hash {
    #[inline]
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// A single byte: the step of FNV-1a.
    #[inline]
    const fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3))
    }

    #[inline]
    const fn bytes(mut self, bytes: &[u8]) -> Self {
        let mut index = 0;
        while index < bytes.len() {
            self = self.byte(bytes[index]);
            index += 1;
        }
        self
    }

    /// A text, with its end.
    #[inline]
    const fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes()).byte(0xff)
    }

    #[inline]
    const fn number(self, number: usize) -> Self {
        // As wide on a 32-bit target.
        self.bytes(&(number as u64).to_le_bytes())
    }

    #[inline]
    const fn option(self, number: Option<usize>) -> Self {
        match number {
            Some(number) => self.byte(1).number(number),
            None => self.byte(0),
        }
    }

    /// A type, by all that it is made of.
    #[inline]
    const fn layout(self, layout: &TypeLayout) -> Self {
        let hash = self.byte(code(layout.kind)).number(layout.size);
        match (layout.kind, layout.element) {
            (Kind::Array { len }, Some(element)) => hash.number(len).layout(element),
            (Kind::Slice | Kind::Opaque, Some(element)) => hash.text(layout.name).layout(element),
            (Kind::Enum, _) => hash.repr(layout.repr).variants(layout),
            (kind, _) if kind.has_fields() => hash.repr(layout.repr).fields(layout.fields),
            (Kind::Opaque, _) => hash.text(layout.name).number(layout.align).held(layout.held),
            _ => hash.text(layout.name),
        }
    }

    /// Hashes the types that a type of the standard library holds, if any.
    #[inline]
    const fn held(mut self, held: &[&TypeLayout]) -> Self {
        let mut index = 0;
        while index < held.len() {
            self = self.layout(held[index]);
            index += 1;
        }
        self
    }

    #[inline]
    const fn repr(self, repr: Repr) -> Self {
        let base = match repr.base {
            BaseRepr::Rust => 0,
            BaseRepr::C => 1,
            BaseRepr::Transparent => 2,
            BaseRepr::Unknown => 3,
        };
        let int = match repr.int {
            Some(int) => int.name(),
            None => "",
        };
        self.byte(base).text(int).option(repr.packed).option(repr.align)
    }

    #[inline]
    const fn fields(self, list: FieldList) -> Self {
        let mut hash = self.number(list.len());
        let mut fields = list.iter();
        while let Some(field) = fields.next() {
            hash = hash.field(&field);
        }
        hash
    }

    #[inline]
    const fn field(self, field: &FieldLayout) -> Self {
        let hash = self.text(field.name).option(field.offset);
        match field.layout() {
            Some(layout) => hash.layout(layout),
            None => hash.byte(0xfe).number(field.size).number(field.align).text(field.ty),
        }
    }

    #[inline]
    const fn variants(self, layout: &TypeLayout) -> Self {
        let mut hash = match layout.tagging() {
            Some(Tagging::Tag { offset, size }) => self.byte(1).number(offset).number(size),
            Some(Tagging::Niche) => self.byte(2),
            Some(Tagging::Single) => self.byte(3),
            Some(Tagging::Unknown) | None => self.byte(4),
        };
        let mut variants = layout.variants();
        while let Some(variant) = variants.next() {
            let kind = match variant.kind {
                VariantKind::Unit => 0,
                VariantKind::Tuple => 1,
                VariantKind::Struct => 2,
            };
            hash = hash.text(variant.name).byte(kind);
            hash = hash.bytes(&variant.discriminant.bits().to_le_bytes()).fields(variant.fields);
        }
        hash
    }

    /// Lets each bit depend on all.
    #[inline]
    const fn finish(self) -> u64 {
        let hash = self.0;
        let hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^ hash >> 31
    }
}

/// A number for each kind, which never changes.
#[inline]
const fn code(kind: Kind) -> u8 {
    match kind {
        Kind::Struct => 1,
        Kind::TupleStruct => 2,
        Kind::UnitStruct => 3,
        Kind::Union => 4,
        Kind::Enum => 5,
        Kind::Tuple => 6,
        Kind::Primitive(_) => 7,
        Kind::Array { .. } => 8,
        Kind::Slice => 9,
        Kind::Pointer => 10,
        Kind::Opaque => 11,
    }
}
