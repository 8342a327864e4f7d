#[repr(C, align(8))]
#[layout(size == 2 * Self::HALF, no_holes)]
struct Checked<'a> {
    #[layout(offset == 0, size <= 16)]
    name: &'a str,
    r#type: u64,
}
