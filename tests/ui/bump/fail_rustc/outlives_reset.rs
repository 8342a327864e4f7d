use layout_core::alloc::Bump;

fn main() {
    let mut bump = Bump::new();
    let number = bump.alloc(1);
    bump.reset();
    *number += 1;
}
