#[layout(remote = foreign::Level)]
#[repr(u8)]
enum Level {
    Low = 1,
    High,
}
