#[repr(u8)]
enum Token {
    Start = 1,
    Byte(u8),
    Word { at: u32, len: u16 } = Token::WORD,
}
