#[repr(C)]
#[layout(lock)]
struct Name<'a> {
    text: &'a str,
}
