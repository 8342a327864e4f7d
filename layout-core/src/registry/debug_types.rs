//! What reports say of types that debug info describes.

use std_alloc::vec::Vec;

use super::{Reported, TypeSummary};
use crate::debug_info::{DebugType, findings_of, lost, of_types};
use crate::types::Types;

impl Reported for DebugType<'_> {
    fn summaries(types: &Types<Self>) -> Vec<TypeSummary> {
        let target = types.program().target();
        let summary = |it: &Self| {
            let layout = it.layout_for_findings();
            let (lost, found) = (lost(&layout), findings_of(&layout, target));
            TypeSummary::of_debug_info(it.name(), layout, target.cache_line, lost, found)
        };
        let types: Vec<Self> = types.iter().collect();
        of_types(&types, summary)
    }
}
