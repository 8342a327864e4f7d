use layout_core::alloc::Bump;
use std::rc::Rc;

fn main() {
    let bump = Bump::new();
    let counted = bump.alloc_box(Rc::new(1));
    std::thread::scope(|threads| {
        threads.spawn(move || drop(counted));
    });
}
