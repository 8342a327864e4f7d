#[layout(remote = foreign::Header, size == 16)]
#[repr(C)]
struct Header {
    kind: u8,
    #[layout(private)]
    _gap: [u8; 3],
    len: u32,
    #[layout(private)]
    _rest: u64,
}
