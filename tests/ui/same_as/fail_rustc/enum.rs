use layout_core::Layout;

mod ffi {
    #[derive(layout_core::Layout)]
    #[repr(u32)]
    pub enum Kind {
        Quit,
        Move,
        Stop = 4,
    }
}

#[derive(Layout)]
#[repr(u32)]
#[layout(same_as(ffi::Kind))]
enum Kind {
    Quit,
    Move,
    Stop,
}

fn main() {}
