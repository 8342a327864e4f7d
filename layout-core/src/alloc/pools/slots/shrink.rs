//! Giving memory back.

use core::ptr::{self, NonNull};

use super::segment::Segment;
use super::{Link, Slots};

impl Slots {
    /// Frees each segment none of whose slots is taken. Goes through all free slots.
    ///
    /// Every free slot of these segments must be in this free list.
    pub(crate) fn shrink(&self) {
        self.count_free();
        self.unlink_slots();
        self.release_segments();
    }

    /// Counts the free slots of each segment.
    fn count_free(&self) {
        for segment in self.segments() {
            // SAFETY: the segments of the list are alive, and there is no reference to them.
            unsafe { (*segment.as_ptr()).free = 0 };
        }
        let mut near = None;
        let mut next = self.free.get();
        while let Some(slot) = NonNull::new(next) {
            if let Some(segment) = self.segment_of(slot, &mut near) {
                // SAFETY: as above.
                unsafe { (*segment.as_ptr()).free += 1 };
            }
            // SAFETY: the slots of the list are ours, and their first word is the link.
            next = unsafe { (*slot.as_ptr()).next };
        }
    }

    /// Takes the slots of the segments that are to go out of the free list, and keeps its order.
    fn unlink_slots(&self) {
        let mut near = None;
        let mut next = self.free.replace(ptr::null_mut());
        let mut last: Option<NonNull<Link>> = None;
        while let Some(slot) = NonNull::new(next) {
            // SAFETY: as in `count_free`.
            next = unsafe { (*slot.as_ptr()).next };
            if self.segment_of(slot, &mut near).is_some_and(is_idle) {
                continue;
            }
            match last {
                // SAFETY: as in `count_free`.
                Some(last) => unsafe { (*last.as_ptr()).next = slot.as_ptr() },
                None => self.free.set(slot.as_ptr()),
            }
            // SAFETY: as in `count_free`.
            unsafe { (*slot.as_ptr()).next = ptr::null_mut() };
            last = Some(slot);
        }
    }

    fn release_segments(&self) {
        let mut next = self.segments.replace(ptr::null_mut());
        let mut last: Option<NonNull<Segment>> = None;
        while let Some(segment) = NonNull::new(next) {
            // SAFETY: the segment is alive, and there is no reference to it.
            next = unsafe { (*segment.as_ptr()).next };
            if is_idle(segment) {
                // SAFETY: as above.
                let slots = unsafe { (*segment.as_ptr()).slots };
                self.capacity.set(self.capacity.get() - slots);
                // SAFETY: no slot of it is taken or in the free list, and it left the list.
                unsafe { Segment::release(segment) };
                continue;
            }
            match last {
                // SAFETY: as above.
                Some(last) => unsafe { (*last.as_ptr()).next = segment.as_ptr() },
                None => self.segments.set(segment.as_ptr()),
            }
            // SAFETY: as above.
            unsafe { (*segment.as_ptr()).next = ptr::null_mut() };
            last = Some(segment);
        }
    }

    /// The segment that a slot lies in; looks first where the last one lay.
    fn segment_of(
        &self,
        slot: NonNull<Link>,
        near: &mut Option<NonNull<Segment>>,
    ) -> Option<NonNull<Segment>> {
        // SAFETY: the segments of the list are alive.
        let holds =
            |segment: &NonNull<Segment>| unsafe { segment.as_ref() }.holds(slot.addr().get());
        if !near.as_ref().is_some_and(holds) {
            *near = self.segments().find(holds);
        }
        *near
    }
}

/// Whether no slot of a segment is taken, after `Slots::count_free`.
fn is_idle(segment: NonNull<Segment>) -> bool {
    // SAFETY: the callers hold a segment of the list, which is alive.
    let segment = unsafe { segment.as_ref() };
    segment.free == segment.threaded
}
