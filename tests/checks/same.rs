//! Types that lie in memory alike, and what is told of those that do not.

use core::marker::PhantomData;

use expect_test::{Expect, expect};
use layout_core::__private::{Names, SizeAlignOnly, same_as};
use layout_core::{Layout, TypeLayout};

use crate::said;

fn check<T: Layout, U: Layout>(expected: &Expect) {
    check_by::<T, U>(Names::Renamed(&[]), expected);
}

fn check_by<T: Layout, U: Layout>(names: Names<'_>, expected: &Expect) {
    let name = |layout: TypeLayout| layout.name;
    let (one, other) = (name(T::LAYOUT), name(U::LAYOUT));
    expected.assert_eq(&said(|| same_as(PhantomData::<T>, one, PhantomData::<U>, other, names)));
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
        nothing: (),
        len: i16,
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
    fn types_do_not_matter_nor_do_names_if_so_asked() {
        let by = Names::Positional;
        check::<Packet, Packet>(&expect![["holds"]]);
        check_by::<Packet, Bytes>(by, &expect!["holds"]);
        check_by::<Bytes, Packet>(by, &expect!["holds"]);
        check_by::<Either, Twin>(by, &expect![["holds"]]);
        check_by::<Message, Event>(by, &expect![["holds"]]);
        let renamed = Names::Renamed(&[("version", "kind"), ("length", "len"), ("rest", "value")]);
        check_by::<Packet, Bytes>(renamed, &expect!["holds"]);
        let renamed =
            Names::Renamed(&[("Quit", "Close"), ("Write", "Send"), ("Write.0", "number")]);
        check_by::<Message, Event>(renamed, &expect![["holds"]]);
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
              `Packet`, size 8, align 4:
              offset size  field
                    0    1  version: u8
                    2    2  length: u16
            >       4    4  rest: u32
              `Longer`, size 12, align 4:
              offset size  field
                    0    1  version: u8
                    2    2  length: u16
            >       4    8  rest: [u32; 2]"#]]);
        check::<Packet, Narrow>(&expect![[r#"
            layout of `Packet`: align is 4 and of `Narrow` 2, required same_as(Narrow)
              `Packet`, size 8, align 4:
              offset size  field
                    0    1  version: u8
                    2    2  length: u16
                    4    4  rest: u32
              `Narrow`, size 8, align 2:
              offset size  field
                    0    1  version: u8
                    2    2  length: u16
                    4    4  rest: [u16; 2]"#]]);
    }

    #[test]
    fn fields_are_told_side_by_side() {
        check::<Packet, Swapped>(&expect![[r#"
            layout of `Packet`: the fields differ from those of `Swapped`, required same_as(Swapped)
              `Packet`, size 8, align 4:
              offset size  field
                    0    1  version: u8
            >       2    2  length: u16
                    4    4  rest: u32
              `Swapped`, size 8, align 4:
              offset size  field
                    0    1  version: u8
                    4    4  rest: u32"#]]);
        check::<Swapped, Packet>(&expect![[r#"
            layout of `Swapped`: the fields differ from those of `Packet`, required same_as(Packet)
              `Swapped`, size 8, align 4:
              offset size  field
                    0    1  version: u8
                    4    4  rest: u32
              `Packet`, size 8, align 4:
              offset size  field
                    0    1  version: u8
            >       2    2  length: u16
                    4    4  rest: u32"#]]);
        check::<Packet, Cut>(&expect![[r#"
            layout of `Packet`: the fields differ from those of `Cut`, required same_as(Cut)
              `Packet`, size 8, align 4:
              offset size  field
                    0    1  version: u8
            >       2    2  length: u16
                    4    4  rest: u32
              `Cut`, size 8, align 4:
              offset size  field
                    0    1  version: u8
            >       1    1  length: u8
                    4    4  rest: u32"#]]);
        check::<Packet, Filled>(&expect![[r#"
            layout of `Packet`: the fields differ from those of `Filled`, required same_as(Filled)
              `Packet`, size 8, align 4:
              offset size  field
                    0    1  version: u8
                    2    2  length: u16
                    4    4  rest: u32
              `Filled`, size 8, align 4:
              offset size  field
                    0    1  version: u8
            >       1    1  filler: u8
                    2    2  length: u16
                    4    4  rest: u32"#]]);
        check::<Filled, Packet>(&expect![[r#"
            layout of `Filled`: the fields differ from those of `Packet`, required same_as(Packet)
              `Filled`, size 8, align 4:
              offset size  field
                    0    1  version: u8
            >       1    1  filler: u8
                    2    2  length: u16
                    4    4  rest: u32
              `Packet`, size 8, align 4:
              offset size  field
                    0    1  version: u8
                    2    2  length: u16
                    4    4  rest: u32"#]]);
    }

    #[test]
    #[cfg_attr(target_arch = "x86", ignore = "a `u64` is aligned to 4 there")]
    fn those_of_unions_are_told_as_declared() {
        check::<Either, Wider>(&expect![[r#"
            layout of `Either`: the fields differ from those of `Wider`, required same_as(Wider)
              `Either`, size 8, align 8:
              offset size  field
            >       0    1  byte: u8
                    0    8  pair: u64
            >       0    8  word: [u32; 2]
              `Wider`, size 8, align 8:
              offset size  field
            >       0    2  byte: u16
                    0    8  pair: u64"#]]);
        check::<Wider, Either>(&expect![[r#"
            layout of `Wider`: the fields differ from those of `Either`, required same_as(Either)
              `Wider`, size 8, align 8:
              offset size  field
            >       0    2  byte: u16
                    0    8  pair: u64
              `Either`, size 8, align 8:
              offset size  field
            >       0    1  byte: u8
                    0    8  pair: u64
            >       0    8  word: [u32; 2]"#]]);
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
            layout of `Message`: the variants differ from those of `Fewer`, required same_as(Fewer)
              `Message`, size 8, align 4:
              offset size  field
               Quit = 0
               Move = 1
                    4    2  x: u16
                    6    2  y: u16
            >  Write = 2
            >       4    4  0: u32
              `Fewer`, size 8, align 4:
              offset size  field
               Quit = 0
               Move = 1
                    4    2  x: u16
                    6    2  y: u16"#]]);
        check::<Fewer, Message>(&expect![[r#"
            layout of `Fewer`: the variants differ from those of `Message`, required same_as(Message)
              `Fewer`, size 8, align 4:
              offset size  field
               Quit = 0
               Move = 1
                    4    2  x: u16
                    6    2  y: u16
              `Message`, size 8, align 4:
              offset size  field
               Quit = 0
               Move = 1
                    4    2  x: u16
                    6    2  y: u16
            >  Write = 2
            >       4    4  0: u32"#]]);
        check::<Message, Others>(&expect![[r#"
            layout of `Message`: the variants differ from those of `Others`, required same_as(Others)
              `Message`, size 8, align 4:
              offset size  field
               Quit = 0
               Move = 1
            >       4    2  x: u16
            >       6    2  y: u16
            >  Write = 2
                    4    4  0: u32
              `Others`, size 8, align 4:
              offset size  field
               Quit = 0
               Move = 1
            >       4    4  x: u32
            >  Write = 4
                    4    4  0: u32"#]]);
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
            layout of `Tag`: `same_as` cannot be checked: `u32` is the primitive `u32`, which lists no fields
              offset size  field
              Quit = 0
              Move = 1"#]]);
        check::<u32, Tag>(&expect![
            "layout of `u32`: `same_as` cannot be checked: `u32` is the primitive `u32`, which lists no fields"
        ]);
        check::<Message, NoEnum>(&expect![[r#"
            layout of `Message`: the fields differ from those of `NoEnum`, required same_as(NoEnum)
              `Message`, size 8, align 4:
              offset size  field
              `NoEnum`, size 8, align 4:
              offset size  field
            >       0    4  tag: u32
            >       4    4  payload: u32"#]]);
        check::<NoEnum, Message>(&expect![[r#"
            layout of `NoEnum`: the fields differ from those of `Message`, required same_as(Message)
              `NoEnum`, size 8, align 4:
              offset size  field
            >       0    4  tag: u32
            >       4    4  payload: u32
              `Message`, size 8, align 4:
              offset size  field"#]]);
    }

    #[test]
    fn what_is_not_known_is_not_the_same() {
        check::<Free, Free>(&expect![[r#"
            layout of `Free`: the variants differ from those of `Free`, required same_as(Free)
              `Free`, size 8, align 4:
              offset size  field
               Write = 0
            >       ?    4  0: Plain
               Quit = 1
              `Free`, size 8, align 4:
              offset size  field
               Write = 0
            >       ?    4  0: Plain
               Quit = 1"#]]);
    }

    #[test]
    fn what_is_not_described_is_not_compared() {
        check::<Packet, Option<u32>>(&expect![[r#"
            layout of `Packet`: `same_as` cannot be checked: `Option` is a type of the standard library, which lists no fields
              offset size  field
                   0    1  version: u8
                   1    1  (padding)
                   2    2  length: u16
                   4    4  rest: u32"#]]);
        check::<Option<u32>, Packet>(&expect![
            "layout of `Option`: `same_as` cannot be checked: `Option` is a type of the standard library, which lists no fields"
        ]);
        check::<SizeAlignOnly<Plain>, SizeAlignOnly<Plain>>(&expect![[r#"
            layout of ``: `same_as` cannot be checked: the fields of `` are not described, which `#[derive(Layout)]` would do
              if it is of another crate, describe it by a type with `#[layout(remote = )]`, or check its public fields by `assert_layout!(remote , ...)`"#]]);
    }
}

/// What passed although it differs, each with the table that tells it.
mod by_kind {
    use std::marker::PhantomData;

    use super::*;

    #[derive(Layout)]
    #[repr(C)]
    struct Ports {
        sport: u16,
        dport: u16,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Crossed {
        dport: u16,
        sport: u16,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Frame {
        id: u32,
        ports: [Ports; 2],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct CrossedFrame {
        id: u32,
        ports: [Crossed; 2],
    }

    #[test]
    fn fields_are_compared_by_name() {
        check::<Ports, Crossed>(&expect![[r#"
            layout of `Ports`: the fields differ from those of `Crossed`, required same_as(Crossed)
              `Ports`, size 4, align 2:
              offset size  field
            >       0    2  sport: u16
            >       2    2  dport: u16
              `Crossed`, size 4, align 2:
              offset size  field
            >       0    2  dport: u16
            >       2    2  sport: u16"#]]);
        check_by::<Ports, Crossed>(Names::Positional, &expect![["holds"]]);
        let crossed = Names::Renamed(&[("sport", "dport"), ("dport", "sport")]);
        check_by::<Ports, Crossed>(crossed, &expect![["holds"]]);
        check_by::<Ports, Crossed>(
            Names::Renamed(&[("sport", "dport")]),
            &expect![[r#"
            layout of `Ports`: the fields differ from those of `Crossed`, required same_as(Crossed)
              `Ports`, size 4, align 2:
              offset size  field
                    0    2  sport: u16
            >       2    2  dport: u16
              `Crossed`, size 4, align 2:
              offset size  field
                    0    2  dport: u16
            >       2    2  sport: u16"#]],
        );
        check_by::<Ports, Crossed>(
            Names::Renamed(&[("port", "dport")]),
            &expect![[r#"
            layout of `Ports`: there is no field or variant `port`, required same_as(..., rename(port = ...))
              offset size  field
                   0    2  sport: u16
                   2    2  dport: u16"#]],
        );
    }

    #[test]
    fn fields_of_fields_too() {
        check::<Frame, CrossedFrame>(&expect![[r#"
            layout of `Frame`: the fields differ from those of `CrossedFrame`, required same_as(CrossedFrame)
              `Frame`, size 12, align 4:
              offset size  field
                    0    4  id: u32
            >       4    8  ports: [Ports; 2]
              `CrossedFrame`, size 12, align 4:
              offset size  field
                    0    4  id: u32
            >       4    8  ports: [Crossed; 2]"#]]);
        check_by::<Frame, CrossedFrame>(Names::Positional, &expect![["holds"]]);
        // A name that is given is one of the type itself.
        let crossed = Names::Renamed(&[("ports", "ports")]);
        assert_ne!(
            said(|| same_as(PhantomData::<Frame>, "F", PhantomData::<CrossedFrame>, "C", crossed)),
            "holds"
        );
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Narrow {
        X(u32) = 1,
        Y(u32) = 2,
    }

    #[derive(Layout)]
    #[repr(u32)]
    enum Wide {
        X(u32) = 1,
        Y(u32) = 2,
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Renamed {
        X(u32) = 1,
        Z(u32) = 2,
    }

    #[derive(Layout)]
    enum Chosen {
        X(u32),
        Y(u32),
    }

    #[derive(Layout)]
    enum Picked {
        X(u32),
        Y(u32),
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Holder<T: Layout> {
        held: [T; 2],
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Plain {
        A,
        B,
    }

    #[derive(Layout)]
    enum Other {
        A,
        B,
    }

    #[test]
    fn tags_and_names_of_variants_are_compared() {
        check::<Narrow, Narrow>(&expect![["holds"]]);
        check::<Narrow, Wide>(&expect![[r#"
            layout of `Narrow`: the variants are told apart by a tag of 1 byte at offset 0 and those of `Wide` by a tag of 4 bytes at offset 0, required same_as(Wide)
              `Narrow`, size 8, align 4:
              offset size  field
               X = 1
                    4    4  0: u32
               Y = 2
                    4    4  0: u32
              `Wide`, size 8, align 4:
              offset size  field
               X = 1
                    4    4  0: u32
               Y = 2
                    4    4  0: u32"#]]);
        check::<Narrow, Renamed>(&expect![[r#"
            layout of `Narrow`: the variants differ from those of `Renamed`, required same_as(Renamed)
              `Narrow`, size 8, align 4:
              offset size  field
               X = 1
                    4    4  0: u32
            >  Y = 2
                    4    4  0: u32
              `Renamed`, size 8, align 4:
              offset size  field
               X = 1
                    4    4  0: u32
            >  Z = 2
                    4    4  0: u32"#]]);
        check_by::<Narrow, Renamed>(Names::Renamed(&[("Y", "Z")]), &expect![["holds"]]);
        // The place of the tag is not known, but it is the same.
        check::<Chosen, Chosen>(&expect![["holds"]]);
        check::<Chosen, Picked>(&expect![[r#"
            layout of `Chosen`: where the tag lies of `Chosen` is not known; `#[repr(u8)]` or another integer defines it, required same_as(Picked)
              `Chosen`, size 8, align 4:
              offset size  field
               X = 0
                    4    4  0: u32
               Y = 1
                    4    4  0: u32
              `Picked`, size 8, align 4:
              offset size  field
               X = 0
                    4    4  0: u32
               Y = 1
                    4    4  0: u32"#]]);
        check::<Holder<Chosen>, Holder<Chosen>>(&expect![["holds"]]);
        check::<Holder<Chosen>, Holder<Picked>>(&expect![[r#"
            layout of `Holder`: the fields differ from those of `Holder`, required same_as(Holder)
              `Holder`, size 16, align 4:
              offset size  field
            >       0   16  held: [T; 2]
              `Holder`, size 16, align 4:
              offset size  field
            >       0   16  held: [T; 2]"#]]);
        check::<Plain, Other>(&expect![["holds"]]);
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Words {
        head: [u32; 11],
        rest: [u64; 0],
    }

    #[derive(Layout)]
    #[repr(C, align(8))]
    struct HalfWords {
        head: [u32; 11],
        rest: [u32; 0],
    }

    #[derive(Layout)]
    #[repr(C, align(8))]
    struct Incomplete {
        head: [u32; 11],
        marker: PhantomData<u8>,
        rest: Marked,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Marked(PhantomData<u64>, [u64; 0]);

    #[derive(Layout)]
    #[repr(C, align(8))]
    struct Headless {
        head: [u32; 11],
        unit: (),
    }

    #[test]
    #[cfg_attr(target_arch = "x86", ignore = "a `u64` is aligned to 4 there")]
    fn arrays_without_elements_count() {
        check::<Words, HalfWords>(&expect![[r#"
            layout of `Words`: the fields differ from those of `HalfWords`, required same_as(HalfWords)
              `Words`, size 48, align 8:
              offset size  field
                    0   44  head: [u32; 11]
            >      48    0  rest: [u64; 0]
              `HalfWords`, size 48, align 8:
              offset size  field
                    0   44  head: [u32; 11]
            >      44    0  rest: [u32; 0]"#]]);
        check::<Words, Headless>(&expect![[r#"
            layout of `Words`: the fields differ from those of `Headless`, required same_as(Headless)
              `Words`, size 48, align 8:
              offset size  field
                    0   44  head: [u32; 11]
            >      48    0  rest: [u64; 0]
              `Headless`, size 48, align 8:
              offset size  field
                    0   44  head: [u32; 11]"#]]);
        check::<Words, Incomplete>(&expect![["holds"]]);
    }

    #[test]
    fn what_lists_no_fields_is_said_so() {
        type Alias = u32;
        check::<Packet, Alias>(&expect![[r#"
            layout of `Packet`: `same_as` cannot be checked: `u32` is the primitive `u32`, which lists no fields
              offset size  field
                   0    1  version: u8
                   1    1  (padding)
                   2    2  length: u16
                   4    4  rest: u32"#]]);
        check::<Packet, [u32; 2]>(&expect![[r#"
            layout of `Packet`: `same_as` cannot be checked: `array` is an array or a slice, which lists no fields
              offset size  field
                   0    1  version: u8
                   1    1  (padding)
                   2    2  length: u16
                   4    4  rest: u32"#]]);
        check::<Packet, Option<u64>>(&expect![[r#"
            layout of `Packet`: `same_as` cannot be checked: `Option` is a type of the standard library, which lists no fields
              offset size  field
                   0    1  version: u8
                   1    1  (padding)
                   2    2  length: u16
                   4    4  rest: u32"#]]);
        check::<Alias, Packet>(&expect![
            "layout of `u32`: `same_as` cannot be checked: `u32` is the primitive `u32`, which lists no fields"
        ]);
    }
}
