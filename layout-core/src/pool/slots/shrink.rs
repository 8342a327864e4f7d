//! Giving memory back.

use core::ptr::{self, NonNull};

use super::Slots;
use super::segment::Segment;

/// Shell's sort: there are few segments, and the sort of the standard library is 16 kB of code.
#[inline]
fn sort_by_address(segments: &mut [Segment]) {
    let mut gap = segments.len() / 2;
    while gap > 0 {
        for index in gap..segments.len() {
            let mut at = index;
            while at >= gap && segments[at - gap].address() > segments[at].address() {
                segments.swap(at - gap, at);
                at -= gap;
            }
        }
        gap /= 2;
    }
}

impl Slots {
    /// Frees each segment that has no taken slot.
    ///
    /// Goes once through the free list, and looks for the segment of each slot by bisection. Then
    /// the list leads from segment to segment, in the order of their addresses.
    ///
    /// Every free slot of these segments must be in this free list.
    #[inline]
    pub(crate) fn shrink(&self) {
        self.with_segments(|segments| {
            sort_by_address(segments);
            self.first_unused.set(0);
            self.sort_out(segments);
            let mut kept = 0;
            for index in 0..segments.len() {
                if segments[index].idle.count < segments[index].threaded {
                    segments.swap(kept, index);
                    kept += 1;
                }
            }
            for idle in segments.drain(kept..) {
                self.capacity.set(self.capacity() - idle.slots);
                // SAFETY: all of its slots that were ever handed out are free, and in no list but its own.
                unsafe { idle.release() };
            }
            for segment in segments.iter_mut().rev() {
                self.free.set(segment.idle.prepend_to(self.free.get()));
            }
        });
    }

    /// Frees all memory. No slot is used any more.
    #[inline]
    pub(crate) fn release_all(&self) {
        self.free.set(ptr::null_mut());
        self.capacity.set(0);
        self.first_unused.set(0);
        for segment in self.segments.take() {
            // SAFETY: whoever holds a slot borrows, or keeps alive, what contains `self`; and no one does.
            unsafe { segment.release() };
        }
    }

    /// Moves each slot from the free list to the list of its segment.
    #[inline]
    fn sort_out(&self, sorted: &mut [Segment]) {
        let mut near = 0;
        let mut next = self.free.replace(ptr::null_mut());
        while let Some(slot) = NonNull::new(next) {
            // SAFETY: the slots of the list are ours, and their first word is the link.
            next = unsafe { (*slot.as_ptr()).next };
            let address = slot.addr().get();
            if !sorted.get(near).is_some_and(|segment| segment.holds(address)) {
                near = Segment::find(sorted, address).expect("a free slot lies in a segment");
            }
            // SAFETY: the slot is free, and left the list above.
            unsafe { sorted[near].idle.add(slot) };
        }
    }
}
