use layout_core::alloc::Bump;
use std::cell::Cell;

fn main() {
    let bump = Bump::new();
    let outer: &Cell<Option<&i32>> = bump.alloc(Cell::new(None));
    bump.scope(|scratch| outer.set(Some(scratch.alloc(1))));
    println!("{:?}", outer.get());
}
