use layout_core::Layout;

#[derive(Layout)]
struct Login {
    name: u32,
    #[layout(readct)]
    secret: u32,
}

fn main() {}
