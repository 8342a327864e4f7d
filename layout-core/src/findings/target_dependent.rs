//! `target-dependent`: a defined layout that is another one on other targets.

use super::Sentence;
use super::common::sentence::Names;
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
#[cfg(feature = "alloc")]
use std_alloc::{format, string::String};

use crate::const_fns::const_str_eq;
use crate::layout::{FieldLayout, FieldList, Kind, Primitive, TypeLayout};
use crate::placement::{
    Breach, Elsewhere, Fault, Member, Members, is_pointer, measure_field, portability,
};
#[cfg(feature = "alloc")]
use crate::placement::{Gap, Promise, fillers};

/// What differs between targets: the size of some fields, or else an offset, the size or the alignment of the type,
/// as the alignment of a type of 8 bytes differs.
struct Difference {
    /// The fields whose type differs in size.
    sizes: Names,
    /// The fields that lie elsewhere.
    moved: Moved,
    /// Whether other types of the fields, or padding as fields, make the type the same everywhere.
    can_be_fixed: bool,
    /// Whether checks of the type name numbers that are different there.
    is_pinned: bool,
}

/// Of a type whose layout is defined; of others nobody expects it to be the same. What holds a pointer
/// makes sense in one process only, so that no other target reads it: it is spoken of where a check of the type
/// names a number that is another one there, and fails where the crate is built for that target.
#[inline]
const fn difference(layout: &TypeLayout) -> Option<Difference> {
    if layout.repr.is_reorderable() {
        return None;
    }
    let is_pinned = has_pins(layout) && are_pins_broken(layout);
    let has_pointer = has_pointer(layout);
    if has_pointer && !is_pinned {
        return None;
    }
    let mut dependent = Dependent::of(layout);
    dependent.with_pointers = has_pointer;
    let mut sizes = Names::new();
    let mut is_own = false;
    match portability(layout) {
        // No field differs, and no place, but the alignment may.
        Ok(_) if !is_pinned => return None,
        Ok(_) => {}
        Err(breach) => {
            dependent = dependent.starting_at(layout, &breach);
            while let Some(member) = dependent.next() {
                sizes.add(member);
            }
            // What differs inside a field is found in the field's own type.
            is_own = match breach.fault {
                _ if sizes.count > 0 => true,
                Fault::Moves { .. } => breach.path.len() == 1 && is_struct(layout),
                Fault::Grows { .. } => breach.path.is_empty() && is_struct(layout),
                _ => false,
            };
        }
    }
    if !is_own && !is_pinned {
        return None;
    }
    let can_be_fixed = is_own && !has_pointer;
    Some(Difference { sizes, moved: Moved::of(layout), can_be_fixed, is_pinned })
}

/// Whether checks of a type name numbers.
#[inline]
const fn has_pins(layout: &TypeLayout) -> bool {
    let mut members = Members::of(layout);
    while let Some(Member { field, .. }) = members.next() {
        let (size, align) = field.pins_type();
        if size || align || field.has_pinned_offset() {
            return true;
        }
    }
    false
}

