use std::cell::Cell;

use layout_core::alloc::SyncObjectPool;

fn main() {
    let made = Cell::new(0);
    let factory = || {
        made.set(made.get() + 1);
        0_u8
    };
    let pool = SyncObjectPool::with_closures(factory, |_: &mut u8| ());
    std::thread::scope(|scope| {
        scope.spawn(|| drop(pool.acquire()));
    });
}
