//! `copy_with_zeroed_padding` and the masks of padding: the bytes that come out are those of the fields,
//! and zeros wherever there is padding, whatever lies there.

#![allow(dead_code, reason = "what counts is the bytes of the fields")]

mod enums;
mod masks;
mod structs;
#[cfg(target_pointer_width = "64")]
mod valgrind;

use std::mem::MaybeUninit;

use layout_core::{Layout, copy_with_zeroed_padding};

/// A value in memory that held `pattern`, of which `write` writes the fields one by one, so that padding
/// keeps the pattern.
fn in_pattern<T>(pattern: u8, write: impl Fn(*mut T)) -> MaybeUninit<T> {
    let mut value = MaybeUninit::<T>::uninit();
    // SAFETY: the memory is as large as a `T`.
    unsafe { value.as_mut_ptr().cast::<u8>().write_bytes(pattern, size_of::<T>()) };
    write(value.as_mut_ptr());
    value
}

/// The bytes of a value whose fields `write` writes, found to be the same whatever was in memory before,
/// with all bytes behind them left alone.
fn bytes_of<T: Layout>(write: impl Fn(*mut T)) -> Vec<u8> {
    let of = |pattern: u8| {
        let value = in_pattern(pattern, &write);
        let mut bytes = vec![0x55; size_of::<T>() + 3];
        // SAFETY: all fields were written.
        let written = copy_with_zeroed_padding(unsafe { value.assume_init_ref() }, &mut bytes);
        assert_eq!(written.len(), size_of::<T>());
        assert_eq!(bytes[size_of::<T>()..], [0x55; 3], "more than the value was written");
        bytes.truncate(size_of::<T>());
        bytes
    };
    let bytes = of(0xa5);
    assert_eq!(bytes, of(0x00));
    assert_eq!(bytes, of(0xff));
    bytes
}

/// Zeros, with bytes at those offsets.
fn expected(size: usize, parts: &[(usize, &[u8])]) -> Vec<u8> {
    let mut bytes = vec![0; size];
    for (offset, part) in parts {
        bytes[*offset..][..part.len()].copy_from_slice(part);
    }
    bytes
}
