/// Adds types to the [registry](crate::registry), such as instances of a generic type.
///
/// The derive adds every type without type and const parameters; which instances of the others matter,
/// the program says:
///
/// ```
/// use layout_core::{Layout, register_layout};
///
/// #[derive(Layout)]
/// struct Ring<T> {
///     items: Vec<T>,
///     head: usize,
/// }
///
/// register_layout!(Ring<u32>, Ring<u64>);
/// # #[cfg(feature = "registry")] {
/// assert_eq!(layout_core::registry::in_module(module_path!()).len(), 2);
/// # }
/// ```
///
/// It stands where an item or a statement may; the types have a [`Layout`](crate::Layout), and no lifetime
/// but `'static`. Without the feature `registry` it does nothing.
#[cfg(feature = "registry")]
#[macro_export]
macro_rules! register_layout {
    // The derive's, whose checks are items of their own.
    (@derived $ty:ty) => {
        $crate::register_layout! { @entry $ty }
    };
    (@entry $ty:ty) => {
        #[allow(deprecated)]
        const _: () = {
            $crate::__private::inventory::submit! {
                $crate::__private::Entry::of::<$ty>(
                    $crate::__private::file!(),
                    $crate::__private::line!(),
                    $crate::__private::column!(),
                    $crate::__private::module_path!(),
                    $crate::__private::option_env!("CARGO_PKG_VERSION"),
                )
            }
        };
    };
    ($($ty:ty),+ $(,)?) => {$(
        // The checks of an instance run when its layout is used.
        #[allow(deprecated)]
        const _: &$crate::TypeLayout = &<$ty as $crate::Layout>::LAYOUT;
        $crate::register_layout! { @entry $ty }
    )+};
}

/// Adds types to the registry, which is there with the feature `registry` only: here it does nothing.
#[cfg(not(feature = "registry"))]
#[macro_export]
macro_rules! register_layout {
    (@derived $ty:ty) => {};
    ($($ty:ty),+ $(,)?) => {};
}
