//! A field of a union is missing that makes it large.
use layout_core::Layout;

mod foreign {
    pub union Word {
        pub int: u32,
        pub wide: u64,
    }
}

#[derive(Layout)]
#[layout(remote = foreign::Word)]
union Word {
    int: u32,
}

fn main() {}
