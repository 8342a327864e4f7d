//! Padding, and the order of fields in which there would be less.

use expect_test::expect;
use layout_core::__private::Op::{Eq, Ge, Gt, Le, Lt, Ne};
use layout_core::Layout;

use crate::{call, said, told};

#[derive(Layout)]
#[repr(C)]
struct Loose {
    a: u8,
    b: u32,
    c: u8,
}

/// Best as it is, with padding at its end.
#[derive(Layout)]
#[repr(C)]
struct Best {
    a: u32,
    b: u8,
}

/// Without padding in another order.
#[derive(Layout)]
#[repr(C)]
struct Even {
    a: u8,
    b: u16,
    c: u8,
}

#[derive(Layout)]
#[repr(C, packed(2))]
struct Packed {
    a: u8,
    b: u32,
    c: u8,
    d: u16,
}

#[derive(Layout)]
#[repr(C)]
struct Inner {
    even: Even,
    pairs: [(Best, Loose); 2],
    last: u8,
}

#[derive(Layout)]
#[repr(C)]
struct Outer {
    first: u32,
    second: Even,
    third: u16,
}

#[derive(Layout)]
#[repr(C)]
union Either {
    narrow: u8,
    wide: u32,
}

/// The rows below the table, if there are any.
fn advice(said: &str) -> &str {
    said.lines()
        .find(|line| line.starts_with("  in the order") || line.starts_with("  with the"))
        .unwrap_or("none")
}

macro_rules! advised {
    ($($ty:ty: $check:ident($($argument:expr),*)),* $(,)?) => {
        [$(format!(
            "{}: {}\n",
            stringify!($ty $check($($argument),*)).replace(" (", "("),
            advice(&said(call!($ty: $check($($argument),*)))),
        )),*].concat()
    };
}

/// An order is told where the check would hold in it, and only there.
#[test]
fn another_order_is_told_where_it_helps() {
    expect![[r#"
        Loose size(Le, 8):   in the order `b`, `a`, `c` size is 8
        Loose size(Eq, 8):   in the order `b`, `a`, `c` size is 8
        Loose size(Lt, 9):   in the order `b`, `a`, `c` size is 8
        Loose size(Lt, 8): none
        Loose size(Eq, 7): none
        Loose size(Ne, 12):   in the order `b`, `a`, `c` size is 8
        Loose size(Ge, 13): none
        Loose size(Gt, 12): none
        Loose size(Eq, 16): none
        Loose padding(Le, 2):   in the order `b`, `a`, `c` padding is 2
        Loose padding(Eq, 2):   in the order `b`, `a`, `c` padding is 2
        Loose padding(Eq, 1): none
        Loose padding(Gt, 6): none
        Loose no_holes():   in the order `b`, `a`, `c` there is none
        Loose no_padding(): none
        Even size(Eq, 4):   in the order `b`, `a`, `c` size is 4
        Even padding(Eq, 0):   in the order `b`, `a`, `c` padding is 0
        Even no_holes():   in the order `b`, `a`, `c` there is none
        Even no_padding():   in the order `b`, `a`, `c` there is none
        Best size(Eq, 5): none
        Best padding(Eq, 0): none
        Best no_padding(): none
        Packed size(Eq, 8):   in the order `b`, `d`, `a`, `c` size is 8
        Packed no_padding():   in the order `b`, `d`, `a`, `c` there is none
    "#]].assert_eq(&advised! {
        Loose: size(Le, 8), Loose: size(Eq, 8), Loose: size(Lt, 9), Loose: size(Lt, 8), Loose: size(Eq, 7),
        Loose: size(Ne, 12), Loose: size(Ge, 13), Loose: size(Gt, 12), Loose: size(Eq, 16),
        Loose: padding(Le, 2), Loose: padding(Eq, 2), Loose: padding(Eq, 1), Loose: padding(Gt, 6),
        Loose: no_holes(), Loose: no_padding(),
        Even: size(Eq, 4), Even: padding(Eq, 0), Even: no_holes(), Even: no_padding(),
        Best: size(Eq, 5), Best: padding(Eq, 0), Best: no_padding(),
        Packed: size(Eq, 8), Packed: no_padding(),
    });
}

/// Many fields are not written out.
#[test]
fn the_order_of_many_fields_is_not_written_out() {
    macro_rules! many {
        ($name:ident: $($field:ident)*) => {
            #[derive(Layout)]
            #[repr(C)]
            struct $name { $($field: u8,)* b: u32, y: u8, z: u16 }
        };
    }
    many!(Most: a c d e f g h i j k l m n o p q r s t u v);
    many!(More: a c d e f g h i j k l m n o p q r s t u v w);

    assert_eq!(Most::LAYOUT.fields().len(), 24);
    expect![[r#"
        Most no_holes():   in the order `b`, `z`, `a`, `c`, `d`, `e`, `f`, `g`, `h`, `i`, `j`, `k`, `l`, `m`, `n`, `o`, `p`, `q`, `r`, `s`, `t`, `u`, `v`, `y` there is none
        More no_holes():   with the fields sorted by alignment, largest first there is none
    "#]].assert_eq(&advised!(Most: no_holes(), More: no_holes()));
}

#[test]
fn padding_is_told_where_it_lies() {
    let said = [
        told!(Loose: no_holes(), no_padding()),
        told!(Best: no_holes(), no_padding()),
        told!(Inner: no_holes(), no_padding()),
        told!(Outer: no_holes(), no_padding()),
        told!(Either: no_holes(), no_padding()),
        told!([Loose; 2]: no_padding()),
        told!([u8; 2]: no_padding()),
        told!((u8, u8): no_holes(), no_padding(), padding(Eq, 0)),
        told!(u32: no_holes(), padding(Eq, 0), fields(Eq, 0)),
        told!(Option<u8>: no_holes(), no_padding()),
    ];
    expect![[r#"
        no_holes(): 3 bytes of padding between fields, required no_holes
        no_padding(): 6 bytes of padding, required no_padding
        no_holes(): holds
        no_padding(): 3 bytes of padding, required no_padding
        no_holes(): 2 bytes of padding between fields, required no_holes
        no_padding(): 5 bytes of padding, required no_padding
        no_holes(): holds
        no_padding(): 2 bytes of padding inside fields, first in `second`, required no_padding
        no_holes(): holds
        no_padding(): 3 bytes of padding beside or inside a field, required no_padding
        no_padding(): 12 bytes of padding inside fields, required no_padding
        no_padding(): holds
        no_holes(): holds
        no_padding(): holds
        padding(Eq, 0): holds
        no_holes(): `no_holes` cannot be checked: the fields of `u32` are not described
        padding(Eq, 0): `padding` cannot be checked: the fields of `u32` are not described
        fields(Eq, 0): `fields` cannot be checked: the fields of `u32` are not described
        no_holes(): `no_holes` cannot be checked: the fields of `Option<u8>` are not described
        no_padding(): padding unknown, required no_padding: the fields of its type are private to the standard library; hold what it is made of in fields instead
    "#]]
    .assert_eq(&said.concat());
}

#[test]
fn an_option_may_need_more_room() {
    let said = [told!(u32: niche()), told!(bool: niche()), told!(&u8: niche()), told!(u8: niche())];
    expect![[r#"
        niche(): size is 4, and 8 in an `Option`, required niche
        niche(): holds
        niche(): holds
        niche(): size is 1, and 2 in an `Option`, required niche
    "#]]
    .assert_eq(&said.concat());
}
