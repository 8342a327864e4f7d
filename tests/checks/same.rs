//! Types that lie in memory alike, and what is told of those that do not.

use core::marker::PhantomData;

use expect_test::{Expect, expect};
use layout_core::__private::{Bare, same_as};
use layout_core::{Layout, TypeLayout};

use crate::said;

fn check<T: Layout, U: Layout>(expected: &Expect) {
    let name = |layout: TypeLayout| layout.name;
    let (one, other) = (name(T::LAYOUT), name(U::LAYOUT));
    expected.assert_eq(&said(|| same_as(PhantomData::<T>, one, PhantomData::<U>, other)));
}

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u16,
    rest: u32,
}

mod alike {
    use super::*;

    #[derive(Layout)]
    #[repr(C, align(4))]
    struct Bytes {
        kind: i8,
        nothing: [u16; 0],
        len: [u8; 2],
        value: f32,
    }

    #[derive(Layout)]
    #[repr(C)]
    union Either {
        byte: u8,
        word: u32,
    }

    #[derive(Layout)]
    #[repr(C)]
    union Twin {
        nothing: (),
        flag: bool,
        float: f32,
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Message {
        Quit,
        Write(u32),
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Event {
        Close,
        Send { nothing: (), number: i32 },
    }

    #[test]
    fn names_and_types_do_not_matter() {
        check::<Packet, Packet>(&expect![["holds"]]);
        check::<Packet, Bytes>(&expect![["holds"]]);
        check::<Bytes, Packet>(&expect![["holds"]]);
        check::<Either, Twin>(&expect![["holds"]]);
        check::<Message, Event>(&expect![["holds"]]);
        check::<u32, f32>(&expect![["holds"]]);
    }
}

mod otherwise {
    use super::*;

