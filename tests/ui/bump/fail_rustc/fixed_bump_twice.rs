use layout_core::alloc::BumpArray;

fn main() {
    let mut memory = BumpArray::<64>::new();
    let first = memory.bump();
    let second = memory.bump();
    *first.alloc(1) += *second.alloc(2);
}
