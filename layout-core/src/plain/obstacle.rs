use crate::layout::{FieldLayout, FieldPath, Kind, Opaque, Tagging, TypeLayout};

/// What keeps a type from being plain data: the first of its leaves, in the order of declaration, that
/// is none.
#[derive(Clone, Copy)]
pub(super) struct Obstacle {
    /// The fields on the way.
    pub(super) path: FieldPath,
    /// The type of the leaf, as written.
    pub(super) ty: &'static str,
    pub(super) reason: Reason,
}

/// Why a leaf is not plain data.
#[derive(Clone, Copy)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) enum Reason {
    /// An address, which tells nobody else anything.
    Pointer,
    /// Of the type nothing is known but its size.
    Undescribed,
    /// A type of the standard library whose insides are its own.
    Opaque,
    /// It may change while it is read.
    Shared,
    /// Which of the fields is in use is not known.
    Union,
    /// Which of the variants it is cannot be told from its bytes.
    Untagged,
    /// It does not lie at a known place.
    Unplaced,
}

impl Obstacle {
    #[inline]
    const fn new(ty: &'static str, reason: Reason) -> Self {
        Self { path: FieldPath::EMPTY, ty, reason }
    }

    /// The same, seen from outside a field.
    #[inline]
    const fn within(self, field: &'static str) -> Self {
        Self { path: self.path.within(field), ..self }
    }
}

/// What keeps a type from being plain data, if anything does.
#[inline]
pub(super) const fn obstacle(layout: &TypeLayout) -> Option<Obstacle> {
    let ty = layout.name;
    let reason = match layout.kind {
        _ if !layout.is_sized() => Reason::Unplaced,
        _ if layout.size == 0 => return None,
        Kind::Primitive(_) => return None,
        Kind::Pointer => Reason::Pointer,
        Kind::Union => Reason::Union,
        Kind::Enum => return of_variants(layout),
        Kind::Array { .. } => match layout.element() {
            Some(element) => return obstacle(element),
            None => Reason::Undescribed,
        },
        Kind::Opaque => return of_opaque(layout),
        kind if kind.has_fields() => {
            let mut fields = layout.fields();
            while let Some(field) = fields.next() {
                if let Some(obstacle) = of_field(&field) {
                    return Some(obstacle);
                }
            }
            return None;
        }
        _ => Reason::Undescribed,
    };
    Some(Obstacle::new(ty, reason))
}

#[inline]
const fn of_field(field: &FieldLayout) -> Option<Obstacle> {
    if field.size == 0 {
        return None;
    }
    let found = match (field.layout(), field.offset) {
        (None, _) if field.is_private() => Obstacle::new(field.ty, Reason::Opaque),
        (None, _) => Obstacle::new(field.ty, Reason::Undescribed),
        (Some(_), None) => Obstacle::new(field.ty, Reason::Unplaced),
        (Some(layout), Some(_)) => match obstacle(layout) {
            // The leaf is called as its own declaration writes it.
            Some(found) if found.path.is_empty() => Obstacle { ty: field.ty, ..found },
            Some(found) => found,
            None => return None,
        },
    };
    Some(found.within(field.name))
}

#[inline]
const fn of_variants(layout: &TypeLayout) -> Option<Obstacle> {
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            if let Some(obstacle) = of_field(&field) {
                return Some(obstacle.within(variant.name));
            }
        }
    }
    match layout.tagging() {
        Some(Tagging::Tag { .. } | Tagging::Single) => None,
        _ => Some(Obstacle::new(layout.name, Reason::Untagged)),
    }
}

/// A type of the standard library, or one that is not described.
#[inline]
const fn of_opaque(layout: &TypeLayout) -> Option<Obstacle> {
    let reason = match layout.opaque {
        Opaque::Wrapper => match layout.element() {
            Some(element) => return obstacle(element),
            None => Reason::Undescribed,
        },
        Opaque::NonZero | Opaque::Number { .. } => return None,
        Opaque::Cell | Opaque::UnsafeCell | Opaque::Atomic(_) | Opaque::Lock | Opaque::Barrier => {
            Reason::Shared
        }
        Opaque::Pointer { .. } => Reason::Pointer,
        Opaque::Private | Opaque::Undescribed | Opaque::Marker | Opaque::Option { .. } => {
            Reason::Opaque
        }
    };
    Some(Obstacle::new(layout.name, reason))
}

