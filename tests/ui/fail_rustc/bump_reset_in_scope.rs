use layout_core::alloc::Bump;

fn main() {
    let mut bump = Bump::new();
    let scratch = bump.open_scope();
    bump.reset();
    scratch.alloc(1);
}
