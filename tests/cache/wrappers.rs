//! What the wrappers are in memory, and that they act as what they wrap.

use std::borrow::BorrowMut;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use crossbeam_utils::CachePadded;
use layout_core::Layout;
use layout_core::cache::{
    AlignTo, Aligned, CacheAligned, DESTRUCTIVE_INTERFERENCE_SIZE, PAGE_ALIGN, PageAligned,
    SupportedAlign,
};

#[repr(C, align(64))]
struct ByHand<T>(T);

/// Size and alignment of a type.
const fn shape<T>() -> (usize, usize) {
    (size_of::<T>(), align_of::<T>())
}

macro_rules! same_shapes {
    ($($T:ty)*) => {$(
        let name = stringify!($T);
        assert_eq!(shape::<CacheAligned<$T>>(), shape::<CachePadded<$T>>(), "crossbeam: {name}");
        assert_eq!(shape::<Aligned<$T, 64>>(), shape::<ByHand<$T>>(), "by hand: {name}");
        assert_eq!(shape::<Aligned<$T, 1>>(), shape::<$T>(), "align 1: {name}");
        assert_eq!(
            shape::<Option<CacheAligned<$T>>>(), shape::<Option<CachePadded<$T>>>(),
            "option of: {name}"
        );
    )*};
}

#[test]
fn sizes_and_alignments_are_those_of_crossbeam_and_of_repr_align() {
    same_shapes! { () u8 u32 [u8; 63] [u8; 64] [u8; 65] [u64; 40] String &'static str [String; 3] }
}

fn assert_align<const N: usize>()
where
    AlignTo<N>: SupportedAlign,
{
    assert_eq!(shape::<Aligned<u8, N>>(), (N, N));
    assert_eq!(Aligned::<u8, N>::LAYOUT.offset("value"), Some(0));
    assert_eq!((Aligned::<u8, N>::LAYOUT.size, Aligned::<u8, N>::LAYOUT.padding()), (N, N - 1));
}

#[test]
fn every_power_of_two_is_an_alignment() {
    macro_rules! each {
        ($($power:literal)*) => {$( assert_align::<{ 1 << $power }>(); )*};
    }
    each!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29);
}

#[test]
fn the_greater_alignment_wins() {
    assert_eq!(shape::<Aligned<u64, 2>>(), shape::<u64>());
    assert_eq!(shape::<Aligned<Aligned<u8, 4096>, 16>>(), (4096, 4096));
}

/// Statics, locals, the heap, fields: the address is a multiple of the alignment everywhere.
#[test]
fn addresses_are_aligned_wherever_the_value_lies() {
    static IN_DATA: CacheAligned<u8> = CacheAligned::new(7);
    static PAGE: PageAligned<[u8; 5]> = PageAligned::new([3; 5]);
    let on_stack = (0_u8, CacheAligned::new(1_u8), Aligned::<u8, 4096>::new(2));
    let on_heap = Box::new((0_u8, Aligned::<u8, 65_536>::new(3)));
    let list: Vec<_> = (0..10_u8).map(CacheAligned::new).collect();
    for (place, align) in [
        (&raw const *IN_DATA, DESTRUCTIVE_INTERFERENCE_SIZE),
        (PAGE.as_ptr(), PAGE_ALIGN),
        (&raw const *on_stack.1, DESTRUCTIVE_INTERFERENCE_SIZE),
        (&raw const *on_stack.2, 4096),
        (&raw const *on_heap.1, 65_536),
        (&raw const *list[9], DESTRUCTIVE_INTERFERENCE_SIZE),
    ] {
        assert_eq!(place.addr() % align, 0, "{place:p} is not a multiple of {align}");
    }
    assert_eq!(*list[9], 9);
}

#[test]
fn the_layout_is_described() {
    let layout = CacheAligned::<u32>::LAYOUT;
    assert_eq!((layout.size, layout.align), shape::<CachePadded<u32>>());
    assert_eq!((layout.name, layout.module_path), ("CacheAligned", "layout_core::cache"));
    assert_eq!((layout.offset("value"), layout.padding()), (Some(0), layout.size - 4));
    assert_eq!(layout.repr.align, Some(DESTRUCTIVE_INTERFERENCE_SIZE));
    assert_eq!(PageAligned::<u8>::LAYOUT.size, PAGE_ALIGN);
    let nested = CacheAligned::<(u8, u32)>::LAYOUT;
    assert_eq!(nested.offset("value.1").map(|offset| offset % 4), Some(0));
}

