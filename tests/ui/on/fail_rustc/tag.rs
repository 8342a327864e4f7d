use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(on(thumb, size == 4))]
enum Level {
    Low,
    High,
}

fn main() {}
