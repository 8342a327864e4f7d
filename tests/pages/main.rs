//! Pages from the system: their size against `getconf`, buffers against `Vec`, guard pages against the
//! processor, and what the kernel says of the mappings.

#![cfg(target_os = "linux")]

mod boxes;
mod buffers;
mod errors;
mod guard;
mod kernel;
mod vectors;

use std::process::Command;

use layout_core::alloc::page::page_size;

#[test]
fn a_page_is_as_large_as_getconf_says() {
    let output = Command::new("getconf").arg("PAGESIZE").output().expect("getconf is installed");
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(told.trim().parse(), Ok(page_size()));
}

#[test]
fn the_largest_page_of_the_target_is_made_of_whole_pages() {
    assert_eq!(layout_core::cache::PAGE_ALIGN % page_size(), 0);
}
