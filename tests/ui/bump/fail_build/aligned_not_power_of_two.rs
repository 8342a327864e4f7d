use layout_core::alloc::Bump;

fn main() {
    Bump::new().alloc_aligned::<24, _>(1);
}
