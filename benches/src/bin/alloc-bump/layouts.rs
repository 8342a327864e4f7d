//! Memory by layout, where neither size nor alignment is known to the compiler.

use std::alloc::Layout;
use std::hint::black_box;

use bump_scope::traits::BumpAllocatorTyped as _;
use layout_benches::side_by_side::Suite;

use crate::toy::Toy;
use crate::{CAPACITY, bump, bump_scope, bump8, bumpalo, bumpalo8};

const COUNT: u32 = 1024;

/// Sizes from 1 to 64 and alignments from 1 to 16, mixed.
fn layouts() -> Vec<Layout> {
    (0..COUNT as usize)
        .map(|n| {
            let (size, align) = ((n * 37) % 64 + 1, 1 << ((n * 7) % 5));
            Layout::from_size_align(size, align).expect("a small size, a power of two")
        })
        .collect()
}

macro_rules! by_layout {
    ($arena:expr, |$bump:ident, $layout:ident| $make:expr) => {
        || {
            let mut arena = $arena;
            let layouts = layouts();
            move || {
                let $bump = &mut arena;
                for &$layout in &layouts {
                    black_box($make);
                }
                arena.reset();
            }
        }
    };
}

pub(crate) fn add(suite: &mut Suite) {
    suite
        .workload("mixed sizes and alignments by Layout", COUNT)
        .contestant("layout", by_layout!(bump(), |bump, layout| bump.alloc_layout(layout)))
        .contestant("layout min-align 8", by_layout!(bump8(), |b, layout| b.alloc_layout(layout)))
        .contestant("bumpalo", by_layout!(bumpalo(), |bump, layout| bump.alloc_layout(layout)))
        .contestant(
            "bumpalo min-align 8",
            by_layout!(bumpalo8(), |bump, layout| bump.alloc_layout(layout)),
        )
        .contestant(
            "bump-scope",
            by_layout!(bump_scope(), |bump, layout| bump.allocate_layout(layout)),
        )
        .contestant("toy", by_layout!(Toy::new(CAPACITY), |toy, layout| toy.allocate(layout)));
}
