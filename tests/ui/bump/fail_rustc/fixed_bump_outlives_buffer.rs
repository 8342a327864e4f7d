use layout_core::alloc::{BumpArray, FixedBump};

fn arena<'a>() -> FixedBump<'a> {
    let mut memory = BumpArray::<64>::new();
    memory.bump()
}

fn main() {
    arena().alloc(1);
}
