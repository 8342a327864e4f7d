//! Bump allocators side by side.
//!
//! See `benches/README.md` for the commands.

use std::hint::black_box;
use std::process::ExitCode;

use layout_benches::side_by_side::Suite;

fn main() -> ExitCode {
    let mut suite = Suite::new("alloc-bump", "layout");
    suite
        .workload("u64, warm arena", 1000)
        .contestant("bumpalo", || {
            let mut bump = bumpalo::Bump::with_capacity(1 << 16);
            move || {
                for number in 0..1000_u64 {
                    black_box(bump.alloc(number));
                }
                bump.reset();
            }
        })
        .contestant("bump-scope", || {
            let mut bump: bump_scope::Bump = bump_scope::Bump::with_size(1 << 16);
            move || {
                for number in 0..1000_u64 {
                    black_box(bump.alloc(number).into_mut());
                }
                bump.reset();
            }
        });
    suite.main()
}
