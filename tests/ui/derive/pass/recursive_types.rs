//! Types that refer to themselves and to each other.
#![deny(warnings)]

use std::cell::Cell;
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::rc::{Rc, Weak};

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[layout(fields == 5)]
struct Node<'a> {
    next: Option<Box<Self>>,
    parent: Option<&'a Self>,
    children: Vec<Node<'a>>,
    neighbors: [*const Self; 2],
    pair: (u8, Option<NonNull<Self>>),
}

#[derive(Layout)]
#[layout(fields == 3)]
struct Tree<T> {
    value: T,
    left: Option<Rc<Tree<T>>>,
    up: Cell<Option<Weak<Self>>>,
}

#[derive(Layout)]
struct Even(Option<Box<Odd>>, PhantomData<Self>, fn(Self) -> Odd);

#[derive(Layout)]
struct Odd(Option<Box<Even>>, PhantomData<Even>);

assert_layout!(
    Node<'_>,
    size(next) == size_of::<usize>(),
    offset(neighbors.1) >= size_of::<usize>()
);
assert_layout!(Tree<u8>, size(left) == size_of::<usize>());
assert_layout!(Even, size == 2 * size_of::<usize>(), offset(0) <= size_of::<usize>());

fn main() {
    assert_eq!(Odd::LAYOUT.size, size_of::<usize>());
    assert!(Node::layout_report().to_string().starts_with("Node"));
}
