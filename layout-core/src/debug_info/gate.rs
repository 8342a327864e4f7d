//! The rules of a [`Gate`] for types of debug info.

use std::string::{String, ToString};
use std::vec::Vec;

use super::future::is_future;
use super::parallel::of_types;
use super::types::DebugType;
use super::{PathStep, findings};
use crate::findings::FindingId;
use crate::gate::{Gated, Subject};
use crate::layout::{Kind, Tagging};
use crate::record::{Target, TypeRecord, VariantRecord};
use crate::types::Types;

impl Gated for DebugType<'_> {
    fn subjects(types: &Types<Self>, denied: &[FindingId]) -> Vec<Subject> {
        let subject = |it: &Self| {
            let layout = it.layout_for_findings();
            let path = it.future().map(|future| future.largest_path()).unwrap_or_default();
            Subject {
                name: it.name(),
                place: layout.declared_at.as_ref().map(ToString::to_string).unwrap_or_default(),
                size: it.size(),
                lost: lost(&layout),
                denied: findings::denied(&layout, it.target(), denied),
                reasons: path.iter().skip(1).map(PathStep::to_string).collect(),
            }
        };
        let types: Vec<Self> = types.iter().collect();
        let mut subjects = of_types(&types, subject);
        subjects.sort_by(|one, other| one.name.cmp(&other.name));
        subjects
    }

    fn target(types: &Types<Self>) -> Target {
        types.program().target().clone()
    }

    fn undecided(types: &Types<Self>, denied: &[FindingId]) -> Option<String> {
        findings::undecided(denied, types.program().target())
    }
}

/// The bytes that are padding in every value; 0 where that is not known, as of an enum with a niche.
pub(crate) fn lost(layout: &TypeRecord) -> usize {
    let of_variants = |tag: usize| {
        let used = |variant: &VariantRecord| {
            variant.fields.iter().map(|field| field.size).fold(tag, usize::saturating_add)
        };
        let can_be = layout.variants.iter().filter(|variant| !variant.is_uninhabited);
        let unused = can_be.map(|variant| layout.size.saturating_sub(used(variant)));
        unused.min().unwrap_or(0)
    };
    match (layout.kind, layout.tagging) {
        // The last state holds next to nothing.
        _ if is_future(layout) => 0,
        (Kind::Enum, Some(Tagging::Tag { size, .. })) => of_variants(size),
        (Kind::Enum, Some(Tagging::Single)) => of_variants(0),
        _ => layout.padding(),
    }
}
