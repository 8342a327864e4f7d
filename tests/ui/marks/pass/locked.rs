//! `lock` stands before the checks: behind `crate`, and on either side of `allow`.

use layout_core::{Layout, register_layout};

#[derive(Layout)]
#[layout(lock)]
struct Alone {
    _a: u8,
}

#[derive(Layout)]
#[repr(C)]
#[layout(crate = layout_core, lock, allow(padding-waste), size == 8)]
struct Behind {
    _a: u8,
    _b: u32,
}

#[derive(Layout)]
#[repr(C)]
#[layout(allow(padding-waste), lock, size == 8)]
#[layout(align == 4)]
struct Between {
    _a: u8,
    _b: u32,
}

#[derive(Layout)]
#[layout(lock)]
struct Instances<T>(T);

register_layout!(Instances<u8>, Instances<[Alone; 2]>);

fn main() {
    register_layout!(Instances<Behind>);
    assert_eq!(Between::LAYOUT.size, 8);
    assert_eq!(Instances::<u8>::LAYOUT.size, 1);
}
