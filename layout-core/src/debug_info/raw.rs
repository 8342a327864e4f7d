//! The types of a unit as they stand in the file, with references to each other.
//!
//! Names are slices of the file's own sections.

use std::vec::Vec;

use gimli::{EndianSlice, RunTimeEndian};

use super::digest::Digest;

/// The bytes of a section.
pub(super) type Reader<'d> = EndianSlice<'d, RunTimeEndian>;

/// A number that is not there.
pub(super) const NONE: u64 = u64::MAX;

/// A reference to a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ref {
    Nothing,
    /// The index of a type of the same unit.
    Here(u32),
    /// An offset in the section.
    Elsewhere(usize),
    /// The signature of a type that has a unit of its own.
    Signature(u64),
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum RawKind {
    Struct,
    Union,
    /// An enumeration without payloads.
    Enumeration,
    /// A number; the encoding is DWARF's.
    Base(u8),
    Pointer,
    /// A pointer to a member of a C++ class: to a function, two words; to a field, one.
    MemberPointer,
    Array,
    /// A name or a qualifier of another type.
    Alias,
    Function,
    /// A type without bytes that has but a name.
    Unspecified,
}

impl RawKind {
    /// Whether the type refers to another, so that it may be part of what it points to.
    pub(super) fn is_pointer(self) -> bool {
        matches!(self, Self::Pointer | Self::MemberPointer)
    }
}

/// A text of the file with its digest, which is taken while the text is in the processor's cache.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'d> {
    pub(super) bytes: &'d [u8],
    pub(super) digest: u128,
}

impl<'d> Text<'d> {
    pub(super) const EMPTY: Self = Self { bytes: &[], digest: Digest::OF_NOTHING };

    pub(super) fn new(bytes: &'d [u8]) -> Self {
        Self { bytes, digest: Digest::of(bytes) }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// An entry of a type.
#[derive(Clone, Debug)]
pub(super) struct RawType<'d> {
    pub(super) kind: RawKind,
    /// Where the entry begins, from the start of its unit.
    pub(super) offset: usize,
    pub(super) name: Text<'d>,
    pub(super) scope: u32,
    pub(super) size: u64,
    pub(super) align: u32,
    /// What is pointed to, the element of an array, the type of an enumeration's values, what is named.
    pub(super) target: Ref,
    /// The number of elements of an array.
    pub(super) count: u64,
    pub(super) members: Span,
    pub(super) variants: Span,
    pub(super) generics: Span,
    pub(super) enumerators: Span,
    /// Whether there is a list of variants, though it may be empty.
    pub(super) has_variants: bool,
    /// The member that tells variants apart, as an index of the unit's members.
    pub(super) tag: Option<u32>,
    /// Whether the entry but announces a type that is described elsewhere.
    pub(super) is_declaration: bool,
    /// Whether the type holds the fields of a variant.
    pub(super) is_payload: bool,
    pub(super) file: u64,
    pub(super) line: u32,
}

/// A range of indices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    pub(super) fn of<T>(self, list: &[T]) -> &[T] {
        &list[self.start as usize..self.end as usize]
    }

    pub(super) fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Moves items behind those of a list, and says where they are then.
    pub(super) fn append<T>(list: &mut Vec<T>, items: &mut Vec<T>) -> Self {
        let start = index(list.len());
        list.append(items);
        Self { start, end: index(list.len()) }
    }
}

#[derive(Clone, Debug)]
pub(super) struct RawMember<'d> {
    /// Where the entry begins, from the start of its unit.
    pub(super) entry: usize,
    pub(super) name: Text<'d>,
    pub(super) ty: Ref,
    /// The offset in bytes; [`NONE`] where it is not a constant.
    pub(super) offset: u64,
    pub(super) align: u32,
    /// Of a bit-field: the offset of its first bit from the start of the type, and how many bits it has.
    pub(super) bits: Option<(u64, u32)>,
    pub(super) file: u64,
    pub(super) line: u32,
}

#[derive(Clone, Debug)]
pub(super) struct RawVariant {
    pub(super) value: RawValue,
    /// The member that holds the fields.
    pub(super) member: Option<u32>,
}

/// A constant as the file has it: how many bytes it has decides what a signed type makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum RawValue {
    Nothing,
    Signed(i64),
    /// The bits, and how many bytes they are; 0 if the form does not tell.
    Bits(u128, u8),
    /// In a form that is not understood.
    Unknown,
}

#[derive(Clone, Debug)]
pub(super) struct RawGeneric<'d> {
    pub(super) name: Text<'d>,
    pub(super) ty: Ref,
    pub(super) value: RawValue,
}

