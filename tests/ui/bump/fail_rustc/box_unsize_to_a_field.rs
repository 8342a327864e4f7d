//! A box of a part of a value would not drop the whole.
use layout_core::alloc::{Bump, BumpBox};
use layout_core::unsize_box;

struct Memory(u8);

struct Registered(Memory);

impl Drop for Registered {
    fn drop(&mut self) {}
}

impl Registered {
    fn memory(&mut self) -> &mut Memory {
        &mut self.0
    }
}

impl core::ops::Deref for Registered {
    type Target = Memory;

    fn deref(&self) -> &Memory {
        &self.0
    }
}

impl core::ops::DerefMut for Registered {
    fn deref_mut(&mut self) -> &mut Memory {
        &mut self.0
    }
}

fn main() {
    let bump = Bump::new();
    // By a closure.
    BumpBox::unsize(bump.alloc_box(Registered(Memory(1))), Registered::memory);
    // By dereferencing.
    let field: BumpBox<Memory> = unsize_box!(bump.alloc_box(Registered(Memory(1))));
    // By a cast.
    let other: BumpBox<[u8; 4]> = unsize_box!(bump.alloc_box(1_u32));
    // To a slice of another length's type, and to something that is no box.
    let other: BumpBox<[u16]> = unsize_box!(bump.alloc_box([1_u8; 4]));
    let borrowed: BumpBox<[u8]> = unsize_box!(bump.alloc([1_u8; 4]));
}
