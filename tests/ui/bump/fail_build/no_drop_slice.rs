use layout_core::alloc::{BumpArray, BumpVec, NoDrop};

fn main() {
    let mut memory = BumpArray::<64>::new();
    let bump = memory.bump();
    let arena = NoDrop::new(&bump);
    let mut texts = BumpVec::new_in(&arena);
    texts.push(String::from("dropped with the vector, but not with its slice"));
    texts.into_slice();
}
