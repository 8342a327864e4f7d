use std::path::Path;

use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
struct Named {
    id: u32,
    path: Path,
}

fn main() {}
