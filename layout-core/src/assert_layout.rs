/// Checks the layout of a type while the crate compiles.
///
/// The type comes first, then checks: `property OP constant` with one of `== != < <= > >=`, or a word. The guide has
/// [all checks](crate::guide::checks), each with its error message.
///
/// Write the macro wherever an item or a statement may stand. It is not an expression: at the end of a block, add a
/// `;` or use braces, as in `assert_layout! { Packet, size == 8 }`.
///
/// ```
/// use layout_core::{Layout, assert_layout};
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Packet {
///     version: u8,
///     length: u16,
///     checksum: u32,
/// }
///
/// const MAX_FRAME: usize = 16;
///
/// assert_layout!(Packet, size <= MAX_FRAME, align == 4, offset(checksum) == 4, padding == 1);
/// assert_layout!([Packet; 2], size == 16, offset(1.length) == 10);
/// assert_layout!(Option<&str>, size == 2 * size_of::<usize>());
/// ```
///
/// `size`, `align`, `niche` and `cache_lines` can be checked for any type. The others need a type that implements
/// [`Layout`](crate::Layout).
///
/// # Types of other crates
///
/// For a type that does not implement `Layout`, write `remote` before it. You can then check the size, alignment and
/// offset of its public fields, because the compiler knows where they lie.
///
/// ```
/// use layout_core::assert_layout;
///
/// assert_layout!(remote std::ops::Range<u32>, size == 8, size(start) == 4, offset(end) <= 4);
/// ```
///
/// The other checks need a [description](crate::guide::recipes::ffi#types-of-other-crates).
///
/// # Futures
///
/// A future holds every value that lives across an `.await`, and a large future is copied wherever it is moved. To
/// limit its size, write `async` and the function that returns it in place of the type:
///
/// ```
/// use layout_core::assert_layout;
///
/// # async fn read(_: &mut [u8]) {}
/// async fn serve(path: &str) -> usize {
///     let mut buffer = [0; 1024];
///     read(&mut buffer).await;
///     path.len() + buffer.len()
/// }
///
/// assert_layout!(async serve, size <= 2048);
/// # fn main() { drop(serve("")) }
/// ```
///
/// The function may be an `async fn`, or a function that returns `impl Future`, with up to 12 arguments. Name it by
/// its path (`net::serve`), as a method (`Server::handle`, `<Server as Service>::call`), or as an instance of a
/// generic function (`serve::<u8>`). Inside a method, `async Self::handle` works if the type has no generic parameters.
///
/// Only `size` and `align` can be checked. Use an upper bound: the compiler chooses the size of a future.
///
/// A function that is `unsafe` or `extern`, or that has an `impl Trait` argument, cannot be named. Write a function
/// of your own that calls it and returns its future. If a function returns a pointer such as
/// `Pin<Box<dyn Future>>`, the check fails, because the size of the future in the box is not known.
///
/// # Errors
///
/// A check that does not hold stops the build, and the message shows the true layout:
///
/// ```compile_fail
/// # use layout_core::{Layout, assert_layout};
/// # #[derive(Layout)]
/// # #[repr(C)]
/// # struct Packet { version: u8, length: u16, checksum: u32 }
/// assert_layout!(Packet, no_padding);
/// ```
///
/// ```text
/// error[E0080]: evaluation panicked: layout of `Packet`: 1 byte of padding, required no_padding
///   offset size  field
///        0    1  version: u8
///        1    1  (padding)
///        2    2  length: u16
///        4    4  checksum: u32
/// ```
#[doc(alias = "assert_eq_align")]
#[doc(alias = "static_assertions")]
#[doc(alias = "assert_eq_size")]
#[doc(alias = "const_assert")]
#[macro_export]
macro_rules! assert_layout {
    ($($input:tt)*) => {
        $crate::__private::assert_layout! { $crate $($input)* }
    };
}
