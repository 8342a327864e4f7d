use layout_core::alloc::TypedBump;

fn main() {
    let name = {
        let names = TypedBump::new();
        names.alloc(String::new())
    };
    name.push('x');
}
