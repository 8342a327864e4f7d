use layout_core::alloc::HandlePool;

fn main() {
    let mut pool = HandlePool::new();
    let (one, two) = (pool.insert(1), pool.insert(2));
    let [first, _second] = pool.get_disjoint_mut([one, two]).unwrap();
    pool.remove(one);
    *first = 3;
}
