use std_alloc::vec::Vec;

use super::chunk::Chunk;
use super::growing::Bump;
use super::meter::Meter;
use crate::alloc::source::ChunkSource;

/// What an arena holds: returned by [`Bump::statistics`](super::Bump::statistics).
///
/// All quantities are bytes, but for those that count chunks or allocations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statistics {
    /// Chunks in use.
    pub chunks: usize,
    /// Chunks that were given back by a scope, a rewind or a reset and wait to be used again.
    pub spare_chunks: usize,
    /// Taken from the source: the sizes of all chunks, footers included.
    pub allocated: usize,
    /// The part of `allocated` that allocations can be made in: without footers.
    pub capacity: usize,
    /// Handed out, with what alignment cost.
    pub used: usize,
    /// Left unused at the ends of chunks, because the next allocation did not fit, or a scope had it.
    pub lost_at_chunk_ends: usize,
    /// What is counted with each allocation: of a [measured](super::Bump::measured) arena only.
    pub counts: Option<Counts>,
    /// The most that was ever `used`, in the arena and the scopes in it together: of a
    /// [measured](super::Bump::measured) arena only.
    pub high_water: Option<usize>,
}

/// What a [measured](super::Bump::measured) arena counts with each allocation.
///
/// `requested + lost_to_alignment + given_back` is [`Statistics::used`]. Allocations of no bytes take
/// nothing and are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Allocations since the arena was made or reset.
    pub allocations: usize,
    /// The bytes that were asked for, and not given back.
    pub requested: usize,
    /// The bytes between allocations.
    pub lost_to_alignment: usize,
    /// The bytes that were given back by collections and cannot be used again before a reset, because
    /// something was allocated after them.
    pub given_back: usize,
}

impl Counts {
    pub(super) const fn used(&self) -> usize {
        self.requested + self.lost_to_alignment + self.given_back
    }
}

/// How many values of a type were allocated in a [measured](super::Bump::measured) arena: returned by
/// [`Bump::types`](super::Bump::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeCount {
    /// The type's name, as [`core::any::type_name`] tells it.
    pub name: &'static str,
    /// The size of one value, in bytes.
    pub size: usize,
    /// How many values, those in slices included.
    pub count: usize,
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Bump<MIN_ALIGN, A> {
    /// What the arena holds, without the scopes that are open in it.
    ///
    /// Everything but [`counts`](Statistics::counts) and [`high_water`](Statistics::high_water) is there
    /// for every arena; it is computed here, from the chunks, and costs nothing elsewhere.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::with_capacity(1000);
    /// bump.alloc([0_u8; 600]);
    /// bump.alloc([0_u8; 600]);
    /// let statistics = bump.statistics();
    /// assert_eq!((statistics.chunks, statistics.used), (2, 1200));
    /// assert!(statistics.lost_at_chunk_ends >= 400);
    /// ```
    pub fn statistics(&self) -> Statistics {
        let supply = self.supply();
        let mut statistics = Statistics {
            chunks: self.chunks.iter().count(),
            spare_chunks: supply.spares().count(),
            allocated: supply.allocated(),
            capacity: self.capacity(),
            counts: self.meter.as_deref().map(Meter::counts),
            high_water: self.meter.as_ref().map(|_| supply.high_water()),
            ..Statistics::default()
        };
        // Of the current piece, nothing is lost yet.
        let mut current = true;
        let mut pos = Some(self.pos());
        let mut piece = |start: usize, used_to, end: usize| {
            let pos = pos.take().unwrap_or(used_to).addr().get();
            statistics.used += pos - start;
            statistics.lost_at_chunk_ends += if current { 0 } else { end - pos };
            current = false;
        };
        for chunk in self.chunks.iter() {
            let start = chunk.start().addr().get();
            piece(start, chunk.used_to(), start + Chunk::capacity::<MIN_ALIGN>(chunk));
        }
        if let Some(tail) = &self.tail {
            let (start, end) = (tail.lent.pos().addr().get(), tail.lent.end().addr());
            piece(start, tail.used_to.get(), end);
        }
        statistics
    }

    /// The types that were allocated, in the order of their first appearance; empty but for a
    /// [measured](Bump::measured) arena. Memory that was asked for by layout is not among them, nor
    /// are zero-sized values.
    ///
    /// What was given back by the end of a scope or by rewinding is not counted. `Bump::report` shows
    /// them with the padding inside.
    ///
    /// ```
    /// # use layout_core::alloc::Bump;
    /// let bump = Bump::measured();
    /// bump.alloc_slice_copy(&[1_u16, 2, 3]);
    /// let types = bump.types();
    /// assert_eq!((types[0].name, types[0].size, types[0].count), ("u16", 2, 3));
    /// ```
    pub fn types(&self) -> Vec<TypeCount> {
        self.meter.as_deref().map_or(Vec::new(), Meter::types)
    }
}
