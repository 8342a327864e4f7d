// RUSTSEC-2022-0078.
use allocator_api2::vec::Vec;
use layout_core::alloc::Bump;

fn main() {
    let bump = Bump::new();
    let mut bytes = Vec::new_in(&bump);
    bytes.extend([1_u8; 32]);
    let iterator = bytes.into_iter();
    drop(bump);
    for byte in iterator {
        print!("{byte}");
    }
}