    #[derive(Layout)]
    #[repr(C)]
    struct Longer {
        version: u8,
        length: u16,
        rest: [u32; 2],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Narrow {
        version: u8,
        length: u16,
        rest: [u16; 2],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Swapped {
        version: u8,
        rest: u32,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Cut {
        version: u8,
        length: u8,
        rest: u32,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Filled {
        version: u8,
        filler: u8,
        length: u16,
        rest: u32,
    }

    #[derive(Layout)]
    #[repr(C)]
    union Either {
        byte: u8,
        pair: u64,
        word: [u32; 2],
    }

    #[derive(Layout)]
    #[repr(C)]
    union Wider {
        byte: u16,
        pair: u64,
    }

    #[test]
    fn size_and_alignment_are_told_first() {
        check::<Packet, Longer>(&expect![[r#"
            layout of `Packet`: size is 8 and of `Longer` 12, required same_as(Longer)
              offset size  field  (- of `Longer`, + of `Packet`)
                   0    1  version: u8
                   2    2  length: u16
            -       4    8  rest: [u32; 2]
            +       4    4  rest: u32"#]]);
        check::<Packet, Narrow>(&expect![[r#"
            layout of `Packet`: align is 4 and of `Narrow` 2, required same_as(Narrow)
              offset size  field  (- of `Narrow`, + of `Packet`)
                   0    1  version: u8
                   2    2  length: u16
                   4    4  rest: u32"#]]);
    }

    #[test]
    fn fields_are_told_side_by_side() {
        check::<Packet, Swapped>(&expect![[r#"
            layout of `Packet`: the fields lie otherwise than in `Swapped`, required same_as(Swapped)
              offset size  field  (- of `Swapped`, + of `Packet`)
                   0    1  version: u8
            +       2    2  length: u16
                   4    4  rest: u32"#]]);
        check::<Swapped, Packet>(&expect![[r#"
            layout of `Swapped`: the fields lie otherwise than in `Packet`, required same_as(Packet)
              offset size  field  (- of `Packet`, + of `Swapped`)
                   0    1  version: u8
            -       2    2  length: u16
                   4    4  rest: u32"#]]);
        check::<Packet, Cut>(&expect![[r#"
            layout of `Packet`: the fields lie otherwise than in `Cut`, required same_as(Cut)
              offset size  field  (- of `Cut`, + of `Packet`)
                   0    1  version: u8
            -       1    1  length: u8
            +       2    2  length: u16
                   4    4  rest: u32"#]]);
        check::<Packet, Filled>(&expect![[r#"
            layout of `Packet`: the fields lie otherwise than in `Filled`, required same_as(Filled)
              offset size  field  (- of `Filled`, + of `Packet`)
                   0    1  version: u8
            -       1    1  filler: u8
                   2    2  length: u16
                   4    4  rest: u32"#]]);
        check::<Filled, Packet>(&expect![[r#"
            layout of `Filled`: the fields lie otherwise than in `Packet`, required same_as(Packet)
              offset size  field  (- of `Packet`, + of `Filled`)
                   0    1  version: u8
            +       1    1  filler: u8
                   2    2  length: u16
                   4    4  rest: u32"#]]);
    }

    #[test]
    fn those_of_unions_are_told_as_declared() {
        check::<Either, Wider>(&expect![[r#"
            layout of `Either`: the fields lie otherwise than in `Wider`, required same_as(Wider)
              offset size  field  (- of `Wider`, + of `Either`)
            -       0    2  byte: u16
            +       0    1  byte: u8
                   0    8  pair: u64
            +       0    8  word: [u32; 2]"#]]);
        check::<Wider, Either>(&expect![[r#"
            layout of `Wider`: the fields lie otherwise than in `Either`, required same_as(Either)
              offset size  field  (- of `Either`, + of `Wider`)
            -       0    1  byte: u8
            +       0    2  byte: u16
                   0    8  pair: u64
            -       0    8  word: [u32; 2]"#]]);
    }
}

mod enums {
    use super::*;

    #[derive(Layout)]
    #[repr(C, u32)]
    enum Message {
        Quit,
        Move { x: u16, y: u16 },
        Write(u32),
    }

    #[derive(Layout)]
    #[repr(C, u32)]
    enum Fewer {
        Quit,
        Move { x: u16, y: u16 },
    }

    #[derive(Layout)]
    #[repr(C, u32)]
    enum Others {
        Quit,
        Move { x: u32 },
        Write(u32) = 4,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct NoEnum {
        tag: u32,
        payload: u32,
    }

    /// Where its fields lie is not known, so that another may lie otherwise.
    #[derive(Layout)]
    enum Free {
        Write(Plain),
        Quit,
    }

    struct Plain(u32);

    #[test]
    fn variants_are_told_side_by_side() {
        check::<Message, Fewer>(&expect![[r#"
            layout of `Message`: the variants are otherwise than in `Fewer`, required same_as(Fewer)
              offset size  field  (- of `Fewer`, + of `Message`)
              Quit = 0
              Move = 1
                   4    2  x: u16
                   6    2  y: u16
            +  Write = 2
            +       4    4  0: u32"#]]);
        check::<Fewer, Message>(&expect![[r#"
            layout of `Fewer`: the variants are otherwise than in `Message`, required same_as(Message)
              offset size  field  (- of `Message`, + of `Fewer`)
              Quit = 0
              Move = 1
                   4    2  x: u16
                   6    2  y: u16
            -  Write = 2
            -       4    4  0: u32"#]]);
        check::<Message, Others>(&expect![[r#"
            layout of `Message`: the variants are otherwise than in `Others`, required same_as(Others)
              offset size  field  (- of `Others`, + of `Message`)
              Quit = 0
            -  Move = 1
            -       4    4  x: u32
            +  Move = 1
            +       4    2  x: u16
            +       6    2  y: u16
            -  Write = 4
            -       4    4  0: u32
            +  Write = 2
            +       4    4  0: u32"#]]);
    }

    #[derive(Layout)]
    #[repr(u32)]
    enum Tag {
        Quit,
        Move,
    }

    #[test]
    fn an_enum_is_no_struct() {
        check::<Tag, u32>(&expect![[r#"
            layout of `Tag`: the fields lie otherwise than in `u32`, required same_as(u32)
              offset size  field  (- of `u32`, + of `Tag`)"#]]);
        check::<u32, Tag>(&expect![[r#"
            layout of `u32`: the fields lie otherwise than in `Tag`, required same_as(Tag)
              offset size  field  (- of `Tag`, + of `u32`)"#]]);
        check::<Message, NoEnum>(&expect![[r#"
            layout of `Message`: the fields lie otherwise than in `NoEnum`, required same_as(NoEnum)
              offset size  field  (- of `NoEnum`, + of `Message`)
            -       0    4  tag: u32
            -       4    4  payload: u32"#]]);
        check::<NoEnum, Message>(&expect![[r#"
            layout of `NoEnum`: the fields lie otherwise than in `Message`, required same_as(Message)
              offset size  field  (- of `Message`, + of `NoEnum`)
            +       0    4  tag: u32
            +       4    4  payload: u32"#]]);
    }

    #[test]
    fn what_is_not_known_is_not_the_same() {
        check::<Free, Free>(&expect![[r#"
            layout of `Free`: the variants are otherwise than in `Free`, required same_as(Free)
              offset size  field  (- of `Free`, + of `Free`)
            -  Write = 0
            -       ?    4  0: Plain
            +  Write = 0
            +       ?    4  0: Plain
              Quit = 1"#]]);
    }

    #[test]
    fn what_is_not_described_is_not_compared() {
        check::<Packet, Option<u32>>(&expect![
            "layout of `Packet`: `same_as` cannot be checked: the fields of `Option` are not described"
        ]);
        check::<Option<u32>, Packet>(&expect![
            "layout of `Option`: `same_as` cannot be checked: the fields of `Option` are not described"
        ]);
        check::<Bare<Plain>, Bare<Plain>>(&expect![
            "layout of ``: `same_as` cannot be checked: the fields of `` are not described, which `#[derive(Layout)]` would do"
        ]);
    }
}
