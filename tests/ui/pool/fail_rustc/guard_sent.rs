use layout_core::alloc::Pool;

fn main() {
    let pool = Pool::new();
    let guard = pool.insert(1);
    std::thread::scope(|scope| {
        scope.spawn(move || drop(guard));
    });
}
