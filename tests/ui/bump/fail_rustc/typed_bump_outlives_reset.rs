use layout_core::alloc::TypedBump;

fn main() {
    let mut names = TypedBump::new();
    let name = names.alloc(String::new());
    names.reset();
    name.push('x');
}
