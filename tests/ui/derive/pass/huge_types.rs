//! Types that no memory has room for, by themselves and inside those of the standard library: the compiler makes no
//! value of them.
#![deny(warnings)]
#![allow(dead_code)]

use std::cell::{OnceCell, RefCell};
use std::mem::MaybeUninit;
use std::ops::Range;
use std::sync::{Mutex, OnceLock};
use std::task::Poll;

use layout_core::Layout;

const HUGE: usize = 1 << (usize::BITS - 8);

type Bytes = [u8; HUGE];

struct NotDescribed(u8);

macro_rules! huge {
    ($($name:ident $ty:ty;)*) => {
        $(
            mod $name {
                use super::*;

                #[derive(Layout)]
                pub struct Struct(u8, $ty);

                #[derive(Layout)]
                pub enum Enum {
                    Huge($ty, u8),
                    Small(u8),
                }
            }
        )*

        fn main() {
            $(
                assert!($name::Struct::LAYOUT.size > HUGE, "{}", stringify!($ty));
                assert!($name::Enum::LAYOUT.size > HUGE, "{}", stringify!($ty));
            )*
        }
    };
}

huge! {
    array Bytes;
    nested [[u8; 1 << 10]; HUGE >> 9];
    tuple (Bytes, u8);
    option Option<Bytes>;
    options [Option<u8>; HUGE];
    not_described Option<[NotDescribed; HUGE]>;
    not_described_options [Option<NotDescribed>; HUGE];
    uninit MaybeUninit<Bytes>;
    cell RefCell<Bytes>;
    once OnceCell<Bytes>;
    once_lock OnceLock<[NotDescribed; HUGE]>;
    mutex Mutex<Bytes>;
    result Result<Bytes, u8>;
    range Range<Bytes>;
    poll Poll<Bytes>;
}
