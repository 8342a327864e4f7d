//! Types inside functions, blocks and constants.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

const IN_A_CONSTANT: usize = {
    #[derive(Layout)]
    #[allow(dead_code, reason = "its layout is what counts")]
    enum Inner {
        One(u8, u32),
        Two,
    }
    Inner::LAYOUT.offset("One.1").unwrap()
};

fn generic<T>(_: T) -> usize {
    #[derive(Layout)]
    #[repr(u8)]
    #[allow(dead_code, reason = "its layout is what counts")]
    enum Local<U> {
        One(U),
        Two,
    }
    Local::<[u8; 3]>::LAYOUT.offset("One.0").unwrap() + size_of::<T>()
}

struct Type;

impl Type {
    const PLACE: usize = {
        #[derive(Layout)]
        #[repr(C)]
        #[allow(dead_code, reason = "its layout is what counts")]
        enum OfImpl {
            Self_(u64),
        }
        assert_layout!(OfImpl, offset(Self_.0) == align_of::<u64>());
        OfImpl::LAYOUT.offset("Self_.0").unwrap()
    };

    fn method(self) -> usize {
        #[derive(Layout)]
        #[layout(size == 4, no_holes)]
        union OfMethod {
            a: u8,
            b: u32,
        }
        #[derive(Layout)]
        struct TailOfMethod(u32, str);
        let Self = self;
        // SAFETY: the field was written.
        let a = unsafe { OfMethod { a: 1 }.a };
        // SAFETY: the field was written.
        let b = unsafe { OfMethod { b: 1 }.b };
        assert_eq!(u32::from(a), b);
        let _: fn(&TailOfMethod) -> usize = |tail| tail.1.len() + tail.0 as usize;
        OfMethod::LAYOUT.size + TailOfMethod::LAYOUT.offset("1").unwrap()
    }
}

#[test]
fn types_are_described_wherever_they_are_declared() {
    const { assert!(IN_A_CONSTANT == 4) };
    assert_eq!(generic(1_u16), 1 + 2);
    assert_eq!((Type::PLACE, Type.method()), (align_of::<u64>(), 4 + 4));
    let in_closure = || {
        #[derive(Layout)]
        enum InClosure {
            Some(String),
            None,
        }
        let value = [InClosure::Some(String::new()), InClosure::None];
        let InClosure::Some(text) = &value[0] else { unreachable!() };
        let at = (&raw const *text).addr() - (&raw const value).addr();
        (InClosure::LAYOUT.offset("Some.0"), Some(at))
    };
    let (stated, measured) = in_closure();
    assert_eq!(stated, measured);
}
