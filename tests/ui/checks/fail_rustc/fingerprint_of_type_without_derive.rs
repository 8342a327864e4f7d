use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Other(u32);

#[expect(dead_code)]
struct Plain(Other);

assert_layout!(Plain, fingerprint == 0x1234);

fn main() {}
