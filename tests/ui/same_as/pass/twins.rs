//! Types as `bindgen` writes them beside those that are meant to be the same.
#![deny(warnings)]

use core::ffi::{c_char, c_int, c_uint, c_void};

use layout_core::{Layout, assert_layout};

#[allow(non_camel_case_types, non_snake_case, dead_code, missing_docs)]
mod ffi {
    use layout_core::Layout;

    #[repr(C)]
    #[derive(Debug, Copy, Clone, Layout)]
    pub struct sockaddr_in {
        pub sin_family: u16,
        pub sin_port: u16,
        pub sin_addr: in_addr,
        pub sin_zero: [u8; 8usize],
    }

    #[repr(C)]
    #[derive(Debug, Copy, Clone, Layout)]
    pub struct in_addr {
        pub s_addr: super::c_uint,
    }

    #[repr(C)]
    #[derive(Copy, Clone, Layout)]
    pub union epoll_data {
        pub ptr: *mut super::c_void,
        pub fd: super::c_int,
        pub u32_: u32,
        pub u64_: u64,
    }

    #[repr(u32)]
    #[derive(Debug, Copy, Clone, Layout)]
    pub enum seek {
        SEEK_SET = 0,
        SEEK_CUR = 1,
        SEEK_END = 2,
    }

    #[repr(C)]
    #[derive(Layout)]
    pub struct list {
        pub next: *mut list,
        pub name: *const super::c_char,
        pub __bindgen_empty: [u8; 0],
    }
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(
    ffi::sockaddr_in,
    rename(family = sin_family, port = sin_port, address = sin_addr, zero = sin_zero),
))]
struct SocketAddress {
    family: u16,
    port: u16,
    address: u32,
    zero: [u32; 2],
}

// Fields of another type, at the same places.
#[derive(Layout)]
#[repr(C, align(4))]
#[layout(same_as(ffi::sockaddr_in, positional), size == 16)]
struct Bytes {
    family: [u8; 2],
    port: [u8; 2],
    address: [u8; 4],
    zero: [u8; 8],
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(ffi::epoll_data, positional))]
union Data {
    pointer: *mut c_void,
    descriptor: c_int,
    half: u32,
    whole: u64,
}

#[derive(Layout)]
#[repr(u32)]
#[layout(same_as(ffi::seek, rename(Start = SEEK_SET, Current = SEEK_CUR, End = SEEK_END)))]
#[allow(dead_code)]
enum Seek {
    Start,
    Current,
    End,
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as(Self), same_as(ffi::list))]
struct List<'a> {
    next: Option<&'a List<'a>>,
    name: *const c_char,
}

#[derive(Layout)]
#[repr(C)]
#[layout(same_as((T, T)))]
struct Pair<T: Layout>(T, T);

assert_layout!(Pair<u32>, size == 8);
assert_layout!(ffi::in_addr, same_as(Pair1, rename(s_addr = 0)));

#[derive(Layout)]
#[repr(transparent)]
struct Pair1(u32);

fn main() {
    let _ = Pair::<u32>::LAYOUT;
}
