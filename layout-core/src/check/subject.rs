use crate::Layout;
use crate::layout::TypeLayout;

/// What a check is made of, with the size and alignment of the type that is checked.
pub trait Subject: Sized {
    /// The layout of the type.
    const LAYOUT: TypeLayout;
}

/// A type that is described.
impl<T: Layout> Subject for T {
    const LAYOUT: TypeLayout = T::LAYOUT;
}

/// Any type, of which nothing but size and alignment is known.
#[repr(transparent)]
pub struct Bare<T>(T);

impl<T> Subject for Bare<T> {
    const LAYOUT: TypeLayout = TypeLayout::opaque::<T>("", "");
}

/// A type that is described, while its own checks run: its `LAYOUT` waits for them.
#[repr(transparent)]
pub struct Unchecked<T>(T);

impl<T: Layout> Subject for Unchecked<T> {
    const LAYOUT: TypeLayout = T::UNCHECKED;
}
