//! A type whose `Option` is not that of `core`: the checks run, and its offsets are known.

use layout_core::{Layout, assert_layout};

pub struct Option<T>(pub Box<T>);

#[derive(Layout)]
#[layout(fields == 2, align == 8)]
pub struct List {
    value: u64,
    next: Option<List>,
}

assert_layout!(List, size == 16, size(next) == 8);

#[derive(Layout)]
#[repr(u8)]
#[layout(size == 16)]
pub enum Expression {
    Number(u8),
    Negated(Option<Expression>),
}

assert_layout!(Expression, offset(Negated.0) == 8);

/// With a parameter more than that of `core`.
pub struct Cell<T, const N: usize>(pub [Box<T>; N]);

#[derive(Layout)]
#[layout(size == 24)]
pub struct Node {
    value: u64,
    branches: Cell<Node, 2>,
}

fn main() {}
