#[repr(C)]
struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}