/// A slice of a wrapped array, by the compiler's own conversion.
#[test]
fn unsized_values_are_wrapped_too() {
    let boxed: Box<CacheAligned<[u8]>> = Box::new(CacheAligned::new([1, 2, 3]));
    let shared: Arc<Aligned<[u8], 32>> = Arc::new(Aligned::new([4, 5]));
    let object: &Aligned<dyn std::fmt::Debug, 8> = &Aligned::<u8, 8>::new(6);
    assert_eq!(
        (boxed.len(), &shared[..], format!("{:?}", &**object)),
        (3, &[4, 5][..], "6".into())
    );
    assert_eq!(align_of_val(&*boxed), DESTRUCTIVE_INTERFERENCE_SIZE);
}

#[test]
fn a_wrapper_acts_as_its_value() {
    let mut value = CacheAligned::new(String::from("ab"));
    value.push('c');
    assert_eq!(
        (format!("{value}"), format!("{value:?}")),
        ("abc".into(), "CacheAligned(\"abc\")".into())
    );
    assert_eq!(value.clone().into_inner(), "abc");
    assert_eq!(CacheAligned::from(3).max(CacheAligned::default()), CacheAligned::new(3));
    assert!(Aligned::<_, 16>::new(1.0) < Aligned::new(2.0));
    // The same hash as the value's own, so that a set can be asked with the value.
    let hash = |value: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        value(&mut hasher);
        hasher.finish()
    };
    assert_eq!(
        hash(&|hasher| "x".hash(hasher)),
        hash(&|hasher| CacheAligned::new("x").hash(hasher))
    );
    assert!(HashSet::from([PageAligned::new(5_u8)]).contains(&5));
}

/// By each trait, as one that called itself would not end.
#[test]
fn a_wrapper_is_borrowed_and_compared_as_its_value() {
    fn check<W>(new: impl Fn(Vec<u8>) -> W, into_inner: impl Fn(W) -> Vec<u8>)
    where
        W: AsRef<Vec<u8>> + AsMut<Vec<u8>> + BorrowMut<Vec<u8>> + Clone + Ord,
    {
        let mut value = new(vec![1]);
        value.as_mut().push(2);
        let borrowed: &mut Vec<u8> = value.borrow_mut();
        borrowed.push(3);
        assert_eq!(value.as_ref(), &[1, 2, 3]);
        let borrowed: &Vec<u8> = value.borrow();
        assert_eq!(borrowed, &[1, 2, 3]);

        assert_eq!(value.cmp(&new(vec![1, 3])), Ordering::Less);
        assert_eq!(value.partial_cmp(&new(vec![1])), Some(Ordering::Greater));
        let mut copy = new(Vec::with_capacity(100));
        copy.clone_from(&value);
        assert!(copy.as_ref().capacity() >= 100, "the memory of the old value is not used");
        assert_eq!(into_inner(copy), [1, 2, 3]);
    }
    check(CacheAligned::new, CacheAligned::into_inner);
    check(PageAligned::new, PageAligned::into_inner);
    check(Aligned::<_, 32>::new, Aligned::into_inner);
}

#[test]
fn what_threads_may_do_is_what_they_may_do_with_the_value() {
    fn everything<T: Copy + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe>() {}
    everything::<CacheAligned<u8>>();
    everything::<Aligned<u8, 512>>();
    everything::<PageAligned<u8>>();
    static_assertions::assert_not_impl_any!(CacheAligned<*mut u8>: Send, Sync);
    static_assertions::assert_not_impl_any!(Aligned<std::cell::Cell<u8>, 8>: Sync);
    static_assertions::assert_not_impl_any!(CacheAligned<String>: Copy);
}

/// A value with a destructor, in a constant too.
#[test]
fn a_value_is_moved_out_in_a_constant() {
    struct Noisy(&'static str);
    impl Drop for Noisy {
        fn drop(&mut self) {
            std::panic::panic_any(self.0);
        }
    }
    const fn unwrapped<T>(value: T) -> T {
        PageAligned::new(CacheAligned::new(Aligned::<T, 512>::new(value)).into_inner())
            .into_inner()
            .into_inner()
    }
    const NOISY: Noisy = unwrapped(Noisy("dropped"));
    let moved = std::mem::ManuallyDrop::new(unwrapped(NOISY));
    assert_eq!(moved.0, "dropped");
    assert_eq!((const { unwrapped(Vec::<u8>::new()) }), [0; 0]);
    assert_eq!(unwrapped(vec![1, 2]), [1, 2]);
}
