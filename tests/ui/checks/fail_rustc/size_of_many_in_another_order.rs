use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 40)]
struct Record {
    byte0: u8,
    word0: u16,
    byte1: u8,
    word1: u16,
    byte2: u8,
    word2: u16,
    byte3: u8,
    word3: u16,
    byte4: u8,
    word4: u16,
    byte5: u8,
    word5: u16,
    byte6: u8,
    word6: u16,
    byte7: u8,
    word7: u16,
    byte8: u8,
    word8: u16,
    byte9: u8,
    word9: u16,
    byte10: u8,
    word10: u16,
    byte11: u8,
    word11: u16,
    byte12: u8,
    word12: u16,
}

fn main() {}
