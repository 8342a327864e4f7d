//! `option-niche`: tags of `Option`s of numbers take much of a type.
//!
//! A number uses all values that its bytes have, so that its `Option` needs a tag, and is padded to a
//! multiple of the alignment: an `Option<u64>` is as large as two `u64`. The same holds for floats, and for
//! arrays of numbers.
//!
//! `Option`s of structs are left out. Which of its values a struct never has, and whether there is one to keep where
//! there is none, only its author knows; and where it has a niche, as with a field of type `bool`, its `Option` needs
//! no tag.

use super::Sentence;
use super::bool_cluster::{bit_set, bools_in};
use super::common::sentence::Names;
#[cfg(feature = "alloc")]
use super::{Finding, FindingId, Severity};
use crate::layout::{FieldLayout, Kind, Opaque, Primitive, TypeLayout};
#[cfg(feature = "alloc")]
use crate::placement::Member;
use crate::placement::{Members, Placing, Promise};

/// Found if at least one of so many bytes would be saved, in the best order of the fields,
const ONE_OF: usize = 8;

/// and at least this many bytes.
const LEAST: usize = 8;

/// `Option`s of numbers, or of arrays of them: a field of that type, or an array of it.
#[derive(Clone, Copy)]
struct Options {
    count: usize,
    payload: &'static TypeLayout,
}

impl Options {
    #[inline]
    const fn of(field: &FieldLayout) -> Option<Self> {
        let Some(layout) = field.layout() else { return None };
        let (count, option) = match (layout.kind, layout.element()) {
            (Kind::Array { len }, Some(element)) => (len, element),
            _ => (1, layout),
        };
        let is_option = matches!(option.opaque, Opaque::Option { .. });
        match option.held() {
            [payload] if is_option && count > 0 && is_plain(payload) => {
                Some(Self { count, payload })
            }
            _ => None,
        }
    }

    /// The bytes of the numbers without tags.
    #[inline]
    const fn bytes(self) -> usize {
        self.count.saturating_mul(self.payload.size)
    }
}

/// Whether a type is a number, or made of numbers, so that it uses all values of its bytes.
#[inline]
const fn is_plain(layout: &TypeLayout) -> bool {
    match (layout.kind, layout.element()) {
        (Kind::Primitive(primitive), _) => !matches!(primitive, Primitive::Bool | Primitive::Char),
        (Kind::Array { len }, Some(element)) => len > 0 && is_plain(element),
        _ => false,
    }
}

/// What may stand for `None` in the bytes of a number.
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spare {
    /// For which there is `NonZero`.
    Zero,
    NaN,
    Zeros,
}

#[cfg(feature = "alloc")]
impl Spare {
    const ALL: [Self; 3] = [Self::Zero, Self::NaN, Self::Zeros];

    #[inline]
    fn of(payload: &TypeLayout) -> Self {
        match payload.kind {
            Kind::Primitive(Primitive::F32 | Primitive::F64) => Self::NaN,
            Kind::Primitive(_) => Self::Zero,
            _ => Self::Zeros,
        }
    }

    /// The type to write.
    #[inline]
    fn spelling(self, payload: &TypeLayout) -> std_alloc::string::String {
        match self {
            Self::Zero => std_alloc::format!("`Option<NonZero<{}>>`", payload.name),
            Self::NaN | Self::Zeros => std_alloc::format!("`{}`", payload.type_name()),
        }
    }

    /// What to do with fields of these types.
    #[inline]
    fn advice(self, types: &[std_alloc::string::String]) -> std_alloc::string::String {
        let types_joined = crate::put::listed(types);
        match self {
            Self::Zero => std_alloc::format!(
                "where 0 is never a value, write {types_joined}, which {} no tag",
                if types.len() == 1 { "needs" } else { "need" },
            ),
            Self::NaN => std_alloc::format!(
                "where NaN is never a value, write {types_joined}, and let NaN stand for `None`"
            ),
            Self::Zeros => std_alloc::format!(
                "where all zeros are never a value, write {types_joined}, and let zeros stand for `None`"
            ),
        }
    }
}

/// The `Option`s of a type.
struct Tags {
    names: Names,
    /// How many bytes they have beside those of the numbers.
    lost: usize,
    /// The size of the type if `None` were a value that the number never has.
    with_niches: Promise,
    /// The number of the bits that say whether there is a number, and the size of the type with them.
    bits: usize,
    with_bits: usize,
    /// The same if the `bool`s of the type were bits beside them.
    bits_and_bools: usize,
    with_bits_and_bools: usize,
}

#[inline]
const fn tags(layout: &TypeLayout) -> Option<Tags> {
    if !matches!(layout.kind, Kind::Struct | Kind::TupleStruct) || !layout.is_sized() {
        return None;
    }
    let mut names = Names::new();
    let (mut lost, mut bits) = (0_usize, 0_usize);
    let (mut now, mut then) = (Placing::new(layout.repr), Placing::new(layout.repr));
    let (mut without_bools, mut bools) = (Placing::new(layout.repr), 0_usize);
    let mut members = Members::of(layout);
    while let Some(member) = members.next() {
        let field = member.field;
        now.field(&field);
        if let Some(options) = Options::of(&field) {
            names.add(member);
            lost = lost.saturating_add(field.size.saturating_sub(options.bytes()));
            bits = bits.saturating_add(options.count);
            then.place(options.bytes(), options.payload.align);
            without_bools.place(options.bytes(), options.payload.align);
        } else {
            then.field(&field);
            let of_field = bools_in(&field);
            bools = bools.saturating_add(of_field);
            if of_field == 0 {
                without_bools.field(&field);
            }
        }
    }
    let with_niches = Promise { size: then.size(), is_exact: true };
    // What another order saves is told by `reorder`.
    let least = now.least_size();
    let saved = least.saturating_sub(then.least_size());
    if saved < LEAST || saved < least.div_ceil(ONE_OF) || with_niches.size >= layout.size {
        return None;
    }
    let (bytes, align) = bit_set(bits);
    then.place(bytes, align);
    let bits_and_bools = bits.saturating_add(bools);
    let (bytes, align) = bit_set(bits_and_bools);
    without_bools.place(bytes, align);
    Some(Tags {
        names,
        lost,
        with_niches,
        bits,
        with_bits: then.size(),
        bits_and_bools,
        with_bits_and_bools: without_bools.size(),
    })
}

