//! Structs whose last field is not sized.
#![deny(warnings)]

use std::cell::{RefCell, UnsafeCell};
use std::fmt::Debug;
use std::mem::ManuallyDrop;
use std::sync::Mutex;

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(align == 4, fields == 3, offset(body) == 6, offset(length) == 4)]
struct Message {
    tag: u32,
    length: u16,
    #[layout(offset == 6)]
    body: [u8],
}

#[derive(Layout)]
struct Name(u8, str);

#[derive(Layout)]
struct Task {
    id: u32,
    run: dyn Debug + Send,
}

#[derive(Layout)]
#[repr(C)]
struct Boxed<T: ?Sized> {
    length: u16,
    body: T,
}

#[derive(Layout)]
struct Where<'a, T, U>(&'a u16, [T; 2], U)
where
    T: Copy,
    U: ?Sized;

type Text = str;

#[derive(Layout)]
#[repr(C)]
#[layout(offset(text) == 2)]
struct Hidden {
    length: u16,
    #[layout(unsized)]
    text: Text,
}

#[derive(Layout)]
#[repr(C)]
struct Nested(u8, #[layout(unsized)] Message);

#[derive(Layout)]
#[repr(C)]
struct Lock<T: ?Sized> {
    is_locked: bool,
    value: UnsafeCell<T>,
}

#[derive(Layout)]
struct InTwo<T>(std::cell::RefCell<ManuallyDrop<T>>)
where
    T: ?Sized + Debug;

#[derive(Layout)]
struct AnyLocked {
    id: u32,
    run: Mutex<dyn Debug + Send>,
}

#[derive(Layout)]
#[repr(C)]
struct InOwn<T: ?Sized>(u8, #[layout(unsized)] Boxed<RefCell<T>>);

trait Storage {
    type Buffer<T>: ?Sized;
}

struct Fixed<const N: usize>;

struct View;

impl<const N: usize> Storage for Fixed<N> {
    type Buffer<T> = [T; N];
}

impl Storage for View {
    type Buffer<T> = [T];
}

#[derive(Layout)]
#[repr(C)]
struct Queue<T, S: Storage + ?Sized>(u8, #[layout(unsized)] S::Buffer<T>);

#[derive(Layout)]
#[repr(C)]
struct SharedQueue<T, S: Storage + ?Sized>(
    u8,
    #[layout(unsized)] UnsafeCell<<S as Storage>::Buffer<T>>,
);

// What is associated with a parameter that is sized may not be.
#[derive(Layout)]
#[repr(C)]
struct OfSized<T, S: Storage>(u8, #[layout(unsized)] UnsafeCell<S::Buffer<T>>);

#[derive(Layout)]
#[repr(C)]
struct OfSlices<T>(u8, #[layout(unsized)] WithSlice<T>);

#[derive(Layout)]
#[repr(C)]
struct WithSlice<T>(u8, [T]);

// What is associated with a parameter that is not sized may be, as most are.
#[derive(Layout)]
#[layout(size >= 16, fields == 2)]
struct Owned<'a, B: ToOwned + ?Sized>(&'a B, B::Owned);

// What it ends in is sized, whatever its parameter is.
#[derive(Layout)]
#[layout(size <= 16)]
struct Pointer<T: ?Sized>(Box<T>);

assert_layout!(Message, align == 4, offset(body) == 6);
assert_layout!(Lock<u32>, align == 4, offset(value) == 4);
assert_layout!(Boxed<u32>, align == 4);

fn main() {
    assert!(!Message::LAYOUT.is_sized());
    assert_eq!(Message::LAYOUT.tail().unwrap().offset, Some(6));
    assert_eq!(Name::LAYOUT.fields().len(), 2);
    assert_eq!(Task::LAYOUT.fields().len(), 2);
    assert_eq!(Boxed::<str>::LAYOUT.fields().len(), 2);
    assert_eq!(Where::<u8, [u8]>::LAYOUT.fields().len(), 3);
    assert_eq!(Hidden::LAYOUT.offset("text"), Some(2));
    assert_eq!(Nested::LAYOUT.offset("1"), Some(4));
    assert_eq!((Lock::<u64>::LAYOUT.size, Lock::<u64>::LAYOUT.offset("value")), (16, Some(8)));
    assert!(Lock::<u64>::LAYOUT.is_sized() && !Lock::<str>::LAYOUT.is_sized());
    assert_eq!(Lock::<[u8]>::LAYOUT.offset("value"), Some(1));
    assert_eq!(InTwo::<u8>::LAYOUT.size, size_of::<RefCell<u8>>());
    assert_eq!(InTwo::<str>::LAYOUT.fields().len(), 1);
    assert_eq!(AnyLocked::LAYOUT.offset("id"), Some(0));
    assert_eq!(Queue::<u16, Fixed<3>>::LAYOUT.size, 8);
    assert_eq!(Queue::<u16, Fixed<3>>::LAYOUT.offset("1"), Some(2));
    assert!(!SharedQueue::<u16, View>::LAYOUT.is_sized());
    assert_eq!(Owned::<str>::LAYOUT.size, size_of::<Owned<'_, str>>());
    assert_eq!(OfSized::<u32, Fixed<3>>::LAYOUT.size, 16);
    assert!(!OfSized::<u32, View>::LAYOUT.is_sized());
    assert_eq!(OfSlices::<u32>::LAYOUT.offset("1"), Some(4));
    assert_eq!(InOwn::<u64>::LAYOUT.size, size_of::<InOwn<u64>>());
    assert_eq!(InOwn::<dyn Debug>::LAYOUT.fields().len(), 2);
}
