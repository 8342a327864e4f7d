//! Interior mutability, `Drop`, and types that are neither `Send` nor `Unpin`.
#![deny(warnings)]

use std::cell::{Cell, OnceCell, RefCell, UnsafeCell};
use std::marker::PhantomPinned;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::{Mutex, OnceLock, RwLock};

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(offset(flag) == 4, offset(word) == 8)]
struct Shared {
    cell: Cell<u32>,
    flag: AtomicBool,
    word: AtomicU32,
    mutex: Mutex<Vec<u8>>,
    lock: RwLock<String>,
    once: OnceLock<Box<u8>>,
    local: OnceCell<RefCell<u8>>,
    raw: UnsafeCell<MaybeUninit<u8>>,
    kept: ManuallyDrop<String>,
    pinned: PhantomPinned,
}

#[derive(Layout)]
#[layout(size == size_of::<T>())]
struct Guard<T>(T);

impl Drop for Shared {
    fn drop(&mut self) {}
}

impl<T> Drop for Guard<T> {
    fn drop(&mut self) {}
}

assert_layout!(Guard<Shared>, size == size_of::<Shared>());
assert_layout!(Mutex<u8>, size >= 1);

fn main() {
    assert_eq!(Shared::LAYOUT.size, size_of::<Shared>());
    assert_eq!(Shared::LAYOUT.fields().len(), 10);
    assert_eq!(Guard::<String>::LAYOUT.size, size_of::<String>());
}
