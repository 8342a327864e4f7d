use crate::layout::{FieldLayout, Kind, Tagging, TypeLayout};

/// What keeps a type from being plain data: the first of its leaves, in the order of declaration, that
/// is none.
#[derive(Clone, Copy)]
pub(crate) struct Obstacle {
    /// The names of the fields on the way, the innermost first.
    pub(crate) path: [&'static str; Self::MOST],
    /// How many they are, of which no more than [`Self::MOST`] are kept.
    pub(crate) depth: usize,
    /// The type of the leaf, as written.
    pub(crate) ty: &'static str,
    pub(crate) reason: Reason,
}

/// Why a leaf is not plain data.
#[derive(Clone, Copy)]
pub(crate) enum Reason {
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
    const MOST: usize = 16;

    const fn new(ty: &'static str, reason: Reason) -> Self {
        Self { path: [""; Self::MOST], depth: 0, ty, reason }
    }

    /// The same, seen from outside a field.
    const fn within(mut self, field: &'static str) -> Self {
        if self.depth < Self::MOST {
            self.path[self.depth] = field;
            self.depth += 1;
        }
        self
    }
}

/// What keeps a type from being plain data, if anything does.
pub(crate) const fn obstacle(layout: &TypeLayout) -> Option<Obstacle> {
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

const fn of_field(field: &FieldLayout) -> Option<Obstacle> {
    if field.size == 0 {
        return None;
    }
    let found = match (field.layout(), field.offset) {
        (None, _) => Obstacle::new(field.ty, Reason::Undescribed),
        (Some(_), None) => Obstacle::new(field.ty, Reason::Unplaced),
        (Some(layout), Some(_)) => match obstacle(layout) {
            // The leaf is called as its own declaration writes it.
            Some(found) if found.depth == 0 => Obstacle { ty: field.ty, ..found },
            Some(found) => found,
            None => return None,
        },
    };
    Some(found.within(field.name))
}

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

/// A type of the standard library. Only this crate makes layouts of that kind, so that their names are
/// what they say.
const fn of_opaque(layout: &TypeLayout) -> Option<Obstacle> {
    let reason = match (layout.module_path.as_bytes(), layout.name.as_bytes()) {
        // They lie in memory as what they hold does.
        (b"core::num", b"Wrapping" | b"Saturating")
        | (b"core::cmp", b"Reverse")
        | (b"core::mem", b"ManuallyDrop") => match layout.element() {
            Some(element) => return obstacle(element),
            None => Reason::Undescribed,
        },
        // Documented to lie in memory as an integer does, or as an array of floats or integers.
        (b"core::num", b"NonZero") | (b"core::cmp", b"Ordering") | (b"core::arch", _) => {
            return None;
        }
        // Of as many values as their bytes have, which each convert to and from.
        (b"core::net", b"Ipv4Addr") if layout.size == 4 => return None,
        (b"core::net", b"Ipv6Addr") if layout.size == 16 => return None,
        (b"core::cell" | b"core::sync::atomic" | b"std::sync", _) => Reason::Shared,
        (b"core::ptr" | b"std_alloc::boxed" | b"std_alloc::rc" | b"alloc::sync", _) => {
            Reason::Pointer
        }
        _ => Reason::Opaque,
    };
    Some(Obstacle::new(layout.name, reason))
}
