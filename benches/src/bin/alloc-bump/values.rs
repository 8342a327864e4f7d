//! Single values.

use std::alloc::Layout;
use std::hint::black_box;
use std::mem::MaybeUninit;

use layout_benches::side_by_side::Suite;
use layout_core::alloc::{BumpBox, BumpVec, TypedBump};

use crate::toy::Toy;
use crate::{CAPACITY, bump, bump_scope, bump_scope8, bump8, bumpalo, bumpalo8};

const COUNT: u32 = 1000;

type Three = [u64; 3];

fn three(number: u32) -> Three {
    let number = u64::from(number);
    [number, number + 1, number + 2]
}

/// A closure that fills the arena with what `$make` makes of each number, and resets it.
macro_rules! filled {
    ($arena:expr, |$bump:ident, $number:ident| $make:expr) => {
        || {
            let mut arena = $arena;
            move || {
                let $bump = &arena;
                for $number in 0..COUNT {
                    black_box($make);
                }
                arena.reset();
            }
        }
    };
}

pub(crate) fn add(suite: &mut Suite) {
    chain(suite);
    numbers(suite);
    structs(suite);
    with_drop(suite);
}

/// Room alone, so that nothing is left but the chain from one position of the arena to the next.
fn chain(suite: &mut Suite) {
    suite
        .workload("room for a u64, bound by the chain", COUNT)
        .contestant("layout", filled!(bump(), |bump, _n| bump.alloc_uninit::<u64>()))
        .contestant("layout min-align 8", filled!(bump8(), |bump, _n| bump.alloc_uninit::<u64>()))
        .contestant(
            "bumpalo",
            filled!(bumpalo(), |bump, _n| bump.alloc_with(MaybeUninit::<u64>::uninit)),
        )
        .contestant(
            "bumpalo min-align 8",
            filled!(bumpalo8(), |bump, _n| bump.alloc_with(MaybeUninit::<u64>::uninit)),
        )
        .contestant(
            "bump-scope",
            filled!(bump_scope(), |bump, _n| bump.alloc_uninit::<u64>().into_raw()),
        );
}

fn numbers(suite: &mut Suite) {
    suite
        .workload("u64, warm arena", COUNT)
        .contestant("layout", filled!(bump(), |bump, n| bump.alloc(u64::from(n))))
        .contestant("layout min-align 8", filled!(bump8(), |bump, n| bump.alloc(u64::from(n))))
        .contestant("bumpalo", filled!(bumpalo(), |bump, n| bump.alloc(u64::from(n))))
        .contestant("bumpalo min-align 8", filled!(bumpalo8(), |bump, n| bump.alloc(u64::from(n))))
        .contestant(
            "bump-scope",
            filled!(bump_scope(), |bump, n| bump.alloc(u64::from(n)).into_mut()),
        )
        .contestant(
            "bump-scope min-align 8",
            filled!(bump_scope8(), |bump, n| bump.alloc(u64::from(n)).into_mut()),
        )
        .contestant("typed-arena", || {
            || {
                let arena = typed_arena::Arena::with_capacity(COUNT as usize);
                for number in 0..COUNT {
                    black_box(arena.alloc(u64::from(number)));
                }
            }
        })
        .contestant("toy", || {
            let mut toy = Toy::new(CAPACITY);
            move || {
                for number in 0..COUNT {
                    if let Some(memory) = toy.allocate(Layout::new::<u64>()) {
                        #[allow(
                            clippy::cast_ptr_alignment,
                            reason = "it was asked for that alignment"
                        )]
                        let memory: *mut u64 = memory.cast();
                        // SAFETY: the memory is for a `u64`, and nobody else's.
                        black_box(unsafe {
                            memory.write(u64::from(number));
                            &mut *memory
                        });
                    }
                }
                toy.reset();
            }
        });
}

fn structs(suite: &mut Suite) {
    suite
        .workload("24-byte struct by closure", COUNT)
        .contestant("layout", filled!(bump(), |bump, n| bump.alloc_with(|| three(n))))
        .contestant("layout min-align 8", filled!(bump8(), |b, n| b.alloc_with(|| three(n))))
        .contestant("bumpalo", filled!(bumpalo(), |bump, n| bump.alloc_with(|| three(n))))
        .contestant(
            "bumpalo min-align 8",
            filled!(bumpalo8(), |bump, n| bump.alloc_with(|| three(n))),
        )
        .contestant(
            "bump-scope",
            filled!(bump_scope(), |bump, n| bump.alloc_with(|| three(n)).into_mut()),
        )
        .contestant(
            "bump-scope min-align 8",
            filled!(bump_scope8(), |bump, n| bump.alloc_with(|| three(n)).into_mut()),
        )
        .contestant("typed-arena", || {
            || {
                let arena = typed_arena::Arena::with_capacity(COUNT as usize);
                for number in 0..COUNT {
                    black_box(arena.alloc(three(number)));
                }
            }
        });
}

/// All values are alive at once, then all are dropped.
fn with_drop(suite: &mut Suite) {
    suite
        .workload("values with drop (String)", COUNT)
        .contestant("layout", || {
            let mut bump = bump();
            move || {
                let mut boxes: Vec<BumpBox<String>> = Vec::with_capacity(COUNT as usize);
                for _ in 0..COUNT {
                    boxes.push(bump.alloc_box(String::new()));
                }
                drop(black_box(boxes));
                bump.reset();
            }
        })
        .contestant("layout, TypedBump", || {
            || {
                let bump = TypedBump::with_capacity(COUNT as usize);
                for _ in 0..COUNT {
                    bump.alloc(String::new());
                }
                drop(black_box(bump));
            }
        })
        .contestant("layout, BumpVec", || {
            let mut bump = bump();
            move || {
                let mut strings = BumpVec::new_in(&bump);
                for _ in 0..COUNT {
                    strings.push(String::new());
                }
                drop(black_box(strings));
                bump.reset();
            }
        })
        .contestant("layout, one slice", || {
            let mut bump = bump();
            move || {
                let strings = (0..COUNT).map(|_| String::new());
                drop(black_box(bump.alloc_box_slice(strings)));
                bump.reset();
            }
        })
        .contestant("bumpalo", || {
            let mut bump = bumpalo();
            move || {
                let mut boxes: Vec<bumpalo::boxed::Box<String>> =
                    Vec::with_capacity(COUNT as usize);
                for _ in 0..COUNT {
                    boxes.push(bumpalo::boxed::Box::new_in(String::new(), &bump));
                }
                drop(black_box(boxes));
                bump.reset();
            }
        })
        .contestant("bump-scope", || {
            let mut bump = bump_scope();
            move || {
                let mut boxes: Vec<bump_scope::BumpBox<String>> =
                    Vec::with_capacity(COUNT as usize);
                for _ in 0..COUNT {
                    boxes.push(bump.alloc(String::new()));
                }
                drop(black_box(boxes));
                bump.reset();
            }
        })
        .contestant("typed-arena", || {
            || {
                let arena = typed_arena::Arena::with_capacity(COUNT as usize);
                for _ in 0..COUNT {
                    arena.alloc(String::new());
                }
                drop(black_box(arena));
            }
        });
}
