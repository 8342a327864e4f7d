#[repr(C, align(3))]
#[layout(size == 4)]
struct Odd {
    byte: u8,
}
