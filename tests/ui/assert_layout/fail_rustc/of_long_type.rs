use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[repr(C)]
struct Holder<'a, T: ?Sized, F> {
    text: &'a T,
    run: Box<dyn Fn(&T) -> Result<F, std::io::Error> + Send + 'static>,
}

assert_layout!(
    Holder<'static, [Option<u8>], std::collections::BTreeMap<String, u8>>,
    size == 1,
);

fn main() {}
