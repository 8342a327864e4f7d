use layout_core::alloc::Bump;

fn main() {
    let mut bump = Bump::new();
    bump.scope(|scratch| {
        bump.reset();
        scratch.alloc(1);
    });
}
