//! How large the next chunk is.

#![forbid(unsafe_code)]

use crate::compare::{greater, lesser};

/// The alignment of a chunk's start and end.
pub(super) const CHUNK_ALIGN: usize = 16;

/// What the global allocator adds to a chunk, about: a chunk is so much smaller than a power of two.
const OVERHEAD: usize = 16;

/// The size of the first chunk, unless more is needed.
pub(super) const FIRST_CHUNK: usize = 512 - OVERHEAD;

/// The sizes to try for a new chunk, the most desirable first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ChunkSizes {
    /// The size to begin with.
    pub(super) wanted: usize,
    /// The least size that will do.
    pub(super) least: usize,
}

/// The sizes for a chunk that holds `need` bytes: twice the size of the `outgrown` one, but not more
/// than `largest` unless so much is needed, and not more than is `available` at all.
///
/// `footer` bytes are added for the chunk itself. All sizes are multiples of [`CHUNK_ALIGN`].
/// `None` if the least size overflows; [`ChunkSizes::least`] may exceed what is available.
pub(super) const fn chunk_sizes(
    need: usize,
    footer: usize,
    outgrown: Option<usize>,
    largest: usize,
    available: usize,
) -> Option<ChunkSizes> {
    let least = match need.checked_add(footer + CHUNK_ALIGN - 1) {
        Some(sum) => sum & !(CHUNK_ALIGN - 1),
        None => return None,
    };
    let mut wanted = match outgrown {
        Some(size) => size.saturating_add(OVERHEAD).saturating_mul(2) - OVERHEAD,
        None => FIRST_CHUNK,
    };
    wanted = lesser(lesser(wanted, largest), available) & !(CHUNK_ALIGN - 1);
    Some(ChunkSizes { wanted: greater(wanted, least), least })
}

impl ChunkSizes {
    /// The size to try after `wanted` was refused: half of it.
    pub(super) const fn smaller(self) -> Option<Self> {
        if self.wanted <= self.least {
            return None;
        }
        let half = (self.wanted / 2) & !(CHUNK_ALIGN - 1);
        Some(Self { wanted: greater(half, self.least), ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOP: usize = usize::MAX;

    #[test]
    fn chunks_double_up_to_the_largest_and_the_limit() {
        let sizes = |need, outgrown, largest, available| {
            chunk_sizes(need, 32, outgrown, largest, available).expect("no overflow")
        };
        let wanted =
            |need, outgrown, largest, available| sizes(need, outgrown, largest, available).wanted;
        assert_eq!(wanted(1, None, TOP, TOP), 496);
        assert_eq!(wanted(1, Some(496), TOP, TOP), 1008);
        assert_eq!(wanted(1, Some(1008), TOP, TOP), 2032);
        assert_eq!(wanted(5000, Some(1008), TOP, TOP), 5040);
        assert_eq!(wanted(1, Some(1008), 1500, TOP), 1488);
        assert_eq!(wanted(5000, Some(1008), 1500, TOP), 5040);
        assert_eq!(wanted(1, Some(1008), TOP, 100), 96);
        assert_eq!(sizes(100, Some(1008), TOP, 50), ChunkSizes { wanted: 144, least: 144 });
        assert_eq!(wanted(1, Some(TOP / 2), TOP, TOP), (TOP - OVERHEAD) & !15);
        assert_eq!(chunk_sizes(TOP - 40, 32, None, TOP, TOP), None);
    }

    #[test]
    fn after_a_refusal_the_half_is_tried_down_to_the_least() {
        let mut sizes = ChunkSizes { wanted: 2032, least: 144 };
        let mut tried = [0; 5];
        for size in &mut tried {
            *size = sizes.wanted;
            sizes = sizes.smaller().unwrap_or(ChunkSizes { wanted: 0, least: 0 });
        }
        assert_eq!(tried, [2032, 1008, 496, 240, 144]);
        assert_eq!(sizes.wanted, 0);
    }
}
