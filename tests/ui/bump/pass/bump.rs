//! What borrows allow of arenas.

use std::cell::Cell;

use layout_core::alloc::{Bump, BumpBox, SyncBump};

/// A graph with cycles.
struct Node<'a> {
    next: Cell<Option<&'a Node<'a>>>,
    value: i32,
}

/// An arena and what borrows it pass through functions.
fn words<'a>(bump: &'a Bump, text: &str) -> &'a [&'a str] {
    let words = text.split(' ').map(|word| &*bump.alloc_str(word)).collect::<Vec<_>>();
    bump.alloc_slice_copy(&words)
}

fn main() {
    let mut bump = Bump::new();
    for _ in 0..2 {
        let first = bump.alloc(Node { next: Cell::new(None), value: 1 });
        let first = &*first;
        let second = bump.alloc(Node { next: Cell::new(Some(first)), value: 2 });
        first.next.set(Some(second));
        assert_eq!(first.next.get().and_then(|node| node.next.get()).map(|node| node.value), Some(1));
        assert_eq!(words(&bump, "a b c"), ["a", "b", "c"]);
        bump.reset();
    }

    let outer = bump.alloc(1);
    let sum = bump.scope(|scratch| {
        let inner = scratch.alloc(*outer);
        scratch.scope(|innermost| *innermost.alloc(*inner) + *inner + *outer)
    });
    assert_eq!(sum, 3);

    let arena: SyncBump = SyncBump::new();
    let kept: &mut i32 = {
        let local = arena.local();
        local.alloc(5)
    };
    assert_eq!(*kept, 5);

    let boxed: BumpBox<'_, [String]> = bump.alloc_box_slice([1, 2].map(|n: i32| n.to_string()));
    assert_eq!(boxed.concat(), "12");
}
