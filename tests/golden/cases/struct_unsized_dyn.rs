#[layout(align <= 8)]
struct Task {
    priority: u8,
    run: dyn Fn(u32) -> bool,
}
