//! Finds out what future a function returns: by the type of the function, which nobody can name.

use core::future::Future;
use core::marker::PhantomData;
use core::pin::Pin;

/// A function with arguments `A`, which the compiler infers.
#[diagnostic::on_unimplemented(
    message = "this is not a safe function of at most 12 arguments",
    label = "the future of this cannot be checked",
    note = "name a function, a method (`Server::handle`) or an instance (`serve::<u8>`); for a function that is \
            `unsafe` or `extern`, or has an `impl Trait` argument, name one of your own that returns its future"
)]
pub trait Function<A> {
    /// What it returns.
    type Returned;
}

macro_rules! functions {
    ($($argument:ident)*) => {
        functions! { @of $($argument)* }
        functions! { @shorter $($argument)* }
    };
    (@shorter) => {};
    (@shorter $first:ident $($argument:ident)*) => {
        functions! { $($argument)* }
    };
    (@of $($argument:ident)*) => {
        impl<F, R, $($argument),*> Function<($($argument,)*)> for F
        where
            F: Fn($($argument),*) -> R,
        {
            type Returned = R;
        }
    };
}

functions! { A B C D E G H I J K L M }

/// What a function returns.
pub struct Returned<T>(PhantomData<T>);

/// What a function returns, which is a future. The function is not called.
#[must_use]
pub const fn returned<F, A>(_: &F) -> Returned<F::Returned>
where
    F: Function<A>,
    F::Returned: Future,
{
    Returned(PhantomData)
}

/// A future as it is returned.
pub trait ReturnedFuture {
    /// The future, or the pointer to it.
    type Future;
    /// Whether it is a pointer.
    const IS_POINTER: bool;
}

/// A future by value.
pub struct ByValue<T>(PhantomData<T>);

/// A pointer to a future.
pub struct ByPointer<T>(PhantomData<T>);

impl<T> ReturnedFuture for ByValue<T> {
    type Future = T;
    const IS_POINTER: bool = false;
}

impl<T> ReturnedFuture for ByPointer<T> {
    type Future = T;
    const IS_POINTER: bool = true;
}

/// A type that is a future because it points to one.
pub trait Pointer {}

impl<P> Pointer for Pin<P> {}

impl<T: ?Sized> Pointer for &mut T {}

#[cfg(feature = "alloc")]
impl<T: ?Sized> Pointer for std_alloc::boxed::Box<T> {}

// As in `LayoutProbe`: the inherent method wins where there is one, and none is called.
impl<P: Pointer> Returned<P> {
    /// What a check is told of the future.
    #[must_use]
    #[inline]
    pub fn __layout_future(self) -> ByPointer<P> {
        ByPointer(PhantomData)
    }
}

/// What is known of every future.
pub trait FutureFallback: Sized {
    /// The future.
    type Future;
    /// What a check is told of the future.
    #[must_use]
    #[inline]
    fn __layout_future(self) -> ByValue<Self::Future> {
        ByValue(PhantomData)
    }
}

impl<T> FutureFallback for Returned<T> {
    type Future = T;
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use core::future::Future;
    use core::pin::Pin;
    use std_alloc::boxed::Box;

    use super::{FutureFallback as _, ReturnedFuture, returned};

    async fn by_value(_: u8, _: u16) {}

    fn boxed() -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(by_value(1, 2))
    }

    fn unpinned(_: &str) -> Box<dyn Future<Output = ()> + Unpin> {
        Box::new(boxed())
    }

    /// Whether it is a pointer, and the size of what is returned.
    fn told<F: ReturnedFuture>(_: F) -> (bool, usize) {
        (F::IS_POINTER, size_of::<F::Future>())
    }

    #[test]
    fn futures_behind_pointers_are_told_from_those_by_value() {
        let size = size_of_val(&by_value(1, 2));
        assert_eq!(told(returned(&by_value).__layout_future()), (false, size));
        let pointer = size_of::<Box<dyn Future<Output = ()>>>();
        assert_eq!(told(returned(&boxed).__layout_future()), (true, pointer));
        assert_eq!(told(returned(&unpinned).__layout_future()), (true, pointer));
    }
}
