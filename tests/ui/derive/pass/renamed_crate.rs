//! A dependency under another name or behind another crate's re-export.
#![deny(warnings)]

extern crate layout_core as other;

mod reexport {
    pub use layout_core;
}

mod hidden {
    // Nothing of this name is what it seems.
    pub mod layout_core {}

    #[derive(::other::Layout)]
    #[layout(crate = other, size == 4)]
    pub struct ByName(u32);

    #[derive(other::Layout)]
    #[layout(crate = crate::reexport::layout_core)]
    #[layout(offset(1) == 4)]
    #[repr(C)]
    pub struct ByPath(#[layout(size == 1)] u8, u32);

    #[derive(other::Layout)]
    #[layout(crate = super::reexport::layout_core, size == size_of::<T>(),)]
    pub struct Generic<T>(T);

    #[derive(other::Layout)]
    #[layout(crate = ::other)]
    pub struct Global;

    other::assert_layout!(ByPath, offset(1) == 4);
}

other::assert_layout!(hidden::Generic<u64>, size == 8);
reexport::layout_core::assert_layout!(hidden::ByName, size == 4, no_padding);

fn main() {
    use other::Layout as _;

    assert_eq!(hidden::ByName::LAYOUT.size, 4);
    assert_eq!(hidden::ByPath::LAYOUT.offset("1"), Some(4));
    assert_eq!(hidden::Generic::<u8>::LAYOUT.size, 1);
    assert_eq!(hidden::Global::LAYOUT.size, 0);
}
