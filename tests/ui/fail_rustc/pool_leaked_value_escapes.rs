use layout_core::alloc::Pool;

fn main() {
    let leaked: &'static mut u8 = {
        let pool = Pool::new();
        pool.insert(1).leak()
    };
    *leaked = 2;
}
