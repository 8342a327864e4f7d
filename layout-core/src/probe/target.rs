//! Types in whose place checks run: as much of a type as is known of it.

use core::marker::PhantomData;

use crate::Layout;
use crate::layout::TypeLayout;

/// Any type, of which nothing but size and alignment is known.
#[repr(transparent)]
pub struct SizeAlignOnly<T>(T);

// SAFETY: `opaque` takes size and alignment from the compiler, and there are no fields.
unsafe impl<T> Layout for SizeAlignOnly<T> {
    const LAYOUT: TypeLayout = TypeLayout::unmeasured::<T>("", "");
}

/// A type that is described, while its own checks run: its `LAYOUT` waits for them.
#[repr(transparent)]
pub struct Unchecked<T: ?Sized>(T);

// SAFETY: the layout is that of `T`, and this type lies in memory as `T` does.
unsafe impl<T: Layout + ?Sized> Layout for Unchecked<T> {
    const LAYOUT: TypeLayout = T::__UNCHECKED;
    const __IS_IN_OWN_CHECK: bool = true;
    const __OFFSETS: &'static [usize] = T::__OFFSETS;
}

/// A type that is described and not sized.
pub struct Tailed<T: ?Sized>(PhantomData<T>);
