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
