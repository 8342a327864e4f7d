use std::ffi::c_ulong as Ul;

use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Renamed {
    a: Ul,
}

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Words {
    a: [u8; size_of::<usize>()],
}

#[derive(Layout)]
#[repr(C)]
struct Wrapper<T: Layout>(T);

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Holder {
    a: Wrapper<core::ffi::c_long>,
    b: Wrapper<Ul>,
}

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Other {
    b: Wrapper<Ul>,
}

assert_layout!(core::ffi::c_long, portable);
assert_layout!([core::ffi::c_long; 2], portable);
assert_layout!(Ul, portable);
assert_layout!(Wrapper<Ul>, portable);

fn main() {}
