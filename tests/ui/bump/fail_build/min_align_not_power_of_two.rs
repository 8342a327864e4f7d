use layout_core::alloc::Bump;

fn main() {
    let bump: Bump<12> = Bump::with_min_align();
    bump.alloc(1);
}
