use layout_core::alloc::Pool;

struct Node<'p> {
    neighbor: Option<&'p Node<'p>>,
}

impl Drop for Node<'_> {
    fn drop(&mut self) {
        assert!(self.neighbor.is_none());
    }
}

fn main() {
    let pool = Pool::new();
    let mut dropped_last = pool.insert(Node { neighbor: None });
    let dropped_first = pool.insert(Node { neighbor: None });
    dropped_last.neighbor = Some(&dropped_first);
}
