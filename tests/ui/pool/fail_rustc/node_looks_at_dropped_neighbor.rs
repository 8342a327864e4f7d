use layout_core::alloc::Pool;

struct Node<'p> {
    neighbour: Option<&'p Node<'p>>,
}

impl Drop for Node<'_> {
    fn drop(&mut self) {
        assert!(self.neighbour.is_none());
    }
}

fn main() {
    let pool = Pool::new();
    let mut dropped_last = pool.insert(Node { neighbour: None });
    let dropped_first = pool.insert(Node { neighbour: None });
    dropped_last.neighbour = Some(&dropped_first);
}
