//! The one list of all findings. The identifiers, the texts for SARIF and the documentation, and the file
//! that looks for each finding come from here.
//!
//! To add a finding, add an entry here, a file with the identifier as its name, and a line to the list in
//! `layout-derive/src/finding.rs`. A test compares the two lists. `debug_info/future/finding.rs` finds those
//! about futures.

use core::fmt;
use core::str::FromStr;

use super::Sentence;
use crate::layout::{AllowedFindings, TypeLayout};

/// `documentation, Variant = identifier in module, severity, "summary", "found where";`, and those of futures, which
/// no derive describes, without a module.
macro_rules! findings {
    (of types {
        $($(#[$doc:meta])* $id:ident = $text:literal in $module:ident,
            $severity:ident, $summary:literal, $found:literal;)*
    }
    of futures {
        $($(#[$future_doc:meta])* $future:ident = $future_text:literal,
            $future_severity:ident, $future_summary:literal, $future_found:literal;)*
    }) => {
        /// The kind of a [finding](crate::analysis), with the identifier that reports and attributes use.
        ///
        /// `#[layout(allow(identifier))]` leaves findings of a kind out of a type's reports, and
        /// `#[layout(deny(identifier))]` turns them into compile errors. The meaning of an identifier never
        /// changes. New ones may be added.
        ///
        /// | identifier | greatest severity | found when |
        /// | --- | --- | --- |
        $(#[doc = concat!("| `", $text, "` | ", stringify!($severity), " | ", $found, " |")])*
        $(#[doc = concat!(
            "| `", $future_text, "` | ", stringify!($future_severity), " | ", $future_found, " |"
        )])*
        ///
        /// The last three are about futures, which only debug info describes (feature `debug-info`).
        ///
        /// ```
        /// use layout_core::FindingId;
        ///
        /// assert_eq!(FindingId::PaddingWaste.as_str(), "padding-waste");
        /// assert_eq!("repr-c-cost".parse(), Ok(FindingId::ReprCCost));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(
            feature = "serde",
            derive(serde::Serialize, serde::Deserialize),
            serde(rename_all = "kebab-case")
        )]
        #[non_exhaustive]
        pub enum FindingId {
            $(
                #[doc = concat!("`", $text, "`: ", $summary)]
                ///
                $(#[$doc])*
                $id,
            )*
            $(
                #[doc = concat!("`", $future_text, "`: ", $future_summary)]
                ///
                $(#[$future_doc])*
                $future,
            )*
        }

        impl FindingId {
            /// Every identifier, in the order in which reports list findings.
            pub const ALL: &'static [Self] = &[$(Self::$id,)* $(Self::$future),*];

            /// Returns whether findings of this kind are about futures, which only debug info describes.
            #[must_use]
            #[inline]
            pub const fn is_of_futures(self) -> bool {
                matches!(self, $(Self::$future)|*)
            }

            /// Returns the identifier as text, such as `padding-waste`.
            #[must_use]
            #[inline]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$id => $text,)*
                    $(Self::$future => $future_text,)*
                }
            }

            /// Returns one sentence on what findings of this kind say about a type.
            #[must_use]
            #[inline]
            pub const fn summary(self) -> &'static str {
                match self {
                    $(Self::$id => $summary,)*
                    $(Self::$future => $future_summary,)*
                }
            }

            /// Returns when findings of this kind are made, as a phrase in Markdown.
            #[must_use]
            #[inline]
            pub const fn found_where(self) -> &'static str {
                match self {
                    $(Self::$id => $found,)*
                    $(Self::$future => $future_found,)*
                }
            }

            /// Returns the greatest severity that a finding of this kind can have.
            #[must_use]
            #[inline]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$id => Severity::$severity,)*
                    $(Self::$future => Severity::$future_severity,)*
                }
            }
        }

        /// What a finding says, if there is one, whether it is allowed or not.
        #[inline]
        pub(crate) const fn examine(layout: &TypeLayout, id: FindingId) -> Option<Sentence> {
            match id {
                $(FindingId::$id => super::$module::examine(layout),)*
                $(FindingId::$future)|* => None,
            }
        }

        /// The same with everything that belongs to it.
        #[cfg(feature = "alloc")]
        #[inline]
        pub(super) fn finding(layout: &TypeLayout, id: FindingId) -> Option<super::Finding> {
            match id {
                $(FindingId::$id => super::$module::finding(layout),)*
                $(FindingId::$future)|* => None,
            }
        }
    };
}

