#[layout(size <= 64, padding == 0)]
struct Ring<T: Clone, const N: usize = 8>
where
    T: Default,
{
    items: [T; N],
    head: usize,
}
