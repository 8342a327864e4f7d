//! The methods that all arenas have.

pub(super) mod boxes;
pub(super) mod placed;
pub(super) mod single;
pub(super) mod slices;

/// The methods that allocate, of an arena which is an [`Arena`](super::arena::Arena) by reference.
///
/// `$make` makes one called `bump`, in the examples; `$life` is how long allocations live. Who uses this
/// imports what it names.
macro_rules! allocation_methods {
    ($make:literal, $life:lifetime) => {
        $crate::alloc::bump::methods::single::single_methods!($make, $life);
        $crate::alloc::bump::methods::placed::placed_methods!($make, $life);
        $crate::alloc::bump::methods::slices::slice_methods!($make, $life);
        $crate::alloc::bump::methods::boxes::box_methods!($make, $life);
    };
}

pub(super) use allocation_methods;
