//! How large a future would be if some of what it holds were elsewhere.
//!
//! The compiler places the captures, the tag and whatever several states need in a common part; what one
//! state needs lies behind it, where states share bytes. Both parts are packed by alignment, so that each has
//! less padding than the alignment of the future.
//!
//! Source: `rustc_abi::layout::coroutine` of rustc 1.95.

use std::vec::Vec;

use super::States;
use crate::layout::Tagging;
use crate::record::{FieldRecord, TypeRecord};

/// What a future holds, each once.
pub(super) struct Storage<'a> {
    layout: &'a TypeRecord,
    captures: &'a [FieldRecord],
    slots: Vec<Slot<'a>>,
    states: usize,
}

/// Bytes that one or more states use for one value.
pub(super) struct Slot<'a> {
    pub(super) field: &'a FieldRecord,
    /// The indices of the await points, in their order.
    pub(super) points: Vec<usize>,
}

impl<'a> Storage<'a> {
    /// `None` if a place is not known.
    pub(super) fn new(layout: &'a TypeRecord, states: &'a States) -> Option<Self> {
        let mut slots: Vec<Slot<'a>> = Vec::new();
        for (index, point) in states.points.iter().enumerate() {
            for held in &point.held {
                let field = &held.field;
                field.offset?;
                match slots.iter_mut().find(|slot| is_same(slot.field, field)) {
                    Some(slot) => slot.points.push(index),
                    None => slots.push(Slot { field, points: Vec::from([index]) }),
                }
            }
        }
        Some(Self { layout, captures: &states.captures, slots, states: states.points.len() })
    }

    /// The size that the future has at most if the size of each field is what `size` says.
    pub(super) fn size_with(&self, size: impl Fn(&FieldRecord) -> usize) -> usize {
        let is_common = self.common();
        let tag = match self.layout.tagging {
            Some(Tagging::Tag { size, .. }) => size,
            _ => 0,
        };
        let captures =
            self.captures.iter().map(|field| field.size).fold(tag, usize::saturating_add);
        let mut common = captures;
        let mut own = std::vec![0_usize; self.states];
        for (slot, is_common) in self.slots.iter().zip(is_common) {
            let bytes = size(slot.field);
            if is_common {
                common = common.saturating_add(bytes);
            } else if let [point] = slot.points[..] {
                own[point] = own[point].saturating_add(bytes);
            }
        }
        let align = self.layout.align.max(1);
        let most = common.saturating_add(own.into_iter().max().unwrap_or(0));
        most.saturating_add(2 * (align - 1)).checked_next_multiple_of(align).unwrap_or(most)
    }

    /// Which slots lie in the common part: those of several states, and those that end before another state's
    /// own part begins.
    fn common(&self) -> Vec<bool> {
        let is_shared = |slot: &Slot<'_>| slot.points.len() > 1;
        let start = |state: usize| {
            let own = self.slots.iter().filter(|slot| !is_shared(slot) && slot.points == [state]);
            own.filter_map(|slot| slot.field.offset).min()
        };
        let last_start = (0..self.states).filter_map(start).max().unwrap_or(0);
        let ends_before = |slot: &Slot<'_>| slot.field.end().is_some_and(|end| end <= last_start);
        self.slots.iter().map(|slot| is_shared(slot) || ends_before(slot)).collect()
    }
}

fn is_same(one: &FieldRecord, other: &FieldRecord) -> bool {
    (one.offset, &one.name, &one.type_name) == (other.offset, &other.name, &other.type_name)
}
