use layout_core::Layout;

// As with `#[derive(Clone)]`, or in a function that returns one, the compiler also says that it cannot tell
// whether such a value is to be dropped.
#[derive(Layout)]
enum Left {
    Right(Right),
    None,
}

#[derive(Layout)]
enum Right {
    Left(Left),
    None,
}

fn main() {}
