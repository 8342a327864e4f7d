#[layout(size == 8)]
struct Packet(u64);

fn main() {}
