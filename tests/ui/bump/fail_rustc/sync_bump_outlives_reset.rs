use layout_core::alloc::SyncBump;

fn main() {
    let mut arena: SyncBump = SyncBump::new();
    let number = arena.local().alloc(1);
    arena.reset();
    *number += 1;
}
