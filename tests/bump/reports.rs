//! Reports of measured arenas.

use layout_core::Layout;
use layout_core::alloc::Bump;

#[derive(Layout)]
#[repr(C)]
struct Packet {
    version: u8,
    length: u16,
    checksum: u32,
}

#[derive(Layout)]
#[repr(C)]
struct Pair<T> {
    small: u8,
    large: T,
}

#[test]
fn the_padding_of_derived_types_is_found() {
    let bump = Bump::measured();
    for length in 0..10 {
        bump.alloc(Packet { version: 1, length, checksum: 0 });
    }
    bump.alloc_slice_fill_with(4, |_| Pair { small: 1, large: 2_u16 });
    bump.alloc(Pair { small: 1, large: 2_u32 });
    bump.alloc([0_u64; 2]);
    let layouts = [Packet::LAYOUT, Pair::<u16>::LAYOUT, Pair::<u32>::LAYOUT];
    let report = bump.report(&layouts);
    let rows: Vec<_> = report
        .types()
        .iter()
        .map(|row| (row.count.count, row.bytes(), row.padding, row.total_padding()))
        .collect();
    assert_eq!(
        rows,
        [
            (10, 80, Some(1), Some(10)),
            (4, 16, Some(1), Some(4)),
            (1, 16, None, None),
            (1, 8, Some(3), Some(3)),
        ]
    );
    assert_eq!(report.padding(), 17);
    let text = report.to_string();
    assert!(text.contains("     10     8     80       10  Packet\n"), "{text}");
    assert!(text.contains("  Pair<u16>\n") && text.contains("      ?  [u64; 2]\n"), "{text}");
    assert!(text.ends_with("17 are padding inside values\n"), "{text}");
}

#[test]
fn an_arena_that_is_not_measured_has_no_types() {
    let bump = Bump::new();
    bump.alloc(Packet { version: 1, length: 2, checksum: 3 });
    assert!(bump.report(&[Packet::LAYOUT]).types().is_empty());
    assert_eq!(bump.report(&[]).statistics().used, 8);
}

/// What they own leaks if they are in no box.
#[test]
fn types_that_need_drop_are_marked() {
    let bump = Bump::measured();
    std::mem::forget(std::mem::take(bump.alloc(String::new())));
    bump.alloc("text");
    drop(bump.alloc_box(vec![1]));
    let needs_drop: Vec<_> = bump.types().iter().map(|one| one.needs_drop).collect();
    assert_eq!(needs_drop, [true, false, true]);
    let text = bump.report(&[]).to_string();
    assert!(text.contains("  String, needs drop\n") && text.contains("  &str\n"), "{text}");
}
