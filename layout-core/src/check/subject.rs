use core::marker::PhantomData;

use crate::Layout;
use crate::layout::TypeLayout;

/// What a check is made of.
pub trait Subject {
    /// The layout of the type.
    const LAYOUT: TypeLayout;
    /// The alignment of the type.
    const ALIGN: usize;
}

/// A subject with the size of the type that is checked.
#[diagnostic::on_unimplemented(
    message = "the size of a type that is not sized differs from value to value",
    label = "this cannot be checked of an unsized type",
    note = "of such a type `align`, and `offset`, `size` and `align` of its fields, can be checked"
)]
pub trait SizedSubject: Subject + Sized {}

/// A type that is described.
impl<T: Layout> Subject for T {
    const LAYOUT: TypeLayout = T::LAYOUT;
    const ALIGN: usize = align_of::<T>();
}

impl<T: Layout> SizedSubject for T {}

/// Any type, of which nothing but size and alignment is known.
#[repr(transparent)]
pub struct Bare<T>(T);

impl<T> Subject for Bare<T> {
    const LAYOUT: TypeLayout = TypeLayout::opaque::<T>("", "");
    const ALIGN: usize = align_of::<T>();
}

impl<T> SizedSubject for Bare<T> {}

/// A type that is described, while its own checks run: its `LAYOUT` waits for them.
#[repr(transparent)]
pub struct Unchecked<T>(T);

impl<T: Layout> Subject for Unchecked<T> {
    const LAYOUT: TypeLayout = T::__UNCHECKED;
    const ALIGN: usize = align_of::<T>();
}

impl<T: Layout> SizedSubject for Unchecked<T> {}

/// A type that is described and not sized.
pub struct Tailed<T: ?Sized>(PhantomData<T>);

impl<T: Layout + ?Sized> Subject for Tailed<T> {
    const LAYOUT: TypeLayout = T::LAYOUT;
    const ALIGN: usize = T::LAYOUT.align;
}

/// A type that is described and not sized, while its own checks run.
pub struct UncheckedTailed<T: ?Sized>(PhantomData<T>);

impl<T: Layout + ?Sized> Subject for UncheckedTailed<T> {
    const LAYOUT: TypeLayout = T::__UNCHECKED;
    const ALIGN: usize = T::__UNCHECKED.align;
}
