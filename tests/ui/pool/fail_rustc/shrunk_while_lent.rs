use layout_core::alloc::SyncPool;

fn main() {
    let mut pool = SyncPool::new();
    let guard = pool.insert(1);
    pool.shrink_to_fit();
    drop(guard);
}
