use std::cell::Cell;

use layout_core::alloc::TypedBump;

struct Node<'a>(Cell<Option<&'a Node<'a>>>);

// Its drop may look at a value that was dropped before.
impl Drop for Node<'_> {
    fn drop(&mut self) {}
}

fn main() {
    let nodes = TypedBump::new();
    let node = nodes.alloc(Node(Cell::new(None)));
    node.0.set(Some(nodes.alloc(Node(Cell::new(None)))));
}
