//! Arguments that are left out are those of the declaration, which may differ by target.
use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Wrapper<T: Layout = std::ffi::c_long>(T);

#[derive(Layout)]
#[repr(C)]
struct Block<const N: usize = { size_of::<usize>() }>([u8; N]);

#[derive(Layout)]
#[repr(C)]
#[layout(portable)]
struct Holder {
    block: Block,
}

mod aliases {
    pub type Wrapper = super::Wrapper<std::ffi::c_ulong>;
}

assert_layout!(Wrapper, portable);
assert_layout!(Block, portable);
assert_layout!(aliases::Wrapper, portable);
assert_layout!(Block, on(i686, size == 8, offset(0) == 0));

fn main() {}
