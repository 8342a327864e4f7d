//! `unaligned-field`: a field of a packed type may lie where its type must not.

#[cfg(feature = "alloc")]
use super::FindingId;
use super::common::sentence::{Names, Sentence};
#[cfg(feature = "alloc")]
use super::{Finding, Severity};
#[cfg(feature = "alloc")]
use crate::layout::Kind;
use crate::layout::{FieldLayout, TypeLayout};
use crate::placement::{Member, Members};
#[cfg(feature = "alloc")]
use crate::placement::{Placing, Promise};

/// The fields of a packed type that are not aligned wherever a value lies.
struct Unaligned {
    align: usize,
    /// None, if the type is not packed.
    members: Option<Members>,
}

impl Unaligned {
    #[inline]
    const fn of(layout: &TypeLayout) -> Self {
        let members = match layout.repr.packed {
            Some(_) => Some(Members::of(layout)),
            None => None,
        };
        Self { align: layout.align, members }
    }

    #[inline]
    const fn next(&mut self) -> Option<Member> {
        let Some(members) = &mut self.members else { return None };
        while let Some(member) = members.next() {
            if is_unaligned(self.align, &member.field) {
                return Some(member);
            }
        }
        None
    }
}

/// Whether a field of a type of that alignment may lie at an address that its own does not allow.
#[inline]
const fn is_unaligned(align: usize, field: &FieldLayout) -> bool {
    match field.offset {
        Some(offset) => {
            // 0 is the alignment of no type, but of a layout that is not true.
            align < field.align || !matches!(offset.checked_rem(field.align), None | Some(0))
        }
        None => false,
    }
}

#[cfg(feature = "alloc")]
impl Iterator for Unaligned {
    type Item = Member;

    #[inline]
    fn next(&mut self) -> Option<Member> {
        self.next()
    }
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    let mut names = Names::new();
    let mut unaligned = Unaligned::of(layout);
    let mut align = 0;
    while let Some(member) = unaligned.next() {
        align = member.field.align;
        names.add(member);
    }
    let mut text = Sentence::new();
    match names.count {
        0 => return None,
        1 => text
            .names(&names)
            .str(" may lie at an address that is not a multiple of ")
            .number(align)
            .str(", its alignment"),
        _ => text
            .names(&names)
            .str(" may lie at addresses that are not multiples of their alignments"),
    };
    Some(text)
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    let message = examine(layout)?;
    let remedy = "copy the field before use, because a reference to it does not compile; or store its \
                  bytes: `[u8; N]` has alignment 1";
    let members = Unaligned::of(layout);
    let finding =
        Finding::new(FindingId::UnalignedField, Severity::Warning, &message, remedy, members);
    Some(match with_bytes(layout) {
        Some(size) => finding.leading_to(Promise { size, is_exact: true }),
        None => finding,
    })
}

/// The size of a struct with bytes in place of its unaligned fields.
#[cfg(feature = "alloc")]
#[inline]
fn with_bytes(layout: &TypeLayout) -> Option<usize> {
    if layout.kind == Kind::Union || !layout.is_sized() {
        return None;
    }
    let mut placing = Placing::new(layout.repr);
    for field in layout.fields() {
        let align = if is_unaligned(layout.align, &field) { 1 } else { field.align };
        placing.place(field.size, align);
    }
    Some(placing.size())
}
