#[layout(size == 16, on(i686, size == 12))]
#[repr(C)]
struct Event {
    kind: u32,
    #[layout(on(i686, offset == 4))]
    time: u64,
}
