struct Message<T> {
    id: u32,
    body: [T],
}
