//! Types that lie in memory alike, and what is told of those that do not.

use core::marker::PhantomData;

use expect_test::{Expect, expect};
use layout_core::__private::{Names, SizeAlignOnly, Tailed, same_as};
use layout_core::{Layout, TypeLayout};

use crate::said;

fn check<T: Layout, U: Layout>(expected: &Expect) {
    check_by::<T, U>(Names::Renamed(&[]), expected);
}

fn check_by<T: Layout, U: Layout>(names: Names<'_>, expected: &Expect) {
    expected.assert_eq(&told::<T, U>(names, &[]));
}

/// What is told of two types, some of whose fields are opaque.
fn told<T: Layout, U: Layout>(names: Names<'_>, opaque: &[&str]) -> String {
    let name = |layout: TypeLayout| layout.name;
    let (one, other) = (name(T::LAYOUT), name(U::LAYOUT));
    said(|| same_as(PhantomData::<T>, one, PhantomData::<U>, other, names, opaque))
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
            layout of `Free`: `same_as` cannot be decided: where `Write.0: Plain` lies is not known, required same_as(Free): where its tag lies is not defined; add `#[repr(u8)]` or another integer to the enum
              offset size  field
              Write = 0
                   0    8  (not known)
              Quit = 1
                   0    8  (tag, niche or padding)"#]]);
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
        // A name that is given is that of one field.
        let crossed = Names::Renamed(&[("ports", "ports")]);
        assert_ne!(told::<Frame, CrossedFrame>(crossed, &[]), "holds");
        // Which may be one within.
        let crossed = Names::Renamed(&[("ports.sport", "dport"), ("ports.dport", "sport")]);
        assert_eq!(told::<Frame, CrossedFrame>(crossed, &[]), "holds");
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
            layout of `Holder`: `same_as` cannot be decided: what is inside `held: [T; 2]` is not known, required same_as(Holder): where its tag lies is not defined; add `#[repr(u8)]` or another integer to the enum
              or compare it by its place and size alone: `opaque(held)`
              offset size  field
                   0   16  held: [T; 2]"#]]);
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

/// What is not known inside of a field is not the same, unless the user vouches for it.
mod unknown {
    use std::cell::Cell;
    use std::time::Duration;

    use super::*;

    struct Foreign(#[expect(dead_code, reason = "it has bytes")] u32);
    struct Other(#[expect(dead_code, reason = "it has bytes")] [u16; 2], [u32; 0]);
    struct Empty;

    #[derive(Layout)]
    #[repr(C)]
    struct Of<T> {
        id: u32,
        inner: T,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Known<T: Layout> {
        id: u32,
        inner: T,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Twin<T: Layout> {
        id: u32,
        inner: T,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Foreigner {
        stamp: Foreign,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Emigrant {
        stamp: Foreign,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Word {
        stamp: u32,
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Payload<T: Layout> {
        A(T) = 1,
        B = 2,
    }

    #[derive(Layout)]
    enum Chosen {
        A(u32, u8),
        B,
    }

    #[derive(Layout)]
    enum Picked {
        A(u32, u8),
        B,
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Byte {
        A,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Unaligned {
        high: u16,
        low: u16,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Three {
        first: [u16; 2],
        second: u16,
        third: u16,
    }

    fn plainly<T: Layout, U: Layout>() -> String {
        told::<T, U>(Names::Renamed(&[]), &[])
    }

    #[test]
    fn a_type_that_is_not_described_is_named() {
        check::<Of<Foreign>, Of<Foreign>>(&expect![[r#"
            layout of `Of`: `same_as` cannot be decided: what is inside `inner: T` is not known, required same_as(Of): add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
              or compare it by its place and size alone: `opaque(inner)`
              offset size  field
                   0    4  id: u32
                   4    4  inner: T"#]]);
        check::<Of<Foreign>, Known<u32>>(&expect![[r#"
            layout of `Of`: `same_as` cannot be decided: what is inside `inner: T` is not known, required same_as(Known): add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
              or compare it by its place and size alone: `opaque(inner)`
              offset size  field
                   0    4  id: u32
                   4    4  inner: T"#]]);
        check::<Known<u32>, Of<Foreign>>(&expect![[r#"
            layout of `Known`: `same_as` cannot be decided: what is inside `inner: T` of `Of` is not known, required same_as(Of): add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
              or compare it by its place and size alone: `opaque(inner)`
              offset size  field
                   0    4  id: u32
                   4    4  inner: T"#]]);
        check::<Known<Foreigner>, Twin<Emigrant>>(&expect![[r#"
            layout of `Known`: `same_as` cannot be decided: what is inside `inner.stamp: Foreign` is not known, required same_as(Twin): add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
              or compare it by its place and size alone: `opaque(inner.stamp)`
              offset size  field
                   0    4  id: u32
                   4    4  inner: T"#]]);
        check::<Known<[Foreigner; 1]>, Twin<Word>>(&expect![[r#"
            layout of `Known`: `same_as` cannot be decided: what is inside `inner.stamp: Foreign` is not known, required same_as(Twin): add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
              or compare it by its place and size alone: `opaque(inner)`
              offset size  field
                   0    4  id: u32
                   4    4  inner: T"#]]);
        check::<Payload<Foreigner>, Payload<Word>>(&expect![[r#"
            layout of `Payload`: `same_as` cannot be decided: what is inside `A.0.stamp: Foreign` is not known, required same_as(Payload): add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
              or compare it by its place and size alone: `opaque(A.0.stamp)`
              offset size  field
              A = 1
                   1    3  (padding)
                   4    4  0: T
              B = 2
                   1    7  (padding)"#]]);
        check::<Known<Payload<Word>>, Twin<Payload<Foreigner>>>(&expect![[r#"
            layout of `Known`: `same_as` cannot be decided: what is inside `inner.A.0.stamp: Foreign` of `Twin` is not known, required same_as(Twin): add `#[derive(Layout)]` of this version of layout-core to its type, or the bound `Layout` to a parameter
              or compare it by its place and size alone: `opaque(inner.A.0.stamp)`
              offset size  field
                   0    4  id: u32
                   4    8  inner: T"#]]);
    }

    #[test]
    fn types_of_the_standard_library_are_one_or_unknown() {
        for said in [
            plainly::<Known<Duration>, Twin<Duration>>(),
            plainly::<Known<[Option<u32>; 2]>, Twin<[Option<u32>; 2]>>(),
            plainly::<Known<Option<Word>>, Twin<Option<Word>>>(),
            plainly::<Known<Cell<Duration>>, Twin<Duration>>(),
            plainly::<Known<Option<&'static Foreign>>, Twin<*const u8>>(),
            plainly::<Known<Box<Foreign>>, Twin<usize>>(),
        ] {
            assert_eq!(said, "holds");
        }
        check::<Known<Option<u32>>, Twin<Option<f32>>>(&expect![[r#"
            layout of `Known`: `same_as` cannot be decided: what is inside `inner: T` is not known, required same_as(Twin): the fields of its type are private to the standard library; hold what it is made of in fields instead
              or compare it by its place and size alone: `opaque(inner)`
              offset size  field
                   0    4  id: u32
                   4    8  inner: T"#]]);
        check::<Known<Option<Foreigner>>, Twin<Option<Foreigner>>>(&expect![[r#"
            layout of `Known`: `same_as` cannot be decided: what is inside `inner: T` is not known, required same_as(Twin): the fields of its type are private to the standard library; hold what it is made of in fields instead
              or compare it by its place and size alone: `opaque(inner)`
              offset size  field
                   0    4  id: u32
                   4    8  inner: T"#]]);
        check::<Known<[Option<u32>; 2]>, Twin<[[u32; 2]; 2]>>(&expect![[r#"
            layout of `Known`: `same_as` cannot be decided: what is inside `inner: T` is not known, required same_as(Twin): the fields of its type are private to the standard library; hold what it is made of in fields instead
              or compare it by its place and size alone: `opaque(inner)`
              offset size  field
                   0    4  id: u32
                   4   16  inner: T"#]]);
    }

    #[test]
    fn where_a_tag_lies_is_asked_inside_too() {
        assert_eq!(plainly::<Known<Chosen>, Twin<Chosen>>(), "holds");
        check::<Known<Chosen>, Twin<Picked>>(&expect![[r#"
            layout of `Known`: `same_as` cannot be decided: what is inside `inner: T` is not known, required same_as(Twin): where its tag lies is not defined; add `#[repr(u8)]` or another integer to the enum
              or compare it by its place and size alone: `opaque(inner)`
              offset size  field
                   0    4  id: u32
                   4    8  inner: T"#]]);
        check::<Known<Chosen>, Twin<[u32; 2]>>(&expect![[r#"
            layout of `Known`: `same_as` cannot be decided: what is inside `inner: T` is not known, required same_as(Twin): where its tag lies is not defined; add `#[repr(u8)]` or another integer to the enum
              or compare it by its place and size alone: `opaque(inner)`
              offset size  field
                   0    4  id: u32
                   4    8  inner: T"#]]);
    }

    #[test]
    fn a_field_may_be_vouched_for() {
        let by_name = Names::Renamed(&[]);
        let opaque = &["inner"];
        for said in [
            told::<Of<Foreign>, Of<Other>>(by_name, opaque),
            told::<Of<Foreign>, Known<u32>>(by_name, opaque),
            told::<Of<Foreign>, Known<u32>>(Names::Positional, opaque),
            told::<Known<Chosen>, Twin<Picked>>(by_name, opaque),
            told::<Known<[Foreigner; 1]>, Twin<Word>>(by_name, opaque),
            told::<Known<[Foreigner; 2]>, Twin<[Word; 2]>>(by_name, &["inner.stamp"]),
            told::<Known<Payload<Foreigner>>, Twin<Payload<Word>>>(by_name, &["inner.A.0.stamp"]),
            told::<Payload<Foreigner>, Payload<Word>>(by_name, &["A.0"]),
        ] {
            assert_eq!(said, "holds");
        }
        // Its place and its size are compared all the same, and it has to be there.
        let said = told::<Of<Foreign>, Known<[u32; 3]>>(by_name, opaque);
        assert!(said.contains("size is 8 and of `Known` 16"), "{said}");
        let said = told::<Of<Foreign>, Known<u32>>(by_name, &["outer"]);
        assert!(said.contains("there is no field `outer`"), "{said}");
        let said = told::<Payload<Foreigner>, Payload<Word>>(by_name, &["A"]);
        assert!(said.contains("there is no field `A`"), "{said}");
    }

    #[test]
    fn what_has_no_bytes_is_known() {
        assert_eq!(plainly::<Of<Empty>, Of<Empty>>(), "holds");
        assert_eq!(plainly::<Of<Empty>, Of<[u8; 0]>>(), "holds");
        assert_eq!(plainly::<Of<[Foreign; 0]>, Of<[Other; 0]>>(), "holds");
    }

    /// A difference is told before what is not known.
    #[test]
    fn differences_come_first() {
        let said = plainly::<Of<Foreign>, Of<u64>>();
        assert!(said.contains("size is"), "{said}");
        let by = Names::Renamed(&[("id", "number")]);
        let said = told::<Of<Foreign>, Known<u32>>(by, &[]);
        assert!(said.contains("the fields differ"), "{said}");
    }

    #[test]
    fn numbers_agree_with_what_is_known() {
        for said in [
            plainly::<Known<u32>, Twin<Word>>(),
            plainly::<Known<[u8; 4]>, Twin<[u16; 2]>>(),
            plainly::<Known<Byte>, Twin<bool>>(),
            plainly::<Known<Unaligned>, Twin<[[u8; 2]; 2]>>(),
            plainly::<Known<[Word; 1]>, Twin<Word>>(),
        ] {
            assert_eq!(said, "holds");
        }
        // Not an enum with fields and a struct, nor two arrays of structs with other numbers of elements.
        for said in [
            plainly::<Known<Payload<Word>>, Twin<[Word; 2]>>(),
            plainly::<Known<[Unaligned; 2]>, Twin<Three>>(),
        ] {
            assert!(said.contains("the fields differ"), "{said}");
        }
    }

    #[test]
    fn either_may_be_the_one_that_wraps_or_is_not_known() {
        for said in [
            plainly::<Known<u32>, Twin<Cell<u32>>>(),
            plainly::<Known<Cell<u32>>, Twin<u32>>(),
            plainly::<Known<Word>, Twin<[Word; 1]>>(),
            plainly::<Known<Option<[String; 2]>>, Twin<Option<[String; 2]>>>(),
        ] {
            assert_eq!(said, "holds");
        }
        let said = plainly::<Known<u32>, Twin<Foreigner>>();
        let expected = "what is inside `inner.stamp: Foreign` of `Twin` is not known";
        assert!(said.contains(expected), "{said}");
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Outer {
        x: Of<Foreign>,
        xinner: u32,
    }

    /// The name of a field is no end of another's.
    #[test]
    fn paths_are_those_of_whole_names() {
        let said = told::<Outer, Outer>(Names::Renamed(&[]), &["xinner"]);
        assert!(said.contains("what is inside `x.inner: T` is not known"), "{said}");
        assert_eq!(told::<Outer, Outer>(Names::Renamed(&[]), &["x.inner"]), "holds");
        let said = told::<Outer, Outer>(Names::Renamed(&[("x.inner.y", "z")]), &[]);
        assert!(said.contains("there is no field or variant `x.inner.y`"), "{said}");
        let said = told::<Payload<Word>, Payload<Word>>(Names::Renamed(&[("C", "D")]), &[]);
        assert!(said.contains("there is no field or variant `C`"), "{said}");
    }

    struct Half(#[expect(dead_code, reason = "it has bytes")] u16);

    #[derive(Layout)]
    #[repr(C)]
    struct Tail {
        len: u16,
        tail: [Unaligned],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Queue {
        len: u16,
        tail: [Unaligned],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Strange {
        len: u16,
        tail: [Half],
    }

    #[test]
    fn tails_are_compared_by_their_elements() {
        fn of_tails<T: Layout + ?Sized, U: Layout + ?Sized>() -> String {
            let (one, other) = (PhantomData::<Tailed<T>>, PhantomData::<Tailed<U>>);
            said(|| same_as(one, T::LAYOUT.name, other, U::LAYOUT.name, Names::Renamed(&[]), &[]))
        }
        assert_eq!(of_tails::<Tail, Queue>(), "holds");
        let said = of_tails::<Strange, Strange>();
        assert!(said.contains("`same_as` cannot be decided: what is inside `tail"), "{said}");
    }
}

mod without_tags {
    use super::*;

    #[derive(Layout)]
    enum Single {
        A([u8; 2]),
    }

    #[derive(Layout)]
    enum Alone {
        A([u8; 2]),
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Tagged {
        A(u8),
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Marked {
        A(u8),
        B,
    }

    #[derive(Layout)]
    enum Unmarked {
        A(u8),
        B,
    }

    #[test]
    fn a_tag_is_told_from_none_and_from_one_that_is_not_known() {
        check::<Single, Alone>(&expect!["holds"]);
        let told = |said: String| said.lines().next().expect("a line").to_owned();
        for (said, expected) in [
            (
                super::told::<Single, Tagged>(Names::Renamed(&[]), &[]),
                "layout of `Single`: the variants are told apart by nothing and those of `Tagged` by a tag of 1 byte \
                 at offset 0, required same_as(Tagged)",
            ),
            (
                super::told::<Marked, Unmarked>(Names::Renamed(&[]), &[]),
                "layout of `Marked`: where the tag lies of `Unmarked` is not known; `#[repr(u8)]` or another integer \
                 defines it, required same_as(Unmarked)",
            ),
        ] {
            assert_eq!(told(said), expected);
        }
    }
}

mod what_counts {
    use super::*;

    #[derive(Layout)]
    #[repr(C, align(4))]
    struct Mark;

    #[derive(Layout)]
    #[repr(C)]
    struct Plain {
        id: u32,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct WithMark {
        id: u32,
        mark: Mark,
    }

    /// As bindgen writes it.
    #[derive(Layout)]
    #[repr(C)]
    struct WithEnd {
        id: u32,
        _end: [u8; 0],
    }

    #[test]
    fn a_place_that_is_marked_counts_and_one_that_stands_for_nothing_does_not() {
        check::<Plain, WithEnd>(&expect!["holds"]);
        let said = told::<Plain, WithMark>(Names::Renamed(&[]), &[]);
        assert!(said.contains("the fields differ from those of `WithMark`"), "{said}");
    }

    #[test]
    fn a_pointer_lists_no_fields() {
        let said = told::<Plain, *const u8>(Names::Renamed(&[]), &[]);
        assert!(said.contains("is a pointer, which lists no fields"), "{said}");
    }

    macro_rules! many {
        ($one:ident $two:ident: $($name:ident)*) => {
            #[derive(Layout)]
            #[repr(C)]
            struct $one {
                $($name: u8,)*
                last: u8,
            }

            #[derive(Layout)]
            #[repr(u8)]
            #[expect(non_camel_case_types, reason = "they are called as the fields")]
            enum $two {
                $($name,)*
                last(u8),
            }
        };
    }

    many!(Fields Variants:
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9
        c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    );

    /// Each row is looked for in the other table, so that there are not very many.
    #[test]
    fn long_tables_are_cut_off() {
        for said in [
            told::<Fields, Fields>(Names::Renamed(&[("last", "other")]), &[]),
            told::<Variants, Variants>(Names::Renamed(&[("last", "other")]), &[]),
        ] {
            assert_eq!(said.matches("\n  ...").count(), 2, "{said}");
            assert!(said.contains("d9") && !said.contains("last"), "{said}");
        }
    }
}
