//! Statistics, by hand: `properties` compares them with positions after each step.

use layout_core::alloc::{Bump, BumpVec, Counts, Global};

#[test]
#[cfg(target_pointer_width = "64")]
fn each_byte_is_accounted_for() {
    let bump = Bump::measured();
    bump.alloc(1_u8);
    bump.alloc(2_u32); // 3 bytes before it
    bump.alloc([0_u8; 450]); // 6 bytes are left in the chunk of 496 - 32, on 64-bit targets
    bump.alloc(3_u64);
    let statistics = bump.statistics();
    let counts = statistics.counts.expect("it is measured");
    assert_eq!((counts.allocations, counts.requested, counts.lost_to_alignment), (4, 463, 3));
    assert_eq!((statistics.chunks, statistics.free_chunks, statistics.used), (2, 0, 466));
    assert_eq!(statistics.lost_at_chunk_ends, 6);
    assert_eq!((statistics.allocated, statistics.capacity), (496 + 1008, 464 + 976));
    assert_eq!(statistics.high_water, Some(466));
}

#[test]
fn the_high_water_mark_counts_scopes_and_stays() {
    let mut bump = Bump::measured();
    bump.alloc([0_u8; 100]);
    bump.scope(|inner| {
        inner.alloc([0_u8; 1000]);
        bump.alloc([0_u8; 10]);
        inner.scope(|innermost| innermost.alloc([0_u8; 5000]).len());
        let counts = inner.statistics().counts.expect("as the outer arena");
        assert_eq!(counts.requested, 1000);
    });
    assert_eq!(bump.statistics().counts.map(|counts| counts.requested), Some(110));
    assert_eq!(bump.statistics().high_water, Some(6110));
    bump.reset();
    bump.alloc(1_u8);
    let statistics = bump.statistics();
    assert_eq!((statistics.used, statistics.high_water), (1, Some(6110)));
}

#[test]
fn what_is_not_asked_for_is_not_counted() {
    let bump = Bump::new();
    bump.alloc(1_u8);
    bump.alloc(1_u64);
    let statistics = bump.statistics();
    assert_eq!(
        (statistics.counts, statistics.high_water, statistics.used),
        (None, None, 8 + align_of::<u64>())
    );
    assert!(bump.types().is_empty());
}

#[test]
fn rounding_up_to_the_minimum_counts_as_alignment() {
    let bump: Bump<16, _> = Bump::measured_in(Global);
    bump.alloc(1_u8);
    bump.alloc(2_u64);
    let counts = bump.statistics().counts.expect("it is measured");
    assert_eq!((counts.requested, counts.lost_to_alignment), (9, 23));
}

#[test]
fn types_are_counted_by_name() {
    struct Local;
    let bump = Bump::measured();
    bump.alloc(1_u8);
    bump.alloc_slice_copy(&[2_u8; 10]);
    bump.alloc("text");
    bump.alloc_str("text");
    bump.alloc_box(Some(3_u16));
    bump.alloc(Local); // takes nothing
    bump.alloc_layout(std::alloc::Layout::new::<u64>()); // of no type
    let types: Vec<_> = bump.types().iter().map(|one| (one.name, one.size, one.count)).collect();
    let words = 2 * size_of::<usize>();
    let option = "core::option::Option<u16>";
    assert_eq!(types, [("u8", 1, 15), ("&str", words, 1), (option, 4, 1)]);
}

#[test]
fn a_reset_forgets_the_only_chunk_too() {
    let mut bump = Bump::measured();
    bump.alloc(1_u8);
    bump.reset();
    let statistics = bump.statistics();
    assert_eq!((statistics.chunks, statistics.used), (1, 0));
    assert_eq!(statistics.counts, Some(Counts::default()));
    bump.alloc([1_u8; 2]);
    assert_eq!((bump.statistics().used, bump.statistics().high_water), (2, Some(2)));
}

/// Of a vector that does not lie last, so that what it gives back stays unused.
#[test]
fn what_is_given_back_is_counted() {
    let mut bump = Bump::measured();
    let mut numbers = BumpVec::new_in(&bump);
    numbers.extend([1_u64, 2]);
    assert_eq!(numbers.capacity(), 8);
    bump.alloc(1_u8);
    assert_eq!(numbers.into_slice(), [1, 2]);
    let statistics = bump.statistics();
    let counts = statistics.counts.expect("it is measured");
    assert_eq!((counts.allocations, counts.requested, counts.given_back), (2, 17, 48));
    assert_eq!(statistics.used, counts.requested + counts.lost_to_alignment + counts.given_back);
    bump.alloc(2_u8);
    assert_eq!((bump.statistics().used, bump.statistics().high_water), (66, Some(66)));
    bump.reset();
    bump.alloc([1_u8; 60]);
    assert_eq!((bump.statistics().used, bump.statistics().high_water), (60, Some(66)));
}
