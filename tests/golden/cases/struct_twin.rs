#[repr(C)]
#[layout(same_as(ffi::Pair<Self>))]
struct Pair<'a>(&'a u8, u16);
