//! Deprecated types, fields and constants, under `deny(warnings)`.
#![deny(warnings)]

use layout_core::Layout;

#[deprecated = "use something else"]
#[derive(Layout)]
#[repr(C)]
#[layout(size == 4, offset(0) == 0)]
pub struct Old(#[layout(align == 4)] u32);

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, offset(new) == 4)]
pub struct Mixed {
    #[deprecated(note = "use `new`")]
    #[layout(offset == 0, size == 4)]
    pub old: u32,
    pub new: u32,
}

#[deprecated]
#[derive(Layout)]
#[layout(size == size_of::<T>(), size == Self::SIZE)]
pub struct OldGeneric<T>(T);

#[allow(deprecated)]
impl<T> OldGeneric<T> {
    const SIZE: usize = size_of::<T>();
}

#[derive(Layout)]
#[allow(deprecated)]
#[repr(C)]
#[layout(offset(0.0) == 0, no_padding)]
pub struct Holds(#[allow(deprecated)] Old, u32);

#[deprecated]
#[derive(Layout)]
#[layout(size == size_of::<&u8>(), fields == 1)]
pub struct OldBorrow<'a>(&'a u8);

fn main() {
    assert_eq!(Mixed::LAYOUT.offset("old"), Some(0));
    assert_eq!(Holds::LAYOUT.size, 8);
    #[allow(deprecated)]
    {
        assert_eq!(OldGeneric::<u8>::LAYOUT.size, 1);
        assert_eq!(OldBorrow::LAYOUT.fields().len(), 1);
    }
}
