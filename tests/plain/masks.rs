//! Which bytes are padding whatever the value is.
#![allow(dead_code, reason = "the types are looked at, not used")]

use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Inner {
    a: u8,
    b: u16,
}

#[derive(Layout)]
#[repr(C)]
struct Outer {
    first: u8,
    inner: [Inner; 2],
    union: Number,
    command: Command,
    cell: std::cell::Cell<Inner>,
    vector: Vec<u8>,
}

#[derive(Layout)]
#[repr(C)]
union Number {
    byte: u8,
    inner: std::mem::ManuallyDrop<Inner>,
    words: u64,
}

#[derive(Layout)]
#[repr(C)]
union Small {
    byte: u8,
    inner: std::mem::ManuallyDrop<Inner>,
    align: [u32; 0],
}

#[derive(Layout)]
#[repr(u8)]
enum Command {
    Stop,
    Go(u32),
    Turn { left: bool, inner: Inner },
}

fn text<const N: usize>(mask: [bool; N]) -> String {
    mask.iter().map(|is_padding| if *is_padding { '.' } else { 'x' }).collect()
}

#[test]
fn masks_of_structs_unions_and_enums() {
    assert_eq!(text(Inner::LAYOUT.deep_padding_mask::<4>()), "x.xx");
    assert_eq!(text(<[Inner; 2]>::LAYOUT.deep_padding_mask::<8>()), "x.xxx.xx");
    assert_eq!(text(Number::LAYOUT.deep_padding_mask::<8>()), "xxxxxxxx");
    // What one of the fields has is not padding in every value.
    assert_eq!(text(Small::LAYOUT.deep_padding_mask::<4>()), "x.xx");
    // Tag; left; inner from 2 on, over go's number from 4 to 8.
    assert_eq!(text(Command::LAYOUT.deep_padding_mask::<8>()), "xxx.xxxx");
    assert_eq!(text(<Option<u32>>::LAYOUT.deep_padding_mask::<8>()), "xxxxxxxx");
    assert_eq!(text(<(u8,)>::LAYOUT.deep_padding_mask::<1>()), "x");
}

#[test]
fn masks_agree_with_the_holes() {
    const SIZE: usize = size_of::<Outer>();
    const MASK: [bool; SIZE] = Outer::LAYOUT.deep_padding_mask::<SIZE>();
    let mut expected = vec![false; SIZE];
    for hole in Outer::LAYOUT.deep_holes() {
        expected[hole.offset..hole.end()].fill(true);
    }
    // The holes do not look into enums.
    let command = Outer::LAYOUT.offset("command").expect("it is known");
    expected[command..command + 8].copy_from_slice(&Command::LAYOUT.deep_padding_mask::<8>());
    assert_eq!(MASK.to_vec(), expected);
    assert!(MASK.iter().filter(|is_padding| **is_padding).count() > 6);
    // Its own padding alone.
    let own = Outer::LAYOUT.padding_mask::<SIZE>();
    assert!(own.iter().zip(MASK).all(|(own, all)| !own || all));
}

/// Elements end with their array, and those without bytes have no padding.
#[test]
fn arrays_before_padding_and_without_bytes() {
    #[derive(Layout)]
    #[repr(C, align(16))]
    struct Rows([Inner; 3]);
    #[derive(Layout)]
    #[repr(C)]
    struct Nothings(u8, [(); 3], [Inner; 0], u16);

    assert_eq!(text(Rows::LAYOUT.deep_padding_mask::<16>()), "x.xxx.xxx.xx....");
    let starts = |layout: layout_core::TypeLayout| -> Vec<usize> {
        layout.deep_holes().iter().map(|hole| hole.offset).collect()
    };
    assert_eq!(starts(Rows::LAYOUT), [1, 5, 9, 12]);
    assert_eq!(text(Nothings::LAYOUT.deep_padding_mask::<4>()), "x.xx");
    assert_eq!(starts(Nothings::LAYOUT), [1]);
    assert_eq!(starts(<[(); 3]>::LAYOUT), [0; 0]);
}
