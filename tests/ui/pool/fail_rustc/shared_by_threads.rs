use layout_core::alloc::Pool;

fn main() {
    let pool = Pool::new();
    std::thread::scope(|scope| {
        scope.spawn(|| drop(pool.insert(1)));
    });
}
