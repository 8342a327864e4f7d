use std::rc::Rc;

use layout_core::alloc::SyncPool;

fn main() {
    let pool = SyncPool::new();
    let guard = pool.insert(Rc::new(1));
    std::thread::scope(|scope| {
        scope.spawn(move || drop(guard));
    });
}
