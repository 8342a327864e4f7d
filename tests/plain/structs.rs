use std::mem::offset_of;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::num::{NonZero, Wrapping};

use layout_core::{Layout, copy_with_zeroed_padding};

use crate::{bytes_of, expected};

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

/// Writes a packet field by field.
fn write_packet(packet: *mut Packet, seed: u8) {
    // SAFETY: the place is one of a packet.
    unsafe {
        (&raw mut (*packet).version).write(seed);
        (&raw mut (*packet).length).write(u16::from(seed) << 8 | 0x17);
        (&raw mut (*packet).checksum).write(u32::from(seed) << 24 | 0x01_0203);
    }
}

fn packet_bytes(seed: u8) -> Vec<u8> {
    expected(
        8,
        &[
            (0, &[seed]),
            (2, &(u16::from(seed) << 8 | 0x17).to_ne_bytes()),
            (4, &(u32::from(seed) << 24 | 0x01_0203).to_ne_bytes()),
        ],
    )
}

#[test]
fn a_struct_with_a_hole() {
    assert_eq!(bytes_of::<Packet>(|packet| write_packet(packet, 9)), packet_bytes(9));
}

#[derive(Layout)]
struct Mixed {
    flag: bool,
    packets: [Packet; 3],
    letter: char,
    number: f64,
    nonzero: NonZero<u16>,
    wrapped: Wrapping<u8>,
    pair: (u8, u32),
    v4: Ipv4Addr,
    v6: Ipv6Addr,
    nothing: (),
}

#[test]
fn leaves_of_every_kind() {
    let pair = |member: &str| Mixed::LAYOUT.offset(member).expect("it is known");
    let bytes = bytes_of::<Mixed>(|value| {
        // SAFETY: the place is one of a `Mixed`; all of its fields are written.
        unsafe {
            (&raw mut (*value).flag).write(true);
            for index in 0..3_u8 {
                write_packet((&raw mut (*value).packets[usize::from(index)]).cast(), index + 1);
            }
            (&raw mut (*value).letter).write('ä');
            (&raw mut (*value).number).write(-1.5);
            (&raw mut (*value).nonzero).write(NonZero::new(0x1234).expect("it is not zero"));
            (&raw mut (*value).wrapped).write(Wrapping(7));
            (&raw mut (*value).pair.0).write(3);
            (&raw mut (*value).pair.1).write(4);
            (&raw mut (*value).v4).write(Ipv4Addr::new(1, 2, 3, 4));
            (&raw mut (*value).v6).write(Ipv6Addr::new(1, 2, 3, 4, 5, 6, 7, 8));
        }
    });
    let v6 = Ipv6Addr::new(1, 2, 3, 4, 5, 6, 7, 8).octets();
    assert_eq!(
        bytes,
        expected(
            size_of::<Mixed>(),
            &[
                (offset_of!(Mixed, flag), &[1]),
                (
                    offset_of!(Mixed, packets),
                    &[packet_bytes(1), packet_bytes(2), packet_bytes(3)].concat()
                ),
                (offset_of!(Mixed, letter), &u32::from('ä').to_ne_bytes()),
                (offset_of!(Mixed, number), &(-1.5_f64).to_ne_bytes()),
                (offset_of!(Mixed, nonzero), &0x1234_u16.to_ne_bytes()),
                (offset_of!(Mixed, wrapped), &[7]),
                (pair("pair.0"), &[3]),
                (pair("pair.1"), &4_u32.to_ne_bytes()),
                (offset_of!(Mixed, v4), &[1, 2, 3, 4]),
                (offset_of!(Mixed, v6), &v6),
            ]
        )
    );
}

#[derive(Layout)]
#[repr(C, align(64))]
struct Aligned(u8, Packed);

#[derive(Layout)]
#[repr(C, packed)]
struct Packed(u8, u32);

#[test]
fn packed_and_aligned() {
    let bytes = bytes_of::<Aligned>(|value| {
        // SAFETY: the place is one of an `Aligned`. A field of a packed struct is not aligned.
        unsafe {
            (&raw mut (*value).0).write(1);
            (&raw mut (*value).1.0).write(2);
            (&raw mut (*value).1.1).write_unaligned(0x0a0b_0c0d);
        }
    });
    assert_eq!(bytes, expected(64, &[(0, &[1, 2]), (2, &0x0a0b_0c0d_u32.to_ne_bytes())]));
}

/// More runs than a plan has.
#[test]
fn many_holes() {
    let bytes = bytes_of::<[Packet; 40]>(|value| {
        for index in 0..40_u8 {
            // SAFETY: the element is one of the array's.
            write_packet(unsafe { value.cast::<Packet>().add(index.into()) }, index);
        }
    });
    let packets: Vec<Vec<u8>> = (0..40).map(packet_bytes).collect();
    assert_eq!(bytes, packets.concat());
}

#[test]
fn no_bytes_and_no_padding() {
    assert_eq!(copy_with_zeroed_padding(&(), &mut []), [0_u8; 0]);
    assert_eq!(copy_with_zeroed_padding(&[7_u8; 3], &mut [0; 3]), [7; 3]);
    assert_eq!(copy_with_zeroed_padding(&u128::MAX, &mut [0; 20]), [0xff; 16]);
}

#[test]
#[should_panic(expected = "a value of 8 bytes does not fit into 7")]
fn too_short() {
    copy_with_zeroed_padding(&Packet { version: 1, length: 2, checksum: 3 }, &mut [0; 7]);
}

/// A parameter is described if its bound says so.
#[derive(Layout)]
#[repr(C)]
struct Tagged<T: Layout> {
    tag: u8,
    value: T,
}

#[test]
fn generic_types() {
    fn bytes<T: Layout>(value: T) -> Vec<u8> {
        let mut bytes = vec![0x77; size_of::<Tagged<T>>()];
        copy_with_zeroed_padding(&Tagged { tag: 1, value }, &mut bytes);
        bytes
    }
    assert_eq!(bytes(2_u8), [1, 2]);
    assert_eq!(bytes(0x0303_u16), [1, 0, 3, 3]);
    let expected = [&[1, 0, 0, 0][..], &packet_bytes(5)].concat();
    assert_eq!(bytes(Packet { version: 5, length: 0x0517, checksum: 0x0501_0203 }), expected);
}
