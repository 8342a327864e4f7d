//! A variant is not described.
use layout_core::Layout;

mod foreign {
    pub enum Level {
        Low,
        High,
    }
}

#[derive(Layout)]
#[layout(remote = foreign::Level)]
enum Level {
    Low,
}

fn main() {}
