use layout_core::alloc::Bump;

fn main() {
    let bump = Bump::new();
    let scratch = bump.open_scope();
    let number = scratch.alloc(1);
    drop(scratch);
    *number += 1;
}
