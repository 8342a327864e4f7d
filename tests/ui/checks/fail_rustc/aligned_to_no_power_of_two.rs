//! An alignment must be a power of two.

use layout_core::cache::Aligned;

fn main() {
    let _ = Aligned::<u8, 48>::new(0);
}
