use crate::Layout;
use crate::probe::{Tailed, Unchecked, UncheckedTailed};

/// What a check is made of.
pub trait CheckTarget {
    /// What holds the layout of the type. It is not a constant here, since the compiler would evaluate,
    /// and validate, that one too.
    type Described: Layout + ?Sized;
    /// The alignment of the type.
    const ALIGN: usize;
}

/// The layout of a target.
macro_rules! layout {
    ($target:ident) => {
        <<$target as $crate::check::target::CheckTarget>::Described as $crate::Layout>::LAYOUT
    };
}
pub(super) use layout;

/// A target with the size of the type that is checked.
#[diagnostic::on_unimplemented(
    message = "the size of a type that is not sized differs from value to value",
    label = "this cannot be checked of an unsized type",
    note = "of such a type `align`, and `offset`, `size` and `align` of its fields, can be checked"
)]
pub trait SizedCheckTarget: CheckTarget + Sized {}

/// A type that is described.
impl<T: Layout> CheckTarget for T {
    type Described = T;
    const ALIGN: usize = align_of::<T>();
}

impl<T: Layout> SizedCheckTarget for T {}

impl<T: Layout + ?Sized> CheckTarget for Tailed<T> {
    type Described = T;
    const ALIGN: usize = T::LAYOUT.align;
}

impl<T: Layout + ?Sized> CheckTarget for UncheckedTailed<T> {
    type Described = Unchecked<T>;
    const ALIGN: usize = T::__UNCHECKED.align;
}
