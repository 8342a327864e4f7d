//! Declarations in every form that the grammar has.
#![deny(warnings)]
#![allow(dead_code, non_camel_case_types, unused_braces, unused_parens, non_upper_case_globals)]
use layout_core::{Layout, assert_layout};
use std::marker::PhantomData;
macro_rules! ty { ($($t:tt)*) => { $($t)* }; }
trait Tr<T: ?Sized = u8> {
    type Out;
}
impl<A, T: ?Sized> Tr<T> for A {
    type Out = A;
}
#[derive(Layout)]
struct Def<T = Vec<Vec<u8>>>(T);
#[derive(Layout)]
struct Def2<I: Iterator<Item = Vec<u8>> = std::vec::IntoIter<Vec<u8>>>(I);
#[derive(Layout)]
struct Consts<
    const A: i8 = -1,
    const B: char = '>',
    const C: bool = true,
    const D: usize = { if 1 > 0 { 2 } else { 3 } },
    const E: u8 = b',',
>([u8; D]);
#[derive(Layout)]
struct Unit<const N: usize>
where
    [u8; N]: Sized;
#[derive(Layout)]
struct Tup<T, U>(T, pub(crate) U, PhantomData<fn(&T) -> *const U>)
where
    T: for<'a> Fn(&'a u8) -> Vec<Vec<u8>>,
    U: Copy + ?Sized;
#[derive(Layout)]
struct Nothing {}
#[derive(Layout)]
struct NothingT();
#[derive(Layout)]
struct NothingG<'a, T: 'a>(PhantomData<&'a T>);
#[derive(Layout)]
struct union {
    union: u8,
}
#[derive(Layout)]
union r#struct {
    r#union: u8,
    auto: u16,
}
#[derive(Layout)]
enum r#enum {
    r#fn = 1,
    default = 2,
}
#[derive(Layout)]
struct Mac {
    a: ty![u8],
    b: ty!((u8, Vec<u8>)),
    c: Option<ty! {[u8; 3]}>,
    d: [ty![u8]; ty!(3)],
}
#[derive(Layout)]
struct Fns<'a, T>(
    extern "C" fn(u8),
    unsafe extern "C" fn(u8, ...),
    for<'b> fn(x: &'b T, _: &'a u8) -> &'b T,
    fn(),
    fn() -> !,
    Option<unsafe fn()>,
)
where
    T: 'a;
#[derive(Layout)]
struct Objs<'a, const N: usize>(
    &'a (dyn Tr<[u8; N], Out = [u8; { 1 + 2 }]> + 'a),
    Box<dyn Fn() -> Box<dyn Fn(u8) -> u8 + Send> + 'a>,
    *const dyn Send,
    &'a mut (dyn Send),
    &'a [&'a str],
);
#[derive(Layout)]
struct Proj<T: Tr>(
    <T as Tr>::Out,
    <T as Tr<u8>>::Out,
    <<T as Tr>::Out as Tr<Vec<u8>>>::Out,
    T::Out,
)
where
    T::Out: Sized;
