use layout_core::Layout;

struct Plain {
    _value: u32,
}

const SIZE: usize = Plain::LAYOUT.size;

fn main() {
    let _ = SIZE;
}
