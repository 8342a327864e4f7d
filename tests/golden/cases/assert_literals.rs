assert_layout!(Packet, size == 8, offset(length) == 4, no_padding);
