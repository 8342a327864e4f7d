use layout_core::Layout;

struct Plain {
    value: u32,
}

#[derive(Layout)]
#[layout(offset(plain.value) == 0)]
struct Packet {
    plain: Plain,
}

fn main() {
    let _ = Plain { value: 1 }.value;
}
