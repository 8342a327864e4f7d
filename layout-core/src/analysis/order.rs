//! The order of the fields: `reorder` and `repr-c-cost`.

use super::sentence::Sentence;
#[cfg(feature = "alloc")]
use super::{Finding, Severity};
#[cfg(feature = "alloc")]
use crate::layout::FieldLayout;
use crate::layout::{BaseRepr, CACHE_LINE, FindingId, Kind, TypeLayout};

/// The order of a struct's fields that needs the least padding, and what it saves: see [`reorder`].
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Reordering {
    /// The size of the type in that order, in bytes.
    pub size: usize,
    /// The bytes by which that is less than now.
    pub saved: usize,
    /// The cache lines by which a value covers less if it begins at the start of one.
    pub cache_lines_saved: usize,
    #[cfg_attr(not(feature = "alloc"), expect(dead_code, reason = "the order needs `alloc`"))]
    layout: TypeLayout,
}

/// The best order of a struct's fields. `None` for types that are no structs or not sized.
///
/// The order is by alignment, the greatest first. As the size of a type is a multiple of its
/// alignment, no field then has padding before it, so that the size is the least that is a multiple of
/// the type's alignment and holds all fields. A test compares it with all permutations.
///
/// The compiler does as well for a type without a `repr`: of such a type `saved` is 0. It changes what
/// other languages, files or peers see of a `repr(C)` type.
///
/// ```
/// use layout_core::{Layout, analysis};
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Record {
///     kind: u8,
///     time: u64,
///     flags: u8,
/// }
///
/// const BEST: analysis::Reordering = analysis::reorder(&Record::LAYOUT).unwrap();
/// assert_eq!((BEST.size, BEST.saved), (16, 8));
/// assert_eq!(BEST.order().iter().map(|field| field.name).collect::<Vec<_>>(), ["time", "kind", "flags"]);
/// ```
#[must_use]
pub const fn reorder(layout: &TypeLayout) -> Option<Reordering> {
    if !has_order(layout) {
        return None;
    }
    let mut used: usize = 0;
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        used = used.saturating_add(field.size);
    }
    let size = match used.checked_next_multiple_of(layout.align) {
        Some(size) if size < layout.size => size,
        _ => layout.size,
    };
    let lines = size.div_ceil(CACHE_LINE);
    Some(Reordering {
        size,
        saved: layout.size - size,
        cache_lines_saved: layout.cache_lines() - lines,
        layout: *layout,
    })
}

/// Whether a type has fields that lie one behind the other.
const fn has_order(layout: &TypeLayout) -> bool {
    layout.is_sized() && layout.kind.has_fields() && !matches!(layout.kind, Kind::Union)
}

#[cfg(feature = "alloc")]
impl Reordering {
    /// The fields in that order, with the offsets that they then have. Fields of one alignment stay in
    /// the order in which they are declared. Of a type that cannot become smaller the order is the
    /// declared one, with the offsets of now.
    ///
    /// Time: that of sorting.
    #[must_use]
    pub fn order(&self) -> alloc::vec::Vec<FieldLayout> {
        let mut fields: alloc::vec::Vec<_> = self.layout.fields().collect();
        if self.saved == 0 {
            return fields;
        }
        let limit = self.layout.repr.packed.unwrap_or(usize::MAX);
        fields.sort_by_key(|field| core::cmp::Reverse(field.align.min(limit)));
        let mut end = 0;
        for field in &mut fields {
            *field = field.placed(end);
            end += field.size;
        }
        fields
    }
}

/// What the type's fields would need if `repr(C)` did not hold them in the declared order: its size
/// then, in bytes. `None` for types that are not `repr(C)` structs.
///
/// It is the least that any order needs, which the compiler reaches: see [`reorder`].
#[must_use]
pub const fn size_without_repr_c(layout: &TypeLayout) -> Option<usize> {
    match (layout.repr.base, reorder(layout)) {
        (BaseRepr::C, Some(best)) => Some(best.size),
        _ => None,
    }
}

pub(super) const fn examine(layout: &TypeLayout, id: FindingId) -> Option<Sentence> {
    let best = match reorder(layout) {
        Some(best) if best.saved > 0 && matches!(layout.repr.base, BaseRepr::C) => best,
        _ => return None,
    };
    let mut text = Sentence::new();
    if let FindingId::Reorder = id {
        text.str("another order of the fields needs ")
            .count(best.size, "byte")
            .str(" instead of ")
            .number(layout.size);
        text.str(": ").number(best.saved).str(" MB less per million values");
        if best.cache_lines_saved > 0 {
            text.str(", and ").count(best.cache_lines_saved, "cache line").str(" less a value");
        }
    } else {
        text.str("`repr(C)` costs ")
            .count(best.saved, "byte")
            .str(" a value: without it the compiler orders the fields, in ")
            .count(best.size, "byte");
    }
    Some(text)
}

#[cfg(feature = "alloc")]
pub(super) fn finding(layout: &TypeLayout, id: FindingId) -> Option<Finding> {
    let message = examine(layout, id)?;
    if id == FindingId::ReprCCost {
        let remedy = "drop `repr(C)` if nothing but this program reads the bytes";
        return Some(Finding::new(id, Severity::Note, &message, remedy, []));
    }
    let order = reorder(layout)?.order();
    let names: alloc::vec::Vec<_> = order.iter().map(|field| field.name).collect();
    let remedy = alloc::format!(
        "declare {}; whoever else reads the bytes must follow",
        shortened(&names).join(", ")
    );
    Some(Finding::new(id, Severity::Warning, &message, remedy, []))
}

/// The names if they are few, and otherwise the first and the last.
#[cfg(feature = "alloc")]
fn shortened<'a>(names: &[&'a str]) -> alloc::vec::Vec<&'a str> {
    const MOST: usize = 12;
    if names.len() <= MOST {
        return names.to_vec();
    }
    let mut short = names[..MOST - 1].to_vec();
    short.extend(["…", names[names.len() - 1]]);
    short
}
