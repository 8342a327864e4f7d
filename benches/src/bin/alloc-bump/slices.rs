//! Slices and texts.

use std::hint::black_box;

use layout_benches::side_by_side::Suite;

use crate::{bump, bump_scope, bump8, bumpalo, bumpalo8};

const COUNT: u32 = 1000;

/// A closure that fills the arena with copies of `$value`, and resets it.
macro_rules! copied {
    ($arena:expr, $value:expr, |$bump:ident, $source:ident| $make:expr) => {
        || {
            let mut arena = $arena;
            move || {
                let $bump = &arena;
                for _ in 0..COUNT {
                    let $source = black_box($value);
                    black_box($make);
                }
                arena.reset();
            }
        }
    };
}

/// As `copied`, of one text after the other.
macro_rules! texts {
    ($arena:expr, |$bump:ident, $source:ident| $make:expr) => {
        || {
            let mut arena = $arena;
            move || {
                let $bump = &arena;
                for _ in 0..COUNT / 20 {
                    for $source in black_box(TEXTS) {
                        black_box($make);
                    }
                }
                arena.reset();
            }
        }
    };
}

const BYTES: &[u8; 64] = &[7; 64];
const TEXT: &str = "twelve bytes";

/// Names of fields, and a few longer ones.
const TEXTS: &[&str; 20] = &[
    "id",
    "name",
    "length",
    "x",
    "checksum",
    "version",
    "kind",
    "last_error_message",
    "y",
    "offset",
    "",
    "received_bytes_of_all_connections",
    "peer",
    "flags",
    "a",
    "time_of_last_change",
    "state",
    "port",
    "retries_since_the_last_success",
    "z",
];

pub(crate) fn add(suite: &mut Suite) {
    suite
        .workload("slice copy of 64 bytes", COUNT)
        .contestant("layout", copied!(bump(), BYTES, |bump, s| bump.alloc_slice_copy(s)))
        .contestant(
            "layout min-align 8",
            copied!(bump8(), BYTES, |bump, s| bump.alloc_slice_copy(s)),
        )
        .contestant("bumpalo", copied!(bumpalo(), BYTES, |bump, s| bump.alloc_slice_copy(s)))
        .contestant(
            "bumpalo min-align 8",
            copied!(bumpalo8(), BYTES, |bump, s| bump.alloc_slice_copy(s)),
        )
        .contestant(
            "bump-scope",
            copied!(bump_scope(), BYTES, |bump, s| bump.alloc_slice_copy(s).into_mut()),
        );
    suite
        .workload("str of 12 bytes", COUNT)
        .contestant("layout", copied!(bump(), TEXT, |bump, s| bump.alloc_str(s)))
        .contestant("layout min-align 8", copied!(bump8(), TEXT, |bump, s| bump.alloc_str(s)))
        .contestant("bumpalo", copied!(bumpalo(), TEXT, |bump, s| bump.alloc_str(s)))
        .contestant("bumpalo min-align 8", copied!(bumpalo8(), TEXT, |bump, s| bump.alloc_str(s)))
        .contestant(
            "bump-scope",
            copied!(bump_scope(), TEXT, |bump, s| bump.alloc_str(s).into_mut()),
        );
    suite
        .workload("str of 0 to 33 bytes", COUNT)
        .contestant("layout", texts!(bump(), |bump, s| bump.alloc_str(s)))
        .contestant("layout min-align 8", texts!(bump8(), |bump, s| bump.alloc_str(s)))
        .contestant("bumpalo", texts!(bumpalo(), |bump, s| bump.alloc_str(s)))
        .contestant("bumpalo min-align 8", texts!(bumpalo8(), |bump, s| bump.alloc_str(s)))
        .contestant("bump-scope", texts!(bump_scope(), |bump, s| bump.alloc_str(s).into_mut()));
}
