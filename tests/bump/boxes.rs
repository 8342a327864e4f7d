//! Values in boxes.

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt::{Debug, Display};
use std::rc::Rc;

use layout_core::alloc::{Bump, BumpBox, FixedBump};
use layout_core::unsize_box;

#[test]
fn a_value_is_dropped_once_wherever_it_goes() {
    let count = Rc::new(());
    let bump = Bump::new();
    drop(bump.alloc_box(count.clone()));
    assert_eq!(Rc::strong_count(&count), 1);
    let moved = BumpBox::into_inner(bump.alloc_box(count.clone()));
    assert_eq!(Rc::strong_count(&count), 2);
    drop(moved);
    assert_eq!(Rc::strong_count(&count), 1);
    let leaked: &mut Rc<()> = BumpBox::leak(bump.alloc_box(count.clone()));
    assert_eq!(Rc::strong_count(leaked), 2);
    // SAFETY: the reference is not used any more.
    drop(unsafe { BumpBox::from_raw(leaked.into()) });
    assert_eq!(Rc::strong_count(&count), 1);
    drop(bump.alloc_box_slice((0..5).map(|_| count.clone())));
    assert_eq!(Rc::strong_count(&count), 1);
}

#[test]
fn a_box_outlives_moves_of_what_owns_it() {
    let bump = Bump::new();
    let boxes: Vec<BumpBox<String>> = (0..1000).map(|n| bump.alloc_box(n.to_string())).collect();
    let total: usize = boxes.iter().map(|text| text.len()).sum();
    assert_eq!(total, 10 + 90 * 2 + 900 * 3);
}

#[test]
fn unsized_values() {
    struct Noisy(Rc<Cell<i32>>);
    impl Drop for Noisy {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    trait Named {
        fn name(&self) -> &'static str;
    }
    impl Named for Noisy {
        fn name(&self) -> &'static str {
            "noisy"
        }
    }
    let count = Rc::new(Cell::new(0));
    let bump = Bump::new();
    let object: BumpBox<dyn Named> = unsize_box!(bump.alloc_box(Noisy(count.clone())));
    assert_eq!((object.name(), size_of_val(&object)), ("noisy", 2 * size_of::<usize>()));
    drop(object);
    assert_eq!(count.get(), 1);
    let array = || bump.alloc_box([(); 3].map(|()| Noisy(count.clone())));
    let slice: BumpBox<[Noisy]> = unsize_box!(array());
    assert_eq!(slice.len(), 3);
    drop(slice);
    assert_eq!(count.get(), 4);
    let slice: BumpBox<[Noisy]> = array().into();
    assert_eq!(slice.len(), 3);
    drop(slice);
    assert_eq!(count.get(), 7);
}

/// What a struct ends in, and an object that borrows.
#[test]
fn unsized_tails_and_objects_that_borrow() {
    struct Tail<T: ?Sized>(u8, T);
    let text = String::from("borrowed");
    let bump = Bump::new();
    let tail: BumpBox<Tail<[u16]>> = unsize_box!(bump.alloc_box(Tail(1, [2, 3])));
    assert_eq!((tail.0, &tail.1), (1, &[2, 3][..]));
    let object: BumpBox<dyn Display + '_> = unsize_box!(bump.alloc_box(&text));
    assert_eq!(object.to_string(), "borrowed");
    let same: BumpBox<u8> = unsize_box!(bump.alloc_box(5_u8));
    assert_eq!(*same, 5);
}

#[test]
fn a_box_acts_as_its_value() {
    let mut buffer = [const { std::mem::MaybeUninit::uninit() }; 256];
    let bump = FixedBump::new(&mut buffer);
    let mut one = bump.alloc_box(1);
    let two = bump.alloc_box(2);
    assert!(one < two && one != two && *one.as_ref() == 1);
    *one += 1;
    assert_eq!(one, two);
    assert_eq!(one.cmp(&two), std::cmp::Ordering::Equal);
    assert_eq!(format!("{one} {one:?}"), "2 2");
    assert_eq!(format!("{one:p}"), format!("{:p}", &raw const *one));
    let mut set = HashSet::new();
    assert!(set.insert(one) && !set.insert(two) && set.contains(&2));
    assert_eq!(size_of::<Option<BumpBox<u8>>>(), size_of::<usize>());
}

/// A box of a subtype is one of the supertype.
#[test]
fn boxes_are_covariant() {
    fn shorter<'s>(boxed: BumpBox<'s, &'static str>, _: &'s str) -> BumpBox<'s, &'s str> {
        boxed
    }
    fn both<T: Display + Debug>(value: &T) -> String {
        format!("{value}{value:?}")
    }
    let bump = Bump::new();
    let local = String::from("local");
    assert_eq!(both(&shorter(bump.alloc_box("long"), &local)), "long\"long\"");
}
