//! The arithmetic of bumping, on plain addresses: where the next allocation goes.
//!
//! Allocations go upwards. `pos` is the first free address, `end` the first that is not ours:
//! `pos <= end`, and both are multiples of the minimum alignment. An answer is `None` if there is not
//! enough room; then nothing is to be changed.

#![forbid(unsafe_code)]

use core::alloc::Layout;

/// As many addresses at the top of the address space are never used, so that adding a small size and
/// a small alignment to an address cannot overflow.
pub(super) const SLACK: usize = 4096;

/// Where an allocation goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its address.
    pub(super) start: usize,
    /// The first free address after it.
    pub(super) next: usize,
}

/// `address` or the next multiple of `align`. Wraps at the top of the address space.
#[inline(always)]
pub(super) const fn align_up(address: usize, align: usize) -> usize {
    address.wrapping_add(align - 1) & !(align - 1)
}

/// Whether [`place_small`] may be used.
pub(super) const fn is_small(size: usize, align: usize) -> bool {
    align < SLACK && size <= SLACK - align
}

/// The place of a layout that [is small](is_small) and known to the compiler, where `end` is at least
/// [`SLACK`] below the top of the address space.
#[inline(always)]
pub(super) const fn place_small(
    pos: usize,
    end: usize,
    layout: Layout,
    min_align: usize,
) -> Option<Place> {
    // Neither sum overflows: `pos` is at most `end`, and size and alignment together at most `SLACK`.
    let start = if layout.align() > min_align { align_up(pos, layout.align()) } else { pos };
    let next = start + align_up(layout.size(), min_align);
    if next <= end { Some(Place { start, next }) } else { None }
}

/// The place of any layout, for any `pos` and `end` that are at most `isize::MAX` apart.
#[inline(always)]
pub(super) const fn place(
    pos: usize,
    end: usize,
    layout: Layout,
    min_align: usize,
) -> Option<Place> {
    // As `align_up`, in one instruction less if the alignment is not known to the compiler.
    let start = (pos.wrapping_sub(1) | (layout.align() - 1)).wrapping_add(1);
    place_at(start, end, layout.size(), min_align)
}

/// As [`place`], of a layout whose alignment is known to the compiler.
#[inline(always)]
pub(super) const fn place_sized(
    pos: usize,
    end: usize,
    layout: Layout,
    min_align: usize,
) -> Option<Place> {
    let start = if layout.align() > min_align { align_up(pos, layout.align()) } else { pos };
    place_at(start, end, layout.size(), min_align)
}

/// The place of `size` bytes at `start`, which is `pos` rounded up.
#[inline(always)]
#[allow(clippy::cast_possible_wrap, reason = "the comparison is meant to be signed")]
const fn place_at(start: usize, end: usize, size: usize, min_align: usize) -> Option<Place> {
    // Negative if the alignment alone leads beyond the end: by less than the alignment, which is at most
    // `isize::MAX + 1`. If it wrapped, `start` is 0, and `pos` and `end` are above `isize::MAX`, for they
    // are less than an alignment below the top: this is negative too.
    let room = end.wrapping_sub(start) as isize;
    // As `end` is a multiple of the minimum alignment, rounding up stays below it.
    if size as isize <= room {
        Some(Place { start, next: start + align_up(size, min_align) })
    } else {
        None
    }
}