#[inline]
pub(super) const fn examine(layout: &TypeLayout) -> Option<Sentence> {
    match tags(layout) {
        Some(tags) => Some(sentence(layout, &tags)),
        None => None,
    }
}

#[inline]
const fn sentence(layout: &TypeLayout, tags: &Tags) -> Sentence {
    let Tags { names, lost, with_niches, .. } = tags;
    let mut text = Sentence::new();
    text.verb(names, "the tag of ", "the tags of ")
        .names(names)
        .verb(names, " takes ", " take ")
        .count(*lost, "byte")
        .str(", padding included: without them, the type would need ")
        .saving(*with_niches, layout.size);
    text
}

#[cfg(feature = "alloc")]
#[inline]
pub(super) fn finding(layout: &TypeLayout) -> Option<Finding> {
    use std_alloc::string::String;
    use std_alloc::vec::Vec;

    let tags = tags(layout)?;
    let message = sentence(layout, &tags);
    let members = Members::of(layout).filter(|it| Options::of(&it.field).is_some());
    let members: Vec<Member> = members.collect();
    let payloads = || members.iter().filter_map(|it| Options::of(&it.field)).map(|it| it.payload);
    let mut advice: Vec<String> = Vec::new();
    for spare in Spare::ALL {
        let mut types: Vec<String> = Vec::new();
        for payload in payloads().filter(|it| Spare::of(it) == spare) {
            let ty = spare.spelling(payload);
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        if !types.is_empty() {
            advice.push(spare.advice(&types));
        }
    }
    let mut remedy = crate::put::joined(&advice, "; ");
    let is_number = payloads().all(|it| Spare::of(it) == Spare::Zero);
    let kept = if is_number { "integer" } else { "value" };
    if let Some(instead) = bits_instead(layout, &tags, kept) {
        remedy.push_str(&instead);
    }
    if members.len() > 1 {
        remedy.insert_str(0, "choose for each field: ");
    }
    let finding = Finding::new(FindingId::OptionNiche, Severity::Note, &message, remedy, members);
    Some(finding.leading_to(tags.with_niches))
}

/// The advice to keep numbers, and a bit for each; `None` if that saves nothing.
#[cfg(feature = "alloc")]
#[inline]
fn bits_instead(layout: &TypeLayout, tags: &Tags, kept: &str) -> Option<std_alloc::string::String> {
    use core::fmt::Write as _;
    use std_alloc::format;

    let Tags { bits, with_bits, bits_and_bools, with_bits_and_bools, .. } = *tags;
    // The compiler places a field where it likes, or else where the declaration has it.
    let place = if layout.repr.is_reorderable() { "" } else { ", declared last," };
    let (otherwise, all) = match tags.names.count {
        1 => ("otherwise", ""),
        _ => ("elsewhere", " if all fields do so"),
    };
    let mut text = format!("; {otherwise} keep the {kept}, and let ");
    let (set, larger) = (bits_type(bits), bits_type(bits_and_bools));
    let is_more = with_bits_and_bools < with_bits;
    // Writing to a text does not fail.
    let _ = match bits {
        _ if with_bits >= layout.size && with_bits_and_bools < layout.size => {
            let names = bools(layout);
            write!(
                text,
                "a bit of one `{larger}` field{place} say whether it is set, and other bits hold {names}, \
                 for {with_bits_and_bools} bytes{all}"
            )
        }
        _ if with_bits >= layout.size => return None,
        1 => write!(text, "one `bool` field{place} say whether it is set, for {with_bits} bytes"),
        _ => write!(
            text,
            "a bit of one `{set}` field{place} say whether it is set, for {with_bits} bytes{all}"
        ),
    };
    if is_more && with_bits < layout.size {
        let then = match bits {
            1 => format!(" (then one `{larger}`)"),
            _ if larger != set => format!(" (then one `{larger}`)"),
            _ => std_alloc::string::String::new(),
        };
        let names = bools(layout);
        let _ = write!(
            text,
            "; {names} can be bits of the same field{then}, for {with_bits_and_bools} bytes"
        );
    }
    Some(text)
}

/// The names of the `bool`s of a type.
#[cfg(feature = "alloc")]
#[inline]
fn bools(layout: &TypeLayout) -> std_alloc::string::String {
    let bools = Members::of(layout).filter(|it| bools_in(&it.field) > 0);
    let mut names: std_alloc::vec::Vec<_> =
        bools.map(|it| std_alloc::format!("`{}`", it.field.name)).collect();
    let count = names.len();
    if count > 3 {
        names.truncate(2);
        return std_alloc::format!("{} and {} more", names.join(", "), count - 2);
    }
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => std_alloc::format!("{} and {last}", names.join(", ")),
        None => std_alloc::string::String::new(),
    }
}

/// The integer that holds so many bits, or the array of bytes.
#[cfg(feature = "alloc")]
#[inline]
fn bits_type(bits: usize) -> std_alloc::string::String {
    match bit_set(bits).0 {
        bytes if bits <= 64 => std_alloc::format!("u{}", 8 * bytes),
        bytes => std_alloc::format!("[u8; {bytes}]"),
    }
}
