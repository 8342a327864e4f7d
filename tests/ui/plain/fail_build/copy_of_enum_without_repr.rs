use layout_core::{Layout, copy_with_zeroed_padding};

#[derive(Layout)]
struct Order {
    id: u32,
    side: Side,
}

#[derive(Layout)]
enum Side {
    Buy(u32),
    Sell(u32),
}

fn main() {
    copy_with_zeroed_padding(&Order { id: 1, side: Side::Buy(2) }, &mut [0; 64]);
    let _ = Side::Sell(3);
}