/// The place of a layout such that no more lines of `line` bytes, a power of two, are touched than
/// its size makes necessary: on one line if it is no larger than a line, at the start of one if it
/// is.
pub(super) const fn place_in_line(
    pos: usize,
    end: usize,
    layout: Layout,
    min_align: usize,
    line: usize,
) -> Option<Place> {
    let Some(place_anywhere) = place(pos, end, layout, min_align) else {
        return None;
    };
    let in_line = place_anywhere.start & (line - 1);
    if layout.size() <= line - in_line || in_line == 0 {
        return Some(place_anywhere);
    }
    match layout.align_to(line) {
        Ok(layout) => place(pos, end, layout, min_align),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOP: usize = usize::MAX;

    fn layout(size: usize, align: usize) -> Layout {
        Layout::from_size_align(size, align).expect("a valid layout")
    }

    /// With size and alignment no sum of `place_small` leaves the slack, and with any more one could.
    #[test]
    fn small_is_what_the_slack_has_room_for() {
        assert!(is_small(SLACK - 8, 8) && is_small(0, SLACK / 2) && is_small(SLACK - 1, 1));
        assert!(!is_small(SLACK - 7, 8) && !is_small(0, SLACK) && !is_small(TOP, 1));
        assert!(!is_small(SLACK, 1) && !is_small(1, TOP));
    }

    /// What is right, by search, with numbers that do not overflow.
    fn model(pos: usize, end: usize, layout: Layout, min_align: usize) -> Option<Place> {
        let up = |address: u128, align: usize| address.div_ceil(align as u128) * align as u128;
        let start = up(pos as u128, layout.align());
        let next = up(start + layout.size() as u128, min_align);
        let narrow = |address: u128| usize::try_from(address).expect("it is at most `end`");
        (next <= end as u128).then(|| Place { start: narrow(start), next: narrow(next) })
    }

    /// All ends and positions below 100 and next to the top, all sizes up to 40 and the greatest, all
    /// alignments.
    #[test]
    fn every_way_of_placing_agrees_with_the_model() {
        for min_align in [1, 2, 8, 16] {
            for base in [64, TOP - 4096 - 127] {
                let base = base & !15;
                for end in (base..=base + 112).step_by(min_align) {
                    for pos in (base..=end).step_by(min_align) {
                        for align in (0..8).map(|shift| 1 << shift) {
                            for size in 0..40 {
                                one(pos, end, layout(size, align), min_align);
                            }
                        }
                    }
                }
            }
        }
    }

    fn one(pos: usize, end: usize, layout: Layout, min_align: usize) {
        let right = model(pos, end, layout, min_align);
        let case = (pos, end, layout, min_align);
        assert_eq!(place(pos, end, layout, min_align), right, "place {case:?}");
        assert_eq!(place_sized(pos, end, layout, min_align), right, "place_sized {case:?}");
        assert_eq!(place_small(pos, end, layout, min_align), right, "place_small {case:?}");
    }

    #[test]
    fn great_sizes_and_alignments_do_not_wrap() {
        let sizes = [0, 1, 4095, 4096, TOP / 4, TOP / 2 - 1, TOP / 2];
        for shift in 0..usize::BITS {
            for size in sizes {
                let Ok(layout) = Layout::from_size_align(size, 1 << shift) else { continue };
                for end in [16, 4096, TOP / 2, TOP / 2 + 1, TOP - 4111, TOP - 15] {
                    let end = end & !15;
                    for room in [0, 16, 4096, end - 16] {
                        let pos = end.saturating_sub(room).max(16);
                        if pos > end || end - pos > TOP / 2 {
                            continue;
                        }
                        let right = model(pos, end, layout, 1);
                        assert_eq!(place(pos, end, layout, 1), right, "{pos} {end} {layout:?}");
                        assert_eq!(
                            place_sized(pos, end, layout, 1),
                            right,
                            "{pos} {end} {layout:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn in_a_line_nothing_straddles_and_nothing_is_wasted() {
        let end = 64 + 1024;
        for pos in 64..=64 + 200 {
            for align in [1, 2, 4, 8, 64, 128] {
                for size in 0..=200 {
                    let layout = layout(size, align);
                    let Some(found) = place_in_line(pos, end, layout, 1, 64) else {
                        panic!("there is room: {pos} {layout:?}");
                    };
                    let fits = |start: usize| {
                        start % align == 0 && (start % 64 == 0 || start % 64 + size <= 64)
                    };
                    let first = (pos..end).find(|&start| fits(start)).expect("a line starts");
                    assert_eq!(
                        found,
                        Place { start: first, next: first + size },
                        "{pos} {layout:?}"
                    );
                }
            }
        }
        assert_eq!(place_in_line(60, 66, layout(6, 1), 1, 64), None);
    }
}
