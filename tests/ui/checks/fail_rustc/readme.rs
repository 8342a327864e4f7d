use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, padding <= 1)] // checked when the crate compiles
struct Packet {
    version: u8,
    #[layout(offset == 2)]
    length: u32,
    checksum: u32,
}

fn main() {
    println!("{}", Packet::layout_report()); // prints the table below
}
