//! Trait objects, function pointers with lifetimes, and bounds over all lifetimes.
#![deny(warnings)]

use std::any::Any;
use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;

use layout_core::{Layout, assert_layout};

type Callback = for<'a> fn(&'a [u8], usize) -> &'a u8;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 15 * size_of::<usize>())]
struct Table<'a> {
    boxed: Box<dyn Any + Send + Sync>,
    shared: Arc<dyn for<'b> Fn(&'b str) -> &'b str>,
    borrowed: &'a (dyn Debug + 'a),
    counted: Rc<[u8]>,
    named: Callback,
    plain: fn(),
    higher: for<'b> fn(&'b u8, &'a u8) -> &'b u8,
    foreign: unsafe extern "C" fn(*const u8, ...) -> i32,
    nullable: Option<extern "C" fn(i32)>,
    raw: *mut (dyn Any + 'static),
}

#[derive(Layout)]
#[layout(fields == 1)]
struct Handler<F>
where
    F: for<'a> Fn(&'a str) -> Option<&'a str> + 'static,
{
    run: F,
}

#[derive(Layout)]
struct Iterators<'a>(Box<dyn Iterator<Item = (&'a str, u8)> + 'a>);

assert_layout!(fn(u8) -> u8, size == size_of::<usize>());
assert_layout!(for<'a> fn(&'a u8) -> &'a u8, size == size_of::<usize>());
assert_layout!(&dyn Debug, size == 2 * size_of::<usize>());
assert_layout!(Box<dyn Fn(u8, u16) -> u32 + Send>, size == 2 * size_of::<usize>());
assert_layout!(Handler<fn(&str) -> Option<&str>>, size == size_of::<usize>());

fn main() {
    let size = |name| Table::LAYOUT.field(name).unwrap().size / size_of::<usize>();
    assert_eq!([size("boxed"), size("borrowed"), size("named"), size("nullable")], [2, 2, 1, 1]);
    assert_eq!(Table::LAYOUT.field("higher").unwrap().ty, "for<'b> fn(&'b u8, &'a u8) -> &'b u8");
    assert_eq!(Iterators::LAYOUT.size, 2 * size_of::<usize>());
}
