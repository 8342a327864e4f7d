use layout_core::alloc::HandlePool;

fn main() {
    let mut pool = HandlePool::new();
    let handle = pool.insert(String::new());
    let borrowed = &pool[handle];
    pool.remove(handle);
    println!("{borrowed}");
}
