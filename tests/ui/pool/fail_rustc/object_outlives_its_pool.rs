use layout_core::alloc::SyncObjectPool;

fn main() {
    let pool = SyncObjectPool::new(String::new, String::clear);
    let object = pool.acquire();
    std::thread::spawn(move || drop(object));
}
