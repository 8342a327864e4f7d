use layout_core::assert_layout;

async fn serve() {}

assert_layout!(async serve, on(i686, size == 12));

fn main() {}
