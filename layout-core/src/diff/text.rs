use core::fmt::{self, Display, Formatter, Write};
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::change::Placed;
use super::{Change, ChangeKind, Effect, LayoutDiff, NotCompared, NotComparedReason};
use crate::const_fns::plural;
use crate::layout::{Tagging, Tail};
use crate::record::{BitField, Endian, NichePlace, ShortName, Stored, Visible};

impl Display for LayoutDiff {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { older, newer, changes, .. } = self;
        let names = [older, newer].map(|side| ShortName(&side.type_name).to_string());
        write!(f, "{}", Visible(&names[1]))?;
        if names[0] != names[1] {
            write!(f, ", which was {}", Visible(&names[0]))?;
        }
        if older.target != newer.target {
            let targets = std_alloc::format!("{} after {}", newer.target, older.target);
            write!(f, ", {}", Visible(&targets))?;
        }
        if self.is_empty() {
            return writeln!(f, ": no change");
        }
        writeln!(f, ": {}", Verdict(self))?;
        for group in changes.chunk_by(|one, next| one.path == next.path) {
            write_group(f, group)?;
        }
        write_not_compared(f, &self.not_compared)?;
        Ok(())
    }
}

/// What the two directions come to, in words.
struct Verdict<'a>(&'a LayoutDiff);

impl Display for Verdict<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let LayoutDiff { backward, forward, .. } = self.0;
        match (backward, forward) {
            (Effect::Breaking, Effect::Breaking) => f.write_str("breaking, both ways"),
            (Effect::Compatible, Effect::Compatible) => f.write_str("compatible, both ways"),
            _ => write!(
                f,
                "newer code reading older bytes: {backward}; older code reading newer bytes: {forward}"
            ),
        }
    }
}

/// A line for each reason why fields could not be compared.
#[inline]
fn write_not_compared(f: &mut Formatter<'_>, all: &[NotCompared]) -> fmt::Result {
    for (reason, words) in [
        (NotComparedReason::Place, "stable Rust does not tell the place"),
        (
            NotComparedReason::Inside,
            "what lies inside is not described; derive `Layout` for the type, or bound its parameters by it",
        ),
        (
            NotComparedReason::ByteOrder,
            "cannot tell whether the order of bytes matters to the type",
        ),
    ] {
        let fields: Vec<String> = all
            .iter()
            .filter(|field| field.reason == reason)
            .map(|field| match field.path.as_str() {
                path if reason == NotComparedReason::Place => path.into(),
                "" => std_alloc::format!("{}", ShortName(&field.type_name)),
                path => std_alloc::format!("{path}: {}", ShortName(&field.type_name)),
            })
            .collect();
        if !fields.is_empty() {
            writeln!(f, "  ? not compared, as {words}: {}", Visible(&fields.join(", ")))?;
        }
    }
    Ok(())
}

/// One line for the changes of a path: a sign, the path, how it changed, and whether that breaks old or new readers.
#[inline]
fn write_group(f: &mut Formatter<'_>, group: &[Change]) -> fmt::Result {
    let Some(first) = group.first() else { return Ok(()) };
    let sign = match first.what {
        ChangeKind::Added(_) | ChangeKind::VariantAdded { .. } => '+',
        ChangeKind::Removed(_) | ChangeKind::VariantRemoved { .. } => '-',
        _ => '~',
    };
    let path = if first.path.is_empty() { "(the type)" } else { &first.path };
    let words: Vec<String> = group.iter().map(|change| Words(&change.what).to_string()).collect();
    let worst = |effect: fn(&Change) -> Effect| group.iter().map(effect).max();
    let backward = worst(|change| change.backward).unwrap_or(Effect::Compatible);
    let forward = worst(|change| change.forward).unwrap_or(Effect::Compatible);
    write!(f, "  {sign} {}: {}", Visible(path), Visible(&words.join("; ")))?;
    f.write_str(match (backward, forward) {
        (Effect::Compatible, Effect::Compatible) => "",
        (Effect::Breaking, Effect::Breaking) => " (breaking)",
        (Effect::Breaking, _) => " (breaking for newer code)",
        (_, Effect::Breaking) => " (breaking for older code)",
        (_, _) => " (cannot tell whether it breaks)",
    })?;
    f.write_char('\n')
}

/// A change in words.
struct Words<'a>(&'a ChangeKind);

