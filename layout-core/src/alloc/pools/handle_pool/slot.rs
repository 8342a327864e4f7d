//! A slot with a generation, and where it lies.

use core::mem::ManuallyDrop;
use core::num::NonZeroU32;

use super::Handle;

/// The end of the free list.
pub(super) const NO_SLOT: u32 = u32::MAX;

/// The generation of a slot that is not used any more: all odd numbers have been.
const RETIRED: u32 = 0;

/// Room for a value.
///
/// Invariant: the generation is odd, and `content` a value; or it is even, and `content` the next free
/// slot. It never falls, but to `RETIRED`.
pub(super) struct Slot<T> {
    generation: u32,
    content: Content<T>,
}

union Content<T> {
    value: ManuallyDrop<T>,
    next: u32,
}

impl<T> Slot<T> {
    /// A slot that has had no value.
    pub(super) const fn vacant(next: u32) -> Self {
        // Even, and not `RETIRED`.
        Self { generation: 2, content: Content { next } }
    }

    /// Whether the slot must not be filled again.
    pub(super) fn is_retired(&self) -> bool {
        self.generation == RETIRED
    }

    fn is_filled(&self) -> bool {
        self.generation % 2 == 1
    }

    /// The handle of the value.
    pub(super) fn handle(&self, index: u32) -> Option<Handle<T>> {
        let generation = NonZeroU32::new(self.generation).filter(|_| self.is_filled())?;
        Some(Handle::new(index, generation))
    }

    /// The handle that the next value will have. The slot is vacant.
    #[inline]
    pub(super) fn next_handle(&self, index: u32) -> Handle<T> {
        Handle::new(index, NonZeroU32::MIN.saturating_add(self.generation))
    }

    #[inline]
    pub(super) fn get(&self, generation: NonZeroU32) -> Option<&T> {
        if self.generation != generation.get() {
            return None;
        }
        // SAFETY: the generation of a handle is odd, and so is ours; then there is a value.
        Some(unsafe { &self.content.value })
    }

    #[inline]
    pub(super) fn get_mut(&mut self, generation: NonZeroU32) -> Option<&mut T> {
        if self.generation != generation.get() {
            return None;
        }
        // SAFETY: as in `get`.
        Some(unsafe { &mut self.content.value })
    }

    /// Puts a value into the slot, which is vacant, and returns the next free slot.
    #[inline]
    pub(super) fn fill(&mut self, value: T) -> u32 {
        debug_assert!(!self.is_filled() && !self.is_retired());
        // SAFETY: the generation is even, so there is a link.
        let next = unsafe { self.content.next };
        self.content.value = ManuallyDrop::new(value);
        self.generation += 1;
        next
    }

    /// Takes the value of this generation, and makes the slot lead to `next`.
    #[inline]
    pub(super) fn take(&mut self, generation: NonZeroU32, next: u32) -> Option<T> {
        if self.generation != generation.get() {
            return None;
        }
        // SAFETY: as in `get`. The next lines replace the value.
        let value = unsafe { ManuallyDrop::take(&mut self.content.value) };
        self.content.next = next;
        self.generation = generation.get().checked_add(1).unwrap_or(RETIRED);
        Some(value)
    }

    /// As if so many values had been here.
    #[cfg(test)]
    pub(super) fn age(&mut self, generation: u32) {
        assert!(!self.is_filled() && generation % 2 == 0);
        self.generation = generation;
    }
}

impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        if self.is_filled() {
            // SAFETY: the generation is odd, so there is a value; the slot is used no more.
            unsafe { ManuallyDrop::drop(&mut self.content.value) };
        }
    }
}

/// Where a slot lies: the chunks have 64, 128, 256 ... slots.
pub(super) struct Place {
    pub(super) chunk: usize,
    pub(super) offset: usize,
}

impl Place {
    /// The size of the first chunk.
    const FIRST: u32 = 64;

    /// How many places there are.
    pub(super) const MAX: u32 = u32::MAX - Self::FIRST + 1;

    /// Of any index; one that is not below `MAX` is in no chunk that exists.
    #[inline]
    pub(super) const fn of(index: u32) -> Self {
        let Some(number) = index.checked_add(Self::FIRST) else {
            return Self { chunk: usize::MAX, offset: 0 };
        };
        let chunk = number.ilog2() - Self::FIRST.ilog2();
        Self { chunk: chunk as usize, offset: (number - (Self::FIRST << chunk)) as usize }
    }

    pub(super) const fn chunk_len(chunk: usize) -> usize {
        (Self::FIRST as usize) << chunk
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn places_are_consecutive() {
        let (mut chunk, mut offset) = (0, 0);
        for index in 0..100_000 {
            let place = Place::of(index);
            assert_eq!((place.chunk, place.offset), (chunk, offset), "slot {index}");
            offset += 1;
            if offset == Place::chunk_len(chunk) {
                (chunk, offset) = (chunk + 1, 0);
            }
        }
    }

    #[test]
    fn the_last_place_is_the_end_of_the_last_chunk() {
        let place = Place::of(Place::MAX - 1);
        assert_eq!(place.offset + 1, Place::chunk_len(place.chunk));
        assert_eq!(Place::of(Place::MAX).chunk, usize::MAX);
        assert_eq!(Place::of(u32::MAX).chunk, usize::MAX);
    }
}
