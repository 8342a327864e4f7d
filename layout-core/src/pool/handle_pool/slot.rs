//! A slot with a generation.

use core::mem::ManuallyDrop;
use core::num::NonZeroU32;
use core::ptr::NonNull;

/// Where a slot leads to that is not used again: no slot has this number.
const RETIRED: u32 = 1;

/// Room for a value.
///
/// Invariant: the generation is odd, and `content` is a value; or it is even, and `content` is vacant. The
/// generation never falls, but to 0 when the slot is retired. A slot of zeros is one that has had no value.
#[repr(C)]
pub(super) struct Slot<T> {
    generation: u32,
    content: Content<T>,
}

union Content<T> {
    value: ManuallyDrop<T>,
    vacant: Vacant,
}

/// What a vacant slot holds.
#[derive(Clone, Copy)]
pub(super) struct Vacant {
    /// The first slot of the next run in the free list, or 0.
    pub(super) next: u32,
    /// How many vacant slots there are from here to the end of the run, if this is the first of one.
    pub(super) run: u32,
}

impl<T> Slot<T> {
    /// Initializes a vacant slot of this generation. (It is not moved there, as it may be larger than a stack.)
    ///
    /// # Safety
    ///
    /// The slot is memory that may be written to.
    #[inline]
    pub(super) unsafe fn init(slot: NonNull<Self>, generation: u32) {
        debug_assert!(generation % 2 == 0);
        let slot = slot.as_ptr();
        // SAFETY: by the caller.
        unsafe {
            (&raw mut (*slot).generation).write(generation);
            (&raw mut (*slot).content.vacant).write(Vacant { next: 0, run: 0 });
        }
    }

    /// A slot with a value.
    #[inline]
    pub(super) const fn filled_with(generation: NonZeroU32, value: T) -> Self {
        debug_assert!(generation.get() % 2 == 1);
        Self { generation: generation.get(), content: Content { value: ManuallyDrop::new(value) } }
    }

    #[inline]
    pub(super) fn generation(&self) -> u32 {
        self.generation
    }

    /// Whether the slot must not be filled again.
    #[inline]
    pub(super) fn is_retired(&self) -> bool {
        self.filled().is_none() && self.lead().next == RETIRED
    }

    /// The generation of the value, if there is one.
    #[inline]
    pub(super) fn filled(&self) -> Option<NonZeroU32> {
        NonZeroU32::new(self.generation).filter(|generation| generation.get() % 2 == 1)
    }

    /// The generation that the next value will have. The slot is vacant and not retired.
    #[inline(always)]
    pub(super) fn next_generation(&self) -> NonZeroU32 {
        debug_assert!(!self.is_retired());
        // SAFETY: the generation is even, so that it is not the largest number.
        unsafe { NonZeroU32::new_unchecked(self.generation + 1) }
    }

    #[inline(always)]
    pub(super) fn get(&self, generation: NonZeroU32) -> Option<&T> {
        if self.generation != generation.get() {
            return None;
        }
        // SAFETY: the generation of a handle is odd, and so is ours; then there is a value.
        Some(unsafe { &self.content.value })
    }

    #[inline(always)]
    pub(super) fn get_mut(&mut self, generation: NonZeroU32) -> Option<&mut T> {
        if self.generation != generation.get() {
            return None;
        }
        // SAFETY: as in `get`.
        Some(unsafe { &mut self.content.value })
    }

    /// The generation of the value, or how many slots the run of vacant ones has that begins here, if one does.
    ///
    /// # Safety
    ///
    /// The slot is initialized. Its value may be borrowed, as that is not looked at.
    #[inline(always)]
    pub(super) unsafe fn look(slot: NonNull<Self>) -> Result<NonZeroU32, u32> {
        let slot = slot.as_ptr();
        // SAFETY: by the caller.
        let generation = unsafe { (&raw const (*slot).generation).read() };
        match NonZeroU32::new(generation).filter(|generation| generation.get() % 2 == 1) {
            Some(generation) => Ok(generation),
            // SAFETY: the generation is even, so the slot is vacant.
            None => Err(unsafe { (&raw const (*slot).content.vacant.run).read() }),
        }
    }

    /// The value.
    ///
    /// # Safety
    ///
    /// There is one, and nobody else uses it for `'v`.
    #[inline(always)]
    pub(super) unsafe fn value_at<'v>(slot: NonNull<Self>) -> &'v mut T {
        // SAFETY: by the caller.
        unsafe { &mut (*slot.as_ptr()).content.value }
    }

    /// Where the slot leads to. It is vacant.
    #[inline(always)]
    pub(super) fn lead(&self) -> Vacant {
        debug_assert!(self.filled().is_none());
        // SAFETY: the generation is even, so the slot is vacant.
        unsafe { self.content.vacant }
    }

    /// Makes a vacant slot lead elsewhere.
    #[inline(always)]
    pub(super) fn set_lead(&mut self, vacant: Vacant) {
        debug_assert!(self.filled().is_none());
        self.content.vacant = vacant;
    }

    /// Puts a value into the slot, which is vacant and not retired.
    #[inline(always)]
    pub(super) fn fill(&mut self, value: T) {
        debug_assert!(self.filled().is_none());
        self.content.value = ManuallyDrop::new(value);
        self.generation += 1;
    }

    /// Takes the value of this generation, and makes the slot lead to `next`, a run of its own. Also says
    /// whether the slot was retired instead.
    #[inline(always)]
    pub(super) fn take(&mut self, generation: NonZeroU32, next: u32) -> Option<(T, bool)> {
        if self.generation != generation.get() {
            return None;
        }
        // SAFETY: as in `get`. The next lines replace the value.
        let value = unsafe { ManuallyDrop::take(&mut self.content.value) };
        self.content.vacant = Vacant { next, run: 1 };
        self.generation = generation.get().wrapping_add(1);
        let retired = self.generation == 0;
        if retired {
            self.content.vacant = Vacant { next: RETIRED, run: 1 };
        }
        Some((value, retired))
    }

    /// As if so many values had been here.
    #[cfg(test)]
    pub(super) fn age(&mut self, generation: u32) {
        assert!(self.filled().is_none() && generation % 2 == 0);
        self.generation = generation;
    }
}
