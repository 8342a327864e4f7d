/// Adds types to the [registry](crate::registry), such as instances of a generic type.
///
/// The derive adds every type that has no type or const parameters. It cannot know which instances of a
/// generic type matter, so name them:
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
/// Write the macro wherever an item or a statement may stand. The types must implement
/// [`Layout`](crate::Layout), and `'static` is the only lifetime they may name. Without the feature
/// `registry` the macro does nothing.
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

/// Does nothing, because the feature `registry` is off. With it, this macro adds types to the registry.
#[cfg(not(feature = "registry"))]
#[macro_export]
macro_rules! register_layout {
    (@derived $ty:ty) => {};
    ($($ty:ty),+ $(,)?) => {};
}