/// Whether a number that a check of the type names is another one on the other target.
#[inline]
const fn are_pins_broken(layout: &TypeLayout) -> bool {
    let extent = Elsewhere::OTHER.extent(layout);
    let mut members = Members::of(layout);
    if let (Some((size, align)), Some(Member { field, .. })) = (extent, members.next()) {
        let pins = field.pins_type();
        if pins.0 && size != layout.size || pins.1 && align != layout.align {
            return true;
        }
    }
    let mut places = Elsewhere::OTHER.places(layout);
    while let Some((field, place)) = places.next() {
        match (field.offset, place) {
            (Some(here), Ok((there, _))) if here != there && field.has_pinned_offset() => {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Fields that lie elsewhere on the other target: the first two, with the offset there, and how many there are.
struct Moved {
    first: Option<(FieldLayout, usize)>,
    second: Option<(FieldLayout, usize)>,
    count: usize,
}

impl Moved {
    #[inline]
    const fn of(layout: &TypeLayout) -> Self {
        let mut moved = Self { first: None, second: None, count: 0 };
        if !is_struct(layout) {
            return moved;
        }
        let mut places = Elsewhere::OTHER.places(layout);
        while let Some((field, place)) = places.next() {
            match (field.offset, place) {
                (Some(here), Ok((there, _))) if here != there => {
                    match moved.count {
                        0 => moved.first = Some((field, there)),
                        1 => moved.second = Some((field, there)),
                        _ => {}
                    }
                    moved.count += 1;
                }
                _ => {}
            }
        }
        moved
    }
}

#[inline]
const fn is_struct(layout: &TypeLayout) -> bool {
    matches!(layout.kind, Kind::Struct | Kind::TupleStruct) && layout.is_sized()
}

/// Whether there is a pointer anywhere in a type.
#[inline]
const fn has_pointer(layout: &TypeLayout) -> bool {
    if is_pointer(layout) {
        return true;
    }
    let mut held = layout.held();
    while let [first, others @ ..] = held {
        if has_pointer(first) {
            return true;
        }
        held = others;
    }
    match (layout.kind, layout.element()) {
        (Kind::Primitive(_), _) => return false,
        (_, Some(element)) => return has_pointer(element),
        _ => {}
    }
    if have_pointer(layout.fields) {
        return true;
    }
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        if have_pointer(variant.fields) {
            return true;
        }
    }
    false
}

#[inline]
const fn have_pointer(fields: FieldList) -> bool {
    let mut types = fields.types;
    while let [first, others @ ..] = types {
        match first.layout() {
            Some(layout) if has_pointer(layout) => return true,
            _ => {}
        }
        types = others;
    }
    false
}

/// The fields that are integers as large as a pointer, or are called as types that differ in size, and
/// arrays of them.
struct Dependent {
    members: Members,
    /// The first field that is looked at; empty once it is reached.
    first: &'static str,
    /// Whether pointers are among them.
    with_pointers: bool,
}

impl Dependent {
    #[inline]
    const fn of(layout: &TypeLayout) -> Self {
        Self { members: Members::of(layout), first: "", with_pointers: false }
    }

    /// Starting at the field of a struct at which [`portability`] stopped: those before it are the same everywhere.
    #[inline]
    const fn starting_at(mut self, layout: &TypeLayout, breach: &Breach) -> Self {
        if let (true, Some(first)) = (is_struct(layout), breach.path.outermost()) {
            self.first = first;
        }
        self
    }

    #[inline]
    const fn next(&mut self) -> Option<Member> {
        while let Some(member) = self.members.next() {
            if !self.first.is_empty() {
                if !const_str_eq(member.field.name, self.first) {
                    continue;
                }
                self.first = "";
            }
            let Err(breach) = measure_field(&member.field) else { continue };
            let is_of_field = match breach.fault {
                Fault::Named(_) => breach.path.is_empty(),
                Fault::Word { .. } => is_word(member.field.layout()),
                Fault::Pointer => self.with_pointers,
                _ => false,
            };
            if is_of_field {
                return Some(member);
            }
        }
        None
    }
}

/// Whether a type is an integer as large as a pointer, or an array of them.
#[inline]
const fn is_word(layout: Option<&TypeLayout>) -> bool {
    let Some(layout) = layout else { return false };
    match (layout.kind, layout.element()) {
        (Kind::Primitive(Primitive::Usize | Primitive::Isize), _) => true,
        (_, Some(element)) => is_word(Some(element)),
        _ => false,
    }
}

#[cfg(feature = "alloc")]
impl Iterator for Dependent {
    type Item = Member;

    #[inline]
    fn next(&mut self) -> Option<Member> {
        self.next()
    }
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    match difference(layout) {
        Some(difference) => Some(sentence(layout, &difference)),
        None => None,
    }
}

#[inline]
const fn sentence(layout: &TypeLayout, difference: &Difference) -> Sentence {
    let mut text = Sentence::new();
    let Difference { sizes, moved, .. } = difference;
    let size_there = match Elsewhere::OTHER.extent(layout) {
        Some((size, _)) if size != layout.size => Some(size),
        _ => None,
    };
    let align_there = match Elsewhere::OTHER.extent(layout) {
        Some((_, align)) if align != layout.align => Some(align),
        _ => None,
    };
    if sizes.count > 0 {
        text.verb(sizes, "the size of ", "the sizes of ")
            .names(sizes)
            .verb(sizes, " differs", " differ")
            .str(" between targets");
        if size_there.is_some() || moved.count > 0 {
            text.str(": ");
        }
    }
    match (size_there, align_there, &moved.first) {
        (Some(size), _, _) => {
            text.str("the type has ").count(layout.size, "byte");
            push_there(&mut text, size);
        }
        (None, _, Some((field, there))) => {
            text.str("`").str(field.name).str("` lies at offset ");
            text.number(offset_here(field));
            push_there(&mut text, *there);
        }
        (None, Some(align), None) if sizes.count == 0 => {
            text.str("the alignment is ").number(layout.align);
            push_there(&mut text, align);
        }
        (None, _, None) if sizes.count == 0 => _ = text.str("an offset differs between targets"),
        (None, _, None) => {}
    }
    push_moved(&mut text, moved, size_there.is_some());
    text
}

/// `, where `a` lies at 4, `b` at 8, and 3 more fields move`; without the first if it was told.
#[inline]
const fn push_moved(text: &mut Sentence, moved: &Moved, with_first: bool) {
    let mut is_begun = false;
    if let (true, Some((field, there))) = (with_first, &moved.first) {
        text.str(", where `").str(field.name).str("` lies at ").number(*there);
        is_begun = true;
    }
    if let Some((field, there)) = &moved.second {
        text.str(match (is_begun, moved.count) {
            (false, _) => ", where `",
            (true, 2) => " and `",
            (true, _) => ", `",
        });
        text.str(field.name).str(if is_begun { "` at " } else { "` lies at " }).number(*there);
    }
    if moved.count > 2 {
        text.str(", and ").number(moved.count - 2).str(" more ");
        text.str(if moved.count == 3 { "field moves" } else { "fields move" });
    }
}

#[inline]
const fn offset_here(field: &FieldLayout) -> usize {
    match field.offset {
        Some(offset) => offset,
        None => 0,
    }
}

/// ` here and 16 on 32-bit x86`
#[inline]
const fn push_there(text: &mut Sentence, number: usize) {
    text.str(" here and ").number(number).str(" on ").str(Elsewhere::OTHER.name);
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    let id = FindingId::TargetDependent;
    let difference = difference(layout)?;
    let message = sentence(layout, &difference);
    let mut dependent = Dependent::of(layout);
    dependent.with_pointers = has_pointer(layout);
    let sizes: std_alloc::vec::Vec<_> =
        if difference.sizes.count > 0 { dependent.collect() } else { std_alloc::vec::Vec::new() };
    let mut remedy = String::new();
    if difference.can_be_fixed {
        push_fixed(&mut remedy, layout, &sizes);
    }
    if difference.is_pinned {
        push_guard(&mut remedy, layout);
    }
    let finding = Finding::new(id, Severity::Note, &message, remedy, sizes);
    Some(finding.leading_to(Promise { size: layout.size, is_exact: true }))
}

/// What makes the type the same on all targets.
#[cfg(feature = "alloc")]
#[inline]
fn push_fixed(remedy: &mut String, layout: &TypeLayout, sizes: &[Member]) {
    use core::fmt::Write as _;

    remedy.push_str("where files, peers or other targets read the bytes, ");
    if !sizes.is_empty() {
        remedy.push_str("write ");
        for (index, Member { field, .. }) in sizes.iter().enumerate() {
            let ty = fixed(field);
            if index == 0 || ty != fixed(&sizes[index - 1].field) {
                let separator = if index == 0 { "" } else { ", " };
                let _ = write!(remedy, "{separator}`{ty}` for");
            } else {
                remedy.push(',');
            }
            let _ = write!(remedy, " `{}`", field.name);
        }
        remedy.push_str(", which is as large here");
    }
    let needs_fillers = sizes.is_empty() || !Elsewhere::FIXED.is_as_here(layout);
    if needs_fillers && is_struct(layout) && layout.padding() > 0 {
        let and = if sizes.is_empty() { "" } else { ", and " };
        let names = layout.fields().map(|field| field.name);
        let fields = fillers(layout.kind, &Gap::of(layout), names);
        let _ = write!(remedy, "{and}write the padding as fields: {fields}");
    }
}

/// What keeps a build for the other target from failing at the numbers that checks name.
#[cfg(feature = "alloc")]
#[inline]
fn push_guard(remedy: &mut String, layout: &TypeLayout) {
    use core::fmt::Write as _;

    let other = Elsewhere::OTHER.target();
    let or = if remedy.is_empty() { "" } else { "; or " };
    let _ = write!(
        remedy,
        "{or}guard the checks with `cfg_attr`, since they fail on {}",
        Elsewhere::OTHER.name
    );
    let Ok((size, align)) = other.extent(None, layout) else { return };
    let (pins_size, pins_align) = match Members::of(layout).next() {
        Some(Member { field, .. }) => field.pins_type(),
        None => (false, false),
    };
    let _ = write!(remedy, ", and add `on({}", other.word());
    if pins_size {
        let _ = write!(remedy, ", size == {size}");
    }
    if pins_align {
        let _ = write!(remedy, ", align == {align}");
    }
    for field in layout.fields().filter(FieldLayout::has_pinned_offset) {
        if let Ok((offset, _)) = other.place(None, layout, field.name) {
            let _ = write!(remedy, ", offset({}) == {offset}", field.name);
        }
    }
    remedy.push_str(")`");
}

/// The type of a field, with the size that it has here on all targets.
#[cfg(feature = "alloc")]
#[inline]
fn fixed(field: &FieldLayout) -> String {
    match with_fixed_words(field.ty) {
        Some(ty) => ty,
        None => fixed_integer(field),
    }
}

/// `Cell<u64>` for `Cell<usize>`, and `[AtomicU64; 2]` for `[AtomicUsize; 2]`; `None` if the text has no such word.
#[cfg(feature = "alloc")]
#[inline]
fn with_fixed_words(ty: &str) -> Option<String> {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_';
    let mut text = String::with_capacity(ty.len());
    let mut found = false;
    let mut rest = ty;
    while let Some(first) = rest.chars().next() {
        let inside = is_inside(first);
        let end = rest.find(|c| is_inside(c) != inside).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let fixed = match word {
            "usize" => "u",
            "isize" => "i",
            "AtomicUsize" => "AtomicU",
            "AtomicIsize" => "AtomicI",
            _ => "",
        };
        if fixed.is_empty() {
            text.push_str(word);
        } else {
            found = true;
            text.push_str(fixed);
            text.push_str(match size_of::<usize>() {
                8 => "64",
                4 => "32",
                _ => "16",
            });
        }
        rest = behind;
    }
    found.then_some(text)
}

/// An integer, or an array of integers.
#[cfg(feature = "alloc")]
#[inline]
fn fixed_integer(field: &FieldLayout) -> String {
    let mut layout = field.layout();
    let mut lengths = String::new();
    let mut open = String::new();
    while let Some(TypeLayout { kind: Kind::Array { len }, .. }) = layout {
        open.push('[');
        lengths.insert_str(0, &format!("; {len}]"));
        layout = layout.and_then(TypeLayout::element);
    }
    while let Some(element) = layout.and_then(TypeLayout::element) {
        layout = Some(element);
    }
    let Some(layout) = layout else { return "an integer".into() };
    let sign = match layout.kind {
        Kind::Primitive(
            Primitive::Isize | Primitive::I8 | Primitive::I16 | Primitive::I32 | Primitive::I64,
        ) => 'i',
        _ => 'u',
    };
    format!("{open}{sign}{}{lengths}", 8 * layout.size)
}
