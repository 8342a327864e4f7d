//! The page of all types as it is kept beside this file, to be looked at when it changes: `UPDATE_EXPECT=1
//! cargo test -p layout-registry page` writes it.
#![cfg(all(target_arch = "x86_64", target_os = "linux"))]
#![allow(dead_code, reason = "the layouts are what counts")]

use expect_test::expect_file;
use layout_core::registry::{ProgramReport, Rank};
use layout_core::{Layout, register_layout};

use crate::types_of;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u32,
    is_urgent: bool,
}

#[derive(Layout)]
#[repr(u8)]
enum Message {
    Quit,
    Send(Packet, u8),
    Move { x: i32 },
}

#[derive(Layout)]
#[repr(C)]
struct Ring<T> {
    items: [T; 3],
    // A type that is not on the page, with one that is.
    last: Option<Box<T>>,
    next: Option<Box<Self>>,
}

#[derive(Layout)]
#[repr(C)]
union Word {
    number: u32,
    packet: std::mem::ManuallyDrop<Packet>,
}

#[derive(Layout)]
#[repr(C)]
struct Frame {
    kind: u8,
    body: [Packet],
}

register_layout!(Ring<Packet>);

fn report() -> ProgramReport {
    types_of("page").report()
}

/// Without the style and the script, which are tested in a browser.
#[test]
fn the_page_is_as_it_is_kept() {
    let html = report().ranked(Rank::Size).to_html();
    let (_, body) = html.split_once("<body").expect("a page has a body");
    let (body, _) = body.split_once("<script>").expect("the script comes last");
    expect_file!["page.html"].assert_eq(&format!("<body{body}"));
}

/// A page has all types, whatever the tables show, and the names of all of them are its anchors.
#[test]
fn every_link_leads_to_a_type_of_the_page() {
    let html = report().top(1).to_html();
    let anchor = |id: &str| id.replace("%3C", "&lt;").replace("%3E", "&gt;");
    let links: Vec<&str> =
        html.split("href=\"#").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert!(links.len() > 5, "{links:?}");
    for link in links {
        let id = format!("<article id=\"{}\"", anchor(link));
        assert_eq!(html.matches(&id).count(), 1, "{link}");
    }
    assert_eq!(html.matches("<article ").count(), report().types().len());
}
