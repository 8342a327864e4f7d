//! Bump allocators side by side: `layout_core::alloc::Bump`, bumpalo, bump-scope, typed-arena, and the
//! allocator of a well-known tutorial.
//!
//! See `benches/README.md` for the commands. Each workload does the same with every contestant: an arena
//! that is large enough is filled and reset; what cannot be reset is made anew.

mod collections;
mod layouts;
mod scopes;
mod slices;
mod toy;
mod values;

use std::process::ExitCode;

use layout_benches::side_by_side::Suite;

/// More than any workload needs.
const CAPACITY: usize = 1 << 18;

type Bump = layout_core::alloc::Bump;
type Bump8 = layout_core::alloc::Bump<8>;
type Bumpalo = bumpalo::Bump;
type Bumpalo8 = bumpalo::Bump<8>;
type BumpScope = bump_scope::Bump;
type BumpScope8 =
    bump_scope::Bump<bump_scope::alloc::Global, <bump_scope::settings::BumpSettings as bump_scope::settings::BumpAllocatorSettings>::WithMinimumAlignment<8>>;

fn bump() -> Bump {
    Bump::with_capacity(CAPACITY)
}

fn bump8() -> Bump8 {
    let bump = Bump8::with_min_align();
    bump.reserve(CAPACITY);
    bump
}

fn bumpalo() -> Bumpalo {
    Bumpalo::with_capacity(CAPACITY)
}

fn bumpalo8() -> Bumpalo8 {
    Bumpalo8::with_min_align_and_capacity(CAPACITY)
}

fn bump_scope() -> BumpScope {
    BumpScope::with_size(CAPACITY)
}

fn bump_scope8() -> BumpScope8 {
    BumpScope8::with_size(CAPACITY)
}

fn main() -> ExitCode {
    let mut suite = Suite::new("alloc-bump", "layout");
    values::add(&mut suite);
    slices::add(&mut suite);
    layouts::add(&mut suite);
    collections::add(&mut suite);
    scopes::add(&mut suite);
    suite.main()
}
