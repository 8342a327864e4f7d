//! The picture in the README is the one that the program draws.

use std::num::NonZeroU32;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use layout_core::Layout;

const README: &str = include_str!("../../README.md");
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/connection.svg");

/// The type of the picture.
#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct Connection {
    open: bool,
    peer: Peer,
    received: u64,
    retries: u8,
    name: [u8; 28],
    last_error: Option<NonZeroU32>,
    sent: AtomicU64,
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct Peer {
    address: [u8; 4],
    port: u16,
    weight: u32,
}

#[cfg(all(target_pointer_width = "64", target_os = "linux"))]
#[test]
fn the_picture_is_current() {
    let drawn = Connection::layout_report().to_svg();
    let kept = std::fs::read_to_string(PICTURE).unwrap_or_default();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(PICTURE, drawn).expect("the picture can be written");
        return;
    }
    assert!(
        drawn == kept,
        "{PICTURE} is not what the program draws; UPDATE_EXPECT=1 cargo test -p layout-outputs \
         writes it"
    );
}

#[test]
fn the_readme_shows_the_picture() {
    assert!(README.contains("(docs/connection.svg)"), "the README does not show the picture");
    assert!(Path::new(PICTURE).is_file());
}

mod v1 {
    #[derive(layout_core::Layout)]
    #[repr(C)]
    #[allow(dead_code)]
    pub(super) struct Packet {
        version: u8,
        length: u16,
        checksum: u32,
    }
}

mod v2 {
    #[derive(layout_core::Layout)]
    #[repr(C)]
    #[allow(dead_code)]
    pub(super) struct Packet {
        version: u8,
        flags: u8,
        length: u32,
        checksum: u32,
    }
}

#[test]
fn the_guide_prints_the_difference_that_is_printed() {
    let page = include_str!("../../docs/guide/src/recipes/file-formats.md");
    let diff = v2::Packet::layout_report().diff(v1::Packet::layout_report());
    assert!(page.contains(&format!("```text\n{diff}```\n")), "{diff}");
}
