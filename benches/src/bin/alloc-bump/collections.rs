//! Vectors that grow in an arena.

use std::hint::black_box;

use allocator_api2::vec::Vec as VecIn;
use layout_benches::side_by_side::Suite;
use layout_core::alloc::BumpVec;

use crate::{bump, bump_scope, bump8, bumpalo, bumpalo8};

const COUNT: u32 = 1000;

/// A closure that grows a vector made by `$make` from nothing, and resets the arena.
macro_rules! grown {
    ($arena:expr, |$bump:ident| $make:expr) => {
        || {
            let mut arena = $arena;
            move || {
                let $bump = &arena;
                let mut numbers = $make;
                for number in 0..u64::from(COUNT) {
                    numbers.push(number);
                }
                black_box(&mut numbers);
                drop(numbers);
                arena.reset();
            }
        }
    };
}

pub(crate) fn add(suite: &mut Suite) {
    suite
        .workload("Vec<u64> grown to 1,000, per push", COUNT)
        .contestant("layout", grown!(bump(), |bump| VecIn::new_in(bump)))
        .contestant("layout, BumpVec", grown!(bump(), |bump| BumpVec::new_in(bump)))
        .contestant("layout min-align 8", grown!(bump8(), |bump| VecIn::new_in(bump)))
        .contestant("bumpalo", grown!(bumpalo(), |bump| VecIn::new_in(bump)))
        .contestant(
            "bumpalo's own",
            grown!(bumpalo(), |bump| bumpalo::collections::Vec::new_in(bump)),
        )
        .contestant("bumpalo min-align 8", grown!(bumpalo8(), |bump| VecIn::new_in(bump)))
        .contestant("bump-scope", grown!(bump_scope(), |bump| VecIn::new_in(bump)))
        .contestant(
            "bump-scope's own",
            grown!(bump_scope(), |bump| bump_scope::BumpVec::new_in(bump)),
        );
}
