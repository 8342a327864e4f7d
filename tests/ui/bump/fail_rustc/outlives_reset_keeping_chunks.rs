use layout_core::alloc::Bump;

fn main() {
    let mut bump = Bump::new();
    let text = bump.alloc_str("text");
    bump.reset_keeping_chunks();
    text.make_ascii_uppercase();
}
