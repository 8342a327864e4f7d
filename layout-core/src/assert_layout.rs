/// Checks the layout of a type while the crate compiles.
///
/// The type comes first, then checks: `property OP constant` with one of `== != < <= > >=`, or a
/// word. The full list stands in the [crate's documentation](crate#checks). The macro stands where an
/// item or a statement may. As the last of a block it needs a `;` behind it or braces, as
/// `assert_layout! { Packet, size == 8 }`: it is no expression.
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
/// `size`, `align`, `niche` and `cache_lines` can be checked of any type; the others need a
/// [`Layout`](crate::Layout).
///
/// # Types of other crates
///
/// `remote` before the type checks public fields of a type that is not described. The compiler tells their places.
///
/// ```
/// use layout_core::assert_layout;
///
/// assert_layout!(remote std::ops::Range<u32>, size == 8, size(start) == 4, offset(end) <= 4);
/// ```
///
/// The other checks need a [description](crate#types-of-other-crates).
///
/// # Futures
///
/// `async function` in place of the type checks the future that the function returns. A future holds every
/// value that lives across an `.await`, and a large one is copied wherever it is moved.
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
/// The function is an `async fn` or one that returns `impl Future`: a path (`net::serve`), a method
/// (`Server::handle`, `<Server as Service>::call`) or an instance of a generic one (`serve::<u8>`). It has at
/// most 12 arguments. `size` and `align` can be checked. In a method, `async Self::handle` works if the type
/// has no generic parameters. The size of a `repr(Rust)` type is the compiler's to choose, and so is that of a
/// future: pin it by an upper bound.
///
/// A function that is `unsafe` or `extern`, or has an `impl Trait` argument, needs one beside it that calls it
/// and returns its future. If a function returns a pointer, as `Pin<Box<dyn Future>>` is, the check fails: the
/// size of the future behind the pointer is not known.
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
#[macro_export]
macro_rules! assert_layout {
    ($($input:tt)*) => {
        $crate::__private::assert_layout! { $crate $($input)* }
    };
}
