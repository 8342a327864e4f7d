//! Collections of `allocator-api2` and `hashbrown` in arenas.

use allocator_api2::boxed::Box as BoxIn;
use allocator_api2::vec::Vec as VecIn;
use hashbrown::{DefaultHashBuilder, HashMap};
use layout_core::alloc::{AllocatorSource, ArcBump, Bump, BumpArray, RcBump, SyncBump};

use crate::source::Source;

#[test]
fn a_vector_that_is_the_last_grows_where_it_lies() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    bump.reserve(100_000);
    let mut numbers = VecIn::new_in(&bump);
    numbers.push(0_u64);
    let start = numbers.as_ptr();
    numbers.extend(1..10_000);
    assert_eq!(numbers.as_ptr(), start, "it never moved");
    assert!(bump.statistics().used <= 16_384 * 8);
    numbers.shrink_to_fit();
    assert_eq!(bump.statistics().used, 80_000, "what it does not need is given back");
    assert!(numbers.iter().copied().eq(0..10_000));
    drop(numbers);
    assert_eq!(bump.statistics().used, 0);
}

#[test]
fn vectors_that_take_turns_move() {
    let bump = Bump::new();
    let mut even = VecIn::new_in(&bump);
    let mut odd = VecIn::new_in(&bump);
    for n in 0..1000_u32 {
        if n % 2 == 0 { even.push(n) } else { odd.push(n) }
    }
    assert!(even.iter().copied().eq((0..1000).step_by(2)));
    assert!(odd.iter().copied().eq((1..1000).step_by(2)));
}

#[test]
fn a_vector_of_the_outer_arena_grows_in_a_scope() {
    let bump = Bump::with_capacity(4000);
    let mut kept = VecIn::new_in(&bump);
    kept.extend(0..10_u32);
    bump.scope(|inner| {
        let mut scratch = VecIn::new_in(inner);
        for n in 10..500 {
            kept.push(n);
            scratch.push(n);
        }
        kept.shrink_to_fit();
        assert_eq!(scratch.len(), 490);
    });
    let after = bump.alloc([u32::MAX; 100]);
    assert!(kept.iter().copied().eq(0..500) && after[99] == u32::MAX);
}

#[test]
fn boxes_and_maps() {
    let bump = Bump::new();
    let boxed = BoxIn::new_in([1_u64; 100], &bump);
    let mut map: HashMap<&str, usize, DefaultHashBuilder, &Bump> =
        HashMap::with_hasher_in(DefaultHashBuilder::default(), &bump);
    for n in 0..2000_usize {
        *map.entry(bump.alloc_str(&(n % 500).to_string())).or_default() += n;
    }
    assert_eq!((map.len(), map["499"], boxed[99]), (500, 499 + 999 + 1499 + 1999, 1));
}

#[test]
fn fixed_and_shared_arenas_have_collections_too() {
    let mut memory = BumpArray::<256>::new();
    let fixed = memory.bump();
    let mut numbers = VecIn::new_in(&fixed);
    for n in 0..64_u32 {
        numbers.push(n);
    }
    assert!(numbers.try_reserve(1).is_err(), "256 bytes are all");
    drop(numbers);
    assert_eq!(fixed.remaining(), 256);

    let arena: SyncBump = SyncBump::new();
    let local = arena.local();
    let mut numbers = VecIn::new_in(&local);
    numbers.extend(0..100_u32);
    assert_eq!(numbers.iter().sum::<u32>(), 4950);
}

/// An arena may get its chunks from any allocator, another arena among them.
#[test]
fn an_arena_in_an_arena() {
    let outer = Bump::new();
    {
        let inner: Bump<1, AllocatorSource<&Bump>> = Bump::new_in(AllocatorSource(&outer));
        let numbers = inner.alloc_slice_fill_with(5000, |n| n);
        assert_eq!(numbers[4999], 4999);
    }
    let global: Bump<1, AllocatorSource<allocator_api2::alloc::Global>> = Bump::default();
    assert_eq!(*global.alloc(5), 5);
    assert!(outer.allocated_bytes() > 5000 * size_of::<usize>());
}

#[test]
fn a_vector_whose_memory_is_refused_stays_as_it_was() {
    let source = Source::default();
    let bump: Bump<1, _> = Bump::new_in(source.clone());
    let mut numbers = VecIn::new_in(&bump);
    numbers.extend(0..100_u64);
    source.refuse_all(true);
    assert!(numbers.try_reserve(10_000).is_err());
    assert!(numbers.try_reserve(usize::MAX / 8).is_err());
    assert!(numbers.iter().copied().eq(0..100));
}

/// Both versions of the trait, in one program, and none of ours in the way of them.
#[test]
fn both_versions_of_the_allocator_trait() {
    use allocator_api2_04::alloc::Allocator as _;
    use allocator_api2_04::vec::Vec as VecIn04;
    #[allow(unused_imports, reason = "a glob is to bring nothing that is ambiguous")]
    use layout_core::alloc::*;

    let bump = Bump::new();
    let mut old = VecIn::new_in(&bump);
    let mut new = VecIn04::new_in(&bump);
    for n in 0..1000 {
        old.push(n);
        new.push(n);
    }
    assert_eq!(old[..], new[..]);
    let memory = (&bump).allocate(std::alloc::Layout::new::<u64>()).expect("there is memory");
    assert_eq!(memory.len(), 8);
    let inner: Bump<1, _> =
        Bump::new_in(AllocatorSource04(layout_core::alloc::allocator_api2_04::alloc::Global));
    assert_eq!(*inner.alloc(1), 1);
}

/// An arena that goes with the last of its collections.
#[test]
fn collections_may_own_their_arena() {
    let source = Source::default();
    let bump = RcBump::from_bump(Bump::<1, _>::new_in(source.clone()));
    let mut one = VecIn::new_in(bump.clone());
    let mut other = VecIn::new_in(bump.clone());
    for n in 0..1000_u32 {
        one.push(n);
        other.push(n);
        bump.scope(|scratch| scratch.alloc(n).to_string());
    }
    assert_eq!(*bump.alloc(5), 5);
    drop((bump, one));
    assert!(source.bytes() > 0 && other.iter().copied().eq(0..1000));
    drop(other);
    assert_eq!(source.bytes(), 0);

    let shared = ArcBump::<1>::default();
    let threads = [0, 1].map(|_| {
        let shared = shared.clone();
        std::thread::spawn(move || {
            let mut numbers = VecIn::new_in(shared);
            numbers.extend(0..1000_u32);
            numbers
        })
    });
    let both = threads.map(|thread| thread.join().expect("it does not panic"));
    assert!(both.iter().all(|numbers| numbers.iter().copied().eq(0..1000)));
    assert!(shared.allocated_bytes() >= 8000);
    let leaked: &'static Bump = Box::leak(Box::new(Bump::new()));
    let forever: VecIn<u8, &'static Bump> = VecIn::with_capacity_in(10, leaked);
    assert!(forever.is_empty());
}
