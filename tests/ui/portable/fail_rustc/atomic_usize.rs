use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Header {
    magic: u32,
    count: std::sync::atomic::AtomicUsize,
}

fn main() {}
