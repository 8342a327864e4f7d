//! Values on pages of their own.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use layout_core::alloc::page::{PageBox, PageBuf, page_size};
use layout_core::cache::Aligned;
use layout_core::region::{RegionKind, region_of};

/// Counts how often it is dropped.
struct Counted<'a>(&'a Cell<u32>);

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

#[test]
fn a_value_begins_a_page_and_fills_whole_ones() {
    for pages in 1..=3 {
        let value = PageBox::try_new([7_u8; 4096]).expect("there is a page");
        assert_eq!(value.as_ptr().addr() % page_size(), 0, "box {pages}");
    }
    let two = PageBox::try_new([1_u8; 4097]).expect("there are two pages");
    assert_eq!(PageBox::reserved(&two), 4097_usize.next_multiple_of(page_size()));
    assert_eq!(region_of(&*two).kind, RegionKind::Heap);
    assert_eq!(two[4096], 1);
}

#[test]
fn the_value_is_dropped_once() {
    let drops = Cell::new(0);
    drop(PageBox::try_new(Counted(&drops)).expect("there is a page"));
    assert_eq!(drops.get(), 1, "by the box");
    let inner = PageBox::into_inner(PageBox::try_new(Counted(&drops)).expect("there is a page"));
    assert_eq!(drops.get(), 1, "it was moved out");
    drop(inner);
    assert_eq!(drops.get(), 2, "after it was moved out");
}

#[test]
fn a_panic_while_the_value_is_made_drops_nothing_else() {
    let before = mappings();
    for _ in 0..1000 {
        let result =
            catch_unwind(|| PageBox::<[u8; 9000]>::try_new_with(|| std::panic::panic_any(5)));
        assert!(result.is_err());
    }
    assert!(mappings() < before + 100, "pages are lost: {before} mappings, now {}", mappings());
}

#[test]
fn a_panic_while_the_value_is_dropped_gives_the_pages_back() {
    struct Panics;
    impl Drop for Panics {
        fn drop(&mut self) {
            std::panic::panic_any(6);
        }
    }
    let before = mappings();
    for _ in 0..1000 {
        let value = PageBox::try_new((Panics, [0_u8; 5000])).expect("there are pages");
        assert!(catch_unwind(AssertUnwindSafe(|| drop(value))).is_err());
    }
    assert!(mappings() < before + 100, "pages are lost: {before} mappings, now {}", mappings());
}

/// Guard pages keep buffers from being one mapping, so that one that stays is seen.
#[test]
fn buffers_give_their_pages_back_with_the_guard() {
    let before = mappings();
    for _ in 0..1000 {
        drop(PageBuf::options().guard_page(true).try_zeroed(5000).expect("there are pages"));
    }
    assert!(mappings() < before + 100, "pages are lost: {before} mappings, now {}", mappings());
}

/// The number of this process's mappings.
fn mappings() -> usize {
    std::fs::read_to_string("/proc/self/maps").expect("it can be read").lines().count()
}

#[test]
fn a_value_without_size_takes_no_page() {
    let drops = Cell::new(0);
    let nothing = PageBox::try_new(()).expect("nothing is needed");
    assert_eq!((*nothing, PageBox::reserved(&nothing)), ((), 0));
    let aligned =
        PageBox::try_new(Aligned::<[u64; 0], 65_536>::new([])).expect("nothing is needed");
    assert_eq!(aligned.as_ptr().addr() % 65_536, 0);
    let counted = PageBox::try_new([Counted(&drops), Counted(&drops)]).expect("there is a page");
    drop(counted);
    assert_eq!(drops.get(), 2);
}

/// More than a page, so that a part is cut out of a larger mapping; what is cut off is given back.
#[test]
fn a_greater_alignment_is_kept() {
    let before = mappings();
    for _ in 0..500 {
        let value = PageBox::try_new(Aligned::<_, 65_536>::new(3)).expect("there are pages");
        assert_eq!(std::ptr::from_ref(&**value).addr() % 65_536, 0);
        assert_eq!((**value, PageBox::reserved(&value)), (3, 65_536));
    }
    assert!(mappings() < before + 100, "pages are lost: {before} mappings, now {}", mappings());
}

