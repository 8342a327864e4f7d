//! A field of what the type dereferences to is none of its own.
use layout_core::Layout;

mod foreign {
    pub struct Inner {
        pub len: u32,
    }

    pub struct Outer {
        inner: Inner,
    }

    impl std::ops::Deref for Outer {
        type Target = Inner;

        fn deref(&self) -> &Inner {
            &self.inner
        }
    }
}

#[derive(Layout)]
#[layout(remote = foreign::Outer)]
struct Outer {
    len: u32,
    #[layout(private)]
    _inner: (),
}

fn main() {}
