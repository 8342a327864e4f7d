//! `target-dependent`: a defined layout that is another one on other targets.

use super::Sentence;
use super::common::sentence::Names;
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
#[cfg(feature = "alloc")]
use std_alloc::{format, string::String};

use crate::const_fns::const_str_eq;
#[cfg(feature = "alloc")]
use crate::layout::FieldLayout;
use crate::layout::{FieldList, Kind, Primitive, TypeLayout};
use crate::placement::{
    Breach, Elsewhere, Fault, Member, Members, is_pointer, measure_field, portability,
};
#[cfg(feature = "alloc")]
use crate::placement::{Gap, Promise, fillers};

/// What differs between targets.
#[expect(clippy::large_enum_variant, reason = "it is made once, and not kept")]
enum Difference {
    /// The fields whose type differs in size.
    Sizes(Names),
    /// An offset or the size of the type, as the alignment of a type of 8 bytes differs.
    Offsets,
}

/// Of a type whose layout is defined; of others nobody expects it to be the same. What holds a pointer
/// makes sense in one process only, so that no other target reads it.
#[inline]
const fn difference(layout: &TypeLayout) -> Option<Difference> {
    if layout.repr.is_reorderable() || has_pointer(layout) {
        return None;
    }
    // What is portable has no field that differs.
    let Err(breach) = portability(layout) else { return None };
    let mut names = Names::new();
    let mut dependent = Dependent::of(layout).starting_at(layout, &breach);
    while let Some(member) = dependent.next() {
        names.add(member);
    }
    if names.count > 0 {
        return Some(Difference::Sizes(names));
    }
    // What differs inside a field is found in the field's own type.
    match breach.fault {
        Fault::Moves { .. } if breach.path.len() == 1 && is_struct(layout) => {
            Some(Difference::Offsets)
        }
        Fault::Grows { .. } if breach.path.is_empty() && is_struct(layout) => {
            Some(Difference::Offsets)
        }
        _ => None,
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
}

impl Dependent {
    #[inline]
    const fn of(layout: &TypeLayout) -> Self {
        Self { members: Members::of(layout), first: "" }
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
    let extent = Elsewhere::OTHER.extent(layout);
    match difference {
        Difference::Sizes(names) => {
            text.verb(names, "the size of ", "the sizes of ")
                .names(names)
                .verb(names, " differs", " differ")
                .str(" between targets");
            match extent {
                Some((size, _)) if size != layout.size => {
                    text.str(": the type has ").count(layout.size, "byte");
                    push_there(&mut text, size);
                }
                _ => {}
            }
        }
        Difference::Offsets => match extent {
            Some((size, _)) if size != layout.size => {
                text.str("the type has ").count(layout.size, "byte");
                push_there(&mut text, size);
            }
            _ => push_offset(&mut text, layout),
        },
    }
    text
}

/// ` here and 16 on 32-bit x86`
#[inline]
const fn push_there(text: &mut Sentence, number: usize) {
    text.str(" here and ").number(number).str(" on ").str(Elsewhere::OTHER.name);
}

/// The first offset that differs.
#[inline]
const fn push_offset(text: &mut Sentence, layout: &TypeLayout) {
    let mut fields = layout.fields();
    let mut index = 0;
    while let Some(field) = fields.next() {
        if let (Some(here), Some(there)) = (field.offset, Elsewhere::OTHER.offset(layout, index)) {
            if here != there {
                text.member(&Member { variant: None, field }).str(" lies at offset ").number(here);
                push_there(text, there);
                return;
            }
        }
        index += 1;
    }
    text.str("an offset differs between targets");
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use core::fmt::Write as _;

    let id = FindingId::TargetDependent;
    let difference = difference(layout)?;
    let message = sentence(layout, &difference);
    let sizes: std_alloc::vec::Vec<_> = match difference {
        Difference::Sizes(_) => Dependent::of(layout).collect(),
        Difference::Offsets => std_alloc::vec::Vec::new(),
    };
    let mut remedy = String::from("where files, peers or other targets read the bytes, ");
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
    let finding = Finding::new(id, Severity::Note, &message, remedy, sizes);
    Some(finding.leading_to(Promise { size: layout.size, is_exact: true }))
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
