//! Scopes: an inner arena is opened, two values are allocated in it, and it is closed.

use std::hint::black_box;

use layout_benches::side_by_side::Suite;

use crate::{bump, bump_scope, bumpalo};

const COUNT: u32 = 1000;

pub(crate) fn add(suite: &mut Suite) {
    suite
        .workload("scope with two u64", COUNT)
        .contestant("layout", || {
            let bump = bump();
            move || {
                for number in 0..u64::from(COUNT) {
                    bump.scope(|inner| {
                        black_box(inner.alloc(number));
                        black_box(inner.alloc(number));
                    });
                }
            }
        })
        .contestant("layout, scope_mut", || {
            let mut bump = bump();
            move || {
                for number in 0..u64::from(COUNT) {
                    bump.scope_mut(|inner| {
                        black_box(inner.alloc(number));
                        black_box(inner.alloc(number));
                    });
                }
            }
        })
        .contestant("layout, by checkpoint", || {
            let bump = bump();
            move || {
                for number in 0..u64::from(COUNT) {
                    let checkpoint = bump.checkpoint();
                    black_box(bump.alloc(number));
                    black_box(bump.alloc(number));
                    // SAFETY: the numbers are not used any more.
                    unsafe { bump.rewind(checkpoint) };
                }
            }
        })
        .contestant("bumpalo, by reset", || {
            let mut bump = bumpalo();
            move || {
                for number in 0..u64::from(COUNT) {
                    black_box(bump.alloc(number));
                    black_box(bump.alloc(number));
                    bump.reset();
                }
            }
        })
        .contestant("bump-scope", || {
            let mut bump = bump_scope();
            move || {
                for number in 0..u64::from(COUNT) {
                    bump.scoped(|inner| {
                        black_box(inner.alloc(number).into_mut());
                        black_box(inner.alloc(number).into_mut());
                    });
                }
            }
        });
}
