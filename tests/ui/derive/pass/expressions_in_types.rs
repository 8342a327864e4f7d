//! What stands in a type or behind `=` is an expression of any sort: it is passed on, not understood.
#![deny(warnings)]
#![allow(dead_code, unused_braces)]

use core::mem::{offset_of, size_of};
use layout_core::{Layout, assert_layout};

const N: usize = 3;

const fn length(of: &str) -> usize {
    of.len()
}

#[derive(Clone, Copy, Layout)]
#[repr(C)]
#[layout(size == C)]
struct Bytes<const C: usize>([u8; C]);

#[derive(Layout)]
#[repr(C)]
struct Lengths {
    #[layout(offset == 0)]
    by_if: [u8; if N > 2 { 3 } else { 4 }],
    by_if_let: [u8; if let Some(n) = Some(N) { n } else { 1 }],
    by_block: [u8; {
        let x = 3;
        x
    }],
    by_index: [u8; [1, 2][0]],
    by_method: [u8; [1, 2].len()],
    by_call: [u8; length("<,>")],
    by_const: [u8; const { 3 }],
    by_match: [u8; match N {
        3 => 1,
        _ => 2,
    }],
    by_loop: [u8; loop {
        break 2;
    }],
    by_while: [u8; {
        let mut n = 0;
        while n < 5 {
            n += 1;
        }
        n
    }],
    by_unsafe: [u8; unsafe { core::num::NonZeroUsize::new_unchecked(2).get() }],
    by_cast: [u8; 3u8 as usize],
    by_size: [u8; size_of::<[u16; { 1 + 1 }]>()],
    by_field: [u8; (1, 2).1],
    by_range: [u8; (2..5).end],
    by_comparison: [u8; (1 < 2) as usize + (N >> 1)],
    by_reference: [u8; *&2],
    by_negation: [u8; !0 & 3],
    by_literal: [u8; b"abc".len()],
    by_tuple_struct: [u8; {
        struct Own {
            size: usize,
        }
        Own { size: 2 }.size
    }],
    in_argument: Bytes<
        {
            match N {
                3 => 1,
                _ => 2,
            }
        },
    >,
    in_argument_if: Bytes<{ if 1 < N { 2 } else { 3 } }>,
    in_argument_block: Option<
        Bytes<
            {
                let x = [1, 2];
                x[1]
            },
        >,
    >,
    in_function: fn(
        [u8; {
            let x = 3;
            x
        }],
    ) -> [u8; if N > 2 { 3 } else { 4 }],
    in_pointer: *const [u8; { N }],
    in_tuple: ([u8; { N }], Vec<Vec<[u8; [1][0]]>>),
    in_object: Box<dyn for<'a> Fn(&'a [u8; { N }]) -> Vec<Vec<u8>> + Send>,
    nested: [[u8; { N }]; {
        let x = 2;
        x
    }],
    last: u64,
}

#[derive(Layout)]
struct Defaults<const A: usize = 3, const B: usize = { 1 + 2 }, const C: bool = { 1 < 2 }>([u8; A])
where
    [u8; A]: Copy,
    Bytes<{ if 1 < 2 { 3 } else { 4 } }>: Copy,
    [u8; {
        let x = 3;
        x
    }]: Sized;

#[derive(Layout)]
struct Described<T: Fn([u8; { N }]) -> Vec<Vec<u8>> = fn([u8; { N }]) -> Vec<Vec<u8>>> {
    field: T,
}

/// The braces tell the constant from the type.
#[allow(non_camel_case_types)]
type S = u8;

#[derive(Layout)]
#[layout(size == S)]
struct NamedAsType<const S: usize> {
    bytes: [u8; S],
}

#[derive(Layout)]
enum NamedAsTypeEnum<'a, T, const S: usize> {
    One(&'a T, [u8; S]),
    Two,
}

trait Pick<A, B> {
    const PICKED: isize;
}

impl<A, B> Pick<A, B> for u8 {
    const PICKED: isize = 7;
}

const fn pick<A, B>() -> isize {
    9
}

type Same<A, B> = <A as Keep<B>>::Kept;

trait Keep<B> {
    type Kept;
}

impl<A, B> Keep<B> for A {
    type Kept = A;
}

