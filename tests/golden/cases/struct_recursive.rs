struct Node {
    value: u32,
    left: Option<Box<Node>>,
    right: Option<Box<Node>>,
    parent: *const Node,
}
