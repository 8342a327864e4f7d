use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
#[layout(on(i868, size == 12, align == 4))]
struct Event {
    kind: u32,
    #[layout(on(thumbv7em, offset == 8))]
    time: u64,
}

assert_layout!(Event, on(m68k, size == 12));
assert_layout!(Event, on(I686, size == 12), on(x86, offset(time) == 4));
assert_layout!(Event, on(wasm32_unknown_unknown, size == 16));

fn main() {}
