use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    magic: u32,
    _padding: u32,
    count: core::ffi::c_long,
}

fn main() {}
