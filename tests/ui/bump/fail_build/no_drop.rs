use layout_core::alloc::{Bump, NoDrop};

fn main() {
    let bump = Bump::new();
    NoDrop::new(&bump).alloc(String::from("it would leak"));
}