impl Display for Words<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            ChangeKind::Resized { older, newer } if newer > older => {
                write!(f, "grew from {older} to {newer} bytes")
            }
            ChangeKind::Resized { older, newer } => {
                write!(f, "shrank from {older} to {newer} bytes")
            }
            ChangeKind::Realigned { older, newer } => write!(f, "alignment {older} -> {newer}"),
            ChangeKind::Moved { older, newer } => write!(f, "moved from offset {older} to {newer}"),
            ChangeKind::Retyped { older, newer, same_bytes } => {
                if older == newer {
                    write!(f, "{newer} is another type")?;
                } else {
                    write!(f, "type {older} -> {newer}")?;
                }
                f.write_str(if *same_bytes { ", same bytes" } else { "" })
            }
            ChangeKind::Renamed { older, .. } => write!(f, "was called {older}"),
            ChangeKind::Added(field) => write!(f, "{}, added", Member(field)),
            ChangeKind::Removed(field) => write!(f, "{}, removed", Member(field)),
            ChangeKind::VariantAdded { discriminant } => {
                write!(f, "variant = {discriminant}, added")
            }
            ChangeKind::VariantRemoved { discriminant } => {
                write!(f, "variant = {discriminant}, removed")
            }
            ChangeKind::Revalued { older, newer } => write!(f, "discriminant {older} -> {newer}"),
            ChangeKind::Retagged { older, newer } => {
                write!(f, "told apart by {}, was by {}", ToldApart(newer), ToldApart(older))
            }
            ChangeKind::NicheMoved { older, newer } => {
                write!(f, "the niche is {}, was {}", OfNiche(newer), OfNiche(older))
            }
            ChangeKind::Stored { older, newer } => {
                write!(f, "the niche has {}, had {}", InNiche(newer), InNiche(older))
            }
            ChangeKind::Bits { older, newer } => {
                write!(f, "{}, was {}", OfBits(newer.as_ref()), OfBits(older.as_ref()))
            }
            ChangeKind::Repr { older, newer } => write!(f, "{older} -> {newer}"),
            ChangeKind::Kind { older, newer } if older.words() == newer.words() => {
                write!(f, "another {}", newer.words())
            }
            ChangeKind::Kind { older, newer } => {
                write!(f, "{} -> {}", older.words(), newer.words())
            }
            ChangeKind::Tail { older, newer } => {
                write!(f, "{} -> {}", OfTail(older.as_ref()), OfTail(newer.as_ref()))
            }
            ChangeKind::Endian { older, newer } => {
                write!(f, "{} -> {}", endian(*older), endian(*newer))
            }
        }
    }
}

struct Member<'a>(&'a Placed);

impl Display for Member<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Placed { offset, size, ty } = self.0;
        match offset {
            Some(offset) => write!(f, "{ty} at offset {offset}, {size} byte{}", plural(*size)),
            None => write!(f, "{ty} at an offset that is not known, {size} byte{}", plural(*size)),
        }
    }
}

struct ToldApart<'a>(&'a Tagging);

impl Display for ToldApart<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Tagging::Tag { offset: 0, size } => write!(f, "a tag of {size} byte{}", plural(*size)),
            Tagging::Tag { offset, size } => {
                write!(f, "a tag of {size} byte{} at offset {offset}", plural(*size))
            }
            Tagging::Niche => f.write_str("a niche"),
            Tagging::Single => f.write_str("nothing"),
            Tagging::Unknown => f.write_str("a tag or a niche"),
        }
    }
}

struct OfNiche<'a>(&'a NichePlace);

impl Display for OfNiche<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let NichePlace { offset, size } = self.0;
        write!(f, "{size} byte{} at offset {offset}", plural(*size))
    }
}

struct InNiche<'a>(&'a Stored);

impl Display for InNiche<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Stored::Value(value) => value.fmt(f),
            Stored::Others => f.write_str("any other value"),
        }
    }
}

struct OfBits<'a>(Option<&'a BitField>);

impl Display for OfBits<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(BitField { offset, size: 1 }) => write!(f, "bit {offset}"),
            Some(BitField { offset, size }) => write!(f, "{size} bits from bit {offset}"),
            None => f.write_str("whole bytes"),
        }
    }
}

struct OfTail<'a>(Option<&'a Tail>);

impl Display for OfTail<'_> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("no tail"),
            Some(Tail { stride: Some(stride), .. }) => {
                write!(f, "a tail of {stride} byte{} an element", plural(*stride))
            }
            Some(_) => f.write_str("a tail that is not a slice"),
        }
    }
}

#[inline]
const fn endian(endian: Endian) -> &'static str {
    match endian {
        Endian::Little => "little-endian",
        Endian::Big => "big-endian",
    }
}
