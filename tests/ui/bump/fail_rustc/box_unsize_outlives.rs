//! Unsizing lengthens no lifetime.
use std::fmt::Display;

use layout_core::alloc::{Bump, BumpBox};
use layout_core::unsize_box;

fn object<'a>(bump: &'a Bump, text: &'a str) -> BumpBox<'a, dyn Display + 'static> {
    unsize_box!(bump.alloc_box(text))
}

fn longer<'a>(boxed: BumpBox<'a, dyn Display + 'a>) -> BumpBox<'a, dyn Display + 'static> {
    unsize_box!(boxed)
}

fn arena<'a, 'b>(boxed: BumpBox<'a, [u8; 2]>, _: &'b u8) -> BumpBox<'b, [u8]> {
    unsize_box!(boxed)
}

fn main() {}
