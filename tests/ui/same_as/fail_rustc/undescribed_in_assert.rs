use layout_core::{Layout, assert_layout};

#[repr(C)]
pub struct Stamp(u32, u32);

#[derive(Layout)]
#[repr(u8)]
enum Event {
    Started([Stamp; 2]),
}

#[derive(Layout)]
#[repr(u8)]
enum Twin {
    Started([Stamp; 2]),
}

assert_layout!(Event, same_as(Twin));

#[derive(Layout)]
#[repr(C)]
struct Batch<'a, T> {
    first: &'a T,
    rows: [(u32, T); 2],
    rest: [T],
}

assert_layout!(Batch<'static, Stamp>, same_as(Batch<'static, Stamp>, opaque(rows)));

#[derive(Layout)]
#[repr(C)]
struct Timer {
    after: core::time::Duration,
}

#[derive(Layout)]
#[repr(C)]
struct Bytes {
    after: [u64; 2],
}

assert_layout!(Timer, same_as(Bytes));
assert_layout!(Bytes, same_as(Timer, opaque(later)));

fn main() {}
