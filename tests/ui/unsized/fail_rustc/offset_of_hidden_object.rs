use std::fmt::Debug;

use layout_core::Layout;

struct Undescribed {
    id: u32,
    value: dyn Debug,
}

#[derive(Layout)]
#[repr(C)]
#[layout(offset(id) == 0)]
struct Hidden {
    id: u32,
    object: Undescribed,
}

fn main() {}
