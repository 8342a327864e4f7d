//! The order of the fields: `reorder` and `repr-c-cost`.

use super::Order;
use super::sentence::Sentence;
#[cfg(feature = "alloc")]
use super::{Finding, Severity};
#[cfg(feature = "alloc")]
use crate::layout::FieldLayout;
use crate::layout::{CACHE_LINE, FindingId, TypeLayout};

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

/// The best order of the fields of a `repr(C)` struct; `None` of other types, whose order is not the
/// programmer's.
///
/// It is by alignment, the greatest first. As the size of a type is a multiple of its alignment, no
/// field then has padding before it, so that the size is the least that is a multiple of the type's
/// alignment and holds all fields. A test compares it with all permutations.
///
/// The compiler reaches the same size for a struct without a `repr`, so the size is also that of the
/// struct without `repr(C)`.
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
/// # #[cfg(target_pointer_width = "64")]
/// assert_eq!((BEST.size, BEST.saved), (16, 8));
/// let order = BEST.order();
/// assert_eq!(order.iter().map(|field| field.name).collect::<Vec<_>>(), ["time", "kind", "flags"]);
/// ```
#[must_use]
pub const fn reorder(layout: &TypeLayout) -> Option<Reordering> {
    let Some(order) = Order::of(layout) else { return None };
    let best = order.size();
    let size = if best < layout.size { best } else { layout.size };
    Some(Reordering {
        size,
        saved: layout.size - size,
        cache_lines_saved: layout.cache_lines() - size.div_ceil(CACHE_LINE),
        layout: *layout,
    })
}

#[cfg(feature = "alloc")]
impl Reordering {
    /// The fields in that order, with the offsets that they then have. Fields of one alignment stay in
    /// the order in which they are declared. Of a type that cannot become smaller the order is the
    /// declared one, with the offsets of now.
    ///
    /// Time linear in the number of fields.
    #[must_use]
    pub fn order(&self) -> std_alloc::vec::Vec<FieldLayout> {
        let mut order = match Order::of(&self.layout) {
            Some(order) if self.saved > 0 => order,
            _ => return self.layout.fields().collect(),
        };
        let mut end = 0;
        let next = || {
            let field = order.next()?.placed(end);
            end += field.size;
            Some(field)
        };
        core::iter::from_fn(next).collect()
    }
}

pub(super) const fn examine(layout: &TypeLayout, id: FindingId) -> Option<Sentence> {
    let best = match reorder(layout) {
        Some(best) if best.saved > 0 => best,
        _ => return None,
    };
    let mut text = Sentence::new();
    if let FindingId::Reorder = id {
        text.str("another order of the fields needs ")
            .count(best.size, "byte")
            .str(" instead of ")
            .number(layout.size)
            .str(", ")
            .number(best.saved)
            .str(" MB less per million values");
        if best.cache_lines_saved > 0 {
            text.str(" and ").count(best.cache_lines_saved, "cache line").str(" less a value");
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
    let names: std_alloc::vec::Vec<_> = order.iter().map(|field| field.name).collect();
    let remedy = std_alloc::format!(
        "declare {}; it changes the layout for all who read the bytes",
        shortened(&names).join(", ")
    );
    Some(Finding::new(id, Severity::Warning, &message, remedy, []))
}

/// The names if they are few, and otherwise the first and the last.
#[cfg(feature = "alloc")]
fn shortened<'a>(names: &[&'a str]) -> std_alloc::vec::Vec<&'a str> {
    const MOST: usize = 12;
    if names.len() <= MOST {
        return names.to_vec();
    }
    let mut short = names[..MOST - 1].to_vec();
    short.extend(["…", names[names.len() - 1]]);
    short
}
