//! Plain data: types of which every byte is either padding or part of an integer, a float, a `bool` or a
//! `char`, so that their bytes can leave the program.

mod copy;
mod obstacle;
mod plan;
mod required;

use crate::Layout;
use plan::Planned;
use required::require_plain;

/// Copies the bytes of a value to the front of `bytes`, with zeros in place of padding, and returns the bytes
/// that were written.
///
/// Padding holds whatever was in memory before. Writing it to a file or a socket leaks that, and reading it
/// is undefined behavior. The bytes that this function writes depend on the value alone: equal values have
/// equal bytes.
///
/// The type must be plain data all the way down:
///
/// - integers (also `NonZero`, `Wrapping` and the like), floats, `bool`, `char` and IP addresses;
/// - arrays, tuples and derived structs of plain data;
/// - derived enums without fields, or with a `repr` that defines the tag.
///
/// Otherwise the program does not compile, and the error names the field. The compiler checks each type that
/// you use the function with, but only when it generates code: `cargo build` reports the error, `cargo check`
/// does not.
///
/// The function copies each run of bytes between padding. The runs are computed at compile time. Enums with
/// fields and types with more than 16 runs are walked at run time instead.
///
/// # Panics
///
/// Panics if `bytes` is shorter than the value.
///
/// # Examples
///
/// ```
/// use layout_core::{Layout, copy_with_zeroed_padding};
///
/// #[derive(Layout)]
/// #[repr(C)]
/// struct Packet {
///     version: u8,
///     length: u16,
/// }
///
/// let mut bytes = [0xff; 16];
/// let written = copy_with_zeroed_padding(&Packet { version: 7, length: 0x0101 }, &mut bytes);
/// assert_eq!(written, [7, 0, 1, 1]);
/// ```
///
/// A field that is not plain data stops the build:
///
/// ```compile_fail
/// use layout_core::{Layout, copy_with_zeroed_padding};
///
/// #[derive(Layout)]
/// struct Account {
///     id: u32,
///     name: String,
/// }
///
/// // evaluation panicked: layout of `Account`: `name: String` is not plain data, …
/// copy_with_zeroed_padding(&Account { id: 1, name: String::new() }, &mut [0; 64]);
/// ```
#[doc(alias = "IntoBytes")]
#[doc(alias = "NoUninit")]
#[doc(alias = "bytes_of")]
#[inline]
pub fn copy_with_zeroed_padding<'a, T: Layout>(value: &T, bytes: &'a mut [u8]) -> &'a mut [u8] {
    const { require_plain::<T>() };
    let size = size_of::<T>();
    let given = bytes.len();
    let Some(bytes) = bytes.get_mut(..size) else { too_short(size, given) };
    let value = core::ptr::from_ref(value).cast::<u8>();
    // SAFETY: `value` comes from a reference to a `T`, of which `T::LAYOUT` is true by the contract of
    // `Layout`. That it has no obstacle was checked above.
    unsafe {
        if const { Planned::<T>::PLAN.is_some() } {
            copy::by_plan::<T>(value, bytes);
        } else {
            copy::by_layout(const { &T::LAYOUT }, value, bytes);
        }
    }
    bytes
}

#[cold]
#[inline(never)]
#[track_caller]
fn too_short(size: usize, given: usize) -> ! {
    panic!("a value of {size} bytes does not fit into {given} bytes")
}