#[test]
fn a_box_can_be_sent_and_shared() {
    let mut value = PageBox::try_new(vec![1, 2]).expect("there is a page");
    value.push(3);
    let value = std::thread::spawn(move || value).join().expect("it does not panic");
    assert_eq!(format!("{value:?}"), "[1, 2, 3]");
    static_assertions::assert_not_impl_any!(PageBox<Cell<u8>>: Sync);
    static_assertions::assert_not_impl_any!(PageBox<std::rc::Rc<u8>>: Send);
}

#[test]
fn a_box_is_printed_and_lent_as_its_value() {
    let value = PageBox::try_new("text").expect("there is a page");
    assert_eq!((value.to_string(), format!("{value:>6}")), ("text".into(), "  text".into()));
    assert_eq!(format!("{value:?}"), "\"text\"");
    assert_eq!(value.as_ref(), &"text");
}

/// What is mapped beside an aligned box to cut it out of is given back, and nothing more.
#[test]
fn aligned_boxes_lie_side_by_side_and_keep_their_values() {
    const SIZE: usize = 1 << 16;
    let boxes: Vec<_> = (0..60_u8)
        .map(|number| {
            // Of various sizes, so that they do not lie at multiples of the alignment anyhow.
            let between = PageBox::try_new([number; 4096]).expect("there are pages");
            let value = PageBox::try_new(Aligned::<[u8; 4096], SIZE>::new([number; 4096]));
            (between, value.expect("there are pages"))
        })
        .collect();
    for (number, (between, value)) in (0..).zip(&boxes) {
        assert_eq!(value.as_ptr().addr() % SIZE, 0, "box {number}");
        assert!(between.iter().chain(value.iter()).all(|byte| *byte == number), "box {number}");
    }
}

/// In a thread whose stack has no room for the value.
#[test]
fn a_large_value_is_made_in_place() {
    type Large = [[u64; 1 << 10]; 1 << 10]; // 8 MiB
    let small = std::thread::Builder::new().stack_size(256 << 10);
    let made = small.spawn(|| {
        let mut value = PageBox::<Large>::try_zeroed().expect("there are pages");
        value[1000][7] = 5;
        let mut other = PageBox::<Large>::try_new_zeroed().expect("there are pages");
        // SAFETY: the pointer is to the value, whose other numbers are zeros.
        let other = unsafe {
            (&raw mut (*other.as_mut_ptr())[3][4]).write(6);
            PageBox::assume_init(other)
        };
        (value, other)
    });
    let (value, other) = made.expect("a thread").join().expect("its stack is large enough");
    assert_eq!((value[1000][7], value[3][4], other[3][4], other[0][0]), (5, 0, 6, 0));
    assert_eq!(value.as_ptr().addr() % page_size(), 0);
    assert!(value != other && *value < *other, "they are compared as their values");
}

#[test]
fn a_guard_follows_the_pages_of_a_box() {
    let options = PageBox::<u8>::options().guard_page(true);
    let value = options.try_boxed([1_u8; 5000]).expect("there are pages");
    let end = value.as_ptr().wrapping_add(PageBox::reserved(&value));
    assert_eq!(layout_core::region::region_at(end).kind, RegionKind::Guard);
    assert_eq!(layout_core::region::region_at(end.wrapping_sub(1)).kind, RegionKind::Heap);
    let aligned = options.try_boxed(Aligned::<u8, 65_536>::new(3)).expect("there are pages");
    let start = std::ptr::from_ref(&*aligned);
    assert_eq!(start.addr() % 65_536, 0);
    let end = start.wrapping_byte_add(PageBox::reserved(&aligned));
    assert_eq!(layout_core::region::region_at(end).kind, RegionKind::Guard);
}

#[test]
fn a_box_is_cloned_and_hashed_as_its_value() {
    use std::collections::HashMap;

    let mut boxed = PageBox::try_new(vec![1, 2]).expect("there is a page");
    let other = boxed.clone();
    boxed.as_mut().push(3);
    assert_eq!((&*boxed, &*other), (&vec![1, 2, 3], &vec![1, 2]));
    let map = HashMap::from([(other, "value")]);
    assert_eq!(map.get(&vec![1, 2]), Some(&"value"), "it borrows and hashes as its value");
}
