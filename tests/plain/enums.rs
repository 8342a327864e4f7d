//! Enums, whose padding differs from variant to variant.
#![allow(dead_code, reason = "fields are read as bytes")]

use layout_core::{Layout, copy_with_zeroed_padding};

use crate::expected;

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Packet {
    version: u8,
    checksum: u32,
}

/// The bytes of a value in memory which held something else before.
fn bytes<T: Layout + Copy>(value: T) -> Vec<u8> {
    let of = |pattern: u8| {
        let mut bytes = vec![pattern; size_of::<T>()];
        copy_with_zeroed_padding(&value, &mut bytes);
        bytes
    };
    assert_eq!(of(0xa5), of(0));
    of(0xff)
}

/// The offset of a variant's field, as the Reference defines it and `LAYOUT` has it.
fn at<T: Layout>(path: &str) -> usize {
    T::LAYOUT.offset(path).unwrap_or_else(|| panic!("there is no {path}"))
}

#[derive(Layout, Clone, Copy)]
#[repr(u8)]
enum Command {
    Stop = 1,
    Go { speed: u32, packet: Packet } = 5,
    Turn(i16) = 200,
    Deep([Option2; 2]) = 201,
}

/// An enum in an enum, with a tag of a negative value.
#[derive(Layout, Clone, Copy)]
#[repr(i16)]
enum Option2 {
    Nothing = -2,
    Some(u8) = -1,
}

#[derive(Layout, Clone, Copy)]
#[repr(C)]
enum OfC {
    Small(u8),
    Large(u64, bool),
    Word(u16),
}

#[derive(Layout, Clone, Copy)]
#[repr(C, u64)]
enum Wide {
    Low(u8) = 1,
    High(u8) = u64::MAX - 1,
}

#[derive(Layout, Clone, Copy)]
enum Plain {
    A = 3,
    B = -300,
}

#[derive(Layout, Clone, Copy)]
enum Only {
    One { small: u8, large: u32 },
}

#[test]
fn the_fields_of_the_variant_in_use_are_copied() {
    let size = size_of::<Command>();
    assert_eq!(bytes(Command::Stop), expected(size, &[(0, &[1])]));
    let go =
        Command::Go { speed: 0x0102_0304, packet: Packet { version: 9, checksum: 0x0a0b_0c0d } };
    let packet = at::<Command>("Go.packet");
    assert_eq!(
        bytes(go),
        expected(
            size,
            &[
                (0, &[5]),
                (at::<Command>("Go.speed"), &0x0102_0304_u32.to_ne_bytes()),
                (packet, &[9]),
                (packet + 4, &0x0a0b_0c0d_u32.to_ne_bytes()),
            ]
        )
    );
    let turn = at::<Command>("Turn.0");
    assert_eq!(
        bytes(Command::Turn(-3)),
        expected(size, &[(0, &[200]), (turn, &(-3_i16).to_ne_bytes())])
    );
    let deep = at::<Command>("Deep.0");
    assert_eq!(
        bytes(Command::Deep([Option2::Nothing, Option2::Some(4)])),
        expected(
            size,
            &[
                (0, &[201]),
                (deep, &(-2_i16).to_ne_bytes()),
                (deep + 4, &(-1_i16).to_ne_bytes()),
                (deep + 6, &[4]),
            ]
        )
    );
}

#[test]
fn tags_of_every_width() {
    let size = size_of::<OfC>();
    assert_eq!(
        bytes(OfC::Small(8)),
        expected(size, &[(0, &0_i32.to_ne_bytes()), (at::<OfC>("Small.0"), &[8]),])
    );
    assert_eq!(
        bytes(OfC::Large(u64::MAX, true)),
        expected(
            size,
            &[
                (0, &1_i32.to_ne_bytes()),
                (at::<OfC>("Large.0"), &[0xff; 8]),
                (at::<OfC>("Large.1"), &[1]),
            ]
        )
    );
    assert_eq!(
        bytes(OfC::Word(6)),
        expected(size, &[(0, &2_i32.to_ne_bytes()), (at::<OfC>("Word.0"), &6_u16.to_ne_bytes()),])
    );
    for (value, tag, path) in [(Wide::Low(2), 1, "Low.0"), (Wide::High(3), u64::MAX - 1, "High.0")]
    {
        let payload = if tag == 1 { 2 } else { 3 };
        let expected = expected(
            size_of::<Wide>(),
            &[(0, &tag.to_ne_bytes()[..]), (at::<Wide>(path), &[payload])],
        );
        assert_eq!(bytes(value), expected);
    }
}

#[test]
fn enums_without_a_repr() {
    assert_eq!(bytes(Plain::A), 3_i16.to_ne_bytes());
    assert_eq!(bytes(Plain::B), (-300_i16).to_ne_bytes());
    assert_eq!(
        bytes(Only::One { small: 7, large: 0x0102_0304 }),
        expected(
            8,
            &[
                (at::<Only>("One.small"), &[7]),
                (at::<Only>("One.large"), &0x0102_0304_u32.to_ne_bytes()),
            ]
        )
    );
    assert_eq!(bytes(std::cmp::Ordering::Less), [0xff]);
}
