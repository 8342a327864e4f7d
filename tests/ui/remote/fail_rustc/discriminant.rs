//! A variant has another discriminant.
use layout_core::Layout;

mod foreign {
    #[repr(i8)]
    pub enum Level {
        Low = -1,
        High = 1,
    }
}

#[derive(Layout)]
#[layout(remote = foreign::Level)]
#[repr(i8)]
enum Level {
    Low = -2,
    High = 1,
}

fn main() {}
