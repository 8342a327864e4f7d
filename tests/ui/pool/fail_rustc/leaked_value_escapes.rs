use layout_core::alloc::{Pool, PoolBox};

fn main() {
    let leaked: &'static mut u8 = {
        let pool = Pool::new();
        PoolBox::leak(pool.insert(1))
    };
    *leaked = 2;
}
