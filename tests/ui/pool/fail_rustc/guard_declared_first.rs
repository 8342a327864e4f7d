use layout_core::alloc::Pool;

fn main() {
    let mut guards = Vec::new();
    let pool = Pool::new();
    guards.push(pool.insert(String::new()));
}
