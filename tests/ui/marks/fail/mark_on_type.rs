use layout_core::Layout;

#[derive(Layout)]
#[layout(redact)]
struct Login {
    name: u32,
    secret: u32,
}

fn main() {}
