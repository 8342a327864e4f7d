#[repr(C, packed(2))]
struct Pair(u8, u64);