#[cfg(all(test, feature = "derive", feature = "std"))]
mod tests {
    #![allow(dead_code, reason = "what counts is of what types the fields are")]

    use core::cell::Cell;
    use core::cmp::{Ordering, Reverse};
    use core::mem::ManuallyDrop;
    use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
    use core::num::{NonZeroU8, Saturating, Wrapping};
    use core::sync::atomic::AtomicU8;
    use std::string::String;
    use std::vec::Vec;

    use super::{Obstacle, Reason, obstacle};
    use crate::Layout;

    struct Foreign(u8);

    #[derive(Layout)]
    struct Empty;

    #[derive(Layout)]
    union Either {
        a: u8,
    }

    #[derive(Layout)]
    enum Untagged {
        A(u8),
        B(bool),
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Tagged {
        Plain { x: u16 },
        Text(String),
    }

    #[derive(Layout)]
    enum Fieldless {
        A,
        B,
    }

    #[derive(Layout)]
    struct Inner {
        first: u8,
        cell: [Cell<u8>; 2],
    }

    #[derive(Layout)]
    struct Outer {
        nothing: Empty,
        inner: Inner,
        pointer: *const u8,
    }

    #[derive(Layout)]
    struct OfForeign(u8, Foreign);

    #[derive(Layout)]
    struct Tail {
        len: u8,
        tail: [u8],
    }

    fn found<T: Layout + ?Sized>() -> Option<(Vec<&'static str>, &'static str, Reason)> {
        let Obstacle { path, ty, reason } = obstacle(&T::LAYOUT)?;
        Some(((0..path.len()).filter_map(|index| path.name(index)).collect(), ty, reason))
    }

    #[test]
    fn plain_data_has_none() {
        macro_rules! plain {
            ($($ty:ty,)*) => {$( assert_eq!(found::<$ty>(), None, stringify!($ty)); )*};
        }
        plain! {
            u8, i128, f64, bool, char, (), (u8, char), [u16; 3], [*const u8; 0], Empty, Fieldless,
            NonZeroU8, Ordering, Ipv4Addr, Ipv6Addr,
            Wrapping<u8>, Saturating<u8>, Reverse<f32>, ManuallyDrop<u64>,
        }
    }

    #[test]
    fn leaves_are_told_by_why_they_are_none() {
        macro_rules! reasons {
            ($($ty:ty => $reason:ident)*) => {$(
                let (path, _, reason) = found::<$ty>().expect(stringify!($ty));
                assert_eq!((path.len(), reason), (0, Reason::$reason), stringify!($ty));
            )*};
        }
        reasons! {
            *const u8 => Pointer
            &'static str => Pointer
            std::boxed::Box<u8> => Pointer
            std::rc::Rc<u8> => Pointer
            std::sync::Arc<u8> => Pointer
            [fn(); 2] => Pointer
            Wrapping<&'static u8> => Pointer
            String => Opaque
            Option<u8> => Opaque
            IpAddr => Opaque
            Cell<u8> => Shared
            AtomicU8 => Shared
            std::sync::Mutex<u8> => Shared
            Either => Union
            Untagged => Untagged
            [u8] => Unplaced
            str => Unplaced
            Tail => Unplaced
        }
    }

    #[test]
    fn the_first_leaf_is_named_with_the_way_to_it() {
        let path = |path: &[&'static str]| path.to_vec();
        // The type is called as its field is declared, and the path ends there.
        let expected = (path(&["inner", "cell"]), "[Cell<u8>; 2]", Reason::Shared);
        assert_eq!(found::<Outer>(), Some(expected));
        let expected = (path(&["1"]), "Foreign", Reason::Undescribed);
        assert_eq!(found::<OfForeign>(), Some(expected));
        let expected = (path(&["Text", "0"]), "String", Reason::Opaque);
        assert_eq!(found::<Tagged>(), Some(expected));
        let expected = (path(&["1", "inner", "cell"]), "[Cell<u8>; 2]", Reason::Shared);
        assert_eq!(found::<(u8, Outer)>(), Some(expected));
    }
}
