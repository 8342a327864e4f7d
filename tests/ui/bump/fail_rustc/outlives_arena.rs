use layout_core::alloc::Bump;

fn main() {
    let number = {
        let bump = Bump::new();
        bump.alloc(1)
    };
    *number += 1;
}
