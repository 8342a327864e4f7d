//! Types declared inside functions, blocks, constants and `impl`s.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

const IN_BLOCK: usize = {
    #[derive(Layout)]
    #[repr(C)]
    #[layout(size == 8)]
    struct InConst(u8, u32);
    InConst::LAYOUT.padding()
};

static IN_STATIC: usize = {
    #[derive(Layout)]
    #[layout(size == N)]
    struct InStatic<const N: usize>([u8; N]);
    InStatic::<3>::LAYOUT.size
};

const _: () = {
    #[derive(Layout)]
    #[layout(size == 2)]
    struct Anonymous(u16);
    assert_layout!(Anonymous, size == 2);
};

struct Host<T>(std::marker::PhantomData<T>);

impl<T> Host<T> {
    fn in_method() -> usize {
        #[derive(Layout)]
        #[repr(C)]
        #[layout(offset(1) == 4)]
        struct InMethod<U>(u8, U);
        assert_layout!(InMethod<u32>, size == 8);
        InMethod::<u32>::LAYOUT.size
    }
}

fn main() {
    #[derive(Layout)]
    #[repr(C)]
    #[layout(size == 4)]
    struct InFunction<'a>(u16, u16, std::marker::PhantomData<&'a ()>);

    let closure = || {
        #[derive(Layout)]
        #[layout(size == 1)]
        struct InClosure(u8);
        InClosure::LAYOUT.size
    };
    let array = [(); {
        #[derive(Layout)]
        struct InLength(u8);
        InLength::LAYOUT.size
    }];

    assert_eq!((IN_BLOCK, IN_STATIC), (3, 3));
    assert_eq!(InFunction::LAYOUT.size, 4);
    assert_eq!((closure(), array.len()), (1, 1));
    assert_eq!(Host::<String>::in_method(), 8);
}
