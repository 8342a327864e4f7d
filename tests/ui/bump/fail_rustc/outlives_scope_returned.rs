use layout_core::alloc::Bump;

fn main() {
    let bump = Bump::new();
    let kept = bump.scope(|scratch| scratch.alloc(1));
    println!("{kept}");
}