findings! {
    of types {
        /// Reports leave it out if [`Reorder`](Self::Reorder) says how to get rid of the padding.
        PaddingWaste = "padding-waste" in padding_waste, Warning,
            "Much of the type is padding.",
            "at least half of a struct is padding that another order of its fields would not save; a struct that is aligned to have a cache line for itself is left out";
        /// The finding lists the fields in the order that it advises.
        Reorder = "reorder" in reorder, Warning,
            "Another order of the fields makes the type smaller.",
            "another order of the fields of a `repr(C)` struct, or of the variants of an enum with a defined layout, makes the type smaller";
        /// Structs never have this finding: without `repr(C)` the compiler does what `reorder` advises.
        ReprCCost = "repr-c-cost" in repr_c_cost, Note,
            "The tag of a `repr(C)` enum costs more than one of `repr(u8)`.",
            "a `repr(C)` enum with fields would be smaller with `repr(u8)`";
        /// The promised size takes into account that a niche may hold the tag after the change.
        LargeVariant = "large-variant" in large_variant, Warning,
            "One variant makes the enum larger than the others need.",
            "boxing the fields of one variant would halve the enum";
        /// Looks at the `bool`s of a struct, or of one variant of an enum with a defined layout.
        BoolCluster = "bool-cluster" in bool_cluster, Note,
            "Several `bool`s would fit into the bits of one integer.",
            "a bit for each `bool` instead of a byte would make the type smaller";
        /// It is a note unless `#[layout(contended = "group")]` says which threads write a field.
        ContendedLine = "contended-line" in contended_line, Warning,
            "Fields that several threads write may share a cache line.",
            "fields of two `contended` groups, a hot field and an atomic or lock, two locks, or two atomics of one size may lie on one cache line";
        /// The lines are counted in a value that begins at the start of a line.
        HotStraddle = "hot-straddle" in hot_straddle, Warning,
            "Hot fields lie on more cache lines than they need.",
            "a field marked `#[layout(hot)]` lies on two cache lines, or such fields on more lines than they need";
        /// The lines are counted in a value that begins at the start of a line.
        HotColdMix = "hot-cold-mix" in hot_cold_mix, Warning,
            "A cache line with a hot field also holds a cold one.",
            "a cache line holds a field marked hot and one marked `#[layout(cold)]`";
        /// Looks only at fields whose type is described, down to the type inside the `Option`.
        OptionNiche = "option-niche" in option_niche, Note,
            "Tags of `Option`s of numbers take much of the type.",
            "a struct would be an eighth smaller or more if its `Option`s of numbers needed no tags, as with `Option<NonZero<_>>`";
        /// You can read and write such a field, but not borrow it.
        UnalignedField = "unaligned-field" in unaligned_field, Warning,
            "A field may lie at an address that is not a multiple of its alignment.",
            "a field of a packed type may lie at an address that its type does not allow";
        /// Types with pointers are left out, because they make sense in one process only, unless a check of the type
        /// names a number that is different on the other target.
        TargetDependent = "target-dependent" in target_dependent, Note,
            "A defined layout differs between targets.",
            "the layout is defined, and a size or an offset in it differs between targets";
    }
    of futures {
        /// The message says where the future awaits.
        LargeHeldLocal = "large-held-local", Warning,
            "A large local is held across an await.",
            "a local or a temporary that takes at least 128 bytes and a quarter of the future is held across an await";
        /// The promised size is the size of the outer future once the awaited one is in a box.
        LargeAwaitedFuture = "large-awaited-future", Warning,
            "A large future is stored inside the future that awaits it.",
            "a future that takes at least 128 bytes and a quarter of the future that awaits it is awaited in place";
        /// An `async fn` moves each argument to a local when it first runs.
        ArgumentHeldTwice = "argument-held-twice", Warning,
            "An argument is stored twice in a future.",
            "an argument or a capture of 32 bytes or more and the local that it is moved to both have bytes in a future";
    }
}

impl fmt::Display for FindingId {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for FindingId {
    type Err = ParseFindingIdError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseFindingIdError> {
        Self::ALL.iter().copied().find(|id| id.as_str() == text).ok_or(ParseFindingIdError(()))
    }
}

/// The error of parsing a [`FindingId`]: no finding has this identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseFindingIdError(());

impl fmt::Display for ParseFindingIdError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no finding has this identifier")
    }
}

impl core::error::Error for ParseFindingIdError {}

// What a type allows has a bit for each.
const _: () = assert!(FindingId::ALL.len() <= 8 * size_of::<AllowedFindings>());

impl TypeLayout {
    /// Returns whether the type is declared with `#[layout(allow(identifier))]` for this kind of finding.
    #[must_use]
    #[inline]
    pub const fn allows(&self, id: FindingId) -> bool {
        self.allowed.contains(id as u32)
    }

    /// The layout with findings that its type allows.
    #[must_use]
    #[inline]
    pub(crate) const fn allowing(mut self, ids: &[FindingId]) -> Self {
        let mut index = 0;
        while index < ids.len() {
            self.allowed = self.allowed.with(ids[index] as u32);
            index += 1;
        }
        self
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum Severity {
    /// The layout may well be intended. It costs something all the same.
    Note,
    /// The layout costs memory, time or portability, and probably without need.
    Warning,
}

impl Severity {
    /// Returns the severity as text: `note` or `warning`.
    #[must_use]
    #[inline]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
