//! Which cache lines fields lie on, against the addresses of a value that begins at the start of one.

use layout_core::analysis::residency;
use layout_core::{CACHE_LINE, Layout};

#[derive(Layout)]
#[repr(C, align(256))]
struct Aligned {
    a: u8,
    b: [u8; 60],
    c: [u16; 2],
    d: [u8; 200],
    e: (),
    f: u64,
}

#[test]
fn lines_are_those_of_the_addresses() {
    let value = Aligned { a: 1, b: [2; 60], c: [3; 2], d: [4; 200], e: (), f: 5 };
    let start = (&raw const value).addr();
    let line = |address: usize| (address - start) / CACHE_LINE;
    let of = |address: usize, size: usize| {
        (line(address), line(address + size.max(1) - 1), {
            line(address) != line(address + size.max(1) - 1) && size <= CACHE_LINE
        })
    };
    let expected = [
        ("a", of((&raw const value.a).addr(), 1)),
        ("b", of((&raw const value.b).addr(), 60)),
        ("c", of((&raw const value.c).addr(), 4)),
        ("d", of((&raw const value.d).addr(), 200)),
        ("e", of((&raw const value.e).addr(), 0)),
        ("f", of((&raw const value.f).addr(), 8)),
    ];
    let found: Vec<_> = residency(&Aligned::LAYOUT)
        .map(|it| (it.field.name, (it.first, it.last, it.straddles())))
        .collect();
    assert_eq!(found, expected);
    assert!(found.iter().any(|(_, (.., straddles))| *straddles), "{found:?}");
    let _ = (value.a, value.b, value.c, value.d, value.f);
}

#[test]
fn debug_names_the_type() {
    assert_eq!(format!("{:?}", residency(&Aligned::LAYOUT)), "Residencies { .. }");
}

#[test]
fn fields_of_variants_are_told_by_their_variant() {
    #[derive(Layout)]
    #[repr(u8)]
    enum Block {
        Empty,
        Full { head: [u8; 63], rest: [u8; 63] },
    }

    let found: Vec<_> = residency(&Block::LAYOUT).collect();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|it| it.variant == Some("Full")));
    assert_eq!((found[0].first, found[1].first), (0, 64 / CACHE_LINE));
    let _ = [Block::Empty, Block::Full { head: [0; 63], rest: [0; 63] }];
}
