use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(on(wasm32, offset(time) == 4))]
struct Event {
    kind: u32,
    time: u64,
}

fn main() {}