#[derive(Clone, Debug)]
pub(super) struct RawEnumerator<'d> {
    pub(super) name: Text<'d>,
    pub(super) value: RawValue,
}

/// A namespace, a type or a function, within which types are declared.
#[derive(Clone, Debug)]
pub(super) struct RawScope<'d> {
    pub(super) parent: u32,
    /// The outermost scope that it lies in, which is of a crate: the number of the scope itself if it is that.
    pub(super) root: u32,
    pub(super) name: Text<'d>,
}

/// Where the body of a closure or a future is declared.
#[derive(Clone, Debug)]
pub(super) struct RawBody<'d> {
    pub(super) scope: u32,
    pub(super) name: &'d [u8],
    pub(super) file: u64,
    pub(super) line: u32,
}

/// What the entry of a unit says of all that is in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Root<'d> {
    pub(super) is_rust: bool,
    /// What the compiler says of itself.
    pub(super) producer: &'d [u8],
    /// Where the names of its source files stand in the section of lines.
    pub(super) lines: Option<usize>,
    pub(super) directory: &'d [u8],
    /// The path of the source; of Rust, of the crate's first file, and behind it what the unit itself is called.
    pub(super) name: &'d [u8],
    /// The file that holds the entries, if this one is but a skeleton.
    pub(super) split_name: &'d [u8],
}

/// The types of a unit.
#[derive(Debug, Default)]
pub(super) struct RawUnit<'d> {
    /// The number of its section.
    pub(super) section: usize,
    /// Where the unit begins in its section.
    pub(super) start: usize,
    /// How many bytes of the section it takes.
    pub(super) len: usize,
    /// Whether types of it refer to those of other units.
    pub(super) is_open: bool,
    /// Its identity, if it is one of a type with a signature, and where the type stands in it.
    pub(super) signature: Option<(u64, usize)>,
    pub(super) address_size: u8,
    pub(super) root: Root<'d>,
    pub(super) types: Vec<RawType<'d>>,
    pub(super) members: Vec<RawMember<'d>>,
    pub(super) variants: Vec<RawVariant>,
    pub(super) generics: Vec<RawGeneric<'d>>,
    pub(super) enumerators: Vec<RawEnumerator<'d>>,
    /// The first is that of the unit itself.
    pub(super) scopes: Vec<RawScope<'d>>,
    pub(super) bodies: Vec<RawBody<'d>>,
}

impl<'d> RawUnit<'d> {
    /// The same room without what is in it.
    pub(super) fn cleared(mut self) -> Self {
        self.types.clear();
        self.members.clear();
        self.variants.clear();
        self.generics.clear();
        self.enumerators.clear();
        self.scopes.clear();
        self.bodies.clear();
        self
    }

    /// The index of the type whose entry begins there.
    pub(super) fn type_at(&self, offset: usize) -> Option<u32> {
        self.types.binary_search_by_key(&offset, |ty| ty.offset).ok().map(index)
    }

    /// The name of the outermost scope that a scope lies in, which is that of a crate.
    pub(super) fn root_of(&self, scope: u32) -> &'d [u8] {
        self.scopes[self.scopes[scope as usize].root as usize].name.bytes
    }

    /// Makes references within the unit those to its types.
    pub(super) fn resolve(&mut self) {
        let (start, end) = (self.start, self.start.saturating_add(self.len));
        let mut is_open = false;
        // Close to each other, as the places of all types are looked for many times.
        let offsets: Vec<usize> = self.types.iter().map(|ty| ty.offset).collect();
        let mut here = |it: Ref| match it {
            Ref::Elsewhere(offset) if (start..end).contains(&offset) => {
                let at = offsets.binary_search(&(offset - start));
                at.map_or(Ref::Nothing, |at| Ref::Here(index(at)))
            }
            Ref::Elsewhere(_) | Ref::Signature(_) => {
                is_open = true;
                it
            }
            it => it,
        };
        for ty in &mut self.types {
            ty.target = here(ty.target);
        }
        for member in &mut self.members {
            member.ty = here(member.ty);
        }
        for generic in &mut self.generics {
            generic.ty = here(generic.ty);
        }
        self.is_open = is_open;
        for variant in &self.variants {
            let payload = variant.member.map(|member| self.members[member as usize].ty);
            if let Some(Ref::Here(payload)) = payload {
                self.types[payload as usize].is_payload = true;
            }
        }
    }
}

/// An index that is kept in 32 bits: the entries of a unit are fewer, as each takes a byte of a section.
pub(super) fn index(at: usize) -> u32 {
    u32::try_from(at).expect("a unit has less than 4 billion entries")
}
