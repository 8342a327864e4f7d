//! What debug builds look for: writes to freed slots, slots freed twice, slots of another pool.

use core::ptr::NonNull;

use super::Slots;
use super::layout::{LINK, SlotLayout};
use super::segment::{Segment, State};

/// What the bytes of a free slot are, after its link.
const POISON: u8 = 0xdb;

/// Of larger slots, so many bytes are poisoned.
const POISONED_MAX: usize = 4096;

/// What the poisoned bytes of a free slot are.
static PATTERN: [u8; POISONED_MAX] = [POISON; POISONED_MAX];

#[inline]
fn poisoned_bytes(layout: &SlotLayout) -> usize {
    let end = match layout.header {
        super::HeaderPlace::AfterValue(offset) => offset,
        _ => layout.stride,
    };
    end.min(POISONED_MAX) - LINK.size().min(end)
}

/// Fills a free slot after its link.
///
/// # Safety
///
/// `slot` is a slot of this layout that nobody uses.
#[inline]
pub(crate) unsafe fn poison(layout: &SlotLayout, slot: NonNull<u8>) {
    // SAFETY: a slot is at least a link long, and `poisoned_bytes` ends before its header.
    unsafe { slot.byte_add(LINK.size()).write_bytes(POISON, poisoned_bytes(layout)) };
}

/// Checks that nobody wrote to a slot while it was free.
///
/// # Safety
///
/// `slot` is a slot of this layout that [`poison`] was called for and nobody uses.
#[inline]
pub(crate) unsafe fn check_poison(layout: &SlotLayout, slot: NonNull<u8>) {
    // SAFETY: `poison` made these bytes, and nobody writes to them now.
    let bytes = unsafe {
        let start = slot.byte_add(LINK.size()).as_ptr().cast_const();
        core::slice::from_raw_parts(start, poisoned_bytes(layout))
    };
    // Compared as a whole first: a loop is slow in the very builds that do this.
    if bytes == &PATTERN[..bytes.len()] {
        return;
    }
    for (offset, byte) in bytes.iter().enumerate() {
        assert!(
            *byte == POISON,
            "a freed slot of a pool was written to: byte {} of the slot at {slot:p} is {byte:#04x}",
            LINK.size() + offset
        );
    }
}

impl Slots {
    /// Notes that a slot was handed out.
    #[inline]
    pub(crate) fn note_taken(&self, layout: &SlotLayout, slot: NonNull<u8>) {
        let state =
            self.state(layout, slot).expect("a slot in the free list is one of this pool's");
        // SAFETY: `state` points into a segment that is alive as long as `self`.
        unsafe { state.write(State::Taken) };
    }

    /// Notes that a slot came back.
    ///
    /// # Panics
    ///
    /// Panics if it is not of this pool, or came back before.
    #[inline]
    pub(crate) fn note_freed(&self, layout: &SlotLayout, slot: NonNull<u8>) {
        let Some(state) = self.state(layout, slot) else {
            panic!("{slot:p} was returned to a pool that it does not come from");
        };
        // SAFETY: as in `note_taken`; both write nothing but states, and so does `allocate`.
        let old = unsafe { state.replace(State::Free) };
        assert!(old == State::Taken, "the slot at {slot:p} was freed twice");
    }

    /// Panics if a slot is not one of this pool's that was handed out.
    #[inline]
    pub(crate) fn check_taken(&self, layout: &SlotLayout, slot: NonNull<u8>) {
        let state = self.state(layout, slot);
        // SAFETY: as in `note_freed`.
        let taken = state.is_some_and(|state| unsafe { state.read() } == State::Taken);
        assert!(taken, "{slot:p} is not a value of this pool");
    }

    /// Where the state of a slot is, if it is one of ours.
    #[inline]
    fn state(&self, layout: &SlotLayout, slot: NonNull<u8>) -> Option<NonNull<State>> {
        if self.capacity() == 0 {
            // Nothing is written then, not even for a moment: pools without memory share a static.
            return None;
        }
        let address = slot.addr().get();
        self.with_segments(|segments| {
            let segment = &segments[Segment::find(segments, address)?];
            let index = segment.index_of(layout, address)?;
            // SAFETY: `index_of` is less than the number of slots.
            Some(unsafe { segment.state(index) })
        })
    }
}
