use layout_core::alloc::Bump;

fn main() {
    let mut bump = Bump::new();
    let mut kept = None;
    bump.scope_mut(|scratch| kept = Some(scratch.alloc(1)));
    println!("{kept:?}");
}
