//! Futures: state machines whose fields are captures, locals that are held across an await, and the future that
//! is awaited. And captures of closures.

use std::string::String;
use std::vec::Vec;

use super::Records;
use crate::debug_info::graph::{Member, Node};
use crate::debug_info::human;
use crate::record::{FieldRecord, SourcePlace};

impl Records<'_> {
    /// The fields of a variant, or of a state of a future.
    pub(super) fn payload_fields(
        &self,
        payload: &Node,
        base: u64,
        owner: &Node,
        depth: usize,
    ) -> Vec<FieldRecord> {
        let mut fields = self.fields(payload, base, depth);
        if human::is_state_machine(self.graph.text(owner.name)) {
            self.tell_apart(&mut fields, payload, base, owner, depth);
        }
        fields
    }

    /// The compiler gives a capture and a local of one name one entry, that of the local. A name that appears
    /// twice is the capture of that name, which lies where it lies before the future first runs. Locals that
    /// shadow each other have lost their places, and so have captures of one name, such as arguments called `_`.
    fn tell_apart(
        &self,
        fields: &mut [FieldRecord],
        payload: &Node,
        base: u64,
        owner: &Node,
        depth: usize,
    ) {
        let names: Vec<String> = fields.iter().map(|field| String::from(&*field.name)).collect();
        let captures = self.captures(owner);
        for (at, name) in names.iter().enumerate() {
            let count = names.iter().filter(|it| *it == name).count();
            let is_last = !names[at + 1..].contains(name);
            if count < 2 {
                continue;
            }
            let mut of_name = captures.iter().filter(|it| self.graph.text(it.name) == name);
            match (of_name.next(), of_name.next(), count) {
                (Some(capture), None, 2) if is_last => {
                    fields[at] = self.field(capture, base, false, depth);
                }
                (Some(_), None, 2) => {}
                // Which of them lies there is not told.
                _ => fields[at].offset = None,
            }
        }
        debug_assert_eq!(fields.len(), self.graph.members(payload).len());
    }

    /// What a future holds before it first runs.
    fn captures(&self, owner: &Node) -> &[Member] {
        let first = self.graph.variants(owner).iter().find_map(|variant| {
            let (_, payload) = self.graph.payload(variant)?;
            (self.graph.text(payload.name) == "Unresumed").then_some(payload)
        });
        first.map_or(&[], |payload| self.graph.members(payload))
    }

    /// Where a future is declared, by its first state.
    pub(super) fn of_first_state(&self, node: &Node) -> Option<SourcePlace> {
        let first = self.graph.variants(node).first()?;
        self.place(self.graph.payload(first)?.0.place)
    }
}

/// The places of captures that have one name, and so one entry: `a.b` and `a__b` are both called `a__b`.
pub(super) fn forget_doubled(fields: &mut [FieldRecord]) {
    for at in 1..fields.len() {
        let (before, rest) = fields.split_at_mut(at);
        let Some(field) = rest.first_mut() else { break };
        for other in before.iter_mut() {
            if other.name == field.name {
                (other.offset, field.offset) = (None, None);
            }
        }
    }
}
