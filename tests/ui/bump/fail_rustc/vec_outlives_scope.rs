use allocator_api2::vec::Vec;
use layout_core::alloc::Bump;

fn main() {
    let bump = Bump::new();
    let mut numbers = Vec::new_in(&bump);
    bump.scope(|scratch| numbers = Vec::<i32, _>::new_in(scratch));
}
