use core::fmt::{self, Display, Formatter};

use std_alloc::vec::Vec;

use crate::bump::{Bump, ChunkSource, Statistics, TypeCount};
use crate::layout::TypeLayout;
use crate::record::ShortName;
use crate::sorted::sorted;

/// What lives in a measured arena: returned by [`Bump::report`].
///
/// `{}` shows a table of the types, those that take most bytes first, and what was lost. It marks types that need
/// drop: an arena drops no value, so that what they own leaks unless they are in a
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

/// The values of one type in an arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeInArena {
    /// Which type, and how many values of it.
    pub count: TypeCount,
    /// The bytes of each value that belong to no field; `None` if the layout is not known.
    pub padding: Option<usize>,
}

impl ArenaReport {
    /// The types, those that take most bytes first.
    #[inline]
    pub fn types(&self) -> &[TypeInArena] {
        &self.types
    }

    /// What the arena holds in all.
    #[inline]
    pub const fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// The padding inside all values whose layout is known, in bytes.
    #[inline]
    pub fn padding(&self) -> usize {
        self.types.iter().filter_map(TypeInArena::total_padding).sum()
    }
}

impl TypeInArena {
    /// The bytes of all values.
    #[inline]
    pub const fn bytes(&self) -> usize {
        self.count.size * self.count.count
    }

    /// The padding inside all values, in bytes.
    #[inline]
    pub fn total_padding(&self) -> Option<usize> {
        Some(self.padding? * self.count.count)
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Bump<MIN_ALIGN, A> {
    /// Which types live in a [measured](Bump::measured) arena, how many values of each, and how many
    /// bytes of padding are inside them. The padding is known of the types whose `layouts` are given:
    /// see [`ArenaReport`]. Of another arena, the report has no types.
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
