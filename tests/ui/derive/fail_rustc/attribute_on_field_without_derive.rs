struct Packet(#[layout(size == 8)] u64);

fn main() {}