#[derive(Layout, Clone, Copy)]
enum Numbers {
    Block = {
        let x = 2;
        x
    },
    Shift = 1 << 4,
    Match = match N {
        3 => 20,
        _ => 21,
    },
    If = if 1 < 2 { 30 } else { 31 },
    Call = pick::<u8, u16>() + 30,
    Path = <u8 as Pick<u8, Vec<Vec<u8>>>>::PICKED + 40,
    Cast = 50 as Same<isize, u8>,
    CastOfMany = 60u8 as Same<u8, Vec<u8>> as isize,
    Index = [1, 70][1],
    Compared = (1 < 2) as isize + 80,
    Negative = -(1 << 3),
    Next,
}

#[derive(Layout)]
#[repr(u8)]
enum Payloads {
    Block(
        [u8; {
            let x = 2;
            x
        }],
        u32,
    ) = {
        let x = 2;
        x
    },
    Named {
        bytes: [u8; if N > 2 { 3 } else { 4 }],
    } = if N > 2 { 3 } else { 4 },
}

#[derive(Layout)]
#[repr(C)]
union Either {
    bytes: [u8; {
        let x = 2;
        x
    }],
    word: [u16; if N > 2 { 3 } else { 4 }],
}

#[derive(Layout)]
#[repr(C)]
struct Tail {
    len: u8,
    tail: [[u8; {
         let x = 2;
         x
     }]],
}

assert_layout!(
    [u8; {
        let x = 2;
        x
    }],
    size == 2
);
assert_layout!([u8; if N > 2 { 3 } else { 4 }], size == 3, align == 1);
assert_layout!(
    Bytes<
        {
            match N {
                3 => 1,
                _ => 2,
            }
        },
    >,
    size == 1
);
assert_layout!(Option<Bytes<{ [4, 5][1] }>>, size == 6);
assert_layout!(
    <[u8; {
        let x = 2;
        x
    }] as Keep<u8>>::Kept,
    size == 2
);

fn main() {
    macro_rules! offsets {
        ($($field:ident)*) => {
            $(assert_eq!(
                Lengths::LAYOUT.offset(stringify!($field)),
                Some(offset_of!(Lengths, $field)),
            );)*
        };
    }
    offsets!(by_if by_if_let by_block by_index by_method by_call by_const by_match by_loop by_while);
    offsets!(by_unsafe by_cast by_size by_field by_range by_comparison by_reference by_negation);
    offsets!(by_literal by_tuple_struct in_argument in_argument_if in_argument_block in_function);
    offsets!(in_pointer in_tuple in_object nested last);
    assert_eq!(Lengths::LAYOUT.size, size_of::<Lengths>());
    assert_eq!(<Defaults>::LAYOUT.size, 3);
    assert_eq!(<Described>::LAYOUT.size, size_of::<Described>());
    assert_eq!(NamedAsType::<5>::LAYOUT.size, 5);
    assert_eq!(NamedAsTypeEnum::<u8, 5>::LAYOUT.size, size_of::<NamedAsTypeEnum<u8, 5>>());
    let numbers = Numbers::LAYOUT;
    for (variant, value) in numbers.variants().zip([
        Numbers::Block,
        Numbers::Shift,
        Numbers::Match,
        Numbers::If,
        Numbers::Call,
        Numbers::Path,
        Numbers::Cast,
        Numbers::CastOfMany,
        Numbers::Index,
        Numbers::Compared,
        Numbers::Negative,
        Numbers::Next,
    ]) {
        assert_eq!(variant.discriminant.as_i128(), Some(value as i128), "{}", variant.name);
    }
    assert_eq!(numbers.variants().count(), 12);
    assert_eq!(Payloads::LAYOUT.offset("Block.1"), Some(4));
    assert_eq!(Either::LAYOUT.size, 6);
    assert_eq!(Tail::LAYOUT.offset("tail"), Some(1));
    let types: Vec<_> = Lengths::LAYOUT.fields().map(|field| field.ty).collect();
    assert_eq!(
        types[..5],
        [
            "[u8; if N > 2 { 3 } else { 4 }]",
            "[u8; if let Some(n) = Some(N) { n } else { 1 }]",
            "[u8; { let x = 3; x }]",
            "[u8; [1, 2][0]]",
            "[u8; [1, 2].len()]",
        ]
    );
}
