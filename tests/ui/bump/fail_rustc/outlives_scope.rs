use layout_core::alloc::Bump;

fn main() {
    let bump = Bump::new();
    let mut kept = None;
    bump.scope(|scratch| kept = Some(scratch.alloc(1)));
    println!("{kept:?}");
}
