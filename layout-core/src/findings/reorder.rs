//! `reorder`: another order of the fields makes a type smaller.

use super::Sentence;
#[cfg(feature = "alloc")]
use super::common::hot_order::members;
use super::common::hot_order::outcome;
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
#[cfg(feature = "alloc")]
use crate::layout::BaseRepr;
use crate::layout::{CACHE_LINE, Kind, TypeLayout, VariantLayout};
#[cfg(feature = "alloc")]
use crate::placement::Member;
#[cfg(feature = "alloc")]
use crate::placement::placed_align;
use crate::placement::{EnumSize, Promise, Reordering, reorder};
#[cfg(feature = "alloc")]
use crate::sorted::sorted;

/// An enum whose layout is defined, with the fields of its variants in the declared order and in the
/// best.
struct Variants {
    /// The size in the best order.
    best: usize,
    layout: TypeLayout,
    declared: EnumSize,
}

impl Variants {
    /// `None` of other types, and of an enum that no order makes smaller.
    #[inline]
    const fn of(layout: &TypeLayout) -> Option<Self> {
        if !matches!(layout.kind, Kind::Enum) || layout.repr.is_reorderable() {
            return None;
        }
        let mut declared = EnumSize::of(layout);
        let mut sorted = EnumSize::of(layout);
        let mut variants = layout.variants();
        while let Some(variant) = variants.next() {
            let mut payload = declared.payload();
            let mut fields = variant.fields();
            while let Some(field) = fields.next() {
                payload.field(&field);
            }
            declared.add(&payload);
            sorted.add_sorted(&payload);
        }
        let best = sorted.tagged();
        // If the rule leads to another size than the compiler, nothing is known.
        if declared.tagged() != layout.size || best >= layout.size {
            return None;
        }
        Some(Self { best, layout: *layout, declared })
    }

    /// Whether the declared order of a variant's fields makes the enum larger than it needs to be.
    #[inline]
    const fn is_large(&self, variant: &VariantLayout) -> bool {
        let mut payload = self.declared.payload();
        let mut fields = variant.fields();
        while let Some(field) = fields.next() {
            payload.field(&field);
        }
        self.declared.tagged_with(&payload) > self.best
    }

    /// The first variant whose fields are to be declared in another order, and how many there are.
    #[inline]
    const fn large(&self) -> (Option<&'static str>, usize) {
        let (mut first, mut count) = (None, 0);
        let mut variants = self.layout.variants();
        while let Some(variant) = variants.next() {
            if self.is_large(&variant) {
                count += 1;
                if count == 1 {
                    first = Some(variant.name);
                }
            }
        }
        (first, count)
    }

    /// The fields of a variant in the best order: those of the least alignment first after a tag, and last
    /// where the payload begins at a multiple of its alignment.
    #[cfg(feature = "alloc")]
    #[inline]
    fn sorted(&self, variant: &VariantLayout) -> std_alloc::vec::Vec<Member> {
        let members = variant.fields().map(|field| Member { variant: Some(variant.name), field });
        let members: std_alloc::vec::Vec<_> = members.collect();
        let align = |index: usize| placed_align(&members[index].field, self.layout.repr);
        let is_before = |one: usize, other: usize| match self.layout.repr.base {
            BaseRepr::C => align(one) > align(other),
            _ => align(one) < align(other),
        };
        sorted(members.len(), &is_before).into_iter().map(|index| members[index]).collect()
    }
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let mut text = Sentence::new();
    if let Some(found) = Variants::of(layout) {
        text.str("another order of the fields");
        if let (Some(name), count) = found.large() {
            text.str(" of `").str(name).str("`");
            if count > 1 {
                text.str(" and ").count(count - 1, "other variant");
            }
        }
        text.str(" needs ").saving(Promise { size: found.best, is_exact: true }, layout.size);
        return Some(text);
    }
    match Least::of(layout) {
        Some(Least { size, .. }) => Some(of_struct(layout, size)),
        None => None,
    }
}

#[inline]
const fn of_struct(layout: &TypeLayout, size: usize) -> Sentence {
    let mut text = Sentence::new();
    text.padding(layout.padding(), layout.size)
        .str(": another order of the fields needs ")
        .saving(Promise { size, is_exact: true }, layout.size);
    let lines = layout.cache_lines().saturating_sub(size.div_ceil(CACHE_LINE));
    if lines > 0 {
        text.str(" and ").count(lines, "cache line").str(" less a value");
    }
    text
}

/// A struct in the best order that keeps hot fields apart from cold ones.
struct Least {
    size: usize,
    is_marked: bool,
    #[cfg_attr(not(feature = "alloc"), expect(dead_code, reason = "the order needs `alloc`"))]
    best: Reordering,
}

impl Least {
    /// `None` if the struct is no smaller then.
    #[inline]
    const fn of(layout: &TypeLayout) -> Option<Self> {
        let Some(best) = reorder(layout) else { return None };
        if best.saved == 0 {
            return None;
        }
        let is_marked = is_marked(layout);
        let size = if is_marked { outcome(layout, false).promise.size } else { best.size };
        if size < layout.size { Some(Self { size, is_marked, best }) } else { None }
    }
}

/// Whether a field is marked as hot or cold.
#[inline]
const fn is_marked(layout: &TypeLayout) -> bool {
    if !layout.fields.have_flags() {
        return false;
    }
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        if field.is_hot() || field.is_cold() {
            return true;
        }
    }
    false
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use std_alloc::format;
    use std_alloc::vec::Vec;

    use crate::layout::VariantKind;

    let (message, size, members, order): (_, usize, Vec<Member>, _) =
        if let Some(found) = Variants::of(layout) {
            let large: Vec<_> = layout.variants().filter(|it| found.is_large(it)).collect();
            let sorted: Vec<Vec<Member>> = large.iter().map(|it| found.sorted(it)).collect();
            let orders = large.iter().zip(&sorted).map(|(variant, members)| match variant.kind {
                VariantKind::Tuple => format!("{}({})", variant.name, names(members)),
                _ => format!("{} {{ {} }}", variant.name, names(members)),
            });
            let order = crate::put::joined(&orders.collect::<Vec<_>>(), " and ");
            (examine(layout)?, found.best, sorted.concat(), order)
        } else {
            let Least { size, is_marked, best } = Least::of(layout)?;
            let members = if is_marked {
                members(layout, false)
            } else {
                best.order().into_iter().map(|field| Member { variant: None, field }).collect()
            };
            let order = names(&members);
            (of_struct(layout, size), size, members, order)
        };
    let without = match layout.repr.int {
        Some(int) if layout.repr.base != BaseRepr::C => int.name(),
        _ => "C",
    };
    let remedy = format!(
        "declare {order}, which changes the layout for everyone who reads the bytes; if only this program does, \
         drop `repr({without})` instead"
    );
    let finding = Finding::new(FindingId::Reorder, Severity::Warning, &message, remedy, members);
    Some(finding.leading_to(Promise { size, is_exact: true }))
}

#[cfg(feature = "alloc")]
#[inline]
fn names(members: &[Member]) -> std_alloc::string::String {
    let names: std_alloc::vec::Vec<_> = members.iter().map(|member| member.field.name).collect();
    crate::put::joined(&names, ", ")
}
