use core::fmt::{self, Display, Formatter};

use std_alloc::vec::Vec;

use crate::bump::{Bump, ChunkSource, Statistics, TypeCount};
use crate::layout::TypeLayout;
use crate::record::ShortName;
use crate::sorted::sorted;

/// What lives in a measured arena, by type. [`Bump::report`] returns it.
///
/// `{}` prints a table of the types, those with the most bytes first, and the bytes that were lost. Types
/// that need drop are marked: an arena drops no value, so whatever such values own leaks unless they are in a
/// [`BumpBox`](crate::alloc::BumpBox).
///
/// ```
/// use layout_core::Layout;
/// use layout_core::alloc::Bump;
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Packet {
///     version: u8,
///     length: u16,
///     checksum: u32,
/// }
///
/// let bump = Bump::measured();
/// bump.alloc_slice_copy(&[7_u8; 5]);
/// for length in 0..3 {
///     bump.alloc(Packet { version: 1, length, checksum: 0 });
/// }
/// let report = bump.report(&[Packet::LAYOUT]);
/// assert_eq!(report.types()[0].padding, Some(1));
///
/// let text = "\
/// arena: 4 allocations, 32 bytes used of 496 allocated
///   count  size  bytes  padding  type
///       3     8     24        3  Packet
///       5     1      5        ?  u8
///   3 bytes are lost to alignment, 0 at chunk ends, 3 are padding inside values
/// ";
/// # #[cfg(target_pointer_width = "64")]
/// assert_eq!(report.to_string(), text);
/// ```
#[derive(Clone, Debug)]
pub struct ArenaReport {
    statistics: Statistics,
    types: Vec<TypeInArena>,
}

/// One type in an arena, with the number of its values. [`ArenaReport::types`] lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeInArena {
    /// The type, and the number of its values.
    pub count: TypeCount,
    /// The padding of one value in bytes, without padding inside its fields. `None` if the layout is not
    /// known.
    pub padding: Option<usize>,
}

impl ArenaReport {
    /// Returns the types in the arena, those with the most bytes first.
    #[inline]
    pub fn types(&self) -> &[TypeInArena] {
        &self.types
    }

    /// Returns the totals of the arena.
    #[inline]
    pub const fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// Returns the padding of all values whose layout is known, in bytes.
    #[inline]
    pub fn padding(&self) -> usize {
        self.types.iter().filter_map(TypeInArena::total_padding).sum()
    }
}

impl TypeInArena {
    /// Returns the number of bytes that the values of this type take.
    #[inline]
    pub const fn bytes(&self) -> usize {
        self.count.size * self.count.count
    }

    /// Returns the padding of all values of this type in bytes, or `None` if the layout is not known.
    #[inline]
    pub fn total_padding(&self) -> Option<usize> {
        Some(self.padding? * self.count.count)
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Bump<MIN_ALIGN, A> {
    /// Lists the types that live in a [measured](Bump::measured) arena, with the number of their values and
    /// their padding.
    ///
    /// Pass the `layouts` of the types whose padding you want to see: see [`ArenaReport`]. If the arena is
    /// not measured, the report lists no types.
    #[inline]
    pub fn report(&self, layouts: &[TypeLayout]) -> ArenaReport {
        let padding = |count: TypeCount| {
            let same = |layout: &&TypeLayout| {
                layout.type_name() == count.name && layout.size == count.size
            };
            layouts.iter().find(same).map(TypeLayout::padding)
        };
        let with_padding = |count| TypeInArena { count, padding: padding(count) };
        let types: Vec<_> = self.types().into_iter().map(with_padding).collect();
        let is_before = |one: usize, other: usize| types[one].bytes() > types[other].bytes();
        let order = sorted(types.len(), &is_before);
        let types = order.into_iter().map(|index| types[index]).collect();
        ArenaReport { statistics: self.statistics(), types }
    }
}

impl Display for ArenaReport {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Statistics { used, allocated, lost_at_chunk_ends, counts, .. } = self.statistics;
        let counts = counts.unwrap_or_default();
        let allocations = counts.allocations;
        writeln!(
            f,
            "arena: {allocations} allocations, {used} bytes used of {allocated} allocated"
        )?;
        writeln!(f, "  count  size  bytes  padding  type")?;
        for one in &self.types {
            let TypeCount { name, size, count, needs_drop } = one.count;
            write!(f, "  {count:>5}  {size:>4}  {:>5}  ", one.bytes())?;
            match one.total_padding() {
                Some(padding) => write!(f, "{padding:>7}")?,
                None => write!(f, "{:>7}", '?')?,
            }
            let mark = if needs_drop { ", needs drop" } else { "" };
            writeln!(f, "  {}{mark}", ShortName(name))?;
        }
        writeln!(
            f,
            "  {} bytes are lost to alignment, {lost_at_chunk_ends} at chunk ends, {} are padding inside values",
            counts.lost_to_alignment,
            self.padding()
        )
    }
}
