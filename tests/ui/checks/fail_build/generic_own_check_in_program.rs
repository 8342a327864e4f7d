use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size <= 16)]
struct Small<T> {
    count: u32,
    items: [T; 4],
}

fn size<T>() -> usize {
    Small::<T>::LAYOUT.size
}

fn main() {
    let _ = size::<u8>() + size::<u32>();
}
