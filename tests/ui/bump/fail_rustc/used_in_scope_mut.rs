use layout_core::alloc::Bump;

fn main() {
    let mut bump = Bump::new();
    let before = bump.alloc(1);
    bump.scope_mut(|scratch| {
        scratch.alloc(2);
    });
    println!("{before}");
}
