use core::fmt::{self, Display, Formatter};
use std::string::String;

/// A difference between a Rust type and its counterpart in C.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The path of the field or variant in Rust, or in C if Rust does not have it; empty for the type itself.
    pub path: String,
    /// What differs.
    pub kind: DifferenceKind,
}

/// What differs in a [`Difference`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// The sizes in bytes.
    Size {
        /// In Rust.
        rust: u64,
        /// In C.
        c: u64,
    },
    /// The alignments in bytes.
    Align {
        /// In Rust.
        rust: u64,
        /// In C.
        c: u64,
    },
    /// The offsets in bytes.
    Offset {
        /// In Rust.
        rust: u64,
        /// In C.
        c: u64,
    },
    /// The bits of a bit-field: the offset of the first bit from the start of the type, and the number of bits.
    Bits {
        /// In Rust.
        rust: (u64, u64),
        /// In C.
        c: (u64, u64),
    },
    /// The kinds of the types, such as float and integer, or the names of their elements' kinds.
    Kind {
        /// In Rust.
        rust: &'static str,
        /// In C.
        c: &'static str,
    },
    /// The values of an enumerator.
    Value {
        /// In Rust.
        rust: i128,
        /// In C.
        c: i128,
    },
    /// Only C has it.
    OnlyInC {
        /// Where C has it, in words.
        place: String,
    },
    /// Only Rust has it.
    OnlyInRust {
        /// Where Rust has it, in words.
        place: String,
    },
    /// The two could not be compared. The text says why.
    NotCompared(String),
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", crate::record::Visible(&self.path))?;
        }
        self.kind.fmt(f)
    }
}

impl Display for DifferenceKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size { rust, c } => write!(f, "size {rust} in Rust, {c} in C"),
            Self::Align { rust, c } => write!(f, "alignment {rust} in Rust, {c} in C"),
            Self::Offset { rust, c } => write!(f, "offset {rust} in Rust, {c} in C"),
            Self::Bits { rust, c } => write!(
                f,
                "bits {} to {} in Rust, {} to {} in C",
                rust.0,
                rust.0.saturating_add(rust.1).saturating_sub(1),
                c.0,
                c.0.saturating_add(c.1).saturating_sub(1),
            ),
            Self::Kind { rust, c } => write!(f, "{rust} in Rust, {c} in C"),
            Self::Value { rust, c } => write!(f, "value {rust} in Rust, {c} in C"),
            Self::OnlyInC { place } => write!(f, "only in C, {place}"),
            Self::OnlyInRust { place } => write!(f, "only in Rust, {place}"),
            Self::NotCompared(why) => write!(f, "not compared: {why}"),
        }
    }
}
