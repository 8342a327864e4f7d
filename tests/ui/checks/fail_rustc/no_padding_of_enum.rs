use layout_core::Layout;

#[derive(Layout)]
#[repr(u8, align(2))]
#[layout(no_padding)]
enum Single {
    A,
}

#[derive(Layout)]
#[repr(u8)]
#[layout(no_padding)]
enum Tagged {
    Word(u16),
    Full([u8; 3]),
}

#[derive(Layout)]
#[layout(no_padding)]
enum Untagged {
    A(u8),
    B(u32),
}

#[derive(Layout)]
#[repr(align(8))]
#[layout(no_padding)]
enum Aligned {
    A,
    B,
}

fn main() {}
