//! The soundness advisories of the peers in the `RustSec` database, each by its number: what went wrong
//! there does not here. (Those of bumpalo and bump-scope; typed-arena had none when this was written.)

use std::alloc::Layout;
use std::ptr::NonNull;

use allocator_api2::alloc::Allocator;
use allocator_api2::vec::Vec as VecIn;
use layout_core::alloc::Bump;

/// RUSTSEC-2020-0006: growing the last allocation copied as many bytes as the new size has, from the
/// old place: beyond the allocation, and beyond the chunk.
#[test]
fn rustsec_2020_0006_growing_copies_the_old_size() {
    let bump = Bump::with_capacity(4000);
    let small = Layout::from_size_align(64, 1).expect("a small layout");
    let memory: NonNull<u8> = (&bump).allocate(small).expect("there is room").cast();
    // SAFETY: the arena has handed out 64 bytes.
    unsafe { memory.write_bytes(1, 64) };
    // What follows is not the allocation's, and must not be read: it is not even initialized, which
    // valgrind would notice in what is compared below.
    for size in [65, 128, 3000, 100_000] {
        let layout = Layout::from_size_align(size, 1).expect("a small layout");
        let old: NonNull<u8> = (&bump).allocate(small).expect("there is room").cast();
        // SAFETY: 64 bytes are there; the old allocation is alive until it grows, and 64 bytes of the new
        // one are initialized.
        unsafe {
            old.write_bytes(2, 64);
            let grown: NonNull<u8> =
                (&bump).grow(old, small, layout).expect("there is memory").cast();
            let bytes = NonNull::slice_from_raw_parts(grown, 64).as_ref();
            assert!(bytes.iter().all(|&byte| byte == 2));
            if size < 3000 {
                assert_eq!(grown, old, "the last grows where it lies");
            }
            let kept = NonNull::slice_from_raw_parts(memory, 64).as_ref();
            assert!(kept.iter().all(|&byte| byte == 1));
        }
    }
}

/// RUSTSEC-2022-0078: the iterator of a vector outlived the arena. Here it does not compile:
/// `ui/bump/fail_rustc/into_iter_outlives.rs`. What compiles reads the right values.
#[test]
fn rustsec_2022_0078_an_iterator_borrows_the_arena() {
    let bump = Bump::new();
    let mut bytes = VecIn::new_in(&bump);
    bytes.extend([1_u8; 32]);
    let iterator = bytes.into_iter();
    for _ in 0..100 {
        let other = Bump::new();
        other.alloc([0x41_u8; 10]);
        bump.alloc([0x41_u8; 10]);
    }
    assert!(iterator.eq([1; 32]));
}

/// GHSA-xhx6-q96x-pf9c, bump-scope (not numbered in `RustSec` when this was written): giving memory of an
/// outer arena to a scope freed it, though the documentation said that nothing happens. Our
/// documentation does not say so, no safe code can do it, and a collection of the outer arena stays
/// what it is while a scope is open.
#[test]
fn ghsa_xhx6_a_scope_does_not_free_what_is_outside() {
    let bump = Bump::with_capacity(1000);
    let mut outer = VecIn::new_in(&bump);
    outer.extend([5_u8; 10]);
    bump.scope(|inner| {
        let scratch = inner.alloc([6_u8; 10]);
        outer.shrink_to_fit();
        outer.truncate(5);
        outer.shrink_to_fit();
        let more = inner.alloc([7_u8; 10]);
        assert_eq!((scratch[9], more[9], outer[4]), (6, 7, 5));
    });
    let after = bump.alloc([8_u8; 10]);
    assert_eq!((&outer[..], after[0]), (&[5; 5][..], 8));
}
