assert_layout!(
    Packet<u8>,
    size <= 2 * Packet::WORD,
    same_as(ffi::Packet),
);
