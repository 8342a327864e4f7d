use layout_core::alloc::{Pool, PoolBox};

fn escaping<'a>() -> PoolBox<'a, u8> {
    let pool = Pool::new();
    pool.insert(1)
}

fn main() {
    escaping();
}