#[derive(Layout)]
#[repr(align(0x10))]
#[repr(C)]
struct Al {
    a: u8,
}
#[derive(Layout)]
#[repr(C, packed(2))]
struct Pk {
    a: u8,
    b: u32,
}
#[derive(Layout)]
#[doc = concat!("a", "b")]
#[doc(hidden)]
#[non_exhaustive]
pub struct Doc {
    #[doc(alias = "x")]
    /** y */
    a: u8,
}
#[derive(Layout)]
#[repr(i8)]
enum Neg {
    A = -128,
    B,
    C = {
        const X: i8 = 5;
        X
    },
    D = !0 - 1,
    E = (3 << 2) | 1,
    F = match 1 {
        1 => 90,
        _ => 0,
    },
    G = 1 as i8 * 100,
}
#[derive(Layout)]
enum Lt<'a, T: ?Sized + 'a, const N: usize> {
    A(&'a T),
    B { x: [u8; N], y: [u8; { 2 > 1 } as usize] },
    C(),
    D {},
    E,
}
#[derive(Layout)]
struct Rec {
    next: Option<Box<Rec>>,
    v: Vec<[Rec; { 0 }]>,
}
#[derive(Layout)]
struct Attr<#[cfg(any())] 'a, #[allow(unused)] T, #[cfg(all())] const N: usize>([T; N]);
#[derive(Layout)]
struct Cfg {
    #[cfg(any())]
    a: Missing,
    #[cfg(all())]
    b: u8,
}
#[derive(Layout)]
struct Nest(
    ((((u8,),),),),
    (u8),
    ((u8)),
    [[[u8; 2]; 2]; { [1, 2].len() }],
    (),
    [(); 3],
    (u8, (u16, [u8; { 3 }])),
);
#[derive(Layout)]
struct Inner(
    [u8; {
        struct S<T>(T);
        enum E {
            A = 3,
        }
        fn f<T>(_: S<T>) {}
        let _ = f::<u8>;
        E::A as usize
    }],
);
#[derive(Layout)]
struct Lab(
    [u8; 'a: {
        if true {
            break 'a 3;
        }
        4
    }],
    [u8; {
        let mut i = 0;
        loop {
            i += 1;
            if i > 3 {
                break i;
            }
        }
    }],
    [u8; {
        const fn g<const N: usize>() -> usize {
            N
        }
        g::<{ 1 + 1 }>()
    }],
);
#[derive(Layout)]
struct Str([u8; "a>,<b".len()], [u8; b"\"".len()], [u8; '>' as usize], [u8; r#"x"y"#.len()]);
#[derive(Layout)]
#[repr(C)]
struct Tail<T: ?Sized>(u8, T)
where
    T: Send;
#[derive(Layout)]
#[repr(C)]
struct TailD<'a>(u8, dyn Tr<u8, Out = Vec<Vec<u8>>> + Send + 'a);
#[derive(Layout)]
#[repr(C)]
struct TailP(u8, pub(self) ([u16]));
mod m {
    #[derive(layout_core::Layout)]
    pub(in crate::m) struct Vis {
        pub(super) a: u8,
        pub(crate) b: u8,
        pub c: u8,
        crate_: u8,
    }
    #[derive(layout_core::Layout)]
    pub struct VT(
        pub(super) u8,
        pub (u8, u16),
        pub(crate) crate::Nothing,
        pub (crate::Nothing),
        pub (super::Nothing),
    );
}
#[derive(Layout)]
struct Self_ {
    a: Option<Box<Self>>,
    b: PhantomData<Self>,
    c: *const Self,
}
#[derive(Layout)]
#[layout(size == 3, offset(r#type) == 2)]
#[repr(C)]
struct Raw {
    r#match: [u8; 2],
    r#type: u8,
}
assert_layout!(
    (
        u8,
        [u8; {
            let x = 2;
            x
        }]
    ),
    size == 3
);
assert_layout!(&'static [u8; { 2 }], size == 8);
assert_layout!(fn([u8; { 3 }]) -> Vec<Vec<u8>>, size == 8);
assert_layout!(Option<Box<dyn Fn(u8) -> u8 + Send>>, size == 16);
assert_layout!(Nest, align == 2);
assert_layout!(<u8 as Tr<[u8; { 2 }]>>::Out, size == 1);
assert_layout!(ty![u8], size == 1);
assert_layout!([ty![u8]; 3], size == 3);
assert_layout!(*const dyn Send, size == 16);
assert_layout!(Consts<-1, '>', true, { 1 + 1 }>, size == 2);
assert_layout!(Consts::<-1, '>', true, 4>, size == 4,);
fn main() {
    fn local<T>() {
        #[derive(Layout)]
        struct L<U>(U, [u8; { 2 }]);
        assert_eq!(L::<u8>::LAYOUT.size, 3);
        let _ = std::any::type_name::<T>();
    }
    local::<u8>();
    assert_eq!(Nest::LAYOUT.size, size_of::<Nest>());
    assert_eq!(
        Neg::LAYOUT.variants().map(|v| v.discriminant.as_i128().unwrap()).collect::<Vec<_>>(),
        [
            Neg::A as i128,
            Neg::B as i128,
            Neg::C as i128,
            Neg::D as i128,
            Neg::E as i128,
            Neg::F as i128,
            Neg::G as i128
        ]
    );
    assert!(!TailD::LAYOUT.is_sized());
    assert_eq!(m::VT::LAYOUT.fields().len(), 5);
}
