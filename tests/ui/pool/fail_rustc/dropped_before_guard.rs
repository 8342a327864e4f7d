use layout_core::alloc::Pool;

fn main() {
    let pool = Pool::new();
    let guard = pool.insert(1);
    drop(pool);
    drop(guard);
}
