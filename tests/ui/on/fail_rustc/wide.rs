use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(on(riscv32, align == 8))]
struct Wide {
    sum: u128,
}

fn main() {}
