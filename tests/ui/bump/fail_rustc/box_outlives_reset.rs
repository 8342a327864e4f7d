use layout_core::alloc::Bump;

fn main() {
    let mut bump = Bump::new();
    let text = bump.alloc_box(String::from("text"));
    bump.reset();
    drop(text);
}
